"""One submission becomes one Result: rebuild, run, check, carry forward, diagnose, all within one budget."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from autograder.course.assignment import Assignment, assignments
from autograder.errors import GraderError, SandboxError, Unreadable
from autograder.grading import checks as checking
from autograder.grading import diagnosis, workshop
from autograder.grading import submission as submitted
from autograder.grading.attempt import Attempt
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.exercise import Graded, Grading, carry_forward
from autograder.grading.points import points
from autograder.grading.side_by_side import check_results
from autograder.grading.stand_ins import core
from autograder.grading.student import StudentError
from autograder.grading.submission import Submission
from autograder.grading.surroundings import around
from autograder.results import ExerciseResult, ExerciseStatus, GradedCell, Result, ungradable
from autograder.sandbox import budget
from autograder.sandbox.client import Sandbox

_MAX_FLAGS = 50  # what a submission can make an instructor read
_COMPARING = 1.25  # times a submission's own time: when all of it is used up, what it gave is still to be compared
_DIAGNOSING = 0.1  # times a submission's own time, for each exercise


def grade_file(
    path: Path,
    sandbox: Sandbox,
    seed: int,
    *,
    assignment: Assignment | None = None,
    student: str | None = None,
    within: Path | None = None,
    tell: Callable[[Result], None] | None = None,
) -> Result:
    """Grade one notebook file; never raises for anything that the file holds.

    Without an assignment given, it is found by the notebook's cells. `within`: see `files.read_submitted`; `tell` is
    called with the result before it is diagnosed.
    """
    name = str(path)
    flags: tuple[str, ...] = ()
    fault: Literal["grader"] | None = None
    code = None
    course = assignments() if assignment is None else (assignment,)
    for each in course:
        _ = each.exercises  # loaded before the clock starts, as what follows below: it costs no submission its time
    try:
        with budget.bounded_memory():
            start = time.monotonic()
            with budget.until(start + sandbox.limits.submission):
                cells = submitted.read(path, within)
                known = assignment or submitted.identify(cells, path, course)
                submitted.require_of(cells, known)
                submission = submitted.rebuild(cells, known)
            read = time.monotonic()
            _make_ready(known, sandbox)
            start += time.monotonic() - read
            return grade(submission, known, sandbox, seed, path=name, student=student, start=start, tell=tell)
    except Unreadable as error:
        reason, code, flags = str(error), error.code, (error.flag,) if error.flag else ()
        fault = "grader" if error.code == "denied" else None  # whoever runs this may not read it: no verdict
    except GraderError as error:
        if isinstance(error.__cause__, SandboxError):
            raise error.__cause__ from None
        reason, fault = f"the grader itself failed, please report it: {error}", "grader"
    except budget.OutOfTime:
        reason = "it cannot be graded: its contents and answers take too long to handle"
        flags = ("its contents and answers take the grader too long",)
    except (MemoryError, RecursionError):
        reason = "it cannot be graded: its contents and answers take too much memory"
        flags = ("its contents and answers take too much of the grader's memory",)
    known_by_name = assignment or submitted.named(path, course)
    return not_graded(name, reason, known_by_name, student=student, seed=seed, flags=flags, fault=fault, code=code)


def _make_ready(assignment: Assignment, sandbox: Sandbox) -> None:
    """Load what is loaded once, for all submissions of an assignment."""
    checking.collect(assignment)
    _ = assignment.reference
    sandbox.wait()


def not_graded(
    path: str,
    reason: str,
    assignment: Assignment | None,
    *,
    student: str | None,
    seed: int,
    flags: tuple[str, ...] = (),
    fault: Literal["grader"] | None = None,
    code: str | None = None,
) -> Result:
    """The result of a submission that cannot be graded, of as many points as its assignment has."""
    total = sum(exercise.max_points for exercise in assignment.exercises) if assignment else 0.0
    known = assignment.name if assignment else None
    return ungradable(
        path,
        reason,
        assignment=known,
        student=student,
        max_score=total,
        seed=seed,
        flags=flags,
        fault=fault,
        code=code,
    )


def grade(
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    seed: int,
    *,
    path: str = "",
    student: str | None = None,
    start: float | None = None,
    tell: Callable[[Result], None] | None = None,
) -> Result:
    """Grade a rebuilt submission. Raises `budget.OutOfTime` where this side is kept busy for too long."""
    grading = Grading(submission, assignment, sandbox, seed, time.monotonic() if start is None else start)
    with budget.until(grading.start + _COMPARING * grading.seconds):
        with grading.attempt({}) as first:
            graded = [Graded(exercise, grading.run(exercise.id, first)) for exercise in assignment.exercises]
            if not first.cells and any(cell.kind == "added" for cell in submission.cells):
                with contextlib.suppress(StudentError):
                    first.session()  # nothing was to be called: what the student's own cells try is told all the same
        events = [*first.events, *carry_forward(graded, grading)]
        exercises = tuple(_exercise_result(each, grading) for each in graded)
    result = Result(
        path=path,
        assignment=assignment.name,
        student=student,
        status="graded",
        reason=None,
        score=round(sum(each.points for each in exercises), 4),
        max_score=round(sum(each.max_points for each in exercises), 4),
        seed=seed,
        seconds=0.0,
        flags=_flags([*submission.flags, *events]),
        exercises=exercises,
        cells=tuple(_graded_cells(submission, first)),
    )
    if tell is not None and any(not each.full for each in graded):
        tell(result)
    found = [_found(each, exercise, first, grading) for each, exercise in zip(graded, exercises, strict=True)]
    diagnosed = tuple(map(_diagnosed, graded, exercises, found))
    missed = [
        f"{each.exercise.id}: the student's cell {one.stopped}"
        for each, one in zip(graded, found, strict=True)
        if one is not None and one.stopped is not None
    ]
    flags = _flags([*submission.flags, *events, *missed])
    return replace(result, exercises=diagnosed, flags=flags, seconds=round(time.monotonic() - grading.start, 4))


def _graded_cells(submission: Submission, attempt: Attempt) -> Iterator[GradedCell]:
    """The student's cells as they were graded, with what they printed and raised."""
    for cell in submission.cells:
        if cell.kind != "given":
            ran = attempt.cells.get(cell.id)
            yield GradedCell(cell.id, cell.kind, cell.source, ran.output if ran else "", ran.error if ran else None)


def _flags(events: list[str]) -> tuple[str, ...]:
    flags = tuple(dict.fromkeys(events))
    more = len(flags) - _MAX_FLAGS
    return flags if more <= 0 else (*flags[:_MAX_FLAGS], f"and {more} more like these")


def _exercise_result(each: Graded, grading: Grading) -> ExerciseResult:
    """An exercise's points, and what its checks say; without a diagnosis."""
    name, missing = each.exercise.id, grading.submission.missing.get(each.exercise.id)
    earned = points(each.best, each.exercise.max_points, partial(core, grading.assignment, name))
    status: ExerciseStatus = "passed" if each.full else "partial" if earned else "failed"
    return ExerciseResult(
        id=name,
        points=earned,
        max_points=each.exercise.max_points,
        status=status if missing is None else "missing",
        carried_forward=each.is_carried,
        diagnosis=missing,
        checks=check_results(each.best, grading.assignment.reference),
    )


def _found(each: Graded, exercise: ExerciseResult, attempt: Attempt, grading: Grading) -> Diagnosis | None:
    """What can be said of a wrong answer; nothing where it is so odd that this fails: a result always is."""
    if exercise.status == "missing" or each.full:
        return None
    try:
        with budget.until(time.monotonic() + _DIAGNOSING * grading.seconds + grading.sandbox.limits.repair):
            return _diagnosis(each, attempt, grading)
    except Exception:
        return None


def _diagnosed(each: Graded, exercise: ExerciseResult, found: Diagnosis | None) -> ExerciseResult:
    """The exercise's result with what is to be said of it."""
    if each.full and each.is_carried and exercise.status != "missing":
        return replace(exercise, diagnosis=f"right, given a right {' and '.join(f'`{name}`' for name in each.given)}")
    return exercise if found is None else replace(exercise, diagnosis=found.text)


def _diagnosis(each: Graded, attempt: Attempt, grading: Grading) -> Diagnosis | None:
    name = each.exercise.id
    cell = attempt.cells.get(name)
    error = attempt.fatal.get(name) or (cell.error if cell else None)
    outcomes = each.carried if each.is_carried and each.carried else each.outcomes
    stubs = {other: getattr(grading.assignment.reference, other) for other in (each.given if each.is_carried else ())}
    with grading.attempt(stubs) as again:
        found = diagnosis.diagnose(
            grading.assignment,
            name,
            outcomes,
            grading.seed,
            cell_error=error,
            surroundings=around(grading.submission, attempt, grading.assignment, name),
            again=lambda seed: replace(grading, seed=seed).run(name, again),
        )
    if error is not None:
        return found
    with grading.attempt(stubs) as attempt_at_repair:
        return workshop.look(grading, name, outcomes, attempt_at_repair, found)
