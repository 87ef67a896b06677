"""Goldens of a07: the Iris sample's backward pass, and 003's slide under the gradient check."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.grading.fixtures import central_difference
from autograder.proof.errata import SIX_DECIMALS, SLOPE, Golden
from course_tools.lectures import (
    CORNERS,
    IRIS_ACTIVATIONS,
    IRIS_B2,
    IRIS_H,
    IRIS_P,
    IRIS_PARAMS,
    IRIS_W2,
    IRIS_X,
    IRIS_Y,
    IRIS_Z2,
    SETOSA,
    SLIDE_P,
    XOR,
)

_DB2 = [-0.624833, 0.326154, 0.298679]
_TRUE = [[-0.270535, -0.695662], [0.143754, 0.369652], [0.126782, 0.326010]]
_SLIDE_ROUNDED = np.array([[-0.17, -0.44], [-0.09, -0.23], [-0.08, -0.22]])  # as the slide goes on
_DLOSS = (1 - SETOSA) / (1 - IRIS_P) - SETOSA / IRIS_P
_H, _DELTA = np.array([[1.0, 2, 0], [3, 4, 5]]), np.array([[0.1, -0.2], [0.3, 0.4]])
_Z30 = np.array([0.7, 0.0, 0.3])


def _grads(r: SimpleNamespace) -> Any:
    return r.backward(IRIS_PARAMS, IRIS_ACTIVATIONS, *r.forward(IRIS_X, IRIS_PARAMS, IRIS_ACTIVATIONS), IRIS_Y)


def _loss(r: SimpleNamespace, params: Any) -> Any:
    return r.LOSSES["softmax"](r.forward(IRIS_X, params, IRIS_ACTIVATIONS)[1][-1], IRIS_Y)


def _summed(r: SimpleNamespace, gradient: Any) -> Any:
    """003's summed binary cross-entropy after W2 alone has made a step with η = .5; gradient (K, H)."""
    p = r.softmax(IRIS_H @ (IRIS_W2 - 0.5 * np.transpose(gradient)) + IRIS_B2)
    return r.LOSSES["sigmoid"](p[None], IRIS_Y)


def _check(r: SimpleNamespace, factor: float) -> Any:
    grads = [(factor * dW, factor * db) for dW, db in _grads(r)]
    return r.gradient_check(lambda params: _loss(r, params), IRIS_PARAMS, grads)


def _pair_error(r: SimpleNamespace, output: str) -> float:
    Z = np.array([[0.3, -0.8, 1.1], [-0.2, 0.6, 0.4]])
    Y = np.array([[0.0, 1, 0], [1, 0, 0]])
    slope = central_difference(lambda Z: r.LOSSES[output](r.ACTIVATIONS[output](Z), Y), Z)
    return float(np.max(np.abs(r.output_delta(r.ACTIVATIONS[output](Z), Y) - slope)))


def _xor_losses(r: SimpleNamespace) -> Any:
    rng = np.random.default_rng(3)
    params = [(rng.normal(size=(2, 8)), np.zeros(8)), (rng.normal(size=(8, 1)), np.zeros(1))]
    return r.fit(params, ["tanh", "sigmoid"], CORNERS, XOR[:, None], 0.5, 2000)[1]


def _learns_xor(r: SimpleNamespace) -> bool:
    losses = _xor_losses(r)
    return len(losses) == 2000 and losses[-1] < 0.05


def _sign_mended(r: SimpleNamespace) -> Any:
    """The slide's gradient, its rows with y = 0 turned; the last column is the bias's."""
    return (r.slide_gradient(IRIS_P, SETOSA, np.append(IRIS_H, 1.0)) * np.where(SETOSA == 1, 1, -1)[:, None])[:, -1]


def _recursion_error(r: SimpleNamespace) -> float:
    """The delta recursion and the input's gradient W1 δ1 (with our W1) against central differences."""

    def loss(x: np.ndarray) -> Any:
        return r.LOSSES["softmax"](r.forward(x, IRIS_PARAMS, IRIS_ACTIVATIONS)[1][-1], IRIS_Y)

    delta = r.delta_step(r.output_delta(IRIS_P[None], IRIS_Y), IRIS_W2, IRIS_H[None], "relu")
    return float(np.max(np.abs(delta @ IRIS_PARAMS[0][0].T - central_difference(loss, IRIS_X))))


GOLDENS = (
    Golden("curriculum", "δ of identity off differences by", lambda r: _pair_error(r, "identity"), 0.0, SLOPE),
    Golden("curriculum", "δ of sigmoid off differences by", lambda r: _pair_error(r, "sigmoid"), 0.0, SLOPE),
    Golden("curriculum", "δ of softmax off differences by", lambda r: _pair_error(r, "softmax"), 0.0, SLOPE),
    Golden("curriculum", "gradient check of right gradients is below 1e-5", lambda r: _check(r, 1.0) < 1e-5),
    Golden("curriculum", "gradient check of wrong gradients is above 1e-2", lambda r: _check(r, 1.1) > 1e-2),
    Golden("curriculum", "XOR: 2000 losses, at last below .05", _learns_xor),
    Golden("erratum 2", "∂J/∂ŷ with its sign mended", lambda r: _DLOSS, [-2.665, 1.484, 1.426], 5e-4),
    Golden(
        "erratum 3",
        "δ of the summed BCE through the full Jacobian",
        lambda r: r.chain_output_delta(_DLOSS, IRIS_Z2, "softmax"),
        [-0.966198, 0.513405, 0.452792],
        SIX_DECIMALS,
    ),
    Golden(
        "erratum 4", "∇W2 of the summed BCE", lambda r: r.true_gradient(IRIS_P, SETOSA, IRIS_H), _TRUE, SIX_DECIMALS
    ),
    Golden(
        "erratum 4",
        "∇W2 of the summed BCE off central differences by",
        lambda r: np.max(
            np.abs(
                r.true_gradient(IRIS_P, SETOSA, IRIS_H)
                - central_difference(lambda step: _summed(r, -2 * step), np.zeros((3, 2)))
            )
        ),
        0.0,
        SLOPE,
    ),
    Golden("erratum 4", "summed BCE", lambda r: _summed(r, np.zeros((3, 2))), 1.729929, SIX_DECIMALS),
    Golden(
        "erratum 4",
        "summed BCE after the true step",
        lambda r: _summed(r, r.true_gradient(IRIS_P, SETOSA, IRIS_H)),
        1.333969,
        SIX_DECIMALS,
    ),
    Golden(
        "erratum 4", "summed BCE after the slide's step", lambda r: _summed(r, _SLIDE_ROUNDED), 1.644651, SIX_DECIMALS
    ),
    Golden(
        "erratum 4",
        "the slide's gradient rounds to what the slide goes on with",
        lambda r: np.max(np.abs(r.slide_gradient(SLIDE_P, SETOSA, IRIS_H) - _SLIDE_ROUNDED)) < 0.01,
    ),
    Golden("erratum 4", "the sign alone mended is p − y", _sign_mended, IRIS_P - SETOSA),
    Golden(
        "erratum 24",
        "δ aᵀ for W (out, in)",
        lambda r: r.weight_gradients(_H[:1], _DELTA[:1])[0].T,
        [[0.1, 0.2, 0], [-0.2, -0.4, 0]],
    ),
    Golden(
        "erratum 26", "δ of the output, ŷ − y", lambda r: r.output_delta(IRIS_P[None], IRIS_Y), [_DB2], SIX_DECIMALS
    ),
    Golden("erratum 26", "the input's gradient off central differences by", _recursion_error, 0.0, SLOPE),
    Golden(
        "erratum 30",
        "δ through the full Jacobian",
        lambda r: r.chain_output_delta(np.array([0, -1 / r.softmax(_Z30)[1], 0]), _Z30, "softmax"),
        [0.461, -0.771, 0.309],
        5e-4,
    ),
    Golden(
        "erratum 30",
        "∇L ⊙ f', as printed",
        lambda r: np.array([0, -1 / r.softmax(_Z30)[1], 0]) * r.softmax(_Z30) * (1 - r.softmax(_Z30)),
        [0, -0.771, 0],
        5e-4,
    ),
    Golden("erratum 31", "db of a batch", lambda r: r.weight_gradients(_H, _DELTA)[1], [0.4, 0.2]),
    Golden(
        "erratum 31",
        "db of the same sample twice, a mean",
        lambda r: r.weight_gradients(
            np.repeat(IRIS_H[None], 2, 0), r.output_delta(*([np.repeat(one, 2, 0) for one in (IRIS_P[None], IRIS_Y)]))
        )[1],
        _DB2,
        SIX_DECIMALS,
    ),
)
