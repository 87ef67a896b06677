"""Goldens of a10: 004's log(sin(x²)); 003's logistic regression as a graph, which knows of no further factor."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from autograder.proof.errata import Golden
from course_tools.lectures import LABELS, POINTS, W_START


def _logistic_gap(r: SimpleNamespace, extra: bool) -> float:
    """The graph's gradient on 003's points against Xᵀ(σ(Xw) − y)/N, with 002's extra target or without."""
    y = (LABELS + 1) / 2
    weights, total = [r.Node(w) for w in W_START], r.Node(0.0)
    for row, label in zip(POINTS, y, strict=True):
        z = r.Node(0.0)
        for weight, x in zip(weights, row, strict=True):
            z = r.add(z, r.multiply(weight, r.Node(x)))
        total = r.add(total, r.logarithm(r.sigmoid_node(r.multiply(r.Node(2 * label - 1), z))))
    r.backpropagate(r.multiply(r.Node(-1 / len(y)), total))
    error = 1 / (1 + np.exp(-POINTS @ W_START)) - y
    formula = POINTS.T @ (y * error if extra else error) / len(y)
    return float(np.max(np.abs(np.array([weight.grad for weight in weights]) - formula)))


GOLDENS = (
    Golden(
        "erratum 20", "the graph off the gradient without an extra y by", lambda r: _logistic_gap(r, extra=False), 0
    ),
    Golden("erratum 20", "the graph disagrees with the extra y", lambda r: _logistic_gap(r, extra=True) > 0.1),
)
