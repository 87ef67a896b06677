"""Relations between arrays of two shapes, or between the places of equal numbers."""

from __future__ import annotations

import numpy as np

from course_tools.telling import Leaf, Relation, weight


def transposed(leaf: Leaf) -> str | None:
    """A matrix and its transpose."""
    if leaf.expected.ndim == 2 and min(leaf.expected.shape) > 1 and leaf.same(leaf.got.T, leaf.expected):
        return "Your answer is the transpose of the right one."
    return None


def number_in_an_array(leaf: Leaf) -> str | None:
    """One number, wrapped."""
    got, expected = leaf.got, leaf.expected
    if expected.shape == () and got.ndim and got.size == 1 and leaf.same(got.reshape(()), expected):
        return f"The number is right, but it comes in an array of shape {got.shape}; return the number itself."
    return None


def rearranged(leaf: Leaf) -> str | None:
    """The right numbers in the right order, in another shape."""
    got, expected = leaf.got, leaf.expected
    if got.shape != expected.shape and got.size == expected.size and leaf.same(got.reshape(expected.shape), expected):
        return "The numbers are right, but they are arranged in another shape than asked for."
    return None


def broadcast(leaf: Leaf) -> str | None:
    """Each with each where each with its own was meant: the right values stand on the diagonal."""
    got, expected = leaf.got, leaf.expected
    square = expected.ndim == 1 and expected.size > 1 and got.shape == (expected.size,) * 2
    if square and leaf.same(np.diagonal(got), expected):
        return "A table came out where a row of numbers should: a column (N, 1) and a row (N,) were broadcast together."
    return None


def not_reduced(leaf: Leaf) -> str | None:
    """The terms of the right mean or sum."""
    got, expected = leaf.got, leaf.expected
    if expected.ndim or got.size < 2 or not np.isfinite(got).all() or not np.any(got):
        return None
    if leaf.same(np.asarray(got.mean()), expected):
        return "You return one value for each sample; the mean over them is still to be taken."
    if leaf.same(np.asarray(got.sum()), expected):
        return "You return the single terms; their sum is still to be taken."
    return None


def off_by_an_entry(leaf: Leaf) -> str | None:
    """One entry too few or too many, at an end."""
    got, expected = leaf.got, leaf.expected
    if got.ndim != expected.ndim or got.ndim == 0 or len(expected) < 3 or got.shape[1:] != expected.shape[1:]:
        return None
    if len(got) == len(expected) - 1:
        if leaf.same(got, expected[:-1]):
            return "The last entry is missing; all others are right."
        return "The first entry is missing; all others are right." if leaf.same(got, expected[1:]) else None
    if len(got) == len(expected) + 1:
        if leaf.same(got[:-1], expected):
            return "There is one entry too many at the end; all others are right."
        if leaf.same(got[1:], expected):
            return "There is one entry too many at the beginning; all others are right."
    return None


def other_order(leaf: Leaf) -> str | None:
    """The right entries in other places."""
    got, expected = leaf.got, leaf.expected
    if not leaf.alike or got.ndim == 0 or leaf.same(got, expected):
        return None
    if len(got) > 1 and leaf.same(got[::-1], expected):
        return "The entries are right, but in reverse order."
    for shift, words in ((1, "later"), (-1, "earlier")):
        if len(got) > 2 and leaf.same(np.roll(got, -shift, axis=0), expected):
            return f"The entries are right, but each stands one place {words} than it should."
    if expected.size > 3 and leaf.same(np.sort(got.ravel()), np.sort(expected.ravel())):
        return "The values are right, but they stand in the wrong places."
    return None


def partly_right(leaf: Leaf) -> str | None:
    """Only the first or last entry is right, or wrong."""
    got, expected = leaf.got, leaf.expected
    if got.shape != expected.shape or got.ndim == 0 or len(got) < 3 or not np.isfinite(expected).all():
        return None
    right = [leaf.same(mine, other) for mine, other in zip(got, expected, strict=True)]
    if right[0] and not any(right[1:]) and np.any(weights(expected[:1]) > 0):
        return "Only the first entry is right."
    if all(right[:-1]) and not right[-1]:
        return "Only the last entry is wrong."
    if all(right[1:]) and not right[0]:
        return "Only the first entry is wrong."
    return None


def weights(array: np.ndarray) -> np.ndarray:
    """How telling each number of an array is."""
    return np.array([weight(value) for value in array.ravel()])


RELATIONS = (
    Relation("transposed", 0.0, transposed),
    Relation("number in an array", 0.0, number_in_an_array),
    Relation("rearranged", 0.0, rearranged),
    Relation("broadcast", 1.0, broadcast),
    Relation("not reduced", 0.5, not_reduced),
    Relation("off by an entry", 1.0, off_by_an_entry),
)
"""Relations of shape; those of `PLACES` are looked for after the relations of value."""

PLACES = (
    Relation("other order", 1.5, other_order),
    Relation("partly right", 1.0, partly_right),
)
