"""Stand-ins for an answer: functions that know nothing of the exercise, and what they pass all the same.

What one of them passes is no sign of a right answer, and earns no points by itself: see `points`. `validate` shows
how much the best of them would earn.
"""

from __future__ import annotations

import contextlib
import copy
import inspect
import io
import pickle
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id
from autograder.grading import checks as checking
from autograder.grading.checks import Outcome
from autograder.grading.student import Student, Trusted

Answer = Callable[..., Any]
REPLAY = "the answers of another seed"
_CONSTANTS = (0.0, 1.0, -1.0, 0.5)
_SEED, _LAST_SEED = 1, 2  # fixed: what belongs to the core does not depend on a class's seed


def stand_ins(assignment: Assignment, exercise: str, last_seed: int = _LAST_SEED) -> dict[str, Answer]:
    """The stand-ins for an exercise, by what they do.

    They hand an argument back, answer with a constant of the right form, know the visible expectations by heart, or
    replay what was right under `last_seed`. Of a function without arguments, whose answer is one value, only the
    constants are stand-ins: to know its answer is to solve it.
    """
    right = getattr(assignment.reference, exercise)
    found = {f"the constant {value:g}": _constant(right, value) for value in _CONSTANTS}
    count = len(inspect.signature(right).parameters)
    for place in range(count):
        found[f"argument {place + 1} handed back"] = lambda *arguments, place=place: arguments[place]
    if count:
        shown = _visible_calls(assignment, exercise)
        found["the visible answers by heart"] = _known(shown, (), _constant(right, 0.0))
        calls = _checked_calls(assignment, exercise, last_seed)
        found[REPLAY] = _known(calls, [value for _, value in calls], _constant(right, 0.0))
    return found


def outcomes(assignment: Assignment, exercise: str, answer: Answer, seed: int) -> list[Outcome]:
    """What the checks of an exercise say of this answer, run on this side."""
    student = Student(Trusted({**vars(assignment.reference), exercise: answer}))
    return checking.run_exercise(exercise, checking.collect(assignment), student, assignment.reference, seed)


@cache
def core(assignment: Assignment, exercise: str) -> frozenset[str]:
    """The demands of an exercise that no stand-in passes."""
    by_chance: set[str] = set()
    for answer in stand_ins(assignment, exercise).values():
        found = outcomes(assignment, exercise, answer, _SEED)
        failed = {outcome.check.demand for outcome in found if outcome.share < 1}
        by_chance |= {outcome.check.demand for outcome in found} - failed
    return frozenset(check.demand for check in checking.collect(assignment).of(exercise)) - by_chance


def _constant(right: Answer, value: float) -> Answer:
    # a deep copy: the right answer must not do its work on a graph's nodes, which `Trusted` passes as they are
    return lambda *arguments: _filled(right(*copy.deepcopy(arguments)), value)


def _filled(right: Any, value: float) -> Any:
    """A right answer's form, filled with a number: arrays of its shape, sequences of its length."""
    if isinstance(right, np.ndarray):
        return np.full(right.shape, value > 0 if right.dtype.kind == "b" else value)
    if isinstance(right, bool | np.bool_):
        return value > 0
    if isinstance(right, int | float | np.number):
        return value
    if isinstance(right, list | tuple):
        return type(right)(_filled(each, value) for each in right)
    if isinstance(right, dict):
        return {key: _filled(each, value) for key, each in right.items()}
    return None


def _known(calls: Iterable[tuple[bytes | None, Any]], replayed: Iterable[Any], otherwise: Answer) -> Answer:
    """An answer by heart: what belongs to equal arguments, else the next of what is `replayed`."""
    table = {key: value for key, value in calls if key is not None}
    order = iter(list(replayed))

    def answer(*arguments: Any) -> Any:
        following = next(order, None)
        key = _key(arguments)
        if key in table:
            return table[key]
        return otherwise(*arguments) if following is None else following

    return answer


def _key(arguments: tuple[Any, ...]) -> bytes | None:
    try:
        return pickle.dumps(arguments)
    except (pickle.PicklingError, AttributeError, TypeError):  # a callable is among them
        return None


def _recording(right: Answer, calls: list[tuple[bytes | None, Any]]) -> Answer:
    def answer(*arguments: Any) -> Any:
        key = _key(arguments)
        value = right(*arguments)
        calls.append((key, value))
        return value

    return answer


def _checked_calls(assignment: Assignment, exercise: str, seed: int) -> list[tuple[bytes | None, Any]]:
    calls: list[tuple[bytes | None, Any]] = []
    outcomes(assignment, exercise, _recording(getattr(assignment.reference, exercise), calls), seed)
    return calls


def _visible_calls(assignment: Assignment, exercise: str) -> list[tuple[bytes | None, Any]]:
    """The arguments and right answers of the calls that an exercise's grade cell makes."""
    calls: list[tuple[bytes | None, Any]] = []
    namespace = dict(vars(assignment.reference))
    for cell in assignment.notebook.cells:
        if cell_kind(cell) == "grade":
            mine = grade_id(cell) == f"{exercise}-check"
            if mine:
                namespace[exercise] = _recording(getattr(assignment.reference, exercise), calls)
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
                exec(compile(cell.source, grade_id(cell), "exec"), namespace)
            if mine:
                break
    return calls
