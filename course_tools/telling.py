"""Which numbers can tell a mistake: 0.731059 can, 0, 1 and 2 come about in many ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_CLEAR = 30  # a difference this many tolerances wide is a difference, and no rounding
_MAX_COUNTED = 2000


@dataclass(frozen=True)
class Finding:
    """A relation that holds: its code, and the sentence that a student reads."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Leaf:
    """One array of an answer, as float64, beside the expected one; with the arguments and tolerance of its check."""

    got: np.ndarray
    expected: np.ndarray
    arguments: tuple[Any, ...]
    rtol: float
    atol: float

    def same(self, value: np.ndarray, other: np.ndarray) -> bool:
        """Whether two arrays agree in shape, and in value within the check's tolerance."""
        if value.shape != other.shape:
            return False
        return bool(np.allclose(value, other, rtol=max(self.rtol, 1e-7), atol=self.atol, equal_nan=True))

    @property
    def passes(self) -> bool:
        """Whether the check takes the answer for the right one."""
        if self.got.shape != self.expected.shape:
            return False
        return bool(np.allclose(self.got, self.expected, rtol=self.rtol, atol=self.atol, equal_nan=True))

    @property
    def alike(self) -> bool:
        """Whether the two have one shape and the numbers in both are finite."""
        finite = np.isfinite(self.got).all() and np.isfinite(self.expected).all()
        return self.got.shape == self.expected.shape and self.got.size > 0 and bool(finite)


@dataclass(frozen=True)
class Relation:
    """A relation: its code, how much evidence it needs, and the look at one array that finds its sentence or None."""

    code: str
    needs: float
    look: Callable[[Leaf], str | None]


def evidence(leaves: Sequence[Leaf]) -> float:
    """How telling the numbers are that differ: 2 for each odd one, ½ for a round one, nothing for 0 and ±1.

    Pairs of numbers that come several times count once. Of arrays of two shapes, all numbers count.
    """
    seen: set[tuple[float, float]] = set()
    total = 0.0
    for leaf in leaves:
        got, expected = leaf.got.ravel(), leaf.expected.ravel()
        if leaf.got.shape == leaf.expected.shape:
            off = ~(np.abs(got - expected) <= _CLEAR * (leaf.atol + leaf.rtol * np.abs(expected)))
            got, expected = got[off], expected[off]
        else:
            size = max(got.size, expected.size)
            got, expected = np.resize(got, size), np.resize(expected, size)
        for mine, right in zip(got[:_MAX_COUNTED], expected[:_MAX_COUNTED], strict=True):
            pair = (float(f"{mine:.6g}"), float(f"{right:.6g}"))
            if pair not in seen:
                seen.add(pair)
                total += max(weight(mine), weight(right))
    return total


def weight(value: float) -> float:
    """How telling one number is: 2 if it has more than three decimals, ½ if it is round, 0 for 0, 1 and −1."""
    if not np.isfinite(value) or np.isclose(abs(value), (0, 1), rtol=1e-6, atol=1e-6).any():
        return 0.0
    return 0.5 if np.isclose(value, np.round(value, 3), rtol=1e-9, atol=1e-7) else 2.0
