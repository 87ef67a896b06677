"""Goldens of a02: 003's walk-through and its misprints, XOR for a line."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.proof.errata import Golden
from course_tools import datasets
from course_tools.lectures import CORNERS, LABELS, POINTS, W_START, XOR

_W1, _W2 = np.array([0.5, 1.5, 3.0]), np.array([0.0, -1.5, 1.5])
_MISPRINT = np.array([1, 1, -1, 1])
_DESIGN = np.column_stack([np.ones(4), CORNERS])


def _fit(r: SimpleNamespace, eta: float, labels: np.ndarray = LABELS) -> Any:
    return r.fit_perceptron(POINTS, labels, W_START, eta, 1000)


def _least_squares(design: np.ndarray) -> tuple[np.ndarray, float]:
    w, *_ = np.linalg.lstsq(design, XOR, rcond=None)
    return w, float(np.sum((design @ w - XOR) ** 2))


def _adaline_pull(r: SimpleNamespace, design: np.ndarray, w: np.ndarray) -> Any:
    """What one pass of the delta rule, all from the same w, adds up to: 0 where the squared error is least."""
    return np.sum([r.adaline_update(w, x, t, 1.0) - w for x, t in zip(design, XOR, strict=True)], axis=0)


def _xor_updates(r: SimpleNamespace) -> Any:
    """Updates in the hundredth pass over XOR."""
    updates = [r.fit_perceptron(_DESIGN, 2 * XOR - 1, np.zeros(3), 1.0, passes)[1] for passes in (99, 100)]
    return updates[1] - updates[0]


GOLDENS = (
    Golden("curriculum", "003's four points", lambda r: r.add_bias(datasets.perceptron_points()[0]), POINTS),
    Golden("curriculum", "a score of 0 predicts", lambda r: r.predict(POINTS, np.zeros(3)), [-1, -1, -1, -1]),
    Golden("curriculum", "update at x0", lambda r: r.perceptron_update(W_START, POINTS[0], 1, 0.5), W_START),
    Golden("curriculum", "update at x1", lambda r: r.perceptron_update(W_START, POINTS[1], 1, 0.5), _W1),
    Golden("curriculum", "loss of x2", lambda r: r.perceptron_loss(POINTS[2:3], LABELS[2:3], _W1), 18.5),
    Golden("curriculum", "update at x2", lambda r: r.perceptron_update(_W1, POINTS[2], -1, 0.5), _W2),
    Golden("curriculum", "then x3 and x0 are predicted", lambda r: r.predict(POINTS[[3, 0]], _W2), [-1, 1]),
    Golden("curriculum", "line of (0, −1.5, 1.5)", lambda r: r.decision_line(_W2), (1, 0)),
    Golden("curriculum", "convergence with η = .2", lambda r: _fit(r, 0.2), ([0.2, -2, 3.8], 21)),
    Golden("curriculum", "convergence with η = .5", lambda r: _fit(r, 0.5), ([0.5, -5, 9.5], 27)),
    Golden("curriculum", "convergence with η = 1", lambda r: _fit(r, 1.0), ([1, -10, 19], 29)),
    Golden("curriculum", "the quiz's classes", lambda r: r.predict(_DESIGN, r.quiz_weights()), [-1, 1, 1, 1]),
    Golden("curriculum", "updates in the hundredth pass over XOR", _xor_updates, 4),
    Golden("curriculum", "XOR by least squares without bias", lambda r: _least_squares(CORNERS), ([1 / 3] * 2, 4 / 3)),
    Golden("curriculum", "XOR by least squares with bias", lambda r: _least_squares(_DESIGN), ([0.5, 0, 0], 1)),
    Golden(
        "curriculum",
        "Adaline's steps on XOR at (⅓, ⅓) add up to",
        lambda r: _adaline_pull(r, CORNERS, np.full(2, 1 / 3)),
        [0, 0],
    ),
    Golden(
        "curriculum",
        "Adaline's steps on XOR at (.5, 0, 0) add up to",
        lambda r: _adaline_pull(r, _DESIGN, np.array([0.5, 0, 0])),
        [0, 0, 0],
    ),
    Golden("erratum 8", "the data's labels", lambda r: datasets.perceptron_points()[1], [1, 1, -1, -1]),
    Golden("erratum 8", "weights from the misprinted labels", lambda r: _fit(r, 0.5, _MISPRINT)[0], [5, -2, 2]),
    Golden(
        "erratum 8",
        "predictions of weights from the misprinted labels: separable too",
        lambda r: r.predict(POINTS, _fit(r, 0.5, _MISPRINT)[0]),
        _MISPRINT,
    ),
    Golden("erratum 9", "w + η y x for x2", lambda r: r.perceptron_update(_W1, POINTS[2], -1, 0.5), [0, -1.5, 1.5]),
    Golden("erratum 9", "w − η y x for x2, as printed", lambda r: _W1 - 0.5 * LABELS[2] * POINTS[2], [1, 4.5, 4.5]),
    Golden("erratum 10", "0/1 loss of the start", lambda r: r.zero_one_loss(LABELS, r.predict(POINTS, W_START)), 0.25),
    Golden("erratum 10", "as printed", lambda r: np.mean(r.predict(POINTS, W_START) == LABELS), 0.75),
    Golden("erratum 11", "the start's loss, a mean", lambda r: r.perceptron_loss(POINTS, LABELS, W_START), 0.25),
    Golden("erratum 11", "at score 0 it predicts", lambda r: r.predict(POINTS[:1], np.zeros(3)), [-1]),
    Golden(
        "erratum 11",
        "at score 0 it updates, y = −1 too",
        lambda r: r.perceptron_update(np.zeros(3), POINTS[3], -1, 1.0),
        [-1, -3, -1],
    ),
)
