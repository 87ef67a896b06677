"""Named mistakes for the notebook: what known wrong answers give at the visible expectations, and their hints.

A `hints.json` lies beside each notebook. For each expectation of a grade cell it holds a short digest of what each
known mistake answers there, and for each mistake a sentence: no code, no right value. A hint is told only if exactly
one fits everything that the cell has shown so far.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
import io
import json
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from course_tools.telling import weight

SCHEMA = 1
RIGHT = "="  # what stands for an answer that meets its expectation
_VAGUE = "?"  # before a digest: of numbers that come about in many ways, on which no hint is built
_DIGITS = 10
_MAX_NUMBERS = 2000
_SERIES = 6
_DISTINCT = 3  # different answers in a series

_shown: dict[tuple[str, str], dict[int, str]] = {}


def place(call: str, why: str) -> str:
    """The key of an expectation: what it calls and what it shows."""
    return _digest(f"{call}|{why}")


def answer(got: Any, error: str, error_text: str, passed: bool) -> str:
    """What an answer is remembered by: `RIGHT`, or a digest of the value or the exception."""
    if passed:
        return RIGHT
    if error in ("raised", "missing"):
        return _digest(f"!{error_text.partition(' (line ')[0]}")
    return _digest(("~" if error else "") + _canonical(got))


def is_telling(got: Any, error: str) -> bool:
    """Whether an answer is odd enough to know a mistake by: a single 0, 1 or small count is not."""
    if error:
        return True
    numbers = list(_numbers(got))
    return sum(map(_oddity, numbers[:50])) >= 1 if numbers else got is not None


def _oddity(number: float) -> float:
    whole = np.isfinite(number) and number == np.round(number)
    if not weight(number):
        return 0.2
    return 0.5 if whole and abs(number) <= 10 else 1.0


def marked(digest: str, telling: bool) -> str:
    """A digest as `hints.json` holds it."""
    return digest if telling or digest == RIGHT else _VAGUE + digest


def probe(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, str, str] | None:
    """What the function answers to slightly other numbers, as (value, error, its text); None if there are none.

    Two mistakes that give one and the same answer to an example by hand give two to odd numbers.
    """
    others = tuple(map(_otherwise, copy.deepcopy(arguments)))
    if not any(changed for _, changed in others):
        return None
    try:
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*(value for value, _ in others)), "", ""
    except Exception as error:
        return None, "raised", type(error).__name__


def series(function: Callable[..., Any], arguments: tuple[Any, ...]) -> list[Any] | None:
    """What the function answers to several other inputs, labels in other places; None if there are none.

    Answers of few values, such as classes, tell two mistakes apart only if there are many of them.
    """
    answers: list[Any] = []
    for number in range(1, _SERIES + 1):
        others = tuple(_varied(value, number + place) for place, value in enumerate(copy.deepcopy(arguments)))
        if not any(changed for _, changed in others):
            return None
        try:
            with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                answers.append(function(*(value for value, _ in others)))
        except Exception as error:
            answers.append(type(error).__name__)
    return answers


def is_telling_series(answers: Sequence[Any]) -> bool:
    """Whether several answers are odd enough to know a mistake by: one of them is, or they differ."""
    return len({_canonical(each) for each in answers}) >= _DISTINCT or any(
        is_telling(each, "") for each in answers if each is not None and not isinstance(each, str)
    )


def within(
    seconds: float, look: Callable[[Callable[..., Any], tuple[Any, ...]], Any], function: Any, arguments: Any
) -> Any:
    """`probe` or `series` of a student's function, which may never end on other numbers; None where it is late."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return None

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return look(function, arguments)
    except _TooLong:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _TooLong(BaseException):
    """A probe took too long; no student's `except Exception` catches it."""


def find(call: str, why: str, token: str, further: Sequence[Callable[[], str]]) -> str | None:
    """The one hint that fits this answer and all that the same cell has shown before; None if none or several do.

    `further` gives the digest of the answer to slightly other numbers, and that of a series; "" if there is none.
    """
    found = {hint for path in _files() for hint in _found(path, place(call, why), token, further)}
    return found.pop() if len(found) == 1 else None


def fitting(table: dict[str, Any], shown: Sequence[str], further: Sequence[Callable[[], str]]) -> set[str]:
    """The hints of a cell's mistakes that give these answers at its first expectations, and to what is asked further.

    What is further asked costs calls of a student's function, and is asked only where a mistake fits so far.
    """
    matching = []
    for hint, answers in table["mistakes"]:
        tokens = [token.split("/") for token in answers.split()[: len(shown)]]
        if [parts[0].removeprefix(_VAGUE) for parts in tokens] == list(shown):
            told = any(parts[0] != RIGHT and not parts[0].startswith(_VAGUE) for parts in tokens)
            matching.append((hint, told, tokens[-1][1:]))
    for number, ask in enumerate(further):
        if not any(len(expected) > number and expected[number] for _, _, expected in matching):
            continue
        answered, left = ask(), []
        for hint, told, expected in matching:
            mine = expected[number] if len(expected) > number else ""
            if not (answered and mine) or mine == RIGHT:
                left.append((hint, told, expected))
            elif mine.removeprefix(_VAGUE) == answered:
                left.append((hint, told or not mine.startswith(_VAGUE), expected))
        matching = left
    hints = {hint for hint, told, _ in matching if told}
    return hints if not {hint for hint, told, _ in matching if not told} - hints else set()


def _found(path: Path, key: str, token: str, further: Sequence[Callable[[], str]]) -> Iterator[str]:
    for name, table in _tables(path).items():
        if key not in table["places"]:
            continue
        seen = _shown.setdefault((str(path), name), {})
        index = table["places"].index(key)
        seen[index] = token
        if token != RIGHT and all(i in seen for i in range(index)):
            yield from fitting(table, [seen[i] for i in range(index + 1)], further)


def _otherwise(value: Any) -> tuple[Any, bool]:
    """An argument with other fractions in it, and whether it has any; labels, counts and names stay."""
    if isinstance(value, float):
        return value * 1.173 + 0.0871, True
    if isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.size:
        return value * 1.173 + 0.0871 * np.cos(np.arange(value.size)).reshape(value.shape), True
    if isinstance(value, list | tuple):
        pairs = [_otherwise(item) for item in value]
        return type(value)([item for item, _ in pairs]), any(changed for _, changed in pairs)
    return value, False


def _varied(value: Any, number: int) -> tuple[Any, bool]:
    """An argument that is rather different, and whether it is: fractions change, labels stand in other places."""
    if isinstance(value, float):
        return value * (1 + 0.37 * np.sin(number)) + (0.61 * np.cos(2 * number) if number % 2 else 0.0), True
    if isinstance(value, np.ndarray) and value.size and value.dtype.kind in "fiub":
        if value.dtype.kind != "f":
            other = np.roll(value, number, axis=0) if value.ndim else value
            return other, not np.array_equal(other, value)
        waves = np.sin(number + 1.7 * np.arange(value.size)).reshape(value.shape)
        size = float(np.abs(value[np.isfinite(value)]).max(initial=0.0))
        return value * (1 + 0.5 * waves) + (size * waves[::-1] if number % 2 else 0.0), True
    if isinstance(value, list | tuple):
        if value and all(type(item) in (int, str, bool) for item in value):
            turn = number % len(value)
            other_items = type(value)([*value[turn:], *value[:turn]])
            return other_items, other_items != value
        pairs = [_varied(item, number + place) for place, item in enumerate(value)]
        return type(value)([item for item, _ in pairs]), any(changed for _, changed in pairs)
    return value, False


@cache
def _tables(path: Path) -> dict[str, Any]:
    """The cells of one `hints.json`; nothing where it cannot be read or is of another schema."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        cells = document["cells"] if document["schema"] == SCHEMA else {}
        return {name: table for name, table in cells.items() if table["places"] and table["mistakes"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _files() -> list[Path]:
    """The hints beside the notebook, in a bundle's folder `hints`, or in the checkout that holds this package."""
    beside = Path("hints.json")
    if beside.is_file():
        return [beside.resolve()]
    bundled = sorted(Path("hints").glob("*.json"))
    return [path.resolve() for path in bundled]


def _canonical(value: Any) -> str:
    """A text that equal answers share, whatever they are made of: six digits, lists and tuples as arrays."""
    if value is None or isinstance(value, str):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{_canonical(item)}" for key, item in list(value.items())[:100]) + "}"
    array = _array(value)
    if array is not None:
        numbers = array.ravel()[: _MAX_NUMBERS if array.size <= _MAX_NUMBERS else None]
        numbers = numbers[:: max(1, numbers.size // _MAX_NUMBERS)]
        kind = "b" if array.dtype.kind == "b" else "n"
        return f"{kind}{array.shape}" + ",".join(map(_number, numbers.tolist()))
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_canonical, value[:200])) + "]"
    return f"<{type(value).__name__}>"


def _number(value: Any) -> str:
    if isinstance(value, complex):
        return f"{value:.5e}"
    value = float(value) * (1 + 1e-9)  # off the ties, where two ways to compute a number round it differently
    return "0" if abs(value) < 1e-9 else f"{value:.5e}"


def _array(value: Any) -> np.ndarray | None:
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return array if array.dtype.kind in "biufc" else None


def _numbers(value: Any) -> Iterator[float]:
    array = _array(value)
    if array is not None and array.dtype.kind != "c":
        yield from (float(number) for number in array.ravel()[:_MAX_NUMBERS])
    elif array is None and isinstance(value, list | tuple):
        for item in value[:200]:
            yield from _numbers(item)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
