"""The result model: one `Result` per submission, from which every page and export is written."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

SCHEMA = 1

ExerciseStatus = Literal["passed", "partial", "failed", "missing"]


@dataclass(frozen=True)
class Shown:
    """A value as a page shows it: a small table of texts, and which of its cells differ from what was expected.

    `label` is an argument's name or a place in the answer, `note` says which part of a large array this is.
    """

    label: str
    kind: str
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[tuple[int, int], ...]
    note: str | None = None


@dataclass(frozen=True)
class CheckResult:
    """One hidden check: its name, what it shows, whether it passed, and the message if not.

    For the first checks of an exercise that failed: the call's arguments, what was expected and what came.
    """

    name: str
    description: str
    passed: bool
    message: str | None
    arguments: tuple[Shown, ...] = ()
    expected: tuple[Shown, ...] = ()
    got: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class ExerciseResult:
    """One graded function: points, and the diagnosis in the words of a tutor."""

    id: str
    points: float
    max_points: float
    status: ExerciseStatus
    carried_forward: bool
    diagnosis: str | None
    checks: tuple[CheckResult, ...]


@dataclass(frozen=True)
class GradedCell:
    """A cell of the student's as it was graded: its source, and what it printed and raised."""

    id: str
    kind: Literal["solution", "added"]
    source: str
    output: str = ""
    error: str | None = None


@dataclass(frozen=True)
class Result:
    """What grading one submission gave.

    `fault` is "grader" if no verdict could be reached through no fault of the student: such a result costs nobody
    points, and is neither kept nor written into the gradebook. `code` is of what kind the reason is: that of an
    `Unreadable`, or None.
    """

    path: str
    assignment: str | None
    student: str | None
    status: Literal["graded", "ungradable"]
    reason: str | None
    score: float
    max_score: float
    seed: int
    seconds: float
    flags: tuple[str, ...]
    exercises: tuple[ExerciseResult, ...]
    cells: tuple[GradedCell, ...] = ()
    fault: Literal["grader"] | None = None
    code: str | None = None


def ungradable(
    path: str,
    reason: str,
    *,
    assignment: str | None = None,
    student: str | None = None,
    max_score: float = 0.0,
    seed: int = 0,
    flags: tuple[str, ...] = (),
    fault: Literal["grader"] | None = None,
    code: str | None = None,
) -> Result:
    """The result of a submission that cannot be graded: score 0, with the reason."""
    return Result(
        path, assignment, student, "ungradable", reason, 0.0, max_score, seed, 0.0, flags, (), fault=fault, code=code
    )


def to_dict(result: Result) -> dict[str, Any]:
    """The result as the JSON of `autograder check --json` has it; the cells are left out."""
    data = asdict(result)
    del data["cells"]
    return data


def document(results: list[Result]) -> dict[str, Any]:
    """The whole JSON document of `--json`."""
    return {"schema": SCHEMA, "submissions": [to_dict(result) for result in results]}


def from_dict(data: dict[str, Any]) -> Result:
    """A result as read back from JSON; raises KeyError or TypeError if it is none."""
    exercises = tuple(
        ExerciseResult(**{**exercise, "checks": tuple(_check(check) for check in exercise["checks"])})
        for exercise in data["exercises"]
    )
    cells = tuple(GradedCell(**cell) for cell in data.get("cells", ()))
    return Result(**{**data, "flags": tuple(data["flags"]), "exercises": exercises, "cells": cells})


def _check(data: dict[str, Any]) -> CheckResult:
    shown = {name: tuple(_shown(value) for value in data.get(name, ())) for name in ("arguments", "expected", "got")}
    return CheckResult(**{**data, **shown})


def _shown(data: dict[str, Any]) -> Shown:
    rows = tuple(tuple(row) for row in data["rows"])
    return Shown(**{**data, "rows": rows, "marked": tuple((i, j) for i, j in data["marked"])})
