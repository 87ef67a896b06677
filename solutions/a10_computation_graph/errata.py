"""Goldens of a10: 004's log(sin(x²)), a node used twice, 003's logistic regression as a graph."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.proof.errata import SIX_DECIMALS, Golden
from course_tools.lectures import LABELS, POINTS, W_START

_DEPTH = 5000


def _slope(r: SimpleNamespace, f: Callable[[Any], Any], x: float, calls: int = 1) -> Any:
    node = r.Node(x)
    output = f(node)
    for _ in range(calls):
        r.backpropagate(output)
    return node.grad


def _example(r: SimpleNamespace, x: float, calls: int = 1) -> Any:
    return _slope(r, lambda node: r.logarithm(r.sine(r.multiply(node, node))), x, calls)


def _chain(r: SimpleNamespace) -> tuple[int, Any]:
    node = start = r.Node(1.0)
    for _ in range(_DEPTH - 1):
        node = r.relu_node(node)
    r.backpropagate(node)
    return len(r.topological_order(node)), start.grad


def _in_order(r: SimpleNamespace) -> bool:
    x = r.Node(3.0)
    square = r.multiply(x, x)
    output = r.add(square, x)
    return [id(node) for node in r.topological_order(output)] == [id(node) for node in (x, square, output)]


def _logistic_gap(r: SimpleNamespace, extra: bool) -> float:
    """The graph's gradient on 003's points against Xᵀ(σ(Xw) − t)/m, with 002's extra t or without."""
    t = (LABELS + 1) / 2
    weights, total = [r.Node(w) for w in W_START], r.Node(0.0)
    for row, label in zip(POINTS, t, strict=True):
        z = r.Node(0.0)
        for weight, x in zip(weights, row, strict=True):
            z = r.add(z, r.multiply(weight, r.Node(x)))
        total = r.add(total, r.logarithm(r.sigmoid_node(r.multiply(r.Node(2 * label - 1), z))))
    r.backpropagate(r.multiply(r.Node(-1 / len(t)), total))
    error = 1 / (1 + np.exp(-POINTS @ W_START)) - t
    formula = POINTS.T @ (t * error if extra else error) / len(t)
    return float(np.max(np.abs(np.array([weight.grad for weight in weights]) - formula)))


GOLDENS = (
    Golden("curriculum", "slope of log(sin(x²)) at 1", lambda r: _example(r, 1.0), 1.284185, SIX_DECIMALS),
    Golden("curriculum", "slope of log(sin(x²)) at .5", lambda r: _example(r, 0.5), 3.916317, SIX_DECIMALS),
    Golden("curriculum", "the same after a second call", lambda r: _example(r, 1.0, 2), 1.284185, SIX_DECIMALS),
    Golden(
        "curriculum",
        "slope of x² + x at 3, a node used thrice",
        lambda r: _slope(r, lambda x: r.add(r.multiply(x, x), x), 3.0),
        7,
    ),
    Golden("curriculum", "parents before children, each once", _in_order),
    Golden("curriculum", "nodes and slope of a chain of 5000", _chain, (_DEPTH, 1)),
    Golden("curriculum", "003's graph off a04's gradient by", lambda r: _logistic_gap(r, extra=False), 0.0, 1e-12),
    Golden(
        "erratum 20", "the graph off the gradient without an extra t by", lambda r: _logistic_gap(r, extra=False), 0.0
    ),
    Golden("erratum 20", "the graph disagrees with the extra t", lambda r: _logistic_gap(r, extra=True) > 0.1),
)
