"""Goldens of a09: Jacobians, five ways to begin, the Hessian, the symmetries."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.grading.fixtures import central_difference
from autograder.proof.errata import SLOPE, Golden

_NET_RNG = np.random.default_rng(9)
_NET = [(_NET_RNG.normal(size=shape), _NET_RNG.normal(size=shape[1])) for shape in ((4, 6), (6, 5), (5, 3))]
_NAMES = ["tanh", "sigmoid", "softmax"]
_TANH = ["tanh", "tanh", "identity"]
_X = _NET_RNG.normal(size=4)
_SEED = 10716  # the notebook's: the curriculum's five norms are those of one seed


def _output(r: SimpleNamespace, params: Any, names: list[str], x: np.ndarray) -> Any:
    return r.forward(x, params, names)[1][-1]


def _largest(one: Any, other: Any) -> float:
    return float(np.max(np.abs(np.asarray(one) - np.asarray(other))))


def _layer_error(r: SimpleNamespace) -> float:
    W, b = _NET[0]
    errors = []
    for name, f in r.ACTIVATIONS.items():
        slope = central_difference(partial(lambda f, x: f(x @ W + b), f), _X)
        errors.append(_largest(r.layer_jacobian(W, b, _X, name), slope))
    return max(errors)


def _network_error(r: SimpleNamespace) -> float:
    slope = central_difference(lambda x: _output(r, _NET, _NAMES, x), _X)
    return _largest(r.input_output_jacobian(_NET, _NAMES, _X), slope)


def _rises(r: SimpleNamespace) -> list[bool]:
    before = _output(r, _NET, _NAMES, _X)
    return [bool(_output(r, _NET, _NAMES, r.ascent_step(_NET, _NAMES, _X, k, 0.1))[k] > before[k]) for k in range(3)]


def _bottom(r: SimpleNamespace, activation: str, gain: int, digits: int) -> float:
    """The norm of the lowest δ of twenty layers of 100 units, in as many digits as the curriculum states."""
    rng = np.random.default_rng(_SEED)
    x, delta = rng.normal(size=(2, 100))
    params = [(np.sqrt(gain / 100) * draw, np.zeros(100)) for draw in rng.normal(size=(20, 100, 100))]
    norm = r.delta_norms(params, [activation] * 20, x, delta / np.linalg.norm(delta))[0]
    return float(f"{norm:.{digits - 1}e}")


def _curved(w: np.ndarray) -> Any:
    return np.sin(w[0]) * np.exp(w[1] / 2) + w[0] ** 2 * w[2]


def _remainder_ratio(r: SimpleNamespace) -> float:
    w, d = np.array([0.4, -0.3, 0.8]), np.array([0.02, 0.03, -0.01])
    g, H = central_difference(_curved, w), r.numerical_hessian(_curved, w)
    rest = [abs(_curved(w + step) - r.taylor2(_curved(w), g, H, step)) for step in (d, d / 2)]
    return float(rest[0] / rest[1])


def _flipped(r: SimpleNamespace) -> float:
    return _largest(_output(r, r.flip_unit(_NET, 1, 3), _TANH, _X), _output(r, _NET, _TANH, _X))


def _permuted(r: SimpleNamespace) -> float:
    other = r.permute_units(_NET, 0, np.array([3, 0, 5, 1, 4, 2]))
    return _largest(_output(r, other, _TANH, _X), _output(r, _NET, _TANH, _X))


def _norms_error(r: SimpleNamespace) -> float:
    """The norms against central differences: ∂L/∂b is δ."""
    delta = np.array([0.4, -0.7, 0.2])

    def loss(layer: int, b: np.ndarray) -> Any:
        moved = [(W, b if i == layer else old) for i, (W, old) in enumerate(_NET)]
        return delta @ _output(r, moved, _TANH, _X)

    slopes = [central_difference(partial(loss, layer), b) for layer, (_, b) in enumerate(_NET)]
    return _largest(r.delta_norms(_NET, _TANH, _X, delta), [np.linalg.norm(slope) for slope in slopes])


def _between_pre_activations(r: SimpleNamespace) -> float:
    """001's earlier map, from z below to z above: Wᵀ diag f' in its layout, off central differences by."""
    (z, _, _), (W, b) = r.forward(_X, _NET, _TANH)[0], _NET[1]
    through_f = r.layer_jacobian(np.eye(6), np.zeros(6), z, "tanh")
    through_W = r.layer_jacobian(W, b, np.tanh(z), "identity")
    return _largest(through_W @ through_f, central_difference(lambda z: np.tanh(z) @ W + b, z))


GOLDENS = (
    Golden("curriculum", "a layer's Jacobian off central differences by", _layer_error, 0.0, SLOPE),
    Golden("curriculum", "a network's Jacobian off central differences by", _network_error, 0.0, SLOPE),
    Golden("curriculum", "ascent raises each output", _rises, [True] * 3),
    Golden(
        "curriculum",
        "Hessian of w1² w2 at (1, 2)",
        lambda r: r.numerical_hessian(lambda w: w[0] ** 2 * w[1], np.array([1.0, 2.0])),
        [[4, 2], [2, 0]],
        1e-6,
    ),
    Golden(
        "curriculum",
        "Taylor's 2.66 for 2.662",
        lambda r: r.taylor2(2.0, np.array([4.0, 1]), np.array([[4.0, 2], [2, 0]]), np.array([0.1, 0.2])),
        2.66,
    ),
    Golden("curriculum", "half the step, the remainder falls at least 7-fold", lambda r: _remainder_ratio(r) >= 7),
    Golden("curriculum", "a flipped unit changes the output by", _flipped, 0.0, 1e-12),
    Golden("curriculum", "permuted units change the output by", _permuted, 0.0, 1e-12),
    Golden("curriculum", "norms of δ off central differences by", _norms_error, 0.0, SLOPE),
    Golden("curriculum", ".25¹⁰, eleven layers", lambda r: r.delta_bound(0.25, 11, 1.0), 9.5e-7, 5e-9),
    Golden("curriculum", "what arrives, sigmoid 1/J", lambda r: _bottom(r, "sigmoid", 1, 1), 6e-13, 0.0),
    Golden("curriculum", "what arrives, tanh 1/J", lambda r: _bottom(r, "tanh", 1, 2), 0.16),
    Golden("curriculum", "what arrives, ReLU 2/J", lambda r: _bottom(r, "relu", 2, 1), 0.9),
    Golden("curriculum", "what arrives, ReLU 1/J", lambda r: _bottom(r, "relu", 1, 1), 1e-3),
    Golden("curriculum", "what arrives, ReLU 8/J", lambda r: _bottom(r, "relu", 8, 1), 4e5),
    Golden(
        "erratum 25",
        "the norm of J = I",
        lambda r: np.linalg.norm(r.layer_jacobian(np.eye(4), np.zeros(4), _X, "identity"), 2),
        1,
    ),
    Golden(
        "erratum 25",
        "δ through three layers with J = I",
        lambda r: r.delta_norms([(np.eye(4), np.zeros(4))] * 3, ["identity"] * 3, _X, np.array([3.0, 0, 0, 4])),
        [5, 5, 5],
    ),
    Golden("erratum 25", "bound with k = 1", lambda r: r.delta_bound(1.0, 20, 5.0), 5),
    Golden(
        "erratum 26",
        "norms of δ in a network of three layers, none for the input",
        lambda r: np.shape(r.delta_norms(_NET, _TANH, _X, np.ones(3))),
        (3,),
    ),
    Golden("erratum 26", "norms of δ, by the transposes, off central differences by", _norms_error, 0.0, SLOPE),
    Golden("erratum 27", "diag f' W, input to output, off central differences by", _layer_error, 0.0, SLOPE),
    Golden("erratum 27", "W diag f', z to z, off central differences by", _between_pre_activations, 0.0, SLOPE),
    Golden("erratum 28", "half the step, an eighth of the remainder", _remainder_ratio, 8, 0.5),
)
