"""One submission becomes one Result: rebuild, run, check, carry forward, diagnose."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from autograder.course.assignment import Assignment, Exercise, assignments
from autograder.errors import GraderError, SandboxError, Unreadable
from autograder.grading import checks as checking
from autograder.grading import dependencies, diagnosis, submission
from autograder.grading.attempt import Attempt, InSandbox
from autograder.grading.checks import Outcome
from autograder.grading.points import points
from autograder.grading.side_by_side import check_results
from autograder.grading.stand_ins import core
from autograder.grading.student import Student, StudentError
from autograder.grading.submission import Submission
from autograder.results import ExerciseResult, ExerciseStatus, GradedCell, Result, ungradable
from autograder.sandbox.client import Sandbox
from autograder.sandbox.session import bounded_memory

_MAX_FLAGS = 50  # what a submission can make an instructor read


@dataclass
class _Graded:
    exercise: Exercise
    outcomes: list[Outcome]
    carried: list[Outcome] | None = None
    given: tuple[str, ...] = ()

    @property
    def best(self) -> list[Outcome]:
        """Check by check, the better of the two runs."""
        if self.carried is None:
            return self.outcomes
        return [b if b.share > a.share else a for a, b in zip(self.outcomes, self.carried, strict=True)]

    @property
    def full(self) -> bool:
        return all(one.share == 1 for one in self.best)


def grade_file(
    path: Path,
    sandbox: Sandbox,
    seed: int,
    *,
    assignment: Assignment | None = None,
    student: str | None = None,
    within: Path | None = None,
) -> Result:
    """Grade one notebook file; never raises for anything that the file holds.

    Without an assignment given, it is found by the notebook's cells. `within`: see `files.read_submitted`.
    """
    name = str(path)
    flags: tuple[str, ...] = ()
    fault: Literal["grader"] | None = None
    try:
        with bounded_memory():
            cells = submission.read(path, within)
            one = assignment or submission.identify(cells, path, assignments())
            rebuilt = submission.rebuild(cells, one)
            return grade(rebuilt, one, sandbox, seed, path=name, student=student)
    except Unreadable as error:
        reason, flags = str(error), (error.flag,) if error.flag else ()
        fault = "grader" if error.code == "denied" else None  # whoever runs this may not read it: no verdict
    except GraderError as error:
        if isinstance(error.__cause__, SandboxError):
            raise error.__cause__ from None
        reason, fault = f"the grader itself failed, please report it: {error}", "grader"
    except (MemoryError, RecursionError):
        reason = "not a notebook that can be graded: handling it takes too much memory"
    total = sum(exercise.max_points for exercise in assignment.exercises) if assignment else 0.0
    known = assignment.name if assignment else None
    return ungradable(
        name, reason, assignment=known, student=student, max_score=total, seed=seed, flags=flags, fault=fault
    )


def grade(
    one: Submission, assignment: Assignment, sandbox: Sandbox, seed: int, *, path: str = "", student: str | None = None
) -> Result:
    """Grade a rebuilt submission."""
    start = time.monotonic()
    checks = checking.collect(assignment)
    limit = checks.seconds.get("submission", sandbox.limits.submission)
    deadline = start + limit
    names = tuple(exercise.id for exercise in assignment.exercises)
    first = Attempt(sandbox, one, names, {}, deadline)
    first.call_seconds = checks.seconds.get("call", first.call_seconds)
    graded = [_Graded(exercise, _run(exercise.id, first, one, assignment, seed)) for exercise in assignment.exercises]
    if not first.cells and any(cell.kind == "added" for cell in one.cells):
        with contextlib.suppress(StudentError):
            first.session()  # nothing was to be called: what the student's own cells print and try is told all the same
    first.close()
    events = [*first.events, *_carry_forward(graded, one, assignment, sandbox, seed, deadline)]
    exercises = tuple(_exercise_result(each, one, first, assignment, seed) for each in graded)
    return Result(
        path=path,
        assignment=assignment.name,
        student=student,
        status="graded",
        reason=None,
        score=round(sum(each.points for each in exercises), 4),
        max_score=round(sum(each.max_points for each in exercises), 4),
        seed=seed,
        seconds=round(time.monotonic() - start, 4),
        flags=_flags([*one.flags, *events]),
        exercises=exercises,
        cells=tuple(_graded_cells(one, first)),
    )


def _graded_cells(submitted: Submission, attempt: Attempt) -> Iterator[GradedCell]:
    """The student's cells as they were graded, with what they printed and raised."""
    for cell in submitted.cells:
        if cell.kind != "given":
            ran = attempt.cells.get(cell.id)
            yield GradedCell(cell.id, cell.kind, cell.source, ran.output if ran else "", ran.error if ran else None)


def _flags(events: list[str]) -> tuple[str, ...]:
    flags = tuple(dict.fromkeys(events))
    more = len(flags) - _MAX_FLAGS
    return flags if more <= 0 else (*flags[:_MAX_FLAGS], f"and {more} more like these")


def _run(
    exercise: str,
    attempt: Attempt,
    one: Submission,
    assignment: Assignment,
    seed: int,
    known: list[Outcome] | None = None,
) -> list[Outcome]:
    """The checks of one exercise in the attempt's child; without a single call if there is no answer.

    Of what an earlier attempt made `known`, full passes are kept, unless an argument was changed on the way.
    """
    checks = checking.collect(assignment)
    if exercise in one.missing:
        unanswered = [
            Outcome(check, 0.0, f"{exercise}: {one.missing[exercise]}", None, ()) for check in checks.of(exercise)
        ]
        return [*unanswered, checking.unchanged(exercise, unanswered)]
    student = Student(InSandbox(attempt, exercise))
    kept = {each.check.name: each for each in known or [] if each.share == 1 and not any(c.changed for c in each.calls)}
    return checking.run_exercise(exercise, checks, student, assignment.reference, seed, kept)


def _carry_forward(
    graded: list[_Graded], one: Submission, assignment: Assignment, sandbox: Sandbox, seed: int, deadline: float
) -> list[str]:
    """Grade again what failed and depends on something that failed, with right versions of that.

    Those dependencies call back to the reference on this side: it never enters the sandbox.
    """
    failed = {each.exercise.id for each in graded if not each.full}
    needs = dependencies.needs(one, assignment) if failed else {}
    attempts: dict[tuple[str, ...], Attempt] = {}
    for each in graded:
        name = each.exercise.id
        given = tuple(sorted((needs.get(name, set()) & failed) - {name}))
        if name not in failed or not given or name in one.missing:
            continue
        if given not in attempts:
            stubs = {other: getattr(assignment.reference, other) for other in given}
            names = tuple(exercise.id for exercise in assignment.exercises)
            attempts[given] = Attempt(sandbox, one, names, stubs, deadline)
            own_limits = checking.collect(assignment).seconds
            attempts[given].call_seconds = own_limits.get("call", sandbox.limits.call)
            for other, attempt in attempts.items():
                if other != given:
                    attempt.close()
        each.carried = _run(name, attempts[given], one, assignment, seed, each.outcomes)
        each.given = given
        attempts[given].close()
    return [event for attempt in attempts.values() for event in attempt.events]


def _diagnosis(
    assignment: Assignment, name: str, outcomes: list[Outcome], seed: int, cell_error: str | None
) -> str | None:
    """What `diagnosis` finds; nothing where an answer is so odd that it raises: a result always exists."""
    try:
        return diagnosis.diagnose(assignment, name, outcomes, seed, cell_error=cell_error)
    except Exception:
        return None


def _exercise_result(
    each: _Graded, one: Submission, attempt: Attempt, assignment: Assignment, seed: int
) -> ExerciseResult:
    exercise, best = each.exercise, each.best
    earned = points(best, exercise.max_points, partial(core, assignment, exercise.id))
    full = each.full
    carried = each.carried is not None and best != each.outcomes
    missing = exercise.id in one.missing
    status: ExerciseStatus = "missing" if missing else "passed" if full else "partial" if earned else "failed"
    text: str | None = None
    if missing:
        text = one.missing[exercise.id]
    elif not full:
        cell = attempt.cells.get(exercise.id)
        error = attempt.fatal.get(exercise.id) or (cell.error if cell else None)
        telling = each.carried if carried and each.carried else each.outcomes
        text = _diagnosis(assignment, exercise.id, telling, seed, error)
    elif carried:
        text = f"right, given a right {' and '.join(f'`{name}`' for name in each.given)}"
    return ExerciseResult(
        id=exercise.id,
        points=earned,
        max_points=exercise.max_points,
        status=status,
        carried_forward=carried,
        diagnosis=text,
        checks=check_results(best, assignment.reference),
    )
