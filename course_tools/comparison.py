"""The ladder on which an answer is compared: None, type, shape, dtype kind, finiteness, value.

The notebooks' expectations and the hidden checks use the same ladder, so what a student sees while
working is what the grader says later. The first rung that fails is the message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

import numpy as np

# Two right answers in float64 differ by rounding: about 1e-16 times the number of operations times their condition.
# Six digits are what the notebooks show, and enough: a function that calculates in float32 (6e-8) is right. A check
# where precision is the lesson sets its own.
RTOL = 1e-6
ATOL = 1e-12

Rung = Literal["none", "type", "shape", "kind", "finite", "value"]
GotKind = Literal["none", "truth", "number", "array", "objects", "sequence", "other"]
Expected = Any
"""A number, string, bool, None, array, or a list, tuple or dict of such."""

_KINDS = {"b": "truth value", "i": "number", "u": "number", "f": "number", "c": "complex number"}


class Mismatch(AssertionError):
    """An answer that differs from what was expected.

    Attributes: `label` (what was compared), `rung` (where the ladder broke), `got_kind` (what came, in one word),
    `rtol` and `atol` (how far it might have differed); `whole` holds all of the answer and what was expected of it,
    `arguments` the call's, if they are known.
    """

    def __init__(self, label: str, rung: Rung, text: str, got: Any, expected: Any) -> None:
        super().__init__(f"{label}: {text}")
        self.label = label
        self.rung = rung
        self.got_kind = _got_kind(got)
        self.rtol, self.atol = RTOL, ATOL
        self.whole = (got, expected)
        self.arguments: tuple[Any, ...] = ()


@dataclass(frozen=True)
class _Tolerance:
    rtol: float
    atol: float


def require(got: Any, expected: Expected, *, label: str = "result", rtol: float = RTOL, atol: float = ATOL) -> None:
    """Raise `Mismatch` unless `got` equals `expected` in meaning.

    A list or tuple stands for an array, a 0-d array or numpy scalar for a number, an int for a whole
    float; but never (3, 1) for (3,), (1,) for a number, or a bool for a number.
    """
    try:
        _require(got, expected, label, _Tolerance(rtol, atol))
    except Mismatch as error:
        error.rtol, error.atol = rtol, atol
        raise


def as_array(value: Any, shape: tuple[int, ...] | None = None, *, label: str = "result") -> np.ndarray:
    """The answer as a float64 array of the given shape, finite; raises `Mismatch` otherwise."""
    expectation = "an array" if shape is None else f"an array of shape {shape}" if shape else "one number"
    array = _plain_array(value, label, expectation)
    if shape is not None and array.shape != tuple(shape):
        _fail(label, "shape", _shape_text(array.shape, tuple(shape)), value, None)
    if array.dtype.kind not in "iuf":
        wanted = "numbers" if array.ndim else "a number"
        _fail(label, "kind", f"expected {wanted}, got {_kind(array)}", value, None)
    if not np.isfinite(array).all():
        _fail(label, "finite", f"expected finite numbers, got {show(array)}", value, None)
    return array.astype(np.float64)


def as_number(value: Any, *, label: str = "result") -> float:
    """The answer as one finite float; raises `Mismatch` otherwise."""
    return float(as_array(value, (), label=label))


def show(value: Any, limit: int = 300) -> str:
    """A short text for a value: arrays with six significant digits, long texts cut."""
    try:
        if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and value.ndim == 0):
            value = value.item()
        if isinstance(value, float):
            value += 0.0  # a minus in front of 0 says nothing
        if isinstance(value, np.ndarray):
            if value.dtype.kind == "f" and value.size and np.isfinite(value).all():  # nor does 1e-17 beside 1
                value = np.where(np.abs(value) < 1e-14 * np.abs(value).max(), 0, value) + 0.0
            text = np.array2string(value, precision=6, threshold=40, edgeitems=3, separator=", ")
        elif isinstance(value, float):
            text = f"{value:.7g}"
        elif isinstance(value, list | tuple):
            left, right = "[]" if isinstance(value, list) else "()"
            inner = ", ".join(show(item, limit) for item in value[:8])
            more = ", …" if len(value) > 8 else "," if left == "(" and len(value) == 1 else ""
            text = f"{left}{inner}{more}{right}"
        else:
            text = repr(value)
    except Exception as error:  # a value whose own repr raises must not break the message about it
        text = f"<{type(value).__name__} that cannot be shown: {type(error).__name__}>"
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _require(got: Any, expected: Expected, label: str, tolerance: _Tolerance) -> None:
    if expected is None or isinstance(expected, str):
        if not isinstance(got, type(expected)) or got != expected:
            _fail(label, "value", f"expected {show(expected)}, got {show(got)}", got, expected)
        return
    if got is None:
        text = f"expected {_describe(expected)}, got None. Is there a return at the end?"
        _fail(label, "none", text, got, expected)
    if isinstance(expected, Mapping):
        _require_mapping(got, expected, label, tolerance)
    elif isinstance(expected, tuple) or (isinstance(expected, list) and not is_table(expected)):
        _require_sequence(got, expected, label, tolerance)
    else:
        _require_array(got, np.asarray(expected), label, tolerance)


def is_table(expected: list[Expected]) -> bool:
    """Whether a list is an array written out: numbers, or rows of numbers of one length."""
    flat = all(isinstance(item, int | float | list | tuple | np.generic) for item in expected)
    try:
        return flat and len(expected) > 0 and np.asarray(expected).dtype.kind in "biuf"
    except ValueError:  # rows of different length
        return False


def _require_mapping(got: Any, expected: Mapping[Any, Expected], label: str, tolerance: _Tolerance) -> None:
    if not isinstance(got, Mapping):
        _fail(label, "type", f"expected a dict, got {_describe(got)}", got, expected)
    if set(got) != set(expected):
        text = f"expected the keys {show(list(expected))}, got {show(list(got))}"
        _fail(label, "shape", text, got, expected)
    for key, value in expected.items():
        _require(got[key], value, f"{label}[{key!r}]", tolerance)


def _require_sequence(got: Any, expected: Sequence[Expected], label: str, tolerance: _Tolerance) -> None:
    if not isinstance(got, list | tuple) and not (isinstance(got, np.ndarray) and got.ndim):
        text = f"expected {_describe(expected)}, got {_describe(got)}"
        _fail(label, "type", text, got, expected)
    if len(got) != len(expected):
        text = f"expected {_describe(expected)}, got {_describe(got)}"
        _fail(label, "shape", text, got, expected)
    for index, (one, other) in enumerate(zip(got, expected, strict=True)):
        _require(one, other, f"{label}[{index}]", tolerance)


def _require_array(got: Any, expected: np.ndarray, label: str, tolerance: _Tolerance) -> None:
    array = _plain_array(got, label, _describe(expected))
    if array.shape != expected.shape:
        _fail(label, "shape", _shape_text(array.shape, expected.shape), got, expected)
    if _kind(array) != _kind(expected):
        text = f"expected {_kind(expected)}, got {_kind(array)}: {show(got)}"
        _fail(label, "kind", text, got, expected)
    if array.dtype.kind not in "biuf":
        if not np.array_equal(array, expected):
            _fail(label, "value", f"expected {show(expected)}, got {show(array)}", got, expected)
        return
    if np.array_equal(array, expected):
        return
    one, other = array.astype(np.float64), expected.astype(np.float64)
    lost = ~np.isfinite(one) & (np.isfinite(other) | (one != other) & ~(np.isnan(one) & np.isnan(other)))
    if lost.any():
        text = f"expected {show(expected)}, got {show(array)}: not finite{_where(lost)}"
        _fail(label, "finite", text, got, expected)
    off = ~np.isclose(one, other, rtol=tolerance.rtol, atol=tolerance.atol, equal_nan=True)
    if off.any():
        shown, wanted = show(array), show(expected)
        if shown == wanted and array.ndim == 0:  # they differ in later digits
            shown, wanted = repr(array.item()), repr(expected.item())
        _fail(label, "value", f"expected {wanted}, got {shown}{_largest(one, other, off)}", got, expected)


def _plain_array(value: Any, label: str, expectation: str) -> np.ndarray:
    if value is None:
        text = f"expected {expectation}, got None. Is there a return at the end?"
        _fail(label, "none", text, value, None)
    if not isinstance(value, bool | int | float | complex | np.generic | np.ndarray | list | tuple):
        _fail(label, "type", f"expected {expectation}, got {_describe(value)}", value, None)
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        _fail(label, "shape", f"expected {expectation}, got rows of different length", value, None)
    if array.dtype.kind == "O" and isinstance(value, np.ndarray) and all(map(_is_number, array.flat)):
        array = array.astype(np.float64)  # numbers, if in an odd box: an array that was filled from a list of lists
    if array.dtype.kind not in "biufc":
        _fail(label, "type", f"expected {expectation}, got {_describe(value)}", value, None)
    return array


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def _fail(label: str, rung: Rung, text: str, got: Any, expected: Any) -> NoReturn:
    raise Mismatch(label, rung, text, got, expected)


def _shape_text(got: tuple[int, ...], expected: tuple[int, ...]) -> str:
    wanted = "one number" if expected == () else f"shape {expected}"
    text = f"expected {wanted}, got {'one number' if got == () else f'shape {got}'}"
    if len(got) > 1 and got == expected[::-1]:
        return f"{text}. Did you transpose?"
    if got != expected and np.prod(got, dtype=float) == np.prod(expected, dtype=float):
        return f"{text}: the same number of entries in another arrangement"
    return text


def _kind(array: np.ndarray) -> str:
    kind = _KINDS.get(array.dtype.kind)
    if kind is None:
        return f"dtype {array.dtype}"
    return f"{kind}s" if array.ndim else f"a {kind}"


def _describe(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.dtype.kind == "O":
        return f"an array of Python objects (dtype object), shape {value.shape}"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if isinstance(value, bool | np.bool_):
        return f"the truth value {value}"
    if isinstance(value, int | float | np.generic | np.ndarray):
        return f"the number {show(value)}"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    text = show(value, 80)
    return text if text.startswith("<") else f"{text} of type {type(value).__name__}"


def _got_kind(value: Any) -> GotKind:
    """What came, in one word: code asks this, people read the message."""
    if value is None:
        return "none"
    if isinstance(value, bool | np.bool_) or (isinstance(value, np.ndarray) and value.dtype.kind == "b"):
        return "truth"
    if isinstance(value, np.ndarray) and value.dtype.kind not in "iufc":
        return "objects"
    if isinstance(value, np.ndarray) and value.ndim:
        return "array"
    if isinstance(value, list | tuple):
        return "sequence"
    return "number" if isinstance(value, int | float | complex | np.generic | np.ndarray) else "other"


def _where(mask: np.ndarray) -> str:
    if mask.ndim == 0:
        return ""
    index = tuple(int(i) for i in np.argwhere(mask)[0])
    return f" at index {index[0] if len(index) == 1 else index}"


def _largest(got: np.ndarray, expected: np.ndarray, off: np.ndarray) -> str:
    if got.ndim == 0:
        return ""
    with np.errstate(invalid="ignore"):
        gap = np.where(off, np.abs(got - expected), -1.0)
    index = tuple(int(i) for i in np.unravel_index(int(np.argmax(gap)), gap.shape))
    place = index[0] if len(index) == 1 else index
    count = int(off.sum())
    return f"; {count} of {off.size} differ, most at index {place} by {gap[index]:.3g}"
