"""What a student wrote, read from a submitted or an autograded notebook."""

from __future__ import annotations

import time
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.errors import Unreadable
from autograder.grading import submission
from autograder.grading.submission import Submission
from autograder.sandbox import budget

_SECONDS = 20.0  # to read one: what was handed in since the last grading may be anything


def sources(notebook: Path | None, assignment: Assignment, within: Path | None = None) -> dict[str, str]:
    """The student's code of each exercise, by the exercise's id; none if the notebook cannot be read."""
    rebuilt = _rebuilt(notebook, assignment, within)
    return {cell.id: cell.source for cell in rebuilt.cells if cell.kind == "solution"} if rebuilt else {}


def written(notebook: Path, assignment: Assignment, within: Path | None = None) -> list[tuple[str, str]] | None:
    """All that the student wrote, as (exercise or "", code), sorted; None if the notebook cannot be read.

    It is the same for a submission and for the autograded notebook that grading made of it.
    """
    rebuilt = _rebuilt(notebook, assignment, within)
    if rebuilt is None:
        return None
    cells = [cell for cell in rebuilt.cells if cell.kind != "given" and cell.id not in rebuilt.missing]
    return sorted((cell.id if cell.kind == "solution" else "", cell.source.strip()) for cell in cells)


def _rebuilt(notebook: Path | None, assignment: Assignment, within: Path | None) -> Submission | None:
    if notebook is None:
        return None
    try:
        with budget.bounded_memory(), budget.until(time.monotonic() + _SECONDS):
            return submission.rebuild(submission.read(notebook, within), assignment)
    except (Unreadable, budget.OutOfTime, MemoryError, RecursionError):
        return None
