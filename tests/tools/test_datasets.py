"""The data are what the course says, wherever they lie: in a checkout, in a wheel, in a student's bundle."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course import bundle
from autograder.course.assignment import Assignment
from course_tools import datasets

SHAPES = """
import json, sys
sys.path.insert(0, sys.argv[1])
from course_tools import datasets
found = {name: list(getattr(datasets, name)().X.shape) for name in ("iris", "digits")}
found["noisy_xor"] = [list(part.shape) for part in datasets.noisy_xor()]
found["perceptron_points"] = [list(part.shape) for part in datasets.perceptron_points()]
found["file"] = str(datasets.path("iris.csv"))
print(json.dumps(found))
"""


def shapes_from(folder, cwd):
    """What the loaders give in a process that finds course_tools in this folder."""
    command = [sys.executable, "-I", "-c", SHAPES, str(folder)]
    return json.loads(subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True, timeout=60).stdout)


def assert_shapes(found):
    assert found["iris"] == [150, 4] and found["digits"] == [1437, 64]
    assert found["noisy_xor"] == [[8, 2], [8], [2, 2]] and found["perceptron_points"] == [[4, 2], [4]]


def test_iris() -> None:
    X, y, features, species = datasets.iris()
    assert X.shape == (150, 4) and X.dtype == np.float64 and y.dtype == np.int64
    assert np.bincount(y).tolist() == [50, 50, 50] and species == ("setosa", "versicolor", "virginica")
    assert features == ("sepal_length", "sepal_width", "petal_length", "petal_width")
    # two samples in which widespread copies of the data differ from Fisher's paper
    assert X[34].tolist() == [4.9, 3.1, 1.5, 0.2] and X[37].tolist() == [4.9, 3.6, 1.4, 0.1]
    assert np.allclose(X.mean(axis=0), [5.8433, 3.0573, 3.758, 1.1993], atol=1e-4)


def test_digits_and_those_held_out_are_all_1797(repository: Path) -> None:
    path = repository / "solutions" / "a11_digits" / "held_out.csv"
    known, held_out = datasets.digits(), datasets.table(path, tuple("0123456789"))
    assert known.X.shape == (1437, 64) and held_out.X.shape == (360, 64)
    assert known.X.min() == 0 and known.X.max() == 16
    assert np.bincount(held_out.y).tolist() == [36] * 10
    together = {row.tobytes() for row in np.vstack([known.X, held_out.X])}
    assert len(together) == 1797


def test_noisy_xor_is_xor() -> None:
    X, y, unknown = datasets.noisy_xor()
    assert y.tolist() == (X.round().astype(int)[:, 0] ^ X.round().astype(int)[:, 1]).tolist()
    assert unknown.shape == (2, 2)


def test_perceptron_points_of_the_lecture() -> None:
    X, y = datasets.perceptron_points()
    assert X.tolist() == [[1, 3], [5, 4], [6, 3], [3, 1]] and y.tolist() == [1, 1, -1, -1]


def test_each_file_has_its_sum(repository: Path) -> None:
    for name, wanted in datasets.SHA256.items():
        assert hashlib.sha256((repository / "datasets" / name).read_bytes()).hexdigest() == wanted
    assert {path.name for path in (repository / "datasets").glob("*.csv")} == set(datasets.SHA256)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch, repository):
    """A data folder to break."""
    folder = tmp_path / "datasets"
    shutil.copytree(repository / "datasets", folder)
    monkeypatch.setattr(datasets, "_FOLDERS", (folder,))
    return folder


def test_a_missing_file_is_named_with_what_to_do(elsewhere: Any) -> None:
    (elsewhere / "iris.csv").unlink()
    with pytest.raises(FileNotFoundError) as caught:
        datasets.iris()
    text = f"the data file iris.csv is missing; it belongs into {elsewhere}. Unpack the course's files again."
    assert str(caught.value) == text


def test_an_altered_file_is_refused(elsewhere: Any) -> None:
    path = elsewhere / "iris.csv"
    path.write_text(path.read_text().replace("5.1,", "5.2,", 1))
    with pytest.raises(ValueError, match=r"iris\.csv was altered; unpack the course's files again"):
        datasets.iris()


def test_windows_line_ends_are_no_alteration(elsewhere: Any) -> None:
    path = elsewhere / "iris.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert datasets.iris().X.shape == (150, 4)


def test_in_a_checkout(repository: Path, tmp_path: Path) -> None:
    found = shapes_from(repository, tmp_path)
    assert_shapes(found)
    assert found["file"] == str(repository / "datasets" / "iris.csv")


def test_in_a_bundle(a02: Assignment, tmp_path: Path) -> None:
    bundle.write([a02], tmp_path / "week2.zip")
    with zipfile.ZipFile(tmp_path / "week2.zip") as archive:
        archive.extractall(tmp_path)
    found = shapes_from(tmp_path / "week2", tmp_path)
    assert_shapes(found)
    assert found["file"].startswith(str(tmp_path))


@pytest.mark.slow
def test_in_an_installed_wheel(repository: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(repository)]
    subprocess.run(build, cwd=tmp_path, capture_output=True, check=True, timeout=600)
    (wheel,) = tmp_path.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--target", str(tmp_path / "site"), str(wheel)]
    subprocess.run(install, capture_output=True, check=True, timeout=600)
    found = shapes_from(tmp_path / "site", tmp_path)
    assert_shapes(found)
    assert found["file"] == str(tmp_path / "site" / "course_tools" / "data" / "iris.csv")
    names = zipfile.ZipFile(wheel).namelist()
    assert "autograder/publish/templates/feedback.html.j2" in names and "autograder/py.typed" in names
