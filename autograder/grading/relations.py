"""Numerical relations between a wrong answer and the right one: transposed, negated, N times too large.

A relation is a function of (got, expected, arguments) that returns a sentence or None. It speaks only
when the numbers leave no doubt: a wrong hint is worse than none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_tools.comparison import ATOL, RTOL

Relation = Callable[[np.ndarray, np.ndarray, tuple[Any, ...]], str | None]
_RTOL, _ATOL = 1e-7, 1e-12


def explain(pairs: list[tuple[Any, Any, tuple[Any, ...]]]) -> str | None:
    """The first sentence that holds for every pair of (got, expected, arguments), or None."""
    leaves = [_leaves(got, expected, arguments) for got, expected, arguments in pairs]
    if not leaves or any(found is None for found in leaves):
        return _swapped(pairs)
    differing = [leaf for found in leaves for leaf in found or [] if not _passes(leaf[0], leaf[1])]
    if not differing or _coincidence(differing):
        return None
    for relation in RELATIONS:
        sentences = {relation(*leaf) for leaf in differing}
        if len(sentences) == 1 and (sentence := sentences.pop()):
            return sentence
    return _swapped(pairs) or _common_factor(differing)


def _coincidence(differing: list[tuple[np.ndarray, np.ndarray, tuple[Any, ...]]]) -> bool:
    """Whether a single pair of round numbers is all there is: 2 for 1 comes about in many ways."""
    got, expected, _ = differing[0]
    if len(differing) > 1 or got.shape or expected.shape or not np.isfinite(got):
        return False
    return bool(np.isclose(expected, np.round(expected, 3), rtol=0, atol=1e-9))


def _leaves(
    got: Any, expected: Any, arguments: tuple[Any, ...]
) -> list[tuple[np.ndarray, np.ndarray, tuple[Any, ...]]] | None:
    """Pairs of arrays at the same place of two structures; None if the structures differ."""
    if isinstance(expected, list | tuple) and not _is_numeric(expected):
        if not isinstance(got, list | tuple) or len(got) != len(expected):
            return None
        found = []
        for one, other in zip(got, expected, strict=True):
            inner = _leaves(one, other, arguments)
            if inner is None:
                return None
            found += inner
        return found
    one, other = _array(got), _array(expected)
    return None if one is None or other is None else [(one, other, arguments)]


def _is_numeric(value: Any) -> bool:
    return _array(value) is not None and all(np.ndim(item) == 0 for item in value)


def _array(value: Any) -> np.ndarray | None:
    try:
        array = np.asarray(value)
        wanted = "biuf" if array.ndim else "iuf"  # a wrong answer to a question of yes or no is all there is to say
        return array.astype(float) if array.dtype.kind in wanted else None
    except (ValueError, TypeError, OverflowError):
        return None


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and np.allclose(one, other, rtol=_RTOL, atol=_ATOL, equal_nan=True)


def _passes(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether the checks take one for the other; float32 differs by less than the relations' own tolerance."""
    return one.shape == other.shape and np.allclose(one, other, rtol=RTOL, atol=ATOL, equal_nan=True)


def _telling(*arrays: np.ndarray) -> bool:
    """Whether the numbers are enough to recognise a relation: finite, not all zero, not all equal if many."""
    return all(a.size and np.isfinite(a).all() and np.any(np.abs(a) > 1e-9) for a in arrays)


def _rows(arguments: tuple[Any, ...]) -> Iterator[int]:
    for argument in arguments:
        if isinstance(argument, np.ndarray) and argument.ndim:
            yield len(argument)


# --- shape ----------------------------------------------------------------------------------------


def _transposed(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if expected.ndim == 2 and min(expected.shape) > 1 and _same(got.T, expected):
        return "Your answer is the transpose of the right one."
    return None


def _one_number(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if expected.shape == () and got.ndim and got.size == 1 and _same(got.reshape(()), expected):
        return f"The number is right, but it comes in an array of shape {got.shape}; return the number itself."
    return None


def _rearranged(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if got.shape != expected.shape and got.size == expected.size and _same(got.reshape(expected.shape), expected):
        return "The numbers are right, but they are arranged in another shape than asked for."
    return None


def _broadcast(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if expected.ndim == 1 and expected.size > 1 and got.shape == (expected.size,) * 2:
        return "A table came out where a row of numbers should: a column (N, 1) and a row (N,) were broadcast together."
    return None


def _not_reduced(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if expected.ndim or got.size < 2 or not _telling(got, expected):
        return None
    if _same(got.mean(), expected):
        return "You return one value for each sample; the mean over them is still to be taken."
    return "You return the single terms; their sum is still to be taken." if _same(got.sum(), expected) else None


def _one_too_few(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if got.ndim != expected.ndim or got.ndim == 0 or len(expected) < 3 or got.shape[1:] != expected.shape[1:]:
        return None
    if len(got) == len(expected) - 1:
        if _same(got, expected[:-1]):
            return "The last entry is missing; all others are right."
        return "The first entry is missing; all others are right." if _same(got, expected[1:]) else None
    if len(got) == len(expected) + 1:
        if _same(got[:-1], expected):
            return "There is one entry too many at the end; all others are right."
        return (
            "There is one entry too many at the beginning; all others are right." if _same(got[1:], expected) else None
        )
    return None


# --- value ----------------------------------------------------------------------------------------


def _handed_back(got: np.ndarray, expected: np.ndarray, arguments: tuple[Any, ...]) -> str | None:
    for place, argument in enumerate(arguments):
        array = _array(argument) if isinstance(argument, np.ndarray) else None
        if array is not None and array.ndim and _telling(array) and _same(got, array):
            words = ("first", "second", "third", "fourth", "fifth")
            return f"Your function gives its {words[min(place, 4)]} argument back unchanged."
    return None


def _all_zero(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if got.shape == expected.shape and expected.size > 1 and not got.any() and expected.all():
        return "Every entry of your answer is 0: is the array ever filled?"
    return None


def _sign(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    return "The sign is flipped." if _telling(got, expected) and _same(-got, expected) else None


def _magnitude(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if _telling(got, expected) and (expected < 0).any() and _same(got, np.abs(expected)):
        return "The magnitudes are right, but negative values lost their sign."
    return None


def _factor(got: np.ndarray, expected: np.ndarray, arguments: tuple[Any, ...]) -> str | None:
    ratio = _ratio(got, expected)
    if ratio is None:
        return None
    for n in sorted(set(_rows(arguments))):
        if n > 2 and math.isclose(ratio, n, rel_tol=1e-7):
            return "Your answer is N times too large, N the number of samples: a sum stands where the mean belongs."
        if n > 2 and math.isclose(ratio, 1 / n, rel_tol=1e-7):
            return "Your answer is N times too small, N the number of samples: it is divided by N once too often."
    for value, words in _CONSTANTS:
        if math.isclose(ratio, value, rel_tol=1e-7):
            return words
    return None


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


def _common_factor(leaves: list[tuple[np.ndarray, np.ndarray, tuple[Any, ...]]]) -> str | None:
    """One factor for all values of all checks, whatever it is."""
    ratios = [_ratio(got, expected) for got, expected, _ in leaves]
    if len(ratios) < 2 or any(ratio is None for ratio in ratios):
        return None
    first = ratios[0]
    if first and all(ratio and math.isclose(ratio, first, rel_tol=1e-6) for ratio in ratios):
        return f"All your values are off by one and the same factor, {first:.4g}."
    return None


def _ratio(got: np.ndarray, expected: np.ndarray) -> float | None:
    if got.shape != expected.shape or not _telling(got, expected):
        return None
    used = np.abs(expected) > 1e-9 * np.abs(expected).max()
    ratios = got[used] / expected[used]
    one = float(ratios.flat[0])
    return one if np.allclose(ratios, one, rtol=1e-7) and _same(got, one * expected) and one not in (0, 1) else None


def _offset(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if got.shape != expected.shape or not _telling(expected) or not np.isfinite(got).all():
        return None
    gap = got - expected
    if not np.allclose(gap, gap.flat[0], rtol=1e-9, atol=1e-12):
        return None
    if np.allclose(np.abs(gap), 1, rtol=1e-9):
        return f"Your answer is exactly 1 too {'large' if gap.flat[0] > 0 else 'small'}."
    return (
        "All your values are off by one and the same amount: a constant is missing or one too many."
        if gap.size > 2
        else None
    )


def _truncated(got: np.ndarray, expected: np.ndarray, arguments: tuple[Any, ...]) -> str | None:
    if got.shape != expected.shape or not _telling(expected) or (expected == np.round(expected)).all():
        return None
    if got.any() and (_same(got, np.trunc(expected)) or _same(got, np.floor(expected))):
        if got.ndim == 0:
            return "The fraction is cut off: `//` and `int` keep whole numbers only."
        return "The fractions are cut off: an array of whole numbers keeps no fractions, so make it float64 first."
    return "The values are rounded to whole numbers." if _same(got, np.round(expected)) else None


def _float32(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if got.shape != expected.shape or not _telling(got, expected):
        return None
    if np.array_equal(got.astype(np.float32).astype(float), got) and np.allclose(got, expected, rtol=1e-5):
        return "The values are right to about seven digits only: they were computed in float32 in place of float64."
    for digits in (2, 3, 4, 5, 6):
        if np.array_equal(got, np.round(got, digits)) and np.allclose(got, expected, rtol=0, atol=0.51 * 10**-digits):
            return f"The values are rounded to {digits} decimals; return them unrounded."
    return None


def _transformed(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if got.shape != expected.shape or not _telling(got, expected) or np.allclose(expected, np.round(expected)):
        return None
    with np.errstate(all="ignore"):
        for value, words in (
            (expected**2, "Your answer is the square of the right one."),
            (np.sqrt(expected), "Your answer is the square root of the right one."),
            (1 - expected, "Your answer is 1 minus the right one."),
            (1 / expected, "Your answer is 1 divided by the right one."),
            (np.exp(expected), "Your answer is the exponential of the right one."),
            (np.log(expected), "Your answer is the logarithm of the right one."),
        ):
            if np.isfinite(value).all() and _same(got, value):
                return words
    return None


def _order(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if got.shape != expected.shape or got.ndim == 0 or not _telling(got, expected) or _same(got, expected):
        return None
    if len(got) > 1 and _same(got[::-1], expected):
        return "The entries are right, but in reverse order."
    for shift, words in ((1, "later"), (-1, "earlier")):
        if len(got) > 2 and _same(np.roll(got, -shift, axis=0), expected):
            return f"The entries are right, but each stands one place {words} than it should."
    if expected.size > 3 and _same(np.sort(got.ravel()), np.sort(expected.ravel())):
        return "The values are right, but they stand in the wrong places."
    return None


def _normalised(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if got.shape != expected.shape or got.ndim != 2 or min(got.shape) < 2:
        return None
    if np.allclose(expected.sum(axis=1), 1) and np.isfinite(got).all():
        if np.allclose(got.sum(axis=0), 1):
            return "Your columns add up to 1; the rows should: it is normalised over the wrong axis."
        if np.allclose(got.sum(), 1):
            return "All your entries together add up to 1; each row should on its own."
    return None


def _binary(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    signs = expected.size > 1 and set(np.unique(expected)) == {-1.0, 1.0}
    if signs and got.shape == expected.shape and _same(2 * got - 1, expected):
        return "You return 0 and 1 where −1 and +1 are asked for."
    return None


def _not_finite(got: np.ndarray, expected: np.ndarray, arguments: tuple[Any, ...]) -> str | None:
    if got.shape != expected.shape or np.isfinite(got).all() or not np.isfinite(expected).all():
        return None
    sizes = [np.abs(a).max() for a in arguments if isinstance(a, np.ndarray | int | float) and np.size(a)]
    if sizes and max(sizes) >= 100:
        return "Your answer is not finite for large inputs: an exponential or a power overflows."
    if np.isnan(got).any():
        return "NaN comes out: 0/0, 0·∞, or the logarithm or root of a negative number."
    return "Infinity comes out: a division by 0 or the logarithm of 0."


def _partly_filled(got: np.ndarray, expected: np.ndarray, _: tuple[Any, ...]) -> str | None:
    if got.shape != expected.shape or got.ndim == 0 or len(got) < 3 or not _telling(expected):
        return None
    right = [_same(one, other) for one, other in zip(got, expected, strict=True)]
    if right[0] and not any(right[1:]):
        return "Only the first entry is right: does the loop end too early, or does a later step use the wrong value?"
    if all(right[:-1]) and not right[-1]:
        return "Only the last entry is wrong."
    if all(right[1:]) and not right[0]:
        return "Only the first entry is wrong."
    return None


def _swapped(pairs: list[tuple[Any, Any, tuple[Any, ...]]]) -> str | None:
    """Two results in the wrong order, in every pair."""
    for got, expected, _ in pairs:
        if not isinstance(expected, tuple) or len(expected) != 2 or not isinstance(got, list | tuple) or len(got) != 2:
            return None
        one, other = _leaves(got[0], expected[1], ()), _leaves(got[1], expected[0], ())
        if not one or not other or not all(_same(a, b) for a, b, _ in [*one, *other]):
            return None
    return "The two results are right, but in the wrong order." if pairs else None


RELATIONS: tuple[Relation, ...] = (
    _not_finite,
    _transposed,
    _one_number,
    _rearranged,
    _broadcast,
    _not_reduced,
    _one_too_few,
    _all_zero,
    _sign,
    _factor,
    _magnitude,
    _truncated,
    _float32,
    _binary,
    _normalised,
    _handed_back,
    _offset,
    _order,
    _transformed,
    _partly_filled,
)
