"""What a hidden check receives: student, reference, rng, and the helpers that compare the two.

A check is a pytest function. Its parameters are names of this module's fixtures (or of its own
`parametrize`), its docstring is what the student reads, its first failure is an AssertionError whose message
is the feedback. The same function grades a student in the sandbox, a known mistake and the reference.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.grading.student import Student, StudentError, copied
from course_tools.comparison import ATOL, RTOL, Mismatch, require


@dataclass
class CheckRun:
    """Everything that one run of one check is given, and what it left behind."""

    student: Student
    reference: SimpleNamespace
    rng: np.random.Generator
    share: float = 1.0
    remark: str | None = None
    failure: AssertionError | None = None

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
        """The student's function gives this value, e.g. a lecture's number; returns the student's value.

        Where it does not, that is kept in `failure`, the first one of a check, and the check goes on: what it asks
        does not depend on what came. None stands for the value of a call that failed.
        """
        got = None
        try:
            got = self.student.call(name, *arguments)
            require(got, expected, label=name, rtol=rtol, atol=atol)
        except Mismatch as error:
            error.arguments = arguments
            error.whole = (got, expected)
            self.failure = self.failure or error
        except StudentError as error:
            self.failure = self.failure or error
        return got

    def credit(self, share: float, remark: str) -> None:
        """Give this share (0 to 1) of the check's points; `remark` tells the student why not all."""
        self.share = min(max(float(share), 0.0), 1.0)
        self.remark = remark


_MEMORY = 4096  # answers of one reference


def _remembered(reference: SimpleNamespace, name: str, arguments: tuple[Any, ...]) -> Any:
    """What the reference gives on these arguments; computed once, unless a callable is among them.

    A class is asked the same again and again. What is remembered stands in the reference's own namespace, and goes
    with it.
    """
    try:
        key = (name, pickle.dumps(arguments))
    except (pickle.PicklingError, AttributeError, TypeError):
        return getattr(reference, name)(*copied(arguments))
    memory = vars(reference).setdefault("__remembered__", {})
    if key not in memory:
        if len(memory) >= _MEMORY:
            memory.clear()
        memory[key] = getattr(reference, name)(*copied(arguments))
    return memory[key]


def check_run(student: Student, reference: SimpleNamespace, seed: int, check_name: str) -> CheckRun:
    """A run whose generator depends on the seed and the check only: runs of one check draw the same."""
    return CheckRun(student, reference, np.random.default_rng([seed, zlib.crc32(check_name.encode())]))


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
