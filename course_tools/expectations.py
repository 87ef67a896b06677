"""Visible expectations: what was expected, what came, and an AssertionError if they differ.

expect(softmax, [1.0, 2.0]).gives([0.268941, 0.731059])
expect(softmax, [1000.0, 0.0]).satisfies("adds up to 1", lambda p: np.isclose(p.sum(), 1))
expect(softmax, Z).leaves_arguments_alone()
expect(softmax, Z).gives_a_new_array()
"""

from __future__ import annotations

import contextlib
import copy
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_tools import hints, rendering
from course_tools.comparison import Expected, Mismatch, is_table, require, show
from course_tools.relations import Pair, explain
from course_tools.verdict import Verdict

# Relatively as in the hidden checks. Expected values are printed with six decimals, as in the lectures' worked
# examples, so they are known to 5e-7 only, and to a little less where they were computed from printed ones.
VISIBLE_RTOL = 1e-6
VISIBLE_ATOL = 2e-6
_SLOW = 0.1  # seconds: a function that takes longer is not called a second time for a hint
_SECONDS = 0.5  # that such a second call may take


class ExpectationFailed(AssertionError):
    """The answer differs from what was expected; a notebook shows this message and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"AssertionError: {self}"]


class Expectation:
    """The outcome of one call of the student's function; made by `expect`."""

    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self._name = str(getattr(function, "__name__", "function"))
        self._call = f"{self._name}({', '.join(map(_short, arguments))})"
        self._function = function
        self._arguments = arguments
        self._given = copy.deepcopy(arguments)
        self._error = self._error_text = ""
        self._got: Any = None
        start = time.monotonic()
        try:
            self._got = function(*self._given)
        except NotImplementedError as error:
            self._error, self._error_text = "missing", _not_written(error)
        except Exception as error:
            self._error, self._error_text = "raised", f"{type(error).__name__}: {_text(error)}{_line_of(error)}"
        self._seconds = time.monotonic() - start
        with _unperturbed():
            pairs = enumerate(zip(self._given, arguments, strict=True))
            changed = [i for i, (now, before) in pairs if _differs(now, before)]
        if changed and not self._error:
            place = ordinal(changed[0])
            self._error, self._error_text = (
                "changed",
                f"your function changed its {place} argument in place; work on a copy",
            )

    @property
    def is_slow(self) -> bool:
        """Whether the call took too long to make more of them for a hint."""
        return self._seconds > _SLOW

    def gives(
        self, expected: Expected, why: str = "", *, rtol: float = VISIBLE_RTOL, atol: float = VISIBLE_ATOL
    ) -> None:
        """Expect this value: a number, an array, or a list or tuple of such. `why` says what it shows."""
        mismatch: Mismatch | None = None
        with _unperturbed():
            wanted = show(np.asarray(expected) if isinstance(expected, list) and is_table(expected) else expected)
            try:
                require(self._got, expected, label=self._name, rtol=rtol, atol=atol)
            except Mismatch as error:
                mismatch = error
                mismatch.whole = (self._got, expected)
                mismatch.arguments = self._arguments
        message = str(mismatch) if mismatch else ""
        self._judge(why, wanted, message, expected=expected, mismatch=mismatch)

    def satisfies(self, property_: str, test: Callable[[Any], bool]) -> None:
        """Expect a property, for answers of which many are right: what it says, and the test of it."""
        message = ""
        if not self._error:
            try:
                if not bool(test(self._got)):
                    message = f"{self._name}: expected: {property_}; got {show(self._got)}"
            except Exception as error:
                message = f"{self._name}: the answer cannot be used: {_text(error)}"
        self._judge(property_, property_, message)

    def leaves_arguments_alone(self, why: str = "") -> None:
        """Expect that the call changes none of its arguments, whatever it returns."""
        self._judge(why or "leaves its arguments alone", "arguments that are what they were", "")

    def gives_a_new_array(self, why: str = "") -> None:
        """Expect an answer with memory of its own: changing it later must change no argument."""
        with _unperturbed():
            owned = not any(np.may_share_memory(a, b) for a in _arrays(self._got) for b in _arrays(self._given))
        wanted = "an array of its own"
        place = next((ordinal(i) for i, argument in enumerate(self._given) if _share(self._got, argument)), "")
        if not owned and not self._error:
            self._error, self._error_text = "shared", f"your answer is the {place} argument itself; return a copy"
        self._judge(why or "the answer is a new array", wanted, "")

    def _judge(
        self, why: str, wanted: str, message: str, expected: Any = None, mismatch: Mismatch | None = None
    ) -> None:
        if self._error:
            message, mismatch = f"{self._name}: {self._error_text}", None
        verdict = Verdict(
            self._function,
            self._call,
            why,
            self._arguments,
            self._got,
            wanted,
            expected,
            message,
            self._error,
            self._error_text,
            mismatch,
        )
        self._conclude(verdict)

    def _conclude(self, verdict: Verdict) -> None:
        """Show the verdict, and raise `ExpectationFailed` if it is bad."""
        with _unperturbed():
            relation = hint = None
            with contextlib.suppress(Exception):  # an answer so odd that nothing can be said of it costs the hint only
                hint = self._hint(verdict)
                relation = _relation(verdict)
            rendering.show_verdict(verdict, relation, hint)
        if not verdict.passed:
            raise ExpectationFailed(verdict.message)

    def _hint(self, verdict: Verdict) -> str | None:
        """The named mistake that fits this and what the cell showed before; told to nobody, where all is right."""
        token = hints.answer(verdict.got, verdict.error, verdict.error_text, verdict.passed)

        def probed() -> str:
            found = None if self.is_slow else hints.within(_SECONDS, hints.probe, verdict.function, self._arguments)
            if found is None:
                return ""
            got, error, text = found
            return hints.answer(got, error, text, passed=False)

        def in_series() -> str:
            found = None if self.is_slow else hints.within(_SECONDS, hints.series, verdict.function, self._arguments)
            return "" if found is None else hints.answer(found, "", "", passed=False)

        return hints.find(verdict.call, verdict.why, token, (probed, in_series))


def _relation(verdict: Verdict) -> str | None:
    mismatch = verdict.mismatch
    if mismatch is None:
        return None
    found = explain([Pair(verdict.got, verdict.expected, verdict.arguments, mismatch.rtol, mismatch.atol)])
    return None if found is None else found.sentence


def expect(function: Callable[..., Any], *arguments: Any) -> Expectation:
    """Call the student's function with copies of the arguments and hold what came of it.

    Use the result's `gives`, `satisfies`, `leaves_arguments_alone` or `gives_a_new_array`; each shows one line for a
    right answer, expected and got for a wrong one, and raises `ExpectationFailed` (an AssertionError) if it is wrong.
    """
    return Expectation(function, arguments)


@contextlib.contextmanager
def _unperturbed() -> Iterator[None]:
    """Look at an answer in peace, even where a notebook turns numpy's warnings into errors."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def _not_written(error: NotImplementedError) -> str:
    """A stub as it came; or one whose last line was left below the student's own code."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is not None:
        code = trace.tb_frame.f_code
        lines = {line for _, _, line in code.co_lines() if line is not None}
        if any(code.co_firstlineno < line < trace.tb_lineno for line in lines):
            return "`raise NotImplementedError()` still stands below your code; delete that line"
    return "not written yet: replace `raise NotImplementedError()` by your own code"


def _text(error: BaseException) -> str:
    try:
        return str(error)[:500]
    except Exception:
        return "(its message cannot be shown)"


def _short(value: Any) -> str:
    """An argument in few words; where its numbers would take many, arrays are named by their shapes."""
    with _unperturbed():
        text = _argument(value, 12)
        if len(text) > 60 and isinstance(value, list | tuple):
            text = _argument(value, 0)
    return text if len(text) <= 120 else text[:119] + "…"


def _argument(value: Any, size: int) -> str:
    if callable(value):
        return str(getattr(value, "__name__", "function"))
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, np.ndarray) and value.size > size:
        return f"array{value.shape}"
    if isinstance(value, list | tuple) and any(isinstance(item, list | tuple | np.ndarray) for item in value):
        inner = ", ".join(_argument(item, size) for item in value[:6]) + (", …" if len(value) > 6 else "")
        return f"[{inner}]" if isinstance(value, list) else f"({inner})"
    return show(value.tolist() if isinstance(value, np.ndarray) else value, 60)


def _differs(now: Any, before: Any) -> bool:
    """Whether an argument is not any more what it was; of objects that are no plain data, nothing is said."""
    if isinstance(now, np.ndarray) and isinstance(before, np.ndarray):
        return now.shape != before.shape or not np.array_equal(now, before, equal_nan=now.dtype.kind in "fc")
    if isinstance(now, list | tuple) and isinstance(before, list | tuple):
        return len(now) != len(before) or any(map(_differs, now, before))
    plain = isinstance(before, np.ndarray | list | tuple | int | float | str)
    return plain and (type(now) is not type(before) or bool(now != before and now == now))  # NaN stays NaN


def _arrays(value: Any) -> list[np.ndarray]:
    """The arrays that a value is or holds."""
    if isinstance(value, np.ndarray):
        return [value]
    if isinstance(value, list | tuple):
        return [array for item in value[:100] for array in _arrays(item)]
    return []


def _share(got: Any, argument: Any) -> bool:
    return any(np.may_share_memory(a, b) for a in _arrays(got) for b in _arrays(argument))


def ordinal(index: int) -> str:
    """The place of an argument in words."""
    return ("first", "second", "third", "fourth", "fifth", "sixth")[min(index, 5)]


def _line_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f" (line {frames[-1].lineno} of {frames[-1].name})" if len(frames) > 1 else ""
