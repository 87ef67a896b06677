"""The known mistakes of an assignment: wrong answers as code, each with its hint."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from autograder.course.assignment import Assignment
from autograder.course.cells import load_file


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer to an exercise; its docstring is the hint."""

    exercise: str
    name: str
    hint: str
    function: Callable[..., Any]


@cache
def mistakes(assignment: Assignment) -> tuple[Mistake, ...]:
    """The known mistakes of an assignment, in the file's order; in them, `right` is the reference."""
    found = []
    for name, value in load_file(assignment.mistakes, {"right": assignment.reference}).items():
        match = re.fullmatch(r"([a-z]\w*?)__\w+", name)
        if match:
            hint = " ".join(inspect.cleandoc(value.__doc__ or "").split())
            found.append(Mistake(match.group(1), name, hint, value))
    return tuple(found)
