"""Goldens of a05: the lectures' softmax examples, the Jacobian, the Iris sample's last layer."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.grading.fixtures import central_difference
from autograder.proof.errata import SIX_DECIMALS, SLOPE, Golden
from course_tools import datasets
from course_tools.lectures import IRIS_B2, IRIS_P, IRIS_W2, IRIS_Z2, SCORES

_JACOBIAN = [
    [0.234417, -0.122362, -0.112054],
    [-0.122362, 0.219778, -0.097415],
    [-0.112054, -0.097415, 0.209470],
]
_X, _Y = np.array([[0.7, -1.2], [0.1, 0.4], [2.0, 0.3], [-0.6, 1.5]]), np.eye(3)[[0, 2, 1, 2]]


def _gradient_error(r: SimpleNamespace) -> float:
    dW, db = r.softmax_gradient(_X, _Y, IRIS_W2, IRIS_B2)
    slope_W = central_difference(lambda W: r.softmax_cross_entropy(_X @ W + IRIS_B2, _Y), IRIS_W2)
    slope_b = central_difference(lambda b: r.softmax_cross_entropy(_X @ IRIS_W2 + b, _Y), IRIS_B2)
    return float(max(np.max(np.abs(dW - slope_W)), np.max(np.abs(db - slope_b))))


def _printed_derivative(squared: int) -> Any:
    """003's quotient for the second softmax derivative; on the slide the bracket is squared."""
    e = np.exp(IRIS_Z2)
    return e[1] * (e[0] + e[2]) ** squared / np.sum(e) ** 2


def _first_loss(r: SimpleNamespace) -> Any:
    iris = datasets.iris()
    return r.fit_softmax(iris.X, np.eye(3)[iris.y], 0.1, 3)[2][0]


GOLDENS = (
    Golden(
        "curriculum",
        "a shift of 100 moves softmax by",
        lambda r: np.max(np.abs(r.softmax(SCORES + 100) - r.softmax(SCORES))),
        0.0,
        1e-12,
    ),
    Golden(
        "curriculum",
        "softmax's Jacobian off central differences by",
        lambda r: np.max(np.abs(r.softmax_jacobian(r.softmax(SCORES)) - central_difference(r.softmax, SCORES))),
        0.0,
        SLOPE,
    ),
    Golden("curriculum", "softmax gradient off central differences by", _gradient_error, 0.0, SLOPE),
    Golden(
        "curriculum",
        "classes of the largest scores",
        lambda r: r.predict_classes(np.eye(3), np.array([[1.0, 2], [4, 3], [0, 1]]), np.zeros(2)),
        [1, 0, 1],
    ),
    Golden("curriculum", "accuracy", lambda r: r.accuracy(np.array([0, 1, 1, 2]), np.array([2, 1, 1, 2])), 0.75),
    Golden("curriculum", "the first loss on Iris: ln 3", _first_loss, math.log(3)),
    Golden("erratum 3", "Jacobian of the Iris sample", lambda r: r.softmax_jacobian(IRIS_P), _JACOBIAN, SIX_DECIMALS),
    Golden(
        "erratum 3",
        "the slide's three numbers are its diagonal",
        lambda r: np.round(np.diag(r.softmax_jacobian(IRIS_P)), 2),
        [0.23, 0.22, 0.21],
    ),
    Golden("erratum 6", "with the printed square", lambda r: _printed_derivative(squared=2), 0.313, 5e-4),
    Golden("erratum 6", "without it", lambda r: _printed_derivative(squared=1), 0.219778, SIX_DECIMALS),
    Golden("erratum 6", "the Jacobian's entry", lambda r: r.softmax_jacobian(IRIS_P)[1, 1], 0.219778, SIX_DECIMALS),
    Golden(
        "erratum 14",
        "softmax rounded to three decimals",
        lambda r: np.round(r.softmax(SCORES), 3),
        [0.055, 0.090, 0.007, 0.100, 0.738, 0.010],
    ),
    Golden(
        "erratum 14",
        "the two that were truncated",
        lambda r: np.floor(1000 * r.softmax(SCORES)[[2, 3]]) / 1000,
        [0.006, 0.099],
    ),
    Golden(
        "erratum 17",
        "softmax(1.60, .55, .98)",
        lambda r: r.softmax(np.array([1.60, 0.55, 0.98])),
        [0.529694, 0.185360, 0.284946],
        SIX_DECIMALS,
    ),
    Golden(
        "erratum 17",
        "the slide's result, from a third input of 1.09",
        lambda r: np.round(r.softmax(np.array([1.60, 0.55, 1.09])), 2),
        [0.51, 0.18, 0.31],
    ),
)
