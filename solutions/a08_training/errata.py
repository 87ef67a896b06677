"""Goldens of a08: batches, first weights, Adagrad's steps, early stopping."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.grading.fixtures import central_difference
from autograder.proof.errata import SIX_DECIMALS, SLOPE, Golden

_PARAMS = [(np.array([[1.0, 2], [3, 4]]), np.array([7.0, 8]))]
_TRAIN, _OTHER = np.array([[1.0, 5], [3, 5], [8, 5]]), np.array([[4.0, 6], [6, 5]])


def _split(r: SimpleNamespace) -> tuple[Any, Any]:
    parts = r.split(150, (0.8, 0.1, 0.1), np.random.default_rng(0))
    return [len(part) for part in parts], np.sort(np.concatenate(parts))


def _first_move(r: SimpleNamespace) -> Any:
    return -r.adagrad_step(np.zeros(1), np.array([1e-6]), np.zeros(1), 0.1, 1e-8)[0]


def _momentum(r: SimpleNamespace) -> list[Any]:
    w, v, path = np.zeros(1), np.zeros(1), []
    for _ in range(3):
        w, v = r.momentum_step(w, np.ones(1), v, 0.1, 0.9)
        path.append([w[0], v[0]])
    return path


def _l2_error(r: SimpleNamespace) -> float:
    zero = [(np.zeros((2, 2)), np.zeros(2))]
    ((dW, db),) = r.l2_gradients(_PARAMS, zero, 0.3)
    slope_W = central_difference(lambda W: r.l2_penalty([(W, _PARAMS[0][1])], 0.3), _PARAMS[0][0])
    slope_b = central_difference(lambda b: r.l2_penalty([(_PARAMS[0][0], b)], 0.3), _PARAMS[0][1])
    return float(max(np.max(np.abs(dW - slope_W)), np.max(np.abs(db - slope_b))))


def _variance(r: SimpleNamespace, kind: str) -> Any:
    """The sample variance of 80 000 weights: its own standard error is half a per cent."""
    ((W, _),) = r.initialise([200, 400], kind, np.random.default_rng(28))
    return np.var(W)


def _arrives(r: SimpleNamespace) -> list[bool]:
    """Whether a signal stays within a factor of 2 through 15 ReLU layers of widths 50 and 150, by kind of weights."""
    rng = np.random.default_rng(28)
    x, kept = rng.normal(size=(200, 50)), []
    for kind in ("relu", "tanh"):
        h = x
        for W, b in r.initialise([50, 150] * 8, kind, rng):
            h = np.maximum(0, h @ W + b)
        kept.append(bool(0.5 < np.sqrt(np.mean(h**2)) < 2))
    return kept


GOLDENS = (
    Golden("curriculum", "80/10/10 of 150", _split, ([120, 15, 15], np.arange(150))),
    Golden(
        "curriculum",
        "standardised by the training set alone, a constant feature is 0",
        lambda r: r.standardise(_TRAIN, _OTHER)[0],
        np.column_stack([np.array([-3.0, -1, 4]) / np.sqrt(26 / 3), np.zeros(3)]),
    ),
    Golden(
        "curriculum",
        "batches of 101 by 32",
        lambda r: [len(batch) for batch in r.minibatches(101, 32, np.random.default_rng(0))],
        [32, 32, 32, 5],
    ),
    Golden("curriculum", "variance for ReLU, fan-in 200", lambda r: _variance(r, "relu"), 2 / 200, 3e-4),
    Golden("curriculum", "variance for tanh, fan-in 200", lambda r: _variance(r, "tanh"), 1 / 200, 1.5e-4),
    Golden(
        "curriculum",
        "momentum's w and v for g = 1, β = .9, η = .1",
        _momentum,
        [[-0.1, 1], [-0.29, 1.9], [-0.561, 2.71]],
    ),
    Golden(
        "curriculum",
        "step decay .8, ½, every 10",
        lambda r: [r.step_decay(k, 0.8, 0.5, 10) for k in (0, 9, 10, 35)],
        [0.8, 0.8, 0.4, 0.1],
    ),
    Golden(
        "curriculum", "exponential decay to 1/e", lambda r: r.exponential_decay(10, 0.8, 0.1), 0.294304, SIX_DECIMALS
    ),
    Golden("curriculum", "L2 penalty of 1, 2, 3, 4 without the biases", lambda r: r.l2_penalty(_PARAMS, 0.1), 1.5),
    Golden("curriculum", "L2 gradients off central differences by", _l2_error, 0.0, SLOPE),
    Golden("curriculum", "early stopping", lambda r: r.early_stopping([5, 4, 3, 3.5, 3.2, 3.1, 2], 3), (2, 5)),
    Golden("curriculum", "an equal loss is no improvement", lambda r: r.early_stopping([5, 4, 4, 4], 2), (1, 3)),
    Golden("erratum 28", "variance with the fan-in, not the fan-out 400", lambda r: _variance(r, "relu"), 0.01, 3e-4),
    Golden("erratum 28", "after 15 ReLU layers 2/fan-in keeps the signal, 1/fan-in does not", _arrives, [True, False]),
    Golden("erratum 34", "iterations for 101 samples by 32", lambda r: r.iterations_per_epoch(101, 32), 4),
    Golden("erratum 35", "first move, ε under the root", _first_move, [0.0010], 5e-5),
    Golden("erratum 35", "first move, ε outside", lambda r: 0.1 * 1e-6 / (np.sqrt(1e-12) + 1e-8), 0.0990, 5e-5),
)
