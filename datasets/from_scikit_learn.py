"""Write iris.csv, digits.csv and the digits that a11 holds out, out of scikit-learn's package.

Run once by an author: `pip install scikit-learn && python datasets/from_scikit_learn.py`; the files are
committed, so scikit-learn is no dependency of the course. Prints each file's sha256.
"""

import hashlib
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits, load_iris

HERE = Path(__file__).resolve().parent
HELD_OUT = HERE.parent / "solutions" / "a11_digits" / "held_out.csv"  # where no bundle, wheel or sandbox has it
HELD_OUT_PER_CLASS = 36


def main() -> None:
    """Write the three files."""
    iris = load_iris()
    _write(
        HERE / "iris.csv", "sepal_length,sepal_width,petal_length,petal_width,species", iris.data, iris.target, "%.1f"
    )
    digits = load_digits()
    held_out = _stratified(digits.target, HELD_OUT_PER_CLASS)
    header = ",".join(f"pixel_{row}_{column}" for row in range(8) for column in range(8)) + ",digit"
    _write(HERE / "digits.csv", header, digits.data[~held_out], digits.target[~held_out], "%d")
    _write(HELD_OUT, header, digits.data[held_out], digits.target[held_out], "%d")


def _stratified(labels: np.ndarray, per_class: int) -> np.ndarray:
    """A mask (N,) with `per_class` samples of each class, the same at every run."""
    rng = np.random.default_rng(2024)
    mask = np.zeros(len(labels), dtype=bool)
    for label in np.unique(labels):
        mask[rng.choice(np.flatnonzero(labels == label), per_class, replace=False)] = True
    return mask


def _write(path: Path, header: str, features: np.ndarray, labels: np.ndarray, form: str) -> None:
    lines = [
        ",".join([*(form % value for value in row), str(label)]) for row, label in zip(features, labels, strict=True)
    ]
    content = "\n".join([header, *lines, ""]).encode()
    path.write_bytes(content)
    print(f"{hashlib.sha256(content).hexdigest()}  {path.name}")


if __name__ == "__main__":
    main()
