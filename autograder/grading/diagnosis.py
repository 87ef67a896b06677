"""What a wrong answer has in common with the right one: known mistakes first, then general relations."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.grading import checks as checking
from autograder.grading import relations
from autograder.grading.checks import Outcome
from autograder.grading.mistakes import Mistake, mistakes
from autograder.grading.student import Call, Student, StudentError, Trusted
from course_tools.comparison import Mismatch, require

_SAME = 1e-6  # a mistake is recognised by equal results; its own arithmetic may round otherwise


def diagnose(
    assignment: Assignment, exercise: str, outcomes: list[Outcome], seed: int, *, cell_error: str | None = None
) -> str | None:
    """One or two sentences that name the mistake behind these outcomes, or None if nothing certain can be said."""
    failed = [one for one in outcomes if one.share < 1]
    if cell_error is not None and len(failed) == len(outcomes):
        return f"Your cell stopped: {cell_error}"
    mistake = known_mistake(assignment, exercise, outcomes, seed)
    if mistake is not None:
        return mistake.hint
    errors = [one.error for one in failed if isinstance(one.error, StudentError)]
    if errors and len(errors) >= len([one for one in failed if one.error is not None]) / 2:
        return _about_error(errors[0])
    mismatches = [one.error for one in failed if isinstance(one.error, Mismatch)]
    found = relations.explain([(*error.whole, error.arguments) for error in mismatches])
    if found is None:
        found = next((sentence for error in mismatches if (sentence := _about_form(error))), None)
    return found or _about_rest(outcomes, failed)


def _about_error(error: StudentError) -> str:
    """What an exception, a refusal or a death says, and where to look."""
    text = str(error)
    for pattern, advice in _ADVICE:
        if pattern in text:
            return f"{text}. {advice}"
    return text


_ADVICE = (
    (
        "is not defined",
        "Grading runs given cells, your solution cells and cells you added, but no demonstration or test cells.",
    ),
    (
        "matmul: ",
        "The shapes do not fit: write the shape of each factor beside it; is a transpose missing or one too many?",
    ),
    (
        "not aligned",
        "The shapes do not fit: write the shape of each factor beside it; is a transpose missing or one too many?",
    ),
    ("could not be broadcast", "The shapes do not fit: write the shape of each term beside it."),
    ("same_kind", "An array of whole numbers cannot take fractions in place; make a new array instead of += or −=."),
    ("assignment destination is read-only", "Work on a copy; arguments must not be changed."),
    ("NoneType", "One of the values is None: does a function that you call lack its return?"),
    ("positional argument", "The function is called by position, with the arguments of the stub in their order."),
    ("only length-1 arrays", "The functions of `math` take single numbers; those of numpy take arrays too."),
    ("only 0-dimensional arrays", "The functions of `math` take single numbers; those of numpy take arrays too."),
    (
        "truth value of an array",
        "An `if` or `max` needs one truth value; for whole arrays take np.where or np.maximum.",
    ),
    ("maximum recursion depth", "The recursion does not end, or is too deep; use a loop."),
    (
        "math range error",
        "The functions of `math` raise an error on overflow; rewrite the formula so that no large number appears.",
    ),
)


def _about_form(error: Mismatch) -> str | None:
    """What the first rungs of the ladder say: nothing returned, truth values, another shape."""
    if error.rung == "none":
        return "Your function returns None: is there a return at the end of every branch?"
    if (error.rung == "kind" and "got a truth value" in str(error)) or "got truth values" in str(error):
        return "Truth values come out where numbers are asked for; turn True and False into numbers."
    if error.rung in ("type", "shape", "kind"):
        return str(error)
    return None


def _about_rest(outcomes: list[Outcome], failed: list[Outcome]) -> str | None:
    """Where only some checks fail, these are what to look at."""
    if len(failed) == 1 and failed[0].check.name == checking.UNCHANGED:
        return failed[0].message
    named = list(dict.fromkeys(one.check.description for one in failed if one.check.name != checking.UNCHANGED))
    if len(named) <= 2 and len(failed) < len(outcomes) - 1:
        return f"The other checks pass, but not this: {'; '.join(named)}."
    return None


def known_mistake(assignment: Assignment, exercise: str, outcomes: list[Outcome], seed: int) -> Mistake | None:
    """The known mistake that gives what the student's function gave, in every check of the exercise."""
    for mistake in mistakes(assignment):
        if mistake.exercise == exercise and _alike(outcomes, outcomes_of(assignment, mistake, seed)):
            return mistake
    return None


@lru_cache(maxsize=4096)
def outcomes_of(assignment: Assignment, mistake: Mistake, seed: int) -> tuple[Outcome, ...]:
    """The outcomes of the mistake's exercise if the reference made this mistake."""
    namespace = {**vars(assignment.reference), mistake.exercise: mistake.function}
    student = Student(Trusted(namespace))
    checks = checking.collect(assignment)
    return tuple(checking.run_exercise(mistake.exercise, checks, student, assignment.reference, seed))


def _alike(one: list[Outcome], other: tuple[Outcome, ...]) -> bool:
    pairs = list(zip(one, other, strict=True))
    return all(abs(a.share - b.share) < _SAME for a, b in pairs) and all(_same_calls(a, b) for a, b in pairs)


def _same_calls(one: Outcome, other: Outcome) -> bool:
    if len(one.calls) != len(other.calls):
        return False
    if any(_opaque(call.value) for call in one.calls) and _without_line(one.message) != _without_line(other.message):
        return False
    return all(map(_same_call, one.calls, other.calls))


def _without_line(message: str | None) -> str:
    return re.sub(r" \(line \d+ of the cell\)", "", message or "")


def _same_call(one: Call, other: Call) -> bool:
    if (one.error is None) != (other.error is None) or one.name != other.name:
        return False
    if one.error is not None and other.error is not None:
        return one.error.partition(":")[0] == other.error.partition(":")[0]
    if _opaque(one.value) or _opaque(other.value):
        return _opaque(one.value) and _opaque(other.value)
    try:
        require(one.value, other.value, rtol=_SAME, atol=_SAME * 1e-3)
    except Mismatch:
        return False
    return True


def _opaque(value: Any) -> bool:
    """Whether a value is, or holds, an object that stays in the sandbox."""
    if isinstance(value, list | tuple):
        return any(map(_opaque, value))
    if isinstance(value, dict):
        return any(map(_opaque, value.values()))
    plain = str | bool | int | float | complex | np.ndarray | np.generic | np.random.Generator
    return value is not None and not isinstance(value, plain)
