"""What a hidden check receives: student, reference, rng, and the helpers that compare the two.

A check is a pytest function. Its parameters are names of this module's fixtures (or of its own
`parametrize`), its docstring is what the student reads, its failure is an AssertionError whose message
is the feedback. The same function grades a student in the sandbox, a known mistake and the reference.
"""

from __future__ import annotations

import copy
import pickle
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np

from course_tools.comparison import ATOL, RTOL, Mismatch, require


class StudentError(AssertionError):
    """The student's function is missing, raised an exception, ran out of time or died."""

    def __init__(self, function: str, kind: str, message: str) -> None:
        super().__init__(message)
        self.function = function
        self.kind = kind  # "missing", "raised", "timeout", "died", "refused"


class GraderError(Exception):
    """The grader itself failed while it called a function: no fault of the student, and no verdict."""


class Backend(Protocol):
    """Where a student's functions run: in the sandbox, or here for trusted code."""

    def call(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> tuple[Any, list[int]]:
        """Call a function by position; return its value and the indices of arguments it changed.

        Raises `StudentError`.
        """

    def define(self, source: str) -> None:
        """Run helper code of a check beside the student's functions."""


@dataclass
class Call:
    """One call that a check made: what came back, and which arguments were changed."""

    name: str
    value: Any = None
    error: str | None = None
    changed: list[int] = field(default_factory=list)


class Student:
    """The student's functions as attributes: `student.softmax(Z)`; keeps a record of the calls."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._calls: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments: self.call(name, *arguments)

    def call(self, name: str, *arguments: Any, seconds: float | None = None) -> Any:
        """Call the student's function `name`, with another time limit than the usual one if given."""
        record = Call(name)
        self._calls.append(record)
        try:
            record.value, record.changed = self._backend.call(name, arguments, seconds)
        except StudentError as error:
            record.error = f"{error.kind}: {error}"
            raise
        except Exception as error:
            raise GraderError(f"{type(error).__name__}: {error}") from error
        return record.value

    def define(self, source: str) -> None:
        """Define helper functions of a check beside the student's: they run in the sandbox too."""
        self._backend.define(source)


class Trusted:
    """A backend for trusted code: the reference, or the reference with one known mistake in it."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace

    def call(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> tuple[Any, list[int]]:
        """See `Backend`."""
        if name not in self._namespace:
            raise StudentError(name, "missing", f"{name} is not defined")
        given = _copied(arguments)
        try:
            with np.errstate(all="ignore"):
                value = self._namespace[name](*given)
        except Exception as error:
            raise StudentError(name, "raised", f"{name} raised {type(error).__name__}: {error}") from None
        return value, [i for i, (one, other) in enumerate(zip(given, arguments, strict=True)) if _differs(one, other)]

    def define(self, source: str) -> None:
        """See `Backend`."""
        exec(source, self._namespace)


@dataclass
class Bench:
    """Everything that one run of one check is given, and what it left behind."""

    student: Student
    reference: SimpleNamespace
    rng: np.random.Generator
    share: float = 1.0
    remark: str | None = None

    def fixtures(self) -> dict[str, Any]:
        """The values of the fixtures that a check may name as its parameters."""
        return {
            "student": self.student,
            "reference": self.reference,
            "rng": self.rng,
            "agrees": self.agrees,
            "gives": self.gives,
            "credit": self.credit,
            "central_difference": central_difference,
        }

    def agrees(self, name: str, *arguments: Any, rtol: float = RTOL, atol: float = ATOL) -> Any:
        """The student's function equals the reference on these arguments; returns the student's value."""
        expected = _remembered(self.reference, name, arguments)
        return self.gives(name, *arguments, expected=expected, rtol=rtol, atol=atol)

    def gives(self, name: str, *arguments: Any, expected: Any, rtol: float = RTOL, atol: float = ATOL) -> Any:
        """The student's function gives this value, e.g. a lecture's number; returns the student's value."""
        got = self.student.call(name, *arguments)
        try:
            require(got, expected, label=name, rtol=rtol, atol=atol)
        except Mismatch as error:
            error.arguments = arguments
            error.whole = (got, expected)
            raise
        return got

    def credit(self, share: float, remark: str) -> None:
        """Give this share (0 to 1) of the check's points; `remark` tells the student why not all."""
        self.share = min(max(float(share), 0.0), 1.0)
        self.remark = remark


_memory: dict[tuple[int, str, bytes], Any] = {}  # what the reference gave: a class is asked the same again and again
_MEMORY = 4096


def _remembered(reference: SimpleNamespace, name: str, arguments: tuple[Any, ...]) -> Any:
    """What the reference gives on these arguments; computed once in a run, unless a callable is among them."""
    try:
        key = (id(reference), name, pickle.dumps(arguments))
    except (pickle.PicklingError, AttributeError, TypeError):
        return getattr(reference, name)(*_copied(arguments))
    if key not in _memory:
        if len(_memory) >= _MEMORY:
            _memory.clear()
        _memory[key] = getattr(reference, name)(*_copied(arguments))
    return _memory[key]


def bench(student: Student, reference: SimpleNamespace, seed: int, check_name: str) -> Bench:
    """A bench whose generator depends on the seed and the check only: runs of one check draw the same."""
    return Bench(student, reference, np.random.default_rng([seed, zlib.crc32(check_name.encode())]))


def central_difference(f: Callable[[np.ndarray], Any], x: np.ndarray, h: float = 1e-6) -> np.ndarray:
    """∂f/∂x by central differences, shape f(x).shape + x.shape; f returns a number or an array.

    The error is about h² from the third derivative plus 1e-16/h from rounding: 1e-10 at values of order 1.
    """
    x = np.array(x, dtype=float)
    columns = []
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        columns.append((np.asarray(f(up)) - np.asarray(f(down))) / (2 * h))
    return np.moveaxis(np.array(columns), 0, -1).reshape(*np.shape(columns[0]), *x.shape)


def _copied(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(one if callable(one) else copy.deepcopy(one) if _is_plain(one) else one for one in arguments)


def _is_plain(value: Any) -> bool:
    """Data that is copied; an object (a graph's node) is passed as it is, for its identity matters."""
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, np.ndarray | np.generic | np.random.Generator | int | float | str | dict)


def _differs(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.shape != other.shape or one.tobytes() != other.tobytes()
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) != len(other) or any(map(_differs, one, other))
    plain = isinstance(other, np.ndarray | list | tuple | int | float | str)
    return plain and (type(one) is not type(other) or bool(one != other and one == one))  # NaN stays NaN
