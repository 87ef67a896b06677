"""Goldens of a11: the reference reads the digits that students never see."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.proof.errata import Golden
from course_tools import datasets

HELD_OUT = datasets.table(Path(__file__).with_name("held_out.csv"), tuple("0123456789"))
_TRUE, _READ = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 2, 0, 2])


def _accuracy(r: SimpleNamespace) -> Any:
    """Of one training on 1237 digits, on the 360 held out, a share."""
    digits, rng = datasets.digits(), np.random.default_rng(0)
    train, val = np.split(rng.permutation(len(digits.y)), [1237])
    params = r.train_digits(digits.X[train], digits.y[train], digits.X[val], digits.y[val], rng)
    return np.mean(r.predict_digits(params, HELD_OUT.X) == HELD_OUT.y)


GOLDENS = (
    Golden(
        "curriculum",
        "confusion matrix, rows true, columns predicted",
        lambda r: r.confusion_matrix(_TRUE, _READ, 3),
        [[1, 1, 0], [0, 1, 0], [1, 0, 2]],
    ),
    Golden("curriculum", "the reference reads at least 97.5 % of the hidden digits", lambda r: _accuracy(r) >= 0.975),
)
