"""Goldens of a01: gates, 003's neuron, activations and their slopes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.grading.fixtures import central_difference
from autograder.proof.errata import SIX_DECIMALS, SLOPE, Golden
from course_tools.lectures import CORNERS, XOR

_X, _W, _B = np.array([0.5, 0.6, 0.1]), np.array([0.2, 0.3, 0.9]), 0.5
_FAR = np.array([-1000.0, 1000.0])
_Z = np.array([-2.3, -0.7, 0.4, 1.9])


def _counts(r: SimpleNamespace, threshold: int) -> list[int]:
    return [r.mcculloch_pitts([a, b], [], threshold) for a in (0, 1) for b in (0, 1)]


def _gate(r: SimpleNamespace, name: str) -> Any:
    w, b = r.gate_weights(name)
    return r.step(CORNERS @ w + b)


def _slope_error(r: SimpleNamespace, name: str) -> float:
    slope = np.diag(central_difference(getattr(r, name), _Z))
    return float(np.max(np.abs(getattr(r, f"{name}_derivative")(_Z) - slope)))


def _xor_ranks(r: SimpleNamespace) -> list[int]:
    """Ranks without and with the right-hand side: a system with a solution has one rank."""
    return [int(np.linalg.matrix_rank(one)) for one in (CORNERS, np.column_stack([CORNERS, XOR]))]


GOLDENS = (
    Golden("curriculum", "McCulloch-Pitts AND", lambda r: _counts(r, 2), [0, 0, 0, 1]),
    Golden("curriculum", "McCulloch-Pitts OR", lambda r: _counts(r, 1), [0, 1, 1, 1]),
    Golden("curriculum", "McCulloch-Pitts NOT", lambda r: [r.mcculloch_pitts([], [a], 0) for a in (0, 1)], [1, 0]),
    Golden(
        "curriculum",
        "McCulloch-Pitts without inputs, thresholds 0 and 1",
        lambda r: [r.mcculloch_pitts([], [], threshold) for threshold in (0, 1)],
        [1, 0],
    ),
    Golden("curriculum", "net input of 003's neuron", lambda r: r.net_input(_X, _W, _B), 0.87),
    Golden("curriculum", "step(0)", lambda r: r.step(0.0), 0),
    Golden("curriculum", "step at ±1000", lambda r: r.step(_FAR), [0, 1]),
    Golden("curriculum", "σ at ±1000", lambda r: r.sigmoid(_FAR), [0, 1]),
    Golden("curriculum", "tanh at ±1000", lambda r: r.tanh(_FAR), [-1, 1]),
    Golden("curriculum", "σ'(0)", lambda r: r.sigmoid_derivative(0.0), 0.25),
    Golden("curriculum", "relu'(0)", lambda r: r.relu_derivative(0.0), 0),
    Golden("curriculum", "leaky_relu'(0)", lambda r: r.leaky_relu_derivative(0.0), 0.01),
    Golden("curriculum", "leaky_relu'(0) with slope .2", lambda r: r.leaky_relu_derivative(0.0, 0.2), 0.2),
    Golden("curriculum", "σ' off central differences by", lambda r: _slope_error(r, "sigmoid"), 0.0, SLOPE),
    Golden("curriculum", "tanh' off central differences by", lambda r: _slope_error(r, "tanh"), 0.0, SLOPE),
    Golden("curriculum", "relu' off central differences by", lambda r: _slope_error(r, "relu"), 0.0, SLOPE),
    Golden("curriculum", "leaky_relu' off central differences by", lambda r: _slope_error(r, "leaky_relu"), 0.0, SLOPE),
    Golden("curriculum", "the AND of gate_weights", lambda r: _gate(r, "AND"), [0, 0, 0, 1]),
    Golden("curriculum", "the OR of gate_weights", lambda r: _gate(r, "OR"), [0, 1, 1, 1]),
    Golden("curriculum", "the NAND of gate_weights", lambda r: _gate(r, "NAND"), [1, 1, 1, 0]),
    Golden("curriculum", "001's four XOR equations, ranks without and with the right side", _xor_ranks, [2, 3]),
    Golden("erratum 18", "step on both sides of 0", lambda r: r.step(np.array([-3.0, -1e-9, 1e-9, 3])), [0, 0, 1, 1]),
    Golden("erratum 19", "tanh(−2)", lambda r: r.tanh(-2.0), -0.964028, SIX_DECIMALS),
    Golden(
        "erratum 19",
        "tanh and σ at ±10 lie within (−1, 1) and (0, 1), the ends excluded",
        lambda r: all(-1 < r.tanh(z) < 1 and 0 < r.sigmoid(z) < 1 for z in (-10.0, 10.0)),
    ),
)
