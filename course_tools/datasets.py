"""Loaders of the course's data sets; each file is checked against its sha256 before it is used."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import NamedTuple

import numpy as np

_HERE = Path(__file__).resolve().parent
# A checkout and a student's bundle hold datasets/ beside course_tools/; a wheel holds it inside.
_FOLDERS = (_HERE.parent / "datasets", _HERE / "data")

SHA256 = {
    "iris.csv": "cdf459dcf51753a4f3f56e59a9c81d8c2aaf68889c0ce19ab347e46ff542e6f4",
    "digits.csv": "d8a4a2134a9e4115561f725fce9f446e2774c0ab6445d80800d2c074f941e570",
    "noisy_xor.csv": "1285cb0ea2663eec42bcad221e2f058b6bda7f1f8b194c8865e6de67a24b2ab3",
    "perceptron_points.csv": "dca8feda37c800813e072d4a6bc05bc8cc8aa5f8b95d43c8d910e1c124f834c7",
}


class Dataset(NamedTuple):
    """Samples in rows: `X` (N, D) float64, `y` (N,) int64, and the names of columns and classes."""

    X: np.ndarray
    y: np.ndarray
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]


def iris() -> Dataset:
    """Fisher's Iris flowers: X (150, 4) in centimetres, y (150,) in 0..2, fifty of each species."""
    return _dataset("iris.csv", ("setosa", "versicolor", "virginica"))


def digits() -> Dataset:
    """Handwritten digits: X (1437, 64), 8×8 grey values 0..16 row by row, y (1437,) in 0..9.

    The other 360 of the 1797, 36 of each class, are held out: students never get them.
    """
    return _dataset("digits.csv", tuple("0123456789"))


def noisy_xor() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lecture 001's noisy XOR: X (8, 2) and labels y (8,) in 0..1, and two points (2, 2) to label."""
    data = _dataset("noisy_xor.csv", ("0", "1"))
    known = data.y >= 0
    return data.X[known], data.y[known], data.X[~known]


def perceptron_points() -> tuple[np.ndarray, np.ndarray]:
    """Lecture 003's four points: X (4, 2) and labels y (4,), ±1 (the second slide's; erratum 8)."""
    data = _dataset("perceptron_points.csv", ("-1", "1"))
    return data.X, data.y


def path(name: str) -> Path:
    """Where a data file is; raises FileNotFoundError saying what to do if it is missing."""
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(
        f"the data file {name} is missing; it belongs into {_FOLDERS[0]}. Unpack the course's files again."
    )


def table(file: Path, class_names: tuple[str, ...]) -> Dataset:
    """The samples of a file of one's own: csv, a line of names first, the class in the last column."""
    return _parsed(_content(file), class_names)


def _dataset(name: str, class_names: tuple[str, ...]) -> Dataset:
    content = _content(path(name))
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise ValueError(f"the data file {path(name)} was altered; unpack the course's files again")
    return _parsed(content, class_names)


def _content(file: Path) -> bytes:
    return file.read_bytes().replace(b"\r\n", b"\n")  # git may check out with CRLF


def _parsed(content: bytes, class_names: tuple[str, ...]) -> Dataset:
    text = content.decode("utf-8")
    columns = text.partition("\n")[0].split(",")
    rows = np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1, ndmin=2)
    return Dataset(rows[:, :-1], rows[:, -1].astype(np.int64), tuple(columns[:-1]), class_names)
