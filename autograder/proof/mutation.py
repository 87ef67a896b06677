"""Each mutant of the reference is caught by the checks, or stands in `equivalent.toml`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

from autograder.course.assignment import Assignment
from autograder.grading import attempt as attempts
from autograder.grading import checks as checking
from autograder.grading.points import points
from autograder.grading.stand_ins import core
from autograder.grading.student import Student
from autograder.proof.judged import CALL_SECONDS, Judged, judge
from autograder.proof.mutants import Mutant
from autograder.proof.submissions import solved
from autograder.sandbox.client import Sandbox


def judged(
    assignment: Assignment, mutants: Sequence[Mutant], sandbox: Sandbox, seed: int
) -> tuple[list[str], list[Judged]]:
    """Where the sandbox judges a mutant otherwise, in words; and what each mutant gets."""
    problems, found = [], []
    for mutant in mutants:
        here = judge(assignment, mutant.exercise, mutant.label, mutant.source, None, seed)
        there = _points(assignment, mutant, here.max_points, sandbox, seed)
        if there != here.points[0]:
            problems.append(f"{mutant.label} gets {there:g} in the sandbox, {here.points[0]:g} outside it")
        found.append(here)
    return problems, found


def _points(assignment: Assignment, mutant: Mutant, max_points: float, sandbox: Sandbox, seed: int) -> float:
    """What the mutant earns in the sandbox, its exercise's checks run and no other."""
    submitted = solved(assignment, {mutant.exercise: mutant.source})
    checks = checking.collect(assignment)
    limit = checks.seconds.get("submission", sandbox.limits.submission)
    with attempts.Attempt(sandbox, submitted, {}, time.monotonic() + limit) as attempt:
        attempt.call_seconds = CALL_SECONDS
        student = Student(attempts.InSandbox(attempt, mutant.exercise))
        outcomes = checking.run_exercise(mutant.exercise, checks, student, assignment.reference, seed)
        return points(outcomes, max_points, partial(core, assignment, mutant.exercise))
