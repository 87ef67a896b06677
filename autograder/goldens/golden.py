"""A golden: one number or claim of the curriculum or of the errata, and how the reference recomputes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from course_tools.comparison import ATOL, Mismatch, require

SIX_DECIMALS = 6e-7  # half a unit of the last place, and a little for the rounding of the half itself
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
            require(self.compute(reference), expected, label=label, atol=self.atol)
        except Mismatch as error:
            return str(error)
        except Exception as error:  # whatever a broken reference raises is what is wrong with it
            return f"{label}: {type(error).__name__}: {error}"
        return None
