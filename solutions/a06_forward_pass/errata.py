"""Goldens of a06: the Iris flower's way, XOR by hand, the linear collapse, universal approximation."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.proof.errata import Golden
from course_tools import datasets
from course_tools.lectures import (
    CORNERS,
    IRIS_ACTIVATIONS,
    IRIS_B1,
    IRIS_PARAMS,
    IRIS_W1,
    IRIS_X,
    XOR,
)

XOR_PARAMS = [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.zeros(1))]  # 001's and 003's
_RELU, _STEEP = ["relu", "identity"], ["sigmoid", "identity"]
_HIDDEN = [[0, 0], [1, 0], [1, 0], [2, 1]]
_TWO = [(np.array([[1.0, 2]]), np.array([1.0, -1])), (np.array([[3.0], [4]]), np.array([5.0]))]
# 003 puts the biases into the matrices: a leading 1 in each row of X, a first row of W, a first entry of w.
_W003, _w003 = np.array([[0.0, -1], [1, 1], [1, 1]]), np.array([0.0, 1, -2])
_DESIGN = np.column_stack([np.ones(4), CORNERS[[0, 2, 1, 3]]])


def _output(r: SimpleNamespace, X: np.ndarray, params: Any, activations: list[str]) -> Any:
    return r.forward(X, params, activations)[1][-1]


def _iris(r: SimpleNamespace) -> Any:
    return r.forward(IRIS_X, IRIS_PARAMS, IRIS_ACTIVATIONS)


def _noisy_xor(r: SimpleNamespace) -> tuple[Any, Any]:
    X, y, unknown = datasets.noisy_xor()
    right = np.sum((_output(r, X, XOR_PARAMS, _RELU)[:, 0] > 0.5) == y)
    return right, 1 * (_output(r, unknown, XOR_PARAMS, _RELU)[:, 0] > 0.5)


def _collapse_error(r: SimpleNamespace) -> float:
    rng = np.random.default_rng(33)
    params = [(rng.normal(size=shape), rng.normal(size=shape[1])) for shape in ((2, 4), (4, 3), (3, 5))]
    X, (W, b) = rng.normal(size=(6, 2)), r.collapse(params)
    return float(np.max(np.abs(X @ W + b - _output(r, X, params, ["identity"] * 3))))


def _worst(r: SimpleNamespace, f: Callable[[float], float], n: int, b: float = math.pi) -> float:
    """The largest error on [0, b] of a staircase for f on [0, π], a little away from the ends."""
    x = np.linspace(0.003, b - 0.003, 3001)
    got = _output(r, x[:, None], r.staircase(f, 0.0, math.pi, n, 1e4), _STEEP)[:, 0]
    return float(np.max(np.abs(got - [f(float(v)) for v in x])))


def _halves(r: SimpleNamespace) -> bool:
    errors = [_worst(r, math.sin, n) for n in (10, 20, 40, 80)]
    return all(0.45 < after / before < 0.55 for before, after in pairwise(errors))


def _raises(compute: Callable[[], Any]) -> bool:
    try:
        compute()
    except ValueError:
        return True
    return False


GOLDENS = (
    Golden("curriculum", "dense: the Iris z1", lambda r: r.dense(IRIS_X, IRIS_W1, IRIS_B1), [[0.28, 0.72]]),
    Golden("curriculum", "Iris z1", lambda r: _iris(r)[0][0], [[0.28, 0.72]]),
    Golden("curriculum", "Iris z2", lambda r: _iris(r)[0][1], [[-0.232, -0.372, -0.460]]),
    Golden(
        "curriculum", "003's XOR batch H", lambda r: r.forward(CORNERS[[0, 2, 1, 3]], XOR_PARAMS, _RELU)[1][1], _HIDDEN
    ),
    Golden("curriculum", "the lectures' XOR", lambda r: _output(r, CORNERS, XOR_PARAMS, _RELU), XOR[:, None]),
    Golden("curriculum", "noisy XOR: right of 8, and the unknown two", _noisy_xor, (8, [1, 0])),
    Golden(
        "curriculum", "the reference's XOR", lambda r: _output(r, CORNERS, r.xor_network(), _RELU), XOR[:, None], 1e-9
    ),
    Golden(
        "curriculum",
        "shapes of 2-3-4-1",
        lambda r: r.layer_shapes([2, 3, 4, 1]),
        (((2, 3), (3,)), ((3, 4), (4,)), ((4, 1), (1,))),
    ),
    Golden("curriculum", "parameters of 2-3-4-1", lambda r: r.count_parameters([2, 3, 4, 1]), 30),
    Golden("curriculum", "parameters of 000's softmax layer", lambda r: r.count_parameters([784, 10]), 7850),
    Golden(
        "curriculum",
        "bump on [1, 3] of height 2 at 0, 2, 4",
        lambda r: _output(r, np.array([[0.0], [2], [4]]), r.bump(1.0, 3.0, 2.0, 50.0), _STEEP),
        [[0], [2], [0]],
        1e-9,
    ),
    Golden(
        "curriculum", "a staircase of 100 cells errs below .02 on the sine", lambda r: _worst(r, math.sin, 100) < 0.02
    ),
    Golden("curriculum", "twice the cells, half the error", _halves),
    Golden("erratum 5", "ŷ rounded", lambda r: np.round(_iris(r)[1][2], 2), [[0.38, 0.33, 0.30]]),
    Golden("erratum 12", "003's product with all four rows", lambda r: np.maximum(0, _DESIGN @ _W003), _HIDDEN),
    Golden("erratum 12", "rows of the product without (1, 1, 1)", lambda r: len(_DESIGN[:3] @ _W003), 3),
    Golden(
        "erratum 13",
        "w · (1, h)",
        lambda r: np.column_stack([np.ones(4), r.forward(CORNERS, XOR_PARAMS, _RELU)[1][1]]) @ _w003,
        XOR,
    ),
    Golden(
        "erratum 13",
        "w · h does not fit",
        lambda r: _raises(lambda: r.forward(CORNERS, XOR_PARAMS, _RELU)[1][1] @ _w003),
    ),
    Golden("erratum 16", "weights of 784-512", lambda r: r.layer_shapes([784, 512]), (((784, 512), (512,)),)),
    Golden("erratum 16", "parameters of 784-512", lambda r: r.count_parameters([784, 512]), 401920),
    Golden(
        "erratum 32",
        "z2 is h1 W2 + b2",
        lambda r: r.forward(IRIS_X, IRIS_PARAMS, _RELU)[0][1],
        [[-0.232, -0.372, -0.460]],
    ),
    Golden(
        "erratum 32",
        "in a 1-2-1 network x W2 does not fit",
        lambda r: _raises(lambda: r.dense(np.ones((3, 1)), *_TWO[1])),
    ),
    Golden("erratum 33", "two linear layers, b1 W2 + b2", lambda r: r.collapse(_TWO), ([[11]], [4])),
    Golden("erratum 33", "three random layers, collapsed, err by", _collapse_error, 0.0, 1e-12),
    Golden(
        "erratum 36",
        "at a jump the error stays, with 50 or 800 cells",
        lambda r: [_worst(r, lambda x: float(x > 1), n) > 0.49 for n in (50, 800)],
        [True, True],
    ),
    Golden(
        "erratum 36", "outside the interval the error is 1", lambda r: _worst(r, math.sin, 100, 1.5 * math.pi), 1, 0.02
    ),
)
