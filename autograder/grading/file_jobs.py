"""A file to grade, as a job for a `GradingProcess`: what `autograder check` and nbgrader's plugin give it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.course.assignment import Assignment
from autograder.grading import grade as grading
from autograder.grading.worker import Tell, Work
from autograder.results import Result
from autograder.sandbox.client import Sandbox


@dataclass(frozen=True)
class File:
    """A file to grade; without an assignment, it is found by the notebook's cells. `within`: see `grade_file`."""

    path: Path
    seed: int
    assignment: Assignment | None = None
    student: str | None = None
    within: Path | None = None


def grade_one(file: File, sandbox: Sandbox, tell: Tell) -> Result:
    """See `Work`."""
    return grading.grade_file(
        file.path,
        sandbox,
        file.seed,
        assignment=file.assignment,
        student=file.student,
        within=file.within,
        tell=tell,
    )


def lost_one(file: File, reason: str, died: bool, so_far: Result | None) -> Result:
    """See `Work`."""
    if so_far is not None:
        return so_far
    fault: Literal["grader"] | None = "grader" if died else None
    return grading.not_graded(
        str(file.path), reason, file.assignment, student=file.student, seed=file.seed, fault=fault
    )


FILES = Work(grade_one, lost_one)
