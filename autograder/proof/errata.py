"""The numbers and claims of an assignment's lectures, recomputed by its reference.

An assignment's `errata.py` lists them as `GOLDENS`; it may be missing where there is nothing to recompute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.course.cells import load_file
from course_tools.comparison import ATOL, Mismatch, require

SIX_DECIMALS = 6e-7  # half a unit of the last place, and a little for the rounding of the half itself
_EXACT = 1e-9  # relative: the reference reproduces more digits than a student is asked for
SLOPE = 1e-8  # central differences of functions of order 1 err by about 1e-10


@dataclass(frozen=True)
class Golden:
    """What `compute` makes of a reference's namespace, and what it should be.

    `source` is "curriculum" or "erratum N"; `what` reads on before ": expected …". A list stands for an array, a
    tuple for several values; a claim that is no number is expected to be True.
    """

    source: str
    what: str
    compute: Callable[[SimpleNamespace], Any]
    expected: Any = True
    atol: float = ATOL

    def problem(self, reference: SimpleNamespace) -> str | None:
        """Why the reference does not reproduce this, in words; None if it does."""
        label = f"{self.source}: {self.what}"
        expected = np.asarray(self.expected) if isinstance(self.expected, list) else self.expected
        try:
            require(self.compute(reference), expected, label=label, rtol=_EXACT, atol=self.atol)
        except Mismatch as error:
            return str(error)
        except Exception as error:  # whatever a broken reference raises is what is wrong with it
            return f"{label}: {type(error).__name__}: {error}"
        return None


def goldens(assignment: Assignment) -> tuple[Golden, ...]:
    """What the assignment's reference has to reproduce."""
    if not assignment.errata.is_file():
        return ()
    return tuple(load_file(assignment.errata)["GOLDENS"])


def wrong(assignment: Assignment) -> list[str]:
    """The numbers that the assignment's reference does not reproduce, in words."""
    return [problem for golden in goldens(assignment) if (problem := golden.problem(assignment.reference))]
