"""A student's functions as a check sees them, wherever they run; what each call gave is kept."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from autograder.errors import GraderError
from autograder.sandbox.budget import OutOfTime
from autograder.sandbox.changes import changed


class StudentError(AssertionError):
    """The student's function is missing, raised an exception, ran out of time or died."""

    def __init__(
        self,
        function: str,
        kind: str,
        message: str,
        *,
        exception: str = "",
        detail: str = "",
        line: int | None = None,
    ) -> None:
        super().__init__(message)
        self.function = function
        self.kind = kind  # "missing", "raised", "timeout", "died", "refused"
        self.arguments: tuple[Any, ...] = ()  # of the call, if there was one
        self.exception = exception  # the class of what was raised, and below what it says and where
        self.detail = detail
        self.line = line


class Backend(Protocol):
    """Where a student's functions run: in the sandbox, or here for trusted code."""

    def call(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> tuple[Any, list[int]]:
        """Call a function by position; return its value and the indices of arguments it changed.

        Raises `StudentError`.
        """

    def define(self, source: str) -> None:
        """Run helper code of a check beside the student's functions."""

    def foresee(self, key: Hashable) -> None:
        """The calls that `key` stands for come next: the backend may begin with those that it kept by this name."""

    def keep(self, key: Hashable) -> None:
        """Keep the calls since `foresee` by this name: a right answer was asked them."""


@dataclass
class Call:
    """One call that a check made: what came back, and which arguments were changed."""

    name: str
    value: Any = None
    error: str | None = None
    changed: list[int] = field(default_factory=list)


class Student:
    """The student's functions as attributes: `student.f(x)`; keeps a record of the calls."""

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
            error.arguments = arguments
            raise
        except OutOfTime:
            raise
        except Exception as error:
            raise GraderError(f"{type(error).__name__}: {error}") from error
        return record.value

    def define(self, source: str) -> None:
        """Define helper functions of a check beside the student's: they run in the sandbox too.

        For what cannot be set up from outside: objects of the student's own class, several calls on one generator, a
        write into an answer, numpy's warnings as errors. A helper gives back what came of it, and the check compares
        that on this side. It never judges: whatever it says is the child's word, for the student's code shares its
        namespace and can replace it. So it holds no expected value, no assertion, and returns no yes or no.
        """
        self._backend.define(source)

    def foresee(self, key: Hashable) -> None:
        """See `Backend`."""
        self._backend.foresee(key)

    def keep(self, key: Hashable) -> None:
        """See `Backend`."""
        self._backend.keep(key)


class Trusted:
    """A backend for trusted code: the reference, or the reference with one known mistake in it."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace

    def call(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> tuple[Any, list[int]]:
        """See `Backend`."""
        if name not in self._namespace:
            text = f"{name} is not defined"
            raise StudentError(name, "missing", text, exception="NameError", detail=text)
        given = copied(arguments)
        try:
            with np.errstate(all="ignore"):
                value = self._namespace[name](*given)
        except Exception as error:
            kind = type(error).__name__
            text = f"{name} raised {kind}: {error}"
            raise StudentError(name, "raised", text, exception=kind, detail=str(error)) from None
        return value, changed(arguments, given)

    def define(self, source: str) -> None:
        """See `Backend`."""
        exec(source, self._namespace)

    def foresee(self, key: Hashable) -> None:
        """See `Backend`; there is nothing to gain here."""

    def keep(self, key: Hashable) -> None:
        """See `Backend`."""


def copied(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments, plain data among them copied: a call may change them in place."""
    return tuple(copy.deepcopy(value) if not callable(value) and _is_plain(value) else value for value in arguments)


def _is_plain(value: Any) -> bool:
    """Data that is copied; an object (a graph's node) is passed as it is, for its identity matters."""
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, np.ndarray | np.generic | np.random.Generator | int | float | str | dict)
