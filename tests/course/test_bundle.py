"""What students get: everything they need, nothing that they should find out themselves."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.course import assignment as course
from autograder.course import bundle
from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id
from autograder.errors import CourseError


@pytest.fixture
def unpacked(a02, tmp_path):
    """The bundle of a02 as a student unpacks it."""
    bundle.write([a02], tmp_path / "week2.zip")
    with zipfile.ZipFile(tmp_path / "week2.zip") as archive:
        archive.extractall(tmp_path / "home")
    return tmp_path / "home" / "week2"


def names(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_contents(unpacked: Path) -> None:
    found = names(unpacked)
    assert {
        "README.md",
        "requirements.txt",
        "a02_perceptron.ipynb",
        "datasets/iris.csv",
        "course_tools/datasets.py",
    } <= found
    kinds = {name for name in found if not name.startswith(("course_tools/", "datasets/"))}
    assert kinds == {
        "README.md",
        "requirements.txt",
        "a02_perceptron.ipynb",
        "handbook.ipynb",
        "hints/a02_perceptron.json",
    }


def test_nothing_that_should_not_be_there(unpacked: Path, a02: Assignment) -> None:
    found = names(unpacked)
    assert not any(
        "held_out" in name or "autograder" in name or "solutions" in name or "test_" in name for name in found
    )
    text = b"\n".join((unpacked / name).read_bytes() for name in sorted(found)).decode()
    assert "BEGIN SOLUTION" not in text
    held_out = course.root() / "solutions" / "a11_digits" / "held_out.csv"
    assert not any(line in text for line in held_out.read_text().splitlines()[1:])
    for cell in a02.notebook.cells:
        if cell_kind(cell) == "solution":
            body = cell.source.partition("### BEGIN SOLUTION")[2].partition("### END SOLUTION")[0].strip()
            assert body not in text, grade_id(cell)


def test_the_requirements_are_pinned_and_name_no_host(unpacked: Path) -> None:
    lines = (unpacked / "requirements.txt").read_text().splitlines()
    assert {line.partition("==")[0] for line in lines} == {"jupyterlab", "matplotlib", "nbgrader", "numpy"}
    assert all(line.partition("==")[2] for line in lines)


def test_the_readme_names_the_notebook(unpacked: Path) -> None:
    text = (unpacked / "README.md").read_text()
    assert "jupyter lab a02_perceptron.ipynb" in text and "pip install -r requirements.txt" in text
    assert "{" not in text


def test_the_same_bytes_twice(a02: Assignment, tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        bundle.write([a02], tmp_path / folder / "week2.zip")
    assert (tmp_path / "one" / "week2.zip").read_bytes() == (tmp_path / "other" / "week2.zip").read_bytes()


def test_no_time_of_day_is_in_the_bundle(a02: Assignment, tmp_path: Path) -> None:
    bundle.write([a02], tmp_path / "week2.zip")
    with zipfile.ZipFile(tmp_path / "week2.zip") as archive:
        assert {one.date_time for one in archive.infolist()} == {(2024, 1, 1, 0, 0, 0)}


def test_several_notebooks_in_one_bundle(repository: Path, tmp_path: Path) -> None:
    both = [course.assignment(name, repository) for name in ("a02_perceptron", "a05_softmax_regression")]
    bundle.write(both, tmp_path / "weeks.zip")
    with zipfile.ZipFile(tmp_path / "weeks.zip") as archive:
        assert {"weeks/a02_perceptron.ipynb", "weeks/a05_softmax_regression.ipynb"} <= set(archive.namelist())


def test_nothing_half_written(course_copy: Path, tmp_path: Path) -> None:
    one = course.Assignment("a02_perceptron", course_copy)
    one.release.unlink()
    with pytest.raises(CourseError, match="is missing"):
        bundle.write([one], tmp_path / "week2.zip")
    assert not list(tmp_path.glob("week2*"))


RUN = """
import json, sys
sys.path[:] = [path for path in sys.path if path and "site-packages" in path or path.startswith(sys.base_prefix)]
sys.path.insert(0, ".")
import warnings
warnings.simplefilter("error")
import matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot as plt
plt.show = lambda *_, **__: plt.close("all")
import course_tools
assert course_tools.__file__.startswith(sys.argv[2]), course_tools.__file__
namespace = {"__name__": "__main__"}
for cell in json.load(open(sys.argv[1]))["cells"]:
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), cell["id"], "exec"), namespace)
print("ran to the end")
"""


@pytest.mark.slow
def test_the_solved_notebook_runs_on_the_bundle_alone(unpacked: Path, solved: Any) -> None:
    (unpacked / "solved.ipynb").write_text(json.dumps(solved))
    command = [sys.executable, "-I", "-c", RUN, "solved.ipynb", str(unpacked)]
    done = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, timeout=300)
    assert done.stdout.endswith("ran to the end\n"), done.stderr
    assert "✗" not in done.stdout and done.stdout.count("✓") >= 15


@pytest.mark.slow
def test_the_untouched_notebook_says_what_to_do(unpacked: Path) -> None:
    command = [sys.executable, "-I", "-c", RUN, "a02_perceptron.ipynb", str(unpacked)]
    done = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith(
        "add_bias: not written yet: replace `raise NotImplementedError()` by your own code"
    )
