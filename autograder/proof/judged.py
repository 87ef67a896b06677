"""What a wrong answer gets: points under up to five seeds, hints under three, and what its cell shows.

The checks, points and hints are those of grading; the answer runs in this process, for it is the course's own. What
the sandbox makes of it is proved once besides: see `mistakes` and `mutation`.
"""

from __future__ import annotations

import contextlib
import json
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from autograder.course import hints as notebook_hints
from autograder.course.assignment import Assignment
from autograder.grading import checks as checking
from autograder.grading import diagnosis
from autograder.grading.checks import Outcome
from autograder.grading.points import QUARTER, points
from autograder.grading.stand_ins import core
from autograder.grading.student import Student, StudentError, Trusted

Answer = Callable[..., Any] | str  # a function, or the text of a solution cell

CALL_SECONDS = 3.0  # a mutant that loops for ever is caught by this; the reference's calls take far less
_SEEDS = 5
_HINT_SEEDS = 3
_ENOUGH = 1.5  # seconds for one answer: where checks train networks, fewer seeds have to do


@dataclass(frozen=True)
class Judged:
    """What one known mistake or mutant gets, and how its place in the course's lists reads.

    `points` are those under up to five seeds, `hints` under three; `red` says that its notebook cell shows a failed
    expectation, `told` is the hint shown there. `hint` is what a known mistake ought to be told, None of a mutant.
    """

    exercise: str
    label: str
    hint: str | None
    max_points: float
    points: tuple[float, ...]
    hints: tuple[str | None, ...]
    red: bool
    told: str | None = None

    @property
    def loses(self) -> bool:
        """Whether it loses points, under one seed at least."""
        return min(self.points) < self.max_points

    @property
    def silent(self) -> bool:
        """Whether it loses points though all that its author saw was green."""
        return self.loses and not self.red

    @property
    def strict(self) -> bool:
        """Whether a visible expectation fails that no hidden check stands for."""
        return self.red and not self.loses

    @property
    def varies(self) -> bool:
        """Whether the seed decides about more than a quarter of a point."""
        return max(self.points) - min(self.points) > QUARTER


def judge(assignment: Assignment, exercise: str, label: str, answer: Answer, hint: str | None, seed: int) -> Judged:
    """Judge one wrong answer to an exercise, under `seed` and those that follow it."""
    (max_points,) = [each.max_points for each in assignment.exercises if each.id == exercise]
    earned, hints = [], []
    start = time.monotonic()
    for number in range(_SEEDS):
        if number and time.monotonic() - start > _ENOUGH:
            break
        outcomes = _outcomes(assignment, exercise, answer, seed + number)
        earned.append(points(outcomes, max_points, partial(core, assignment, exercise)))
        if number < _HINT_SEEDS:
            hints.append(_hint(assignment, exercise, answer, outcomes, seed + number))
    red, told = notebook_hints.told(assignment, exercise, answer, _notebook_hints(assignment))
    return Judged(exercise, label, hint, max_points, tuple(earned), tuple(hints), red, told)


@cache
def _notebook_hints(assignment: Assignment) -> dict[str, Any]:
    """The named mistakes that travel with the committed release, by exercise."""
    if not assignment.hints.is_file():
        return {}
    cells: dict[str, Any] = json.loads(assignment.hints.read_text(encoding="utf-8"))["cells"]
    return cells


def _outcomes(assignment: Assignment, exercise: str, answer: Answer, seed: int) -> list[Outcome]:
    namespace = dict(vars(assignment.reference))
    if isinstance(answer, str):
        exec(compile(answer, f"{exercise} [answer]", "exec"), namespace)
    else:
        namespace[exercise] = answer
    student = Student(_Limited(namespace))
    return checking.run_exercise(exercise, checking.collect(assignment), student, assignment.reference, seed)


def _hint(assignment: Assignment, exercise: str, answer: Answer, outcomes: list[Outcome], seed: int) -> str | None:
    if all(outcome.share == 1 for outcome in outcomes):
        return None
    with contextlib.suppress(Exception):  # as in grading: an answer so odd that no hint can be made gets none
        again = partial(_outcomes, assignment, exercise, answer)
        found = diagnosis.diagnose(assignment, exercise, outcomes, seed, again=again)
        return None if found is None else found.text
    return None


class _Limited(Trusted):
    """The trusted backend with a time limit for a call; like the sandbox's, it gives up after the first late one."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        super().__init__(namespace)
        self._late = False

    def call(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> tuple[Any, list[int]]:
        """See `autograder.grading.student.Backend`."""
        if not self._late:
            try:
                with _alarm(CALL_SECONDS):
                    return super().call(name, arguments, seconds)
            except _TooLong:
                self._late = True
        raise StudentError(
            name, "timeout", f"{name} took longer than {CALL_SECONDS:g} s; is there a loop without an end?"
        )


class _TooLong(BaseException):
    """A call took too long; no `except Exception` on its way catches this."""


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)  # again: one may be lost in a callback
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
