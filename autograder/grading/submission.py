"""A student's notebook becomes the cells to run: rebuilt on the pristine release, trusting nothing in it.

Only the sources of the solution cells (by grade_id, or by the cell's id where an editor dropped that; the
last of duplicates) and the cells that the student added are taken. Metadata, outputs and locked cells of
the submission do not survive.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import nbformat

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id
from autograder.errors import Unreadable
from autograder.files import read_submitted

MAX_FILE = 100 << 20
MAX_SOURCE = 1 << 20
MAX_ADDED = 8 << 20  # of all added cells together
MAX_ADDED_CELLS = 2000
MAX_LISTS = 1 << 20  # lists and objects of a file: read, each takes a hundred bytes and more
MAX_VALUES = 8 << 20  # what commas part, in texts too


@dataclass(frozen=True)
class Cell:
    """A cell to run: from the release ("given"), or the student's ("solution", "added")."""

    kind: Literal["given", "solution", "added"]
    id: str
    source: str


@dataclass(frozen=True)
class Submission:
    """The cells to run, in order; the exercises without an answer, with the reason; what looks odd."""

    cells: tuple[Cell, ...]
    missing: dict[str, str]
    flags: tuple[str, ...]


@dataclass
class _Parts:
    """What is taken of a submission, while its cells are gone through."""

    solutions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    added: dict[int, list[str]] = field(default_factory=dict)  # by the place in the release that they stand behind
    added_size: int = 0
    added_count: int = 0
    answers: Counter[str] = field(default_factory=Counter)  # how many cells claim to be this exercise's
    met: set[str] = field(default_factory=set)  # names of the release's cells
    altered: int = 0
    flags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Release:
    """The pristine release, and where its cells are by what editors leave of them."""

    cells: tuple[nbformat.NotebookNode, ...]
    by_name: dict[str, int]
    by_id: dict[str, int]
    by_source: dict[str, int]
    stubs: dict[str, str]

    def find(self, cell: dict[str, Any], source: str | None) -> tuple[int | None, str]:
        """The place of a submitted cell in the release, None if it is the student's own; and its name, "" if none.

        Some editors drop the metadata that hold the name, others the ids, too.
        """
        id_ = cell.get("id")
        by_id = self.by_id.get(id_) if isinstance(id_, str) else None
        name = grade_id(cell) or ("" if by_id is None else grade_id(self.cells[by_id]))
        place = self.by_name.get(name, by_id)
        if place is None and source is not None:
            place = self.by_source.get(source.strip())
        return place, name if name or place is None else grade_id(self.cells[place])


def read(path: Path, within: Path | None = None) -> list[dict[str, Any]]:
    """The code cells of a submitted notebook file. Raises `Unreadable`, whatever the file holds.

    `within`: see `autograder.files.read_submitted`.
    """
    content = read_submitted(path, MAX_FILE, within)
    if content.count(b"[") + content.count(b"{") > MAX_LISTS or content.count(b",") > MAX_VALUES:
        raise Unreadable("not a notebook: it holds more values than a notebook can need", "values")
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("not a notebook: not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise Unreadable("not a notebook: invalid JSON") from None
    except MemoryError:
        raise Unreadable("not a notebook: it holds more values than can be read", "values") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        old = isinstance(notebook, dict) and "worksheets" in notebook
        hint = "open and save it in JupyterLab, its format is too old" if old else "it has no list of cells"
        raise Unreadable(f"not a notebook: {hint}", "old" if old else "format")
    return [cell for cell in cells if isinstance(cell, dict)]


def rebuild(cells: list[dict[str, Any]], assignment: Assignment) -> Submission:
    """Put the student's parts into the pristine release of the assignment."""
    release = _release(assignment)
    parts = _parts(cells, release)
    rebuilt: list[Cell] = []
    for index, cell in enumerate(release.cells):
        kind = cell_kind(cell)
        if kind == "given":
            rebuilt.append(Cell("given", grade_id(cell), cell.source))
        elif kind == "solution" and grade_id(cell) in parts.solutions:
            rebuilt.append(Cell("solution", grade_id(cell), parts.solutions[grade_id(cell)]))
        added = parts.added.get(index, [])
        rebuilt += [Cell("added", f"added-{index}-{count}", source) for count, source in enumerate(added)]
    first = [Cell("added", f"added-0-first-{i}", source) for i, source in enumerate(parts.added.get(-1, []))]
    return Submission((*first, *rebuilt), parts.missing, tuple(dict.fromkeys(parts.flags)))


def stubs(assignment: Assignment) -> dict[str, str]:
    """The solution cells of the release, as students get them."""
    return dict(_release(assignment).stubs)


@cache
def _release(assignment: Assignment) -> _Release:
    cells = tuple(nbformat.read(assignment.release, as_version=4).cells)
    return _Release(
        cells,
        by_name={grade_id(cell): place for place, cell in enumerate(cells) if grade_id(cell)},
        by_id={cell.id: place for place, cell in enumerate(cells)},
        by_source={cell.source.strip(): place for place, cell in enumerate(cells) if cell.cell_type == "code"},
        stubs={grade_id(cell): cell.source for cell in cells if cell_kind(cell) == "solution"},
    )


def identify(cells: list[dict[str, Any]], path: Path, assignments: tuple[Assignment, ...]) -> Assignment:
    """The assignment whose grade_ids the notebook has most of, else the one its file is named after.

    Raises `Unreadable` if there is none.
    """
    names = {grade_id(cell) for cell in cells}
    shares = [
        (len(names & {exercise.id for exercise in assignment.exercises}), assignment) for assignment in assignments
    ]
    best = max(shares, key=lambda pair: pair[0], default=(0, None))
    if best[0] and best[1] is not None:
        return best[1]
    if (by_name := named(path, assignments)) is not None:
        return by_name
    raise Unreadable(
        "the notebook belongs to no known assignment: none of its cells has the id of an exercise", "unknown"
    )


def named(path: Path, assignments: tuple[Assignment, ...]) -> Assignment | None:
    """The assignment that a file is named after, if any: all that is known of one that cannot be read."""
    return next((assignment for assignment in assignments if path.stem.startswith(assignment.name)), None)


def _parts(cells: list[dict[str, Any]], release: _Release) -> _Parts:
    parts = _Parts()
    place = -1  # of the release's cell that was met last
    for cell in cells:
        source = _source(cell)
        _flag_tags(cell, parts)
        known, name = release.find(cell, source)
        if known is not None:
            place = known
            parts.met.add(name)
            parts.altered += _is_altered(source, release.cells[known])
        if name in release.stubs:
            parts.answers[name] += 1
            _take_solution(name, cell, source, parts)
        elif known is None and cell.get("cell_type") == "code" and source is not None and source.strip():
            _take_added(place, source, parts)
    _take_from_added_cells(parts, release)
    _note_missing(parts, release)
    _flag_oddities(parts, release)
    return parts


def _take_from_added_cells(parts: _Parts, release: _Release) -> None:
    """Let an answer in a cell that the student added count, where the exercise's own cell holds none."""
    added = "\n".join(source for sources in parts.added.values() for source in sources)
    for name in _defined(added, set(release.stubs)):
        if name not in parts.solutions or _is_stub(name, parts, release):
            parts.solutions.pop(name, None)
            parts.missing.pop(name, None)
            parts.met.add(name)


def _note_missing(parts: _Parts, release: _Release) -> None:
    for name in release.stubs:
        if name not in parts.met:
            parts.missing[name] = "the cell is missing from the notebook"
        elif _is_stub(name, parts, release):
            parts.missing[name] = "not written yet"


def _is_stub(name: str, parts: _Parts, release: _Release) -> bool:
    """Whether the exercise's cell is as it was released."""
    return name in parts.solutions and parts.solutions[name].strip() == release.stubs[name].strip()


def _flag_oddities(parts: _Parts, release: _Release) -> None:
    for name, count in parts.answers.items():
        if count > 1:
            parts.flags.append(f"the cell {name} stands {count} times; the last was graded")
    lost = [name for name in release.by_name if name.endswith("-check") and name not in parts.met]
    if lost:
        parts.flags.append(f"{len(lost)} locked test cells were deleted; they were not needed")
    if parts.altered:
        parts.flags.append(f"{parts.altered} locked cells differ from the release: changed, or from an older release")


def _is_altered(source: str | None, pristine: nbformat.NotebookNode) -> bool:
    """Whether a cell that students should leave as it is, is not as the release has it."""
    return cell_kind(pristine) in ("given", "grade") and (source or "").strip() != pristine.source.strip()


def require_of(cells: list[dict[str, Any]], assignment: Assignment) -> None:
    """Raise `Unreadable` if the notebook's exercises are all of another assignment."""
    own = {exercise.id for exercise in assignment.exercises}
    names = {grade_id(cell).removesuffix("-check") for cell in cells}
    foreign = sorted(name.removesuffix("-check") for name in map(grade_id, cells) if name.endswith("-check"))
    if foreign and not names & own:
        few = ", ".join(foreign[:3])
        raise Unreadable(f"not the notebook of {assignment.name}: its exercises are others ({few}, …)", "unknown")


def _take_solution(name: str, cell: dict[str, Any], source: str | None, parts: _Parts) -> None:
    parts.solutions.pop(name, None)
    parts.missing.pop(name, None)
    if cell.get("cell_type") != "code":
        parts.missing[name] = "the cell is no longer a code cell"
    elif source is None:
        parts.missing[name] = "the cell's text cannot be read"
    elif len(source) > MAX_SOURCE:
        parts.missing[name] = f"the cell holds more than {MAX_SOURCE >> 20} MB of text"
    else:
        parts.solutions[name] = source


def _take_added(place: int, source: str, parts: _Parts) -> None:
    parts.added_size += len(source)
    parts.added_count += 1
    if len(source) > MAX_SOURCE or parts.added_size > MAX_ADDED or parts.added_count > MAX_ADDED_CELLS:
        parts.flags.append("added cells were left out: they hold more text than a notebook of code can need")
    else:
        parts.added.setdefault(place, []).append(source)


def _source(cell: dict[str, Any]) -> str | None:
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str) or len(source) > MAX_FILE:
        return None
    return source.encode("utf-8", "replace").decode("utf-8")


def _flag_tags(cell: dict[str, Any], parts: _Parts) -> None:
    meta = cell.get("metadata")
    tags = meta.get("tags") if isinstance(meta, dict) else None
    if isinstance(tags, list) and "skip-execution" in tags:
        parts.flags.append("a cell is tagged skip-execution, which fools other graders; it was graded all the same")


def _defined(source: str, names: set[str]) -> set[str]:
    """Which of the names a piece of untrusted code defines at a line's start; it is not parsed."""
    defined = re.findall(r"^def\s+([A-Za-z_]\w*)", source, re.MULTILINE)
    assigned = re.findall(r"^([A-Za-z_]\w*)\s*=(?!=)", source, re.MULTILINE)
    return names & {*defined, *assigned}


def mentions(source: str, names: set[str]) -> set[str]:
    """Which of the names stand in a piece of untrusted code, outside docstrings and comments; it is not parsed."""
    code = re.sub(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|#[^\n]*', " ", source)
    return {match.group() for match in re.finditer(r"[A-Za-z_]\w*", code) if match.group() in names}
