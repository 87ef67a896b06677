"""What a wrong answer has in common with the right one: known mistakes first, then general relations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.course.assignment import Assignment
from autograder.course.mistakes import Mistake
from autograder.grading import advice, matching
from autograder.grading import checks as checking
from autograder.grading.advice import Surroundings
from autograder.grading.checks import Outcome
from autograder.grading.student import StudentError
from course_tools import relations
from course_tools.comparison import Mismatch
from course_tools.relations import Finding, Pair

Code = Literal["cell", "mistake", "two mistakes", "error", "relation", "form", "argument", "rest", "repair"]
VAGUE = ("rest", "form", "error")  # what says where to look, but not what is wrong there
Again = Callable[[int], Sequence[Outcome]]
MORE_SEEDS = (7919, 104729)  # added to a run's seed: two other draws


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong, in one or two sentences, and how that was found.

    `code` says which step found it; `detail` names the known mistake, relation or exception; `line` is that of the
    student's cell, where it is known; `stopped` says which other cell of the student's stopped and is missed here.
    """

    code: Code
    text: str
    detail: str = ""
    line: int | None = None
    stopped: str | None = None


def diagnose(
    assignment: Assignment,
    exercise: str,
    outcomes: Sequence[Outcome],
    seed: int,
    *,
    cell_error: str | None = None,
    surroundings: Surroundings | None = None,
    again: Again | None = None,
) -> Diagnosis | None:
    """The mistake behind these outcomes, or None if nothing certain can be said.

    `again` runs the exercise's checks under another seed: what rests on few numbers is told only if it holds there too.
    """
    failed = [outcome for outcome in outcomes if outcome.share < 1]
    around = surroundings or Surroundings()
    if cell_error is not None and len(failed) == len(outcomes):
        return _stopped(cell_error, exercise, around)
    found = _known(assignment, exercise, outcomes, seed, again)
    if found is not None:
        return found
    errors = [outcome.error for outcome in failed if isinstance(outcome.error, StudentError)]
    if errors and len(errors) >= len([outcome for outcome in failed if outcome.error is not None]) / 2:
        return about_error(errors[0], exercise, around)
    form = _about_form(failed)
    if form is not None and form.detail in ("none", "truth", "objects"):
        return form
    return _related(failed, seed, again) or form or _about_rest(outcomes, failed)


def _stopped(cell_error: str, exercise: str, surroundings: Surroundings) -> Diagnosis:
    kind, _, text = cell_error.partition(": ")
    more = advice.about(kind, text, exercise, surroundings)
    missed = advice.stopped_before(advice.missing_name(kind, text), surroundings)
    words = f"Your cell stopped: {cell_error}" + (f". {more}" if more else "")
    return Diagnosis("cell", words, kind, stopped=missed)


def _known(
    assignment: Assignment, exercise: str, outcomes: Sequence[Outcome], seed: int, again: Again | None
) -> Diagnosis | None:
    fitting = matching.explaining(assignment, exercise, outcomes, seed)
    if fitting and (matching.is_telling(outcomes) or _fits_again(assignment, fitting[0], seed, again)):
        return Diagnosis("mistake", fitting[0].hint, fitting[0].name)
    if fitting:
        return None
    two = matching.two_together(assignment, exercise, outcomes, seed)
    if two is None:
        return None
    return Diagnosis("two mistakes", f"Two things. {two[0].hint} And: {two[1].hint}", f"{two[0].name}, {two[1].name}")


def _fits_again(assignment: Assignment, mistake: Mistake, seed: int, again: Again | None) -> bool:
    if again is None:
        return True
    seeds = [seed + more for more in MORE_SEEDS]
    return all(matching.alike(again(other), matching.outcomes_of(assignment, mistake, other)) for other in seeds)


def _related(failed: Sequence[Outcome], seed: int, again: Again | None) -> Diagnosis | None:
    finding = _relation(failed)
    if finding is None:
        return None
    for more in MORE_SEEDS if again is not None else ():
        others = [outcome for outcome in again(seed + more) if outcome.share < 1]  # type: ignore[misc]
        if any(isinstance(outcome.error, Mismatch) for outcome in others):
            other = _relation(others)
            if other is None or other.code != finding.code:
                return None
    return Diagnosis("relation", finding.sentence, finding.code)


def _relation(failed: Sequence[Outcome]) -> Finding | None:
    errors = [outcome.error for outcome in failed if isinstance(outcome.error, Mismatch)]
    return relations.explain([Pair(*error.whole, error.arguments, error.rtol, error.atol) for error in errors])


def about_error(error: StudentError, exercise: str, surroundings: Surroundings) -> Diagnosis:
    """What an exception, a refusal or a death says, and where to look."""
    more = advice.about(error.exception, error.detail, exercise, surroundings)
    words = f"{error}. {more}" if more else str(error)
    missed = advice.stopped_before(advice.missing_name(error.exception, error.detail), surroundings)
    return Diagnosis("error", words, error.exception or error.kind, error.line, missed)


def _about_form(failed: Sequence[Outcome]) -> Diagnosis | None:
    """What the first rungs of the ladder say: nothing returned, truth values, another shape."""
    for outcome in failed:
        error = outcome.error
        if not isinstance(error, Mismatch):
            continue
        if error.rung == "none":
            return Diagnosis(
                "form", "Your function returns None: is there a return at the end of every branch?", "none"
            )
        if error.rung in ("kind", "type") and error.got_kind == "truth":
            text = "Truth values come out where numbers are asked for; turn True and False into numbers."
            return Diagnosis("form", text, "truth")
        if error.rung in ("kind", "type") and error.got_kind == "objects":
            text = "An array of Python objects comes out where numbers are asked for; make it with dtype=float."
            return Diagnosis("form", text, "objects")
        if error.rung in ("type", "shape", "kind"):
            return Diagnosis("form", str(error), error.rung)
    return None


def _about_rest(outcomes: Sequence[Outcome], failed: Sequence[Outcome]) -> Diagnosis | None:
    """Where only some checks fail, these are what to look at."""
    if len(failed) == 1 and failed[0].check.name == checking.UNCHANGED:
        return Diagnosis("argument", str(failed[0].message))
    named = list(dict.fromkeys(each.check.description for each in failed if each.check.name != checking.UNCHANGED))
    if len(named) <= 2 and len(failed) < len(outcomes) - 1:
        return Diagnosis("rest", f"The other checks pass, but not this: {'; '.join(named)}.")
    return None
