"""What a page shows of a failed check: the inputs, what was expected and what came, as small tables of text."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.grading.checks import Outcome
from autograder.grading.student import StudentError
from autograder.results import CheckResult, Shown
from autograder.sandbox.handle import Handle
from course_tools.comparison import Mismatch, show

_COMPARED = 2  # failed checks of an exercise: a class of thousands is held in memory
_ROWS, _COLUMNS = 6, 6  # of a table; an array of more is shown around the first entry that differs
_LONG_ROW = 10  # an array with one axis
_TABLES = 3  # parts of an answer (a tuple's arrays) that are shown
_ARGUMENTS = 6
_CELL, _TEXT = 24, 120  # characters

Comparison = tuple[tuple[Shown, ...], tuple[Shown, ...], tuple[Shown, ...]]
"""Arguments, expected, got."""


def check_results(outcomes: Sequence[Outcome], reference: SimpleNamespace) -> tuple[CheckResult, ...]:
    """The outcomes as a result keeps them; the first that failed with what there is to show about them."""
    found = []
    left = _COMPARED
    for outcome in outcomes:
        check, passed = outcome.check, outcome.share == 1
        arguments, expected, got = _safely(outcome, reference) if left and not passed else ((), (), ())
        left -= bool(arguments or got)
        message = None if passed else outcome.message
        found.append(CheckResult(check.name, check.description, passed, message, arguments, expected, got))
    return tuple(found)


def _safely(outcome: Outcome, reference: SimpleNamespace) -> Comparison:
    """Nothing where an answer is so odd that showing it raises: a result always exists."""
    try:
        return compare(outcome.error, reference)
    except Exception:
        return (), (), ()


def compare(error: AssertionError | None, reference: SimpleNamespace) -> Comparison:
    """What there is to show about a failed check: nothing, the arguments, or all three."""
    if not isinstance(error, Mismatch | StudentError):
        return (), (), ()
    label = error.label if isinstance(error, Mismatch) else error.function
    arguments = tuple(_arguments(label, error.arguments, reference))
    if isinstance(error, StudentError):
        return arguments, (), ()
    got, expected = error.whole
    if expected is None and error.rung != "value":  # a property was asked for, and no one value
        return arguments, (), (_shown("", got, None),)
    pairs = list(_pairs("", got, expected, error))
    return arguments, tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)


def _arguments(label: str, arguments: tuple[Any, ...], reference: SimpleNamespace) -> Iterator[Shown]:
    """The arguments of the call, with the names that the reference gives them."""
    function = getattr(reference, re.split(r"\W", label)[0], None)
    try:
        names = list(inspect.signature(function).parameters) if callable(function) else []
    except (TypeError, ValueError):
        names = []
    for index, value in enumerate(arguments[:_ARGUMENTS]):
        yield _shown(names[index] if index < len(names) else f"argument {index + 1}", value, None)


def _pairs(place: str, got: Any, expected: Any, error: Mismatch) -> Iterator[tuple[Shown, Shown]]:
    """Expected and got, part by part where both are tuples, lists or dicts of parts; only parts that differ."""
    parts = _parts(got, expected)
    if parts is None:
        off = _off(got, expected, error)
        for text in (_short, show, repr):  # as few digits as tell the two apart
            pair = _shown(place, expected, off, text), _shown(place, got, off, text)
            if all(pair[0].rows[i][j] != pair[1].rows[i][j] for i, j in pair[1].marked):
                break
        yield pair
        return
    found = [(f"{place}[{key!r}]", one, other) for key, one, other in parts if _differ(one, other, error)]
    for inner, one, other in found[:_TABLES]:
        yield from _pairs(inner, one, other, error)


def _parts(got: Any, expected: Any) -> list[tuple[Any, Any, Any]] | None:
    """The parts of two answers of one structure; None if they are compared as wholes."""
    if isinstance(expected, Mapping) and isinstance(got, Mapping) and set(got) == set(expected):
        return [(key, got[key], expected[key]) for key in expected]
    both = isinstance(expected, list | tuple) and isinstance(got, list | tuple) and len(got) == len(expected)
    if both and (isinstance(expected, tuple) or _numbers(expected) is None):
        return [(index, one, other) for index, (one, other) in enumerate(zip(got, expected, strict=True))]
    return None


def _differ(got: Any, expected: Any, error: Mismatch) -> bool:
    parts = _parts(got, expected)
    if parts is not None:
        return any(_differ(one, other, error) for _, one, other in parts)
    off = _off(got, expected, error)
    return bool(off.any()) if off is not None else show(got) != show(expected)


def _off(got: Any, expected: Any, error: Mismatch) -> np.ndarray | None:
    """Which entries differ by more than the check allows; None if the two are not arrays of one shape."""
    one, other = _numbers(got), _numbers(expected)
    if one is None or other is None or one.shape != other.shape:
        return None
    wrong_kind = (one.dtype.kind == "b") != (other.dtype.kind == "b")
    return ~np.isclose(one, other, rtol=error.rtol, atol=error.atol, equal_nan=True) | wrong_kind


def _numbers(value: Any) -> np.ndarray | None:
    """The value as an array of numbers or truth values, if it is one."""
    if not isinstance(value, bool | int | float | complex | np.generic | np.ndarray | list | tuple):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):  # rows of different length
        return None
    return array if array.dtype.kind in "biufc" else None


def _short(number: Any) -> str:
    return f"{float(number):.5g}" if isinstance(number, float | np.floating) else show(number)


def _shown(label: str, value: Any, off: np.ndarray | None, text: Callable[[Any], str] = _short) -> Shown:
    array = _numbers(value)
    if array is None or array.ndim > 2 or array.size == 0 or isinstance(value, tuple):
        return Shown(label, _kind(value), ((_cut(_words(value), _TEXT),),), ())
    table = np.atleast_2d(array)
    marks = np.zeros(table.shape, bool) if off is None else np.atleast_2d(off)
    height, width = (_ROWS, _COLUMNS) if array.ndim == 2 else (1, _LONG_ROW)
    first = np.argwhere(marks)[0] if marks.any() else (0, 0)
    rows, columns = (
        _window(int(place), limit, size) for place, limit, size in zip(first, (height, width), table.shape, strict=True)
    )
    cells = tuple(tuple(_cut(text(entry), _CELL) for entry in row) for row in table[rows, columns].tolist())
    marked = tuple((int(i), int(j)) for i, j in np.argwhere(marks[rows, columns]))
    return Shown(label, _kind(value), cells, marked, _note(rows, columns, table.shape, array.ndim))


def _window(place: int, limit: int, size: int) -> slice:
    """At most `limit` of `size` places, among them this one."""
    start = max(0, min(place - limit // 2, size - limit))
    return slice(start, min(start + limit, size))


def _note(rows: slice, columns: slice, shape: tuple[int, ...], axes: int) -> str | None:
    """Which part of the array the table shows, by index; None if it is all of it."""
    names = ("rows", "columns") if axes == 2 else ("", "entries")
    parts = [
        f"{name} {part.start} to {part.stop - 1} of {size}"
        for name, part, size in zip(names, (rows, columns), shape, strict=True)
        if part.stop - part.start < size
    ]
    return ", ".join(parts) or None


def _kind(value: Any) -> str:
    """What the value is, in a few words; nothing for what needs none."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"array of shape {value.shape}"
    if isinstance(value, list | tuple | dict):
        return f"{type(value).__name__} of {len(value)}"
    return ""


def _words(value: Any) -> str:
    if callable(value):
        return "a function"
    if isinstance(value, np.random.Generator):
        return "a random generator"
    return "an object" if isinstance(value, Handle) else show(value, _TEXT)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
