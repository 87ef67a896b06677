"""Goldens of a04: 002's descent, and its two gradients measured."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.grading.fixtures import central_difference
from autograder.proof.errata import SIX_DECIMALS, SLOPE, Golden
from course_tools.lectures import LINE_T, LINE_X

_W, _T01 = np.array([0.5, -0.25]), np.array([0.0, 1, 1])


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _neuron_cost(w: np.ndarray) -> Any:
    return np.mean((_sigmoid(LINE_X @ w) - _T01) ** 2) / 2


def _logistic_cost(w: np.ndarray) -> Any:
    return np.mean(np.logaddexp(0, LINE_X @ w) - _T01 * (LINE_X @ w))


def _printed_21(w: np.ndarray, X: np.ndarray, t: np.ndarray) -> Any:
    """002's chain as printed: each factor is averaged by itself."""
    f = _sigmoid(X @ w)
    return np.mean(f - t) * np.mean(f * (1 - f)) * X.mean(axis=0)


def _printed_20(w: np.ndarray, X: np.ndarray, t: np.ndarray) -> Any:
    """002's logistic gradient as printed: with a further factor t."""
    return X.T @ (t * (_sigmoid(X @ w) - t)) / len(t)


def _gap(one: Any, other: Any) -> float:
    return float(np.max(np.abs(one - other)))


def _numerical_error(r: SimpleNamespace) -> float:
    x = np.array([[0.3, -1.2, 2.0], [0.7, 1.1, -0.4]])
    slope = np.exp(x / 2) * (np.cos(x) + np.sin(x) / 2)
    return _gap(r.numerical_gradient(lambda x: np.sum(np.sin(x) * np.exp(x / 2)), x), slope)


def _x_afterwards(r: SimpleNamespace) -> np.ndarray:
    x = np.array([0.1, 0.2])
    r.numerical_gradient(np.sum, x)
    return x


def _search(r: SimpleNamespace) -> bool:
    w, history = r.random_search(np.linalg.norm, np.array([3.0, -4.0]), 0.5, 200, np.random.default_rng(0))
    falls = bool(np.all(np.diff(history) <= 0)) and history[-1] < history[0]
    return len(history) == 201 and history[0] == 5 and falls and bool(np.isclose(history[-1], np.linalg.norm(w)))


def _hessian(f: Any) -> np.ndarray:
    return central_difference(lambda x: central_difference(f, x, 1e-4), np.zeros(2), 1e-4)


GOLDENS = (
    Golden("curriculum", "cost at 0: 35/6", lambda r: r.linear_cost(np.zeros(2), LINE_X, LINE_T), 35 / 6),
    Golden(
        "curriculum",
        "linear gradient off central differences by",
        lambda r: _gap(
            r.linear_gradient(_W, LINE_X, LINE_T), central_difference(lambda w: r.linear_cost(w, LINE_X, LINE_T), _W)
        ),
        0.0,
        SLOPE,
    ),
    Golden("curriculum", "error of the numerical gradient is below 1e-8", lambda r: _numerical_error(r) < 1e-8),
    Golden("curriculum", "x after a numerical gradient", _x_afterwards, [0.1, 0.2], 0.0),
    Golden(
        "curriculum",
        "002's decay at 0, 10, 90",
        lambda r: [r.inverse_decay(k, 1, 10) for k in (0, 10, 90)],
        [0.1, 0.05, 0.01],
    ),
    Golden(
        "curriculum",
        "x1² − x2² has the Hessian",
        lambda r: _hessian(lambda x: x[0] ** 2 - x[1] ** 2),
        [[2, 0], [0, -2]],
        1e-6,
    ),
    Golden("curriculum", "diag(2, −2) is a saddle", lambda r: r.is_saddle(np.diag([2.0, -2.0]))),
    Golden("curriculum", "random search: 201 losses that never rise and end at loss(w)", _search),
    Golden(
        "erratum 20",
        "logistic gradient off central differences by",
        lambda r: _gap(r.logistic_gradient(_W, LINE_X, _T01), central_difference(_logistic_cost, _W)),
        0.0,
        SLOPE,
    ),
    Golden(
        "erratum 20",
        "gradient from negatives alone at w = 0, and as printed",
        lambda r: [f(np.zeros(2), LINE_X, np.zeros(3)) for f in (r.logistic_gradient, _printed_20)],
        [[0.5, 0.5], [0, 0]],
    ),
    Golden(
        "erratum 21",
        "sigmoid neuron's gradient off central differences by",
        lambda r: _gap(r.sigmoid_neuron_gradient(_W, LINE_X, _T01), central_difference(_neuron_cost, _W)),
        0.0,
        SLOPE,
    ),
    Golden(
        "erratum 21",
        "sigmoid neuron's gradient for three samples",
        lambda r: r.sigmoid_neuron_gradient(_W, LINE_X, _T01),
        [-0.028828, -0.119254],
        SIX_DECIMALS,
    ),
    Golden(
        "erratum 21",
        "the printed chain is right for one sample, and off for three",
        lambda r: [
            _gap(_printed_21(_W, LINE_X[-m:], _T01[-m:]), r.sigmoid_neuron_gradient(_W, LINE_X[-m:], _T01[-m:])) < 1e-12
            for m in (1, 3)
        ],
        [True, False],
    ),
)
