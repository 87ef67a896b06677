"""Goldens of a03: the losses' worked values, and the case of 003's J = .74."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.grading.fixtures import central_difference
from autograder.proof.errata import SIX_DECIMALS, Golden
from course_tools.lectures import IRIS_P, IRIS_Y, SETOSA, SLIDE_P

_CAT_HAT, _CAT = np.array([0.87, 0.13]), np.array([1.0, 0.0])
_P, _Q = np.array([0.5, 0.5]), np.array([0.25, 0.75])


def _sum(r: SimpleNamespace, p: Any, *base: float) -> Any:
    return r.summed_binary_cross_entropy(np.array(p), SETOSA, *base)


def _slope_of_sum(r: SimpleNamespace, *base: float) -> np.ndarray:
    return central_difference(lambda p: _sum(r, p, *base), IRIS_P)


def _printed_product(r: SimpleNamespace) -> Any:
    """003's cross-entropy with negatives, its plus missing."""
    return -np.sum(SETOSA * np.log(SLIDE_P) * (1 - SETOSA) * np.log(1 - SLIDE_P))


GOLDENS = (
    Golden("curriculum", "004's mean squared error", lambda r: r.mean_squared_error(_CAT_HAT, _CAT), 0.0169),
    Golden("curriculum", "004's mean absolute error", lambda r: r.mean_absolute_error(_CAT_HAT, _CAT), 0.13),
    Golden(
        "curriculum",
        "Huber of .5, 1, 3",
        lambda r: [r.huber(np.array([residual]), np.zeros(1)) for residual in (0.5, 1.0, 3.0)],
        [0.125, 0.5, 2.5],
    ),
    Golden("curriculum", "one-hot of 002's classes", lambda r: r.one_hot(np.arange(3), 3), np.eye(3)),
    Golden(
        "curriculum",
        "hinge of (2, 1.5, 0) for class 1: the others lack 1.5 and 0",
        lambda r: r.hinge(np.array([[2.0, 1.5, 0.0]]), np.array([1])),
        1.5,
    ),
    Golden("curriculum", "KL of equal distributions", lambda r: r.kl_divergence(_Q, _Q), 0),
    Golden("curriculum", "KL's term with p = 0", lambda r: r.kl_divergence(SETOSA, np.full(3, 1 / 3)), math.log(3)),
    Golden(
        "curriculum", "KL is not symmetric", lambda r: abs(r.kl_divergence(_P, _Q) - r.kl_divergence(_Q, _P)) > 0.01
    ),
    Golden("curriculum", "the slide's base", lambda r: r.slide_log_base(), 10),
    Golden("erratum 1", "J in the slide's base", lambda r: round(_sum(r, SLIDE_P, r.slide_log_base()), 2), 0.74),
    Golden("erratum 1", "J in natural logarithms, rounded p", lambda r: _sum(r, SLIDE_P), 1.709921, SIX_DECIMALS),
    Golden("erratum 1", "J in natural logarithms, exact p", lambda r: _sum(r, IRIS_P), 1.729929, SIX_DECIMALS),
    Golden("erratum 1", "plain cross-entropy", lambda r: r.cross_entropy(IRIS_P[None], IRIS_Y), 0.980385, SIX_DECIMALS),
    Golden("erratum 2", "∂J/∂ŷ by differences", _slope_of_sum, [-2.665, 1.484, 1.426], 5e-4),
    Golden(
        "erratum 2",
        "∂J/∂ŷ to base 10 over that of the natural logarithm",
        lambda r: _slope_of_sum(r, 10) / _slope_of_sum(r),
        [0.4343] * 3,
        5e-5,
    ),
    Golden("erratum 5", "log10 J with p₂ = .33", lambda r: _sum(r, [0.38, 0.33, 0.30], 10), 0.749, 5e-4),
    Golden("erratum 5", "log10 J at the exact p", lambda r: _sum(r, IRIS_P, 10), 0.751, 5e-4),
    Golden("erratum 7", "the formula as printed", _printed_product, 0),
    Golden("erratum 7", "with its plus", lambda r: _sum(r, SLIDE_P), 1.709921, SIX_DECIMALS),
    Golden("erratum 37", "the mean", lambda r: r.mean_squared_error(_CAT_HAT, _CAT), 0.0169),
    Golden("erratum 37", "the sum", lambda r: 2 * r.mean_squared_error(_CAT_HAT, _CAT), 0.0338),
)
