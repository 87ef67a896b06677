"""Numerical relations between a wrong answer and the right one: transposed, negated, N times too large.

A relation looks at one array that differs and says what it has in common with the expected one, within the tolerance
of its check. It is told only if it holds for everything that differs, and if the numbers are telling enough that it
cannot have come about by accident: a wrong hint is worse than none. Relations know nothing of any exercise.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_tools import shape_relations, value_relations
from course_tools.comparison import ATOL, RTOL
from course_tools.telling import Finding, Leaf, evidence

__all__ = ["Finding", "Pair", "explain"]

_MAX_LEAVES = 200
_MAX_SIZE = 200_000


@dataclass(frozen=True)
class Pair:
    """A whole answer that differs, what was expected of it, the call's arguments, and how far it might differ."""

    got: Any
    expected: Any
    arguments: tuple[Any, ...] = ()
    rtol: float = RTOL
    atol: float = ATOL


def explain(pairs: Sequence[Pair]) -> Finding | None:
    """The first relation that holds for every pair, or None; of any answer, whatever it is."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return _explain(pairs)
    except (ValueError, TypeError, ArithmeticError, RecursionError):  # an answer so odd that no relation can be sought
        return None


def _explain(pairs: Sequence[Pair]) -> Finding | None:
    found = [_leaves(pair, pair.got, pair.expected) for pair in pairs]
    if not found or any(leaves is None for leaves in found):
        return _swapped(pairs)
    leaves = [leaf for each in found for leaf in each or []]
    differing = [leaf for leaf in leaves if not leaf.passes]
    size = sum(leaf.got.size + leaf.expected.size for leaf in differing)
    if not 0 < len(differing) <= _MAX_LEAVES or size > _MAX_SIZE:
        return None
    for relation in (*shape_relations.RELATIONS, *value_relations.RELATIONS):
        if evidence(differing) < relation.needs:
            continue
        first = relation.look(differing[0])
        if first is not None and all(relation.look(leaf) == first for leaf in differing[1:]):
            return Finding(relation.code, first)
    return _swapped(pairs) or value_relations.samples(differing) or value_relations.common_factor(differing)


def _leaves(pair: Pair, got: Any, expected: Any) -> list[Leaf] | None:
    """The arrays at the same place of two structures; None if the structures differ."""
    if isinstance(expected, list | tuple) and not _is_numeric(expected):
        if not isinstance(got, list | tuple) or len(got) != len(expected):
            return None
        found = []
        for mine, right in zip(got, expected, strict=True):
            inner = _leaves(pair, mine, right)
            if inner is None:
                return None
            found += inner
        return found
    mine, right = _array(got), _array(expected)
    return None if mine is None or right is None else [Leaf(mine, right, pair.arguments, pair.rtol, pair.atol)]


def _is_numeric(value: Any) -> bool:
    return _array(value) is not None and all(np.ndim(item) == 0 for item in value)


def _array(value: Any) -> np.ndarray | None:
    try:
        array = np.asarray(value)
        wanted = "biuf" if array.ndim else "iuf"  # a wrong answer to a question of yes or no is all there is to say
        return array.astype(float) if array.dtype.kind in wanted else None
    except (ValueError, TypeError, OverflowError):
        return None


def _swapped(pairs: Sequence[Pair]) -> Finding | None:
    """Two results in the wrong order, in every pair."""
    crossed: list[Leaf] = []
    for pair in pairs:
        if not all(isinstance(side, list | tuple) and len(side) == 2 for side in (pair.got, pair.expected)):
            return None
        for mine, right in ((0, 1), (1, 0)):
            leaves = _leaves(pair, pair.got[mine], pair.expected[right])
            if not leaves or not all(leaf.same(leaf.got, leaf.expected) for leaf in leaves):
                return None
        crossed += list(_straight(pair))
    if not crossed or evidence(crossed) < 1:
        return None
    return Finding("swapped", "The two results are right, but in the wrong order.")


def _straight(pair: Pair) -> Iterator[Leaf]:
    """What stands at each of the two places, whatever its shape, as numbers to weigh."""
    for mine, right in zip(pair.got, pair.expected, strict=True):
        one, other = _array(mine), _array(right)
        if one is not None and other is not None:
            yield Leaf(one, other, pair.arguments, pair.rtol, pair.atol)
