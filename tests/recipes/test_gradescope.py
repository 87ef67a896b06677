"""Gradescope's zip, run in that system's paths below a folder of the test's own."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import conftest
import pytest

RECIPE = conftest.REPOSITORY / "docs" / "recipes" / "gradescope"


@pytest.fixture
def unpacked(tmp_path):
    """The zip, unpacked where Gradescope does it; what setup.sh installs is this test's environment."""
    build = runpy.run_path(str(RECIPE / "build.py"))["build"]
    build(conftest.REPOSITORY, "a02_perceptron", tmp_path / "a02.zip", 7)
    source = tmp_path / "root" / "autograder" / "source"
    with zipfile.ZipFile(tmp_path / "a02.zip") as archive:
        archive.extractall(source)
    (source / "environment").symlink_to(Path(sys.executable).parent.parent)
    (tmp_path / "root" / "autograder" / "submission").mkdir()
    return tmp_path / "root"


def run(root, **files):
    for name, content in files.items():
        (root / "autograder" / "submission" / f"{name}.ipynb").write_text(content, encoding="utf-8")
    environment = {**conftest.environment(), "GRADESCOPE_ROOT": str(root)}
    environment["PYTHONPATH"] = str(root / "autograder" / "source")  # the zip's own engine
    script = root / "autograder" / "source" / "run_autograder"
    done = subprocess.run(["bash", script], cwd=root, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads((root / "autograder" / "results" / "results.json").read_text())


def test_the_zip_holds_this_assignment_and_no_other(unpacked: Path) -> None:
    source = unpacked / "autograder" / "source"
    assert [path.name for path in (source / "solutions").iterdir()] == ["a02_perceptron"]
    assert (source / "assignment").read_text() == "a02_perceptron" and (source / "seed").read_text() == "7"
    with zipfile.ZipFile(unpacked.parent / "a02.zip") as archive:
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    assert modes["setup.sh"] & 0o111 and modes["run_autograder"] & 0o111
    assert not [name for name in modes if "__pycache__" in name]


@pytest.mark.slow
def test_a_submission_is_graded_with_the_zips_seed(unpacked: Path, solved: Any) -> None:
    data = run(unpacked, a02_perceptron=json.dumps(solved))
    assert data["score"] == 10.0 and {test["status"] for test in data["tests"]} == {"passed"}


@pytest.mark.slow
def test_no_notebook_and_a_notebook_of_another_name(unpacked: Path, solved: Any) -> None:
    data = run(unpacked)
    assert data["score"] == 0 and data["output"].startswith("a02_perceptron.ipynb: ")
    assert run(unpacked, homework=json.dumps(solved))["score"] == 10.0


def test_setup_installs_what_exists(repository: Path) -> None:
    script = (RECIPE / "setup.sh").read_text()
    assert subprocess.run(["bash", "-n", RECIPE / "setup.sh"]).returncode == 0
    extra = re.search(r'"\$source\[(\w+)\]"', script).group(1)
    assert extra in tomllib.loads((repository / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert (repository / "constraints.txt").is_file() and "libseccomp2" in script


def test_an_assignment_that_is_not_there(tmp_path: Path) -> None:
    command = [sys.executable, RECIPE / "build.py", conftest.REPOSITORY, "a99", tmp_path / "x.zip"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.startswith("no assignment a99 in ")
