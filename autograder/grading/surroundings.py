"""What else a submission's notebook holds: told where a name is missing."""

from __future__ import annotations

import builtins
import re

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind
from autograder.grading.advice import Surroundings
from autograder.grading.attempt import Attempt
from autograder.grading.submission import Submission

_MAX_NAMES = 2000
_NAME = re.compile(r"[A-Za-z_]\w*")
_BOUND = re.compile(r"^[ \t]+([A-Za-z_][\w, \t]*)=(?!=)|\bfor[ \t]+([\w, \t]+?)[ \t]+in\b", re.MULTILINE)
_ASSIGNED = re.compile(r"^[ \t]*(?:def|class)[ \t]+([A-Za-z_]\w*)|^([A-Za-z_][\w, \t]*)=(?!=)", re.MULTILINE)


def around(submission: Submission, attempt: Attempt, assignment: Assignment, exercise: str) -> Surroundings:
    """The names of a submission, and its cells that stopped when they were run; nothing of it is parsed or run."""
    own = [cell for cell in submission.cells if cell.kind != "given"]
    stopped = {cell.id: error for cell in own if (error := _error(attempt, cell.id)) is not None}
    defines = {cell.id: defined(cell.source) for cell in own if cell.id in stopped or cell.id == exercise}
    known = {name for cell in submission.cells for name in defined(cell.source)}
    text = next((cell.source[:20_000] for cell in own if cell.id == exercise), "")
    known |= {name for match in _BOUND.finditer(text) for name in _NAME.findall(match.group(1) or match.group(2))}
    return Surroundings(
        stopped={cell: how for cell, how in stopped.items() if cell != exercise},
        defines=defines,
        first_lines={cell.id: _first_line(cell.source) for cell in own if cell.id in stopped},
        known=sorted(known | _parameters(_NAME.findall(text), known))[:_MAX_NAMES],
        shown=_shown(assignment),
    )


def _error(attempt: Attempt, cell: str) -> str | None:
    run = attempt.cells.get(cell)
    return attempt.fatal.get(cell) or (run.error if run is not None else None)


def _parameters(names: list[str], known: set[str]) -> set[str]:
    """The other names that a cell uses more than once: its parameters and variables; and Python's own."""
    often = {name for name in set(names) if names.count(name) > 1} if len(names) < _MAX_NAMES else set()
    return often | {name for name in dir(builtins) if name.islower()} | ({"np", "plt"} - known)


def defined(source: str) -> tuple[str, ...]:
    """The names that a cell's text seems to define; it is not parsed."""
    found: dict[str, None] = {}
    for match in _ASSIGNED.finditer(source[:200_000]):
        for name in _NAME.findall(match.group(1) or match.group(2)):
            found[name] = None
    return tuple(found)[:_MAX_NAMES]


def _first_line(source: str) -> str:
    line = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return line if len(line) <= 60 else line[:59] + "…"


def _shown(assignment: Assignment) -> frozenset[str]:
    cells = [cell for cell in assignment.notebook.cells if cell_kind(cell) in ("demonstration", "grade")]
    return frozenset(name for cell in cells for name in defined(cell.source))
