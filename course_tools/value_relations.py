"""Relations between numbers: negated, N times too large, cut off, squared."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from course_tools import shape_relations
from course_tools.telling import Finding, Leaf, Relation, evidence, weight

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def not_finite(leaf: Leaf) -> str | None:
    """NaN or infinity where numbers belong; what can have made it."""
    got, expected = leaf.got, leaf.expected
    if got.shape != expected.shape or np.isfinite(got).all() or not np.isfinite(expected).all():
        return None
    sizes = [np.abs(a).max() for a in leaf.arguments if isinstance(a, np.ndarray | int | float) and np.size(a)]
    if sizes and max(sizes) >= 100:
        return (
            "Your answer is not finite for large inputs: an exponential overflows, or a logarithm or divisor meets 0."
        )
    if np.isnan(got).any():
        return "NaN comes out: 0/0, 0·∞, ∞ − ∞, or the logarithm or root of a negative number."
    return "Infinity comes out: a division by 0, the logarithm of 0, or an overflow."


def all_zero(leaf: Leaf) -> str | None:
    """Nothing but zeros, none of which an argument of zeros explains."""
    got, expected = leaf.got, leaf.expected
    if got.shape != expected.shape or expected.size < 3 or got.any() or not expected.all():
        return None
    if any(isinstance(one, np.ndarray) and one.size and not np.any(one) for one in leaf.arguments):
        return None
    return "Every entry of your answer is 0: is the array ever filled?"


def handed_back(leaf: Leaf) -> str | None:
    """An argument, returned as it came; zeros and ones may come from anywhere."""
    if not any(weight(value) for value in leaf.got.ravel()[:1000]):
        return None
    for place, argument in enumerate(leaf.arguments):
        numeric = isinstance(argument, np.ndarray) and argument.ndim and argument.dtype.kind in "iuf"
        if numeric and leaf.same(leaf.got, argument.astype(float)):
            return f"Where it is wrong, your function gives its {_ORDINALS[min(place, 5)]} argument back unchanged."
    return None


def sign(leaf: Leaf) -> str | None:
    """The right numbers, negated."""
    return "The sign is flipped." if leaf.alike and leaf.same(-leaf.got, leaf.expected) else None


def magnitude(leaf: Leaf) -> str | None:
    """The right numbers without their minus."""
    if leaf.alike and (leaf.expected < 0).any() and leaf.same(leaf.got, np.abs(leaf.expected)):
        return "The magnitudes are right, but negative values lost their sign."
    return None


def constant_factor(leaf: Leaf) -> str | None:
    """A factor of which everyone knows where it comes from."""
    if not leaf.alike or not np.any(leaf.expected):
        return None
    return next((words for value, words in _CONSTANTS if leaf.same(leaf.got / value, leaf.expected)), None)


_CONSTANTS = (
    (2.0, "Your answer is exactly twice the right one."),
    (0.5, "Your answer is exactly half of the right one."),
    (math.log(10), "Your answer is ln 10 = 2.3026 times too large: which base has the logarithm?"),
    (
        1 / math.log(10),
        "Your answer is too small by the factor ln 10 = 2.3026: you took log10 for the natural logarithm.",
    ),
    (
        1 / math.log(2),
        "Your answer is too large by the factor 1/ln 2 = 1.4427: you took log2 for the natural logarithm.",
    ),
    (-2.0, "The sign is flipped, and your answer is twice too large."),
    (-0.5, "The sign is flipped, and your answer is only half as large."),
)


def samples(leaves: Sequence[Leaf]) -> Finding | None:
    """A factor N or 1/N for all that differs, N the rows of one and the same argument."""
    if evidence(leaves) < 2 or not all(leaf.alike and np.any(leaf.expected) for leaf in leaves):
        return None
    for place in range(max(len(leaf.arguments) for leaf in leaves)):
        rows = [_rows(leaf, place) for leaf in leaves]
        if min(rows) < 2 or max(rows) < 3 or not (len(set(rows)) > 1 or all(_counts(leaf, place) for leaf in leaves)):
            continue
        words = f"N the number of samples ({max(rows)} rows of the {_ORDINALS[min(place, 5)]} argument)"
        if all(leaf.same(leaf.got / n, leaf.expected) for leaf, n in zip(leaves, rows, strict=True)):
            return Finding(
                "times N", f"Your answer is N times too large, {words}: a sum stands where the mean belongs."
            )
        if all(leaf.same(leaf.got * n, leaf.expected) for leaf, n in zip(leaves, rows, strict=True)):
            return Finding("by N", f"Your answer is N times too small, {words}: it is divided by N once too often.")
    return None


def _rows(leaf: Leaf, place: int) -> int:
    argument = leaf.arguments[place] if place < len(leaf.arguments) else None
    return len(argument) if isinstance(argument, np.ndarray) and argument.ndim else 0


def _counts(leaf: Leaf, place: int) -> bool:
    """Whether the rows of an argument can be samples: it is a table, or one of several arrays of one length."""
    argument = leaf.arguments[place]
    lengths = [len(other) for other in leaf.arguments if isinstance(other, np.ndarray) and other.ndim]
    return argument.ndim > 1 or (len(set(lengths)) == 1 and len(lengths) > 1)


def common_factor(leaves: Sequence[Leaf]) -> Finding | None:
    """One factor for all values of several checks, whatever it is."""
    if len(leaves) < 2 or evidence(leaves) < 4 or not all(leaf.alike and np.any(leaf.expected) for leaf in leaves):
        return None
    largest = int(np.argmax(np.abs(leaves[0].expected)))
    factor = float(leaves[0].got.ravel()[largest] / leaves[0].expected.ravel()[largest])
    if factor in (0.0, 1.0) or not all(leaf.same(leaf.got / factor, leaf.expected) for leaf in leaves):
        return None
    return Finding("common factor", f"All your values are off by one and the same factor, {factor:.4g}.")


def offset(leaf: Leaf) -> str | None:
    """One and the same amount too much or too little."""
    if not leaf.alike:
        return None
    gap = float((leaf.got - leaf.expected).flat[0])
    if not leaf.same(leaf.got - gap, leaf.expected):
        return None
    if math.isclose(abs(gap), 1, rel_tol=1e-9):
        return f"Your answer is exactly 1 too {'large' if gap > 0 else 'small'}."
    if leaf.got.size > 2:
        return "All your values are off by one and the same amount: a constant is missing or one too many."
    return None


def truncated(leaf: Leaf) -> str | None:
    """Whole numbers where fractions belong, of numbers large enough to say so."""
    got, expected = leaf.got, leaf.expected
    if not leaf.alike or (expected == np.round(expected)).all() or not _whole_and_varied(got):
        return None
    if leaf.same(got, np.trunc(expected)) or leaf.same(got, np.floor(expected)):
        if got.ndim == 0:
            return "The fraction is cut off: `//` and `int` keep whole numbers only."
        return "The fractions are cut off: an array of whole numbers keeps no fractions, so make it float64 first."
    return "The values are rounded to whole numbers." if leaf.same(got, np.round(expected)) else None


def _whole_and_varied(got: np.ndarray) -> bool:
    """Whether whole numbers other than 0 and ±1 are among them: a 0 for .3 may have any cause."""
    return bool((got == np.round(got)).all()) and np.unique(got[np.abs(got) > 1]).size >= min(2, got.size)


def rounded(leaf: Leaf) -> str | None:
    """The right numbers with fewer digits, where enough digits are left to see that."""
    got, expected = leaf.got, leaf.expected
    if not leaf.alike:
        return None
    odd = np.array([weight(value) == 2 for value in expected.ravel()]).reshape(expected.shape)
    left = {float(value) for value in got[odd] if weight(value)}  # of 0 and 1 nobody can tell what they were
    if odd.sum() < min(3, expected.size) or len(left) < min(2, got.size):
        return None
    as_single = np.array_equal(got.astype(np.float32).astype(float), got)
    if as_single and np.abs(got[odd]).min() > 1e-3 and np.allclose(got, expected, rtol=1e-5, atol=0):
        return "The values are right to about seven digits only: they were computed in float32 in place of float64."
    for digits in (2, 3, 4, 5, 6):
        close = np.allclose(got, expected, rtol=0, atol=0.501 * 10**-digits)
        if close and np.array_equal(got, np.round(got, digits)) and np.median(np.abs(got[odd])) > 9 * 10.0**-digits:
            return f"The values are rounded to {digits} decimals; return them unrounded."
    return None


def transformed(leaf: Leaf) -> str | None:
    """The right numbers, squared, inverted, or taken from 1."""
    if not leaf.alike:
        return None
    expected = leaf.expected
    for value, words in (
        (expected**2, "Your answer is the square of the right one."),
        (np.sqrt(expected), "Your answer is the square root of the right one."),
        (1 - expected, "Your answer is 1 minus the right one."),
        (1 / expected, "Your answer is 1 divided by the right one."),
        (np.exp(expected), "Your answer is the exponential of the right one."),
        (np.log(expected), "Your answer is the logarithm of the right one."),
    ):
        if np.isfinite(value).all() and leaf.same(leaf.got, value):
            return words
    return None


def normalised(leaf: Leaf) -> str | None:
    """Shares that add up to 1 over another axis than asked for."""
    got, expected = leaf.got, leaf.expected
    if not leaf.alike or got.ndim != 2 or min(got.shape) < 2 or np.allclose(got.sum(axis=1), 1):
        return None
    if np.allclose(expected.sum(axis=1), 1):
        if np.allclose(got.sum(axis=0), 1):
            return "Your columns add up to 1; the rows should: it is normalised over the wrong axis."
        if np.allclose(got.sum(), 1):
            return "All your entries together add up to 1; each row should on its own."
    return None


def zero_and_one(leaf: Leaf) -> str | None:
    """0 and 1 for −1 and +1."""
    both = leaf.expected.size > 2 and set(np.unique(leaf.expected)) == {-1.0, 1.0}
    if both and leaf.alike and leaf.same(2 * leaf.got - 1, leaf.expected):
        return "You return 0 and 1 where −1 and +1 are asked for."
    return None


RELATIONS = (
    Relation("not finite", 0.0, not_finite),
    Relation("all zero", 2.0, all_zero),
    Relation("sign", 2.0, sign),
    Relation("constant factor", 2.0, constant_factor),
    Relation("magnitude", 2.0, magnitude),
    Relation("truncated", 2.0, truncated),
    Relation("rounded", 0.0, rounded),
    Relation("zero and one", 0.0, zero_and_one),
    Relation("normalised", 2.0, normalised),
    Relation("handed back", 1.5, handed_back),
    Relation("offset", 2.0, offset),
    *shape_relations.PLACES[:1],
    Relation("transformed", 2.0, transformed),
    *shape_relations.PLACES[1:],
)
"""In the order in which they are told: what is more certain, and more useful, first."""
