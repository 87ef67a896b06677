"""What a wrong answer has in common with the right one: known mistakes first, then general relations."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from autograder import checking
from autograder.checking import Mistake, Outcome
from autograder.course import Assignment
from autograder.fixtures import Call, Student, Trusted
from course_tools.comparison import Mismatch, require

_SAME = 1e-6  # a mistake is recognised by equal results; its own arithmetic may round otherwise


def known_mistake(assignment: Assignment, exercise: str, outcomes: list[Outcome], seed: int) -> Mistake | None:
    """The known mistake that gives what the student's function gave, in every check of the exercise."""
    for mistake in checking.mistakes(assignment):
        if mistake.exercise == exercise and _alike(outcomes, rehearse(assignment, mistake, seed)):
            return mistake
    return None


@lru_cache(maxsize=4096)
def rehearse(assignment: Assignment, mistake: Mistake, seed: int) -> tuple[Outcome, ...]:
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
    if any(_opaque(call.value) for call in one.calls) and one.message != other.message:
        return False
    return all(map(_same_call, one.calls, other.calls))


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
    return not isinstance(value, str | bool | int | float | complex | None.__class__) and not hasattr(value, "dtype")
