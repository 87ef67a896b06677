"""What an exercise depends on: one mistake is charged once."""

from __future__ import annotations

from autograder.course.assignment import Assignment
from autograder.grading import checks, submission
from autograder.grading.submission import Submission


def needs(rebuilt: Submission, assignment: Assignment) -> dict[str, set[str]]:
    """What each exercise depends on: as declared, and the earlier exercises that the student's code names."""
    declared = checks.collect(assignment).needs
    order = [exercise.id for exercise in assignment.exercises]
    sources = {cell.id: cell.source for cell in rebuilt.cells if cell.kind == "solution"}
    helpers = submission.mentions("\n".join(cell.source for cell in rebuilt.cells if cell.kind == "added"), set(order))
    direct = {
        name: (submission.mentions(sources.get(name, ""), set(order)) | helpers) & set(order[:place])
        | set(declared.get(name, ()))
        for place, name in enumerate(order)
    }
    return {name: _closure(name, direct) for name in order}


def _closure(name: str, direct: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [name]
    while todo:
        new = direct[todo.pop()] - found - {name}
        found |= new
        todo += new
    return found
