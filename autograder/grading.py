"""One submission becomes one Result: rebuild, run, check, carry forward, diagnose."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder import checking, course, diagnosis, submission
from autograder.checking import Outcome
from autograder.course import Assignment, Exercise
from autograder.fixtures import GraderError, Student, StudentError
from autograder.results import CellOutput, CheckResult, ExerciseResult, ExerciseStatus, Result, ungradable
from autograder.sandbox import wire
from autograder.sandbox.client import Sandbox, SandboxError
from autograder.sandbox.session import CellResult, Died, Raised, Refused, Session, bounded_memory
from autograder.submission import Submission, Unreadable

_RESTARTS = 3  # of one exercise, after its function killed the child
_PATIENCE = 3.0  # with stubs, whose calls travel to this side and back, a call may take so much longer
_MAX_FLAGS = 50  # what a submission can make an instructor read
_MAX_OUTPUT = 4  # of all cells together, in outputs of one cell; classes of thousands are held in memory


class Attempt:
    """A submission's cells, run in a child; after the child died, in the next one.

    `stubs` are exercises whose functions call back to the reference on this side.
    """

    def __init__(
        self, sandbox: Sandbox, one: Submission, names: tuple[str, ...], stubs: dict[str, Any], deadline: float
    ) -> None:
        self.call_seconds = sandbox.limits.call  # unless the checks of the assignment set their own
        self._sandbox = sandbox
        self._submission = one
        self._names = names
        self.stubs = stubs
        self._deadline = deadline
        self._text = "\n".join(cell.source for cell in one.cells if cell.kind != "given")
        self._session: Session | None = None
        self.cells: dict[str, CellResult] = {}
        self.fatal: dict[str, str] = {}  # cells that killed the child, and how
        self.defined: set[str] = set()
        self.events: list[str] = []

    def session(self) -> Session:
        """The live child, with all cells run; a new one if the last died. Raises `StudentError`."""
        while self._session is None:
            if time.monotonic() > self._deadline:
                raise StudentError("", "timeout", "not run: the submission used up all its time")
            session = self._sandbox.session(self._deadline, self._text)
            try:
                self._run_cells(session)
                self._session = session
            except Died as died:
                self._note(session, died)
        return self._session

    def lost(self, died: Died) -> None:
        """The child died in a call: keep what it told, and start anew at the next call."""
        if self._session is not None:
            self._note(self._session, died)
        self._session = None

    def close(self) -> None:
        """End the child."""
        if self._session is not None:
            self.events += self._session.events
            self._session.close()
            self._session = None

    def _run_cells(self, session: Session) -> None:
        self.defined = set(self.stubs)
        room = _MAX_OUTPUT * self._sandbox.limits.output
        for cell in self._submission.cells:
            if cell.id in self.fatal:
                continue
            try:
                ready = {name: stub for name, stub in self.stubs.items() if cell.kind != "given"}
                result = session.run_cell(cell.source, cell.id, self._names, ready)
                self.cells[cell.id] = replace(result, output=result.output[:room])
                room -= len(result.output[:room])
            except Died as died:
                self.fatal[cell.id] = str(died)
                raise
        if self.cells:
            self.defined |= set(list(self.cells.values())[-1].defined)

    def _note(self, session: Session, died: Died) -> None:
        self.events += session.events
        session.close()
        if died.kind != "timeout":
            self.events.append(str(died))


class InSandbox:
    """The backend of one exercise's checks: calls go to the submission's child."""

    def __init__(self, attempt: Attempt, exercise: str) -> None:
        self._attempt = attempt
        self._exercise = exercise
        self._deaths = 0
        self._gave_up: str | None = None
        self._definitions: list[str] = []
        self._defined_in: Session | None = None

    def call(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> tuple[Any, list[int]]:
        """See `autograder.fixtures.Backend`."""
        if self._gave_up:
            raise StudentError(name, "timeout", f"{name}: {self._gave_up}")
        try:
            seconds = (seconds or self._attempt.call_seconds) * (_PATIENCE if self._attempt.stubs else 1.0)
            return self._session().call(name, arguments, self._exercise, seconds)
        except Raised as error:
            text = str(error)
            if text.startswith("NotImplementedError"):
                raise StudentError(name, "missing", f"{name}: not written yet") from None
            raise StudentError(name, "raised", f"{name} raised {text}") from None
        except Refused as error:
            raise StudentError(name, "refused", f"{name} returned {error}") from None
        except wire.Refused as error:  # what an earlier call returned, and this one was to get
            raise StudentError(name, "refused", f"{name} cannot be called with {error}") from None
        except Died as died:
            raise self._died(name, died) from None

    def define(self, source: str) -> None:
        """See `autograder.fixtures.Backend`."""
        self._definitions.append(source)
        self._defined_in = None
        try:
            self._session()
        except Died as died:
            raise self._died(self._exercise, died) from None

    def _session(self) -> Session:
        session = self._attempt.session()
        if self._definitions and self._defined_in is not session:
            for source in self._definitions:
                session.define(source)
            self._defined_in = session
        return session

    def _died(self, name: str, died: Died) -> StudentError:
        self._attempt.lost(died)
        self._deaths += 1
        if died.kind == "timeout" or self._deaths >= _RESTARTS:
            self._gave_up = f"not run, because an earlier call {died}"
        return StudentError(name, "timeout" if died.kind == "timeout" else "died", f"{name} {died}")


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
    path: Path, sandbox: Sandbox, seed: int, *, assignment: Assignment | None = None, student: str | None = None
) -> Result:
    """Grade one notebook file; never raises for anything that the file holds.

    Without an assignment given, it is found by the notebook's cells.
    """
    name = str(path)
    try:
        with bounded_memory():
            cells = submission.read(path)
            one = assignment or submission.identify(cells, path, course.assignments())
            rebuilt = submission.rebuild(cells, one)
            return grade(rebuilt, one, sandbox, seed, path=name, student=student)
    except Unreadable as error:
        reason = str(error)
    except GraderError as error:
        if isinstance(error.__cause__, SandboxError):
            raise error.__cause__ from None
        reason = f"the grader itself failed, please report it: {error}"
    except (MemoryError, RecursionError):
        reason = "the file is no notebook that can be graded: handling it takes too much memory"
    total = sum(exercise.max_points for exercise in assignment.exercises) if assignment else 0.0
    known = assignment.name if assignment else None
    return ungradable(name, reason, assignment=known, student=student, max_score=total, seed=seed)


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
        outputs=tuple(CellOutput(id_, cell.output, cell.error) for id_, cell in first.cells.items()),
    )


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
    needs = _needs(one, assignment) if failed else {}
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


def _needs(one: Submission, assignment: Assignment) -> dict[str, set[str]]:
    """What each exercise depends on: as declared, and the earlier exercises that the student's code names."""
    declared = checking.collect(assignment).needs
    order = [exercise.id for exercise in assignment.exercises]
    sources = {cell.id: cell.source for cell in one.cells if cell.kind == "solution"}
    helpers = submission.mentions("\n".join(cell.source for cell in one.cells if cell.kind == "added"), set(order))
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
    share = sum(outcome.share for outcome in best) / len(best)
    carried = each.carried is not None and best != each.outcomes
    missing = exercise.id in one.missing
    status: ExerciseStatus = "missing" if missing else "passed" if share == 1 else "partial" if share > 0 else "failed"
    text: str | None = None
    if missing:
        text = one.missing[exercise.id]
    elif share < 1:
        cell = attempt.cells.get(exercise.id)
        error = attempt.fatal.get(exercise.id) or (cell.error if cell else None)
        telling = each.carried if carried and each.carried else each.outcomes
        text = _diagnosis(assignment, exercise.id, telling, seed, error)
    elif carried:
        text = f"right, given a right {' and '.join(f'`{name}`' for name in each.given)}"
    return ExerciseResult(
        id=exercise.id,
        points=round(share * exercise.max_points, 4),
        max_points=exercise.max_points,
        status=status,
        carried_forward=carried,
        diagnosis=text,
        checks=tuple(
            CheckResult(o.check.name, o.check.description, o.share == 1, o.message if o.share < 1 else None)
            for o in best
        ),
    )
