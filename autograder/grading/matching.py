"""Does a known mistake explain what a student's function gave? Compared call by call, check by check."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.course.mistakes import Mistake, mistakes
from autograder.grading import checks as checking
from autograder.grading.checks import Outcome
from autograder.grading.student import Call, Student, Trusted
from course_tools.comparison import Mismatch, require
from course_tools.telling import weight

_SAME = 1e-6  # a mistake is recognised by equal results; its own arithmetic may round otherwise
_ENOUGH = 2.0  # one odd number, or four round ones: then equal results are no accident


@lru_cache(maxsize=4096)
def outcomes_of(assignment: Assignment, mistake: Mistake, seed: int) -> tuple[Outcome, ...]:
    """The outcomes of the mistake's exercise if the reference made this mistake."""
    namespace = {**vars(assignment.reference), mistake.exercise: mistake.function}
    student = Student(Trusted(namespace))
    checks = checking.collect(assignment)
    return tuple(checking.run_exercise(mistake.exercise, checks, student, assignment.reference, seed))


def explaining(assignment: Assignment, exercise: str, outcomes: Sequence[Outcome], seed: int) -> list[Mistake]:
    """The known mistakes that give what the student's function gave in every check of the exercise."""
    mine = [mistake for mistake in mistakes(assignment) if mistake.exercise == exercise]
    return [mistake for mistake in mine if alike(outcomes, outcomes_of(assignment, mistake, seed))]


def two_together(
    assignment: Assignment, exercise: str, outcomes: Sequence[Outcome], seed: int
) -> tuple[Mistake, Mistake] | None:
    """Two known mistakes of which each explains checks that the other does not, and both together all that fail.

    Each must be telling in what it alone explains; None unless exactly one pair does.
    """
    failed = [index for index, outcome in enumerate(outcomes) if outcome.share < 1 and outcome.calls]
    explains: dict[str, tuple[Mistake, set[int]]] = {}
    for mistake in mistakes(assignment):
        if mistake.exercise == exercise:
            theirs = outcomes_of(assignment, mistake, seed)
            hits = {i for i in failed if theirs[i].share < 1 and same_calls(outcomes[i], theirs[i])}
            if hits and not any(theirs[i].share < 1 for i in range(len(theirs)) if outcomes[i].share == 1):
                explains[mistake.name] = (mistake, hits)
    found = []
    known = list(explains.values())
    for place, (one, hits) in enumerate(known):
        for other, more in known[place + 1 :]:
            apart = (hits - more, more - hits)
            if one.hint == other.hint or hits | more != set(failed):
                continue
            if all(only and telling([outcomes[i] for i in only]) >= _ENOUGH for only in apart):
                found.append((one, other))
    return found[0] if len(found) == 1 else None


def alike(outcomes: Sequence[Outcome], others: Sequence[Outcome]) -> bool:
    """Whether two runs of the same checks earned the same and made the same calls with the same results."""
    pairs = list(zip(outcomes, others, strict=True))
    return all(abs(a.share - b.share) < _SAME for a, b in pairs) and all(same_calls(a, b) for a, b in pairs)


def same_calls(outcome: Outcome, other: Outcome) -> bool:
    """Whether two runs of one check made the same calls with the same results."""
    if len(outcome.calls) != len(other.calls):
        return False
    opaque = any(_opaque(call.value) for call in outcome.calls)
    if opaque and _without_line(outcome.message) != _without_line(other.message):
        return False
    return all(map(_same_call, outcome.calls, other.calls))


def telling(outcomes: Sequence[Outcome]) -> float:
    """How telling the answers of failed checks are: numbers that come about in many ways count little."""
    seen: set[float] = set()
    total = 0.0
    for outcome in outcomes:
        for call in outcome.calls if outcome.share < 1 else ():
            if call.error is not None or call.changed or _opaque(call.value):
                total += 1.0
            for value in _numbers(call.value)[:500]:
                rounded = float(f"{value:.6g}")
                total += 0.0 if rounded in seen else weight(value) if np.isfinite(value) else 0.5
                seen.add(rounded)
            total += 0.1  # an answer of 0 or 1 in one more call
    return total


def is_telling(outcomes: Sequence[Outcome]) -> bool:
    """Whether these outcomes cannot agree with a known mistake's by accident."""
    return telling(outcomes) >= _ENOUGH


def _numbers(value: Any) -> list[float]:
    if isinstance(value, list | tuple):
        return [number for item in value[:100] for number in _numbers(item)]
    if isinstance(value, dict):
        return _numbers(list(value.values()))
    if isinstance(value, bool | int | float | np.ndarray | np.generic):
        array = np.asarray(value)
        return [float(number) for number in array.ravel()[:500]] if array.dtype.kind in "biuf" else []
    return []


def _without_line(message: str | None) -> str:
    return re.sub(r" \(line \d+ of [^()]*\)", "", message or "")


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
