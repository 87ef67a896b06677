"""Three submissions whose grade is known: the reference, the untouched release, and one exercise solved alone."""

from __future__ import annotations

import dataclasses
from functools import cache

from autograder.course import cells as course_cells
from autograder.course import release
from autograder.course.assignment import Assignment
from autograder.grading import grade as grading
from autograder.grading import submission
from autograder.grading.submission import Cell, Submission
from autograder.results import Result
from autograder.sandbox.client import Sandbox


def reference(assignment: Assignment, sandbox: Sandbox, seed: int) -> list[str]:
    """The reference gets every point, and nothing about it looks odd."""
    result = grading.grade(solved(assignment), assignment, sandbox, seed)
    problems = [
        f"the reference loses points on {exercise.id}: {messages(result, exercise.id)}"
        for exercise in result.exercises
        if exercise.status != "passed"
    ]
    return problems + [f"the reference is flagged: {flag}" for flag in result.flags]


def untouched(assignment: Assignment, sandbox: Sandbox, seed: int) -> list[str]:
    """The release as it is gets no point, and each exercise the reason."""
    cells = [dict(cell) for cell in release.notebook(assignment).cells]
    result = grading.grade(submission.rebuild(cells, assignment), assignment, sandbox, seed)
    odd = [exercise.id for exercise in result.exercises if exercise.points or exercise.status != "missing"]
    return [f"the untouched release gets points or no reason for {name}" for name in odd]


def alone(assignment: Assignment, exercise: str, sandbox: Sandbox, seed: int) -> list[str]:
    """Only this exercise is solved: it gets its points, by right versions of what it depends on, and no other does."""
    stubs = submission.stubs(assignment)
    cells = [
        dataclasses.replace(cell, source=stubs[cell.id]) if cell.kind == "solution" and cell.id != exercise else cell
        for cell in solved(assignment).cells
    ]
    missing = {name: "not written yet" for name in stubs if name != exercise}
    result = grading.grade(Submission(tuple(cells), missing, ()), assignment, sandbox, seed)
    problems = []
    for graded in result.exercises:
        wanted = graded.max_points if graded.id == exercise else 0.0
        if graded.points != wanted:
            problems.append(
                f"only {exercise} solved: {graded.id} gets {graded.points:g}, not {wanted:g}: "
                f"{messages(result, graded.id)}"
            )
    return problems


def solved(assignment: Assignment, replaced: dict[str, str] | None = None) -> Submission:
    """The reference as a submission, some of its solution cells replaced."""
    answers = replaced or {}
    cells = [dataclasses.replace(cell, source=answers.get(cell.id, cell.source)) for cell in _solved(assignment)]
    return Submission(tuple(cells), {}, ())


@cache
def _solved(assignment: Assignment) -> tuple[Cell, ...]:
    found = []
    for cell in release.source_notebook(assignment).cells:
        kind = course_cells.cell_kind(cell)
        if kind in ("given", "solution"):
            found.append(Cell("given" if kind == "given" else "solution", course_cells.grade_id(cell), cell.source))
    return tuple(found)


def messages(result: Result, exercise: str) -> str:
    """The first failed checks of an exercise, in words."""
    (graded,) = [each for each in result.exercises if each.id == exercise]
    failed = [check for check in graded.checks if not check.passed]
    return "; ".join(f"{check.name}: {check.message}" for check in failed[:2]) or str(graded.diagnosis)
