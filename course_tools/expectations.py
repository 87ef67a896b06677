"""Visible expectations: what was expected, what came, and an AssertionError if they differ.

expect(softmax, [1.0, 2.0]).gives([0.268941, 0.731059])
expect(softmax, [1000.0, 0.0]).satisfies("adds up to 1", lambda p: np.isclose(p.sum(), 1))
"""

from __future__ import annotations

import copy
import html
import sys
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from course_tools.comparison import Expected, is_table, require, show

# Expected values in the notebooks are printed with six decimals, as in the lectures' worked examples.
VISIBLE_TOLERANCE = 2e-6
_CODE = "display:inline-block;vertical-align:top;max-width:calc(100% - 5em);white-space:pre-wrap"


class ExpectationFailed(AssertionError):
    """The answer differs from what was expected; a notebook shows this message and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"AssertionError: {self}"]


class Expectation:
    """The outcome of one call of the student's function; made by `expect`."""

    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self._call = f"{getattr(function, '__name__', 'function')}({', '.join(map(_short, arguments))})"
        self._error: str | None = None
        self._got: Any = None
        given = copy.deepcopy(arguments)
        try:
            self._got = function(*given)
        except NotImplementedError:
            self._error = "not written yet: replace `raise NotImplementedError()` by your own code"
        except Exception as error:
            self._error = f"{type(error).__name__}: {error}{_line_of(error)}"
        changed = [i for i, (one, other) in enumerate(zip(given, arguments, strict=True)) if _differs(one, other)]
        if changed and self._error is None:
            place = _ordinal(changed[0])
            self._error = f"your function changed its {place} argument in place; work on a copy"

    def gives(
        self, expected: Expected, why: str = "", *, rtol: float = VISIBLE_TOLERANCE, atol: float = VISIBLE_TOLERANCE
    ) -> None:
        """Expect this value: a number, an array, or a list or tuple of such. `why` says what it shows."""
        wanted = show(np.asarray(expected) if isinstance(expected, list) and is_table(expected) else expected)
        self._raise_error(why, wanted)
        try:
            require(self._got, expected, label=self._name, rtol=rtol, atol=atol)
        except AssertionError as error:
            self._fail(why, wanted, str(error))
        self._pass(why)

    def satisfies(self, property_: str, test: Callable[[Any], bool]) -> None:
        """Expect a property, for answers of which many are right: what it says, and the test of it."""
        self._raise_error(property_, property_)
        try:
            holds = bool(test(self._got))
        except Exception as error:
            self._fail(property_, property_, f"{self._name}: the answer cannot be used: {error}")
        if not holds:
            self._fail(property_, property_, f"{self._name}: expected: {property_}; got {show(self._got)}")
        self._pass(property_)

    @property
    def _name(self) -> str:
        return self._call.partition("(")[0]

    def _raise_error(self, why: str, expected: str) -> None:
        if self._error is not None:
            self._fail(why, expected, f"{self._name}: {self._error}", got=self._error)

    def _pass(self, why: str) -> None:
        _display("✓", "#1a7f37", self._call, [("got", show(self._got))], why)

    def _fail(self, why: str, expected: str, message: str, got: str | None = None) -> NoReturn:
        rows = [("expected", expected), ("got", got if got is not None else show(self._got))]
        _display("✗", "#b42318", self._call, rows, why)
        raise ExpectationFailed(message)


def expect(function: Callable[..., Any], *arguments: Any) -> Expectation:
    """Call the student's function with copies of the arguments and hold what came of it.

    Use the result's `gives` or `satisfies`; both show one line for a right answer, the expected and the
    got value for a wrong one, and raise `ExpectationFailed` (an AssertionError) if it is wrong.
    """
    return Expectation(function, arguments)


def _short(value: Any) -> str:
    """An argument in few words; where its numbers would take many, arrays are named by their shapes."""
    text = _argument(value, 12)
    if len(text) > 60 and isinstance(value, list | tuple):
        text = _argument(value, 0)
    return text if len(text) <= 120 else text[:119] + "…"


def _argument(value: Any, size: int) -> str:
    if callable(value):
        return getattr(value, "__name__", "function")
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, np.ndarray) and value.size > size:
        return f"array{value.shape}"
    if isinstance(value, list | tuple) and any(isinstance(item, list | tuple | np.ndarray) for item in value):
        inner = ", ".join(_argument(item, size) for item in value[:6]) + (", …" if len(value) > 6 else "")
        return f"[{inner}]" if isinstance(value, list) else f"({inner})"
    return show(value.tolist() if isinstance(value, np.ndarray) else value, 60)


def _differs(one: Any, other: Any) -> bool:
    """Whether an argument is not any more what it was; of objects that are no plain data, nothing is said."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.shape != other.shape or not np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) != len(other) or any(map(_differs, one, other))
    plain = isinstance(other, np.ndarray | list | tuple | int | float | str)
    return plain and (type(one) is not type(other) or bool(one != other and one == one))  # NaN stays NaN


def _ordinal(index: int) -> str:
    return ("first", "second", "third", "fourth", "fifth", "sixth")[min(index, 5)]


def _line_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f" (line {frames[-1].lineno} of {frames[-1].name})" if len(frames) > 1 else ""


def _display(mark: str, colour: str, call: str, rows: list[tuple[str, str]], why: str) -> None:
    if "ipykernel" not in sys.modules:
        print(f"{mark} {call}" + (f"  {why}" if why else ""))
        for label, text in rows:
            print(f"    {label:8} {text}")
        return
    from IPython.display import HTML, display

    cells = "".join(
        f'<div style="margin-left:1.4em"><span style="color:#57606a;display:inline-block;width:5em">{label}</span>'
        f'<code style="{_CODE}">{html.escape(text)}</code></div>'
        for label, text in rows
    )
    reason = f' <span style="color:#57606a">{html.escape(why)}</span>' if why else ""
    display(HTML(f'<div><b style="color:{colour}">{mark}</b> <code>{html.escape(call)}</code>{reason}{cells}</div>'))
