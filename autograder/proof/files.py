"""An assignment's files: its release is current and gives nothing away, every exercise has checks and mistakes."""

from __future__ import annotations

from autograder.course import release
from autograder.course.assignment import Assignment
from autograder.course.mistakes import mistakes
from autograder.grading import checks as checking
from autograder.grading.points import QUARTER
from autograder.proof import errata, leaks

_FEWEST_MISTAKES = 3


def problems(assignment: Assignment) -> list[str]:
    """What is wrong with the assignment's files, in words."""
    found = []
    if not release.is_current(assignment):
        found.append("the release is not what the source gives; run `autograder release`")
    found += leaks.find(assignment)
    found += errata.wrong(assignment)
    for exercise in assignment.exercises:
        if exercise.max_points % QUARTER:
            found.append(f"{exercise.id}: {exercise.max_points:g} points are not a multiple of a quarter")
        if not checking.collect(assignment).of(exercise.id):
            found.append(f"{exercise.id}: no check")
    found += [f"{check.name}: no docstring" for check in checking.collect(assignment).items if not check.description]
    return found + _mistakes(assignment)


def _mistakes(assignment: Assignment) -> list[str]:
    names = [exercise.id for exercise in assignment.exercises]
    known = [mistake.exercise for mistake in mistakes(assignment)]
    found = [
        f"{name}: {known.count(name)} known mistakes, at least {_FEWEST_MISTAKES} are needed"
        for name in names
        if known.count(name) < _FEWEST_MISTAKES
    ]
    found += [f"a mistake for {name!r}, which is not an exercise" for name in sorted(set(known) - set(names))]
    return found + [f"{mistake.name}: no hint" for mistake in mistakes(assignment) if not mistake.hint]
