"""An exercise of a submission is run, and run again with right versions of what failed before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from autograder.course.assignment import Assignment, Exercise
from autograder.grading import checks as checking
from autograder.grading import dependencies
from autograder.grading.attempt import Attempt, InSandbox
from autograder.grading.checks import Checks, Outcome
from autograder.grading.student import Student
from autograder.grading.submission import Submission
from autograder.sandbox.client import Sandbox


@dataclass
class Graded:
    """One exercise: its outcomes, and those with right versions of what failed before it."""

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
        """Whether every check passes."""
        return all(outcome.share == 1 for outcome in self.best)

    @property
    def is_carried(self) -> bool:
        """Whether right versions of its dependencies earned it points."""
        return self.carried is not None and self.best != self.outcomes


@dataclass(frozen=True)
class Grading:
    """What grading one submission needs at hand; its clock started at `start` (of time.monotonic)."""

    submission: Submission
    assignment: Assignment
    sandbox: Sandbox
    seed: int
    start: float

    @cached_property
    def checks(self) -> Checks:
        """The checks of the assignment."""
        return checking.collect(self.assignment)

    @cached_property
    def seconds(self) -> float:
        """What the submission's code may take: as the assignment says, else as the sandbox does."""
        return self.checks.seconds.get("submission", self.sandbox.limits.submission)

    def attempt(self, stubs: dict[str, Callable[..., object]]) -> Attempt:
        """The submission's cells in a child, with the functions in `stubs` in place of the student's."""
        call_seconds = self.checks.seconds.get("call", self.sandbox.limits.call)
        return Attempt(self.sandbox, self.submission, stubs, self.start + self.seconds, call_seconds)

    def run(self, exercise: str, attempt: Attempt, known: list[Outcome] | None = None) -> list[Outcome]:
        """The exercise's outcomes, without a call if there is no answer.

        What is `known` to pass, without changing an argument, is not run again.
        """
        if exercise in self.submission.missing:
            message = f"{exercise}: {self.submission.missing[exercise]}"
            unanswered = [Outcome(check, 0.0, message, None, ()) for check in self.checks.of(exercise)]
            return [*unanswered, checking.unchanged(exercise, unanswered)]
        student = Student(InSandbox(attempt, exercise))
        kept = {
            outcome.check.name: outcome
            for outcome in known or []
            if outcome.share == 1 and not any(call.changed for call in outcome.calls)
        }
        return checking.run_exercise(exercise, self.checks, student, self.assignment.reference, self.seed, kept)


def carry_forward(graded: list[Graded], grading: Grading) -> list[str]:
    """Grade again what failed and depends on something that failed, with right versions of that; the events.

    Those dependencies call back to the reference on this side: it never enters the sandbox.
    """
    events: list[str] = []
    for given, dependents in _to_repeat(graded, grading).items():
        stubs = {name: getattr(grading.assignment.reference, name) for name in given}
        with grading.attempt(stubs) as attempt:
            for each in dependents:
                each.carried = grading.run(each.exercise.id, attempt, each.outcomes)
                each.given = given
        events += attempt.events
    return events


def _to_repeat(graded: list[Graded], grading: Grading) -> dict[tuple[str, ...], list[Graded]]:
    """The exercises to grade again, by the dependencies that failed."""
    failed = {each.exercise.id for each in graded if not each.full}
    needs = dependencies.needs(grading.submission, grading.assignment) if failed else {}
    groups: dict[tuple[str, ...], list[Graded]] = {}
    for each in graded:
        name = each.exercise.id
        given = tuple(sorted((needs.get(name, set()) & failed) - {name}))
        if name in failed and given and name not in grading.submission.missing:
            groups.setdefault(given, []).append(each)
    return groups
