"""No code, configuration or data of the current folder is used: each command runs in a folder full of lures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import conftest
import pytest

SPRUNG = "import pathlib; pathlib.Path({mark!r}).touch()\n"
MODULES = """conftest sitecustomize usercustomize numpy matplotlib click rich pytest nbformat jupytext json pickle
autograder/__init__ course_tools/__init__ checks mistakes notebook setup solutions/a02_perceptron/checks
solutions/a02_perceptron/notebook solutions/a02_perceptron/mistakes jupyter_config ipython_config""".split()
COMMANDS = [
    ["--help"],
    ["--version"],
    ["doctor"],
    ["check", "work/a02_perceptron.ipynb", "--json", "out.json", "--junit", "out.xml", "--github"],
    ["release", "--check", "a02_perceptron"],
    ["bundle", "a02_perceptron", "-o", "out.zip"],
    ["grade", "a02_perceptron", "--course", "class", "--seed", "1"],
    ["feedback", "a02_perceptron", "--course", "class"],
    ["report", "a02_perceptron", "--course", "class"],
    ["export", "a02_perceptron", "--format", "csv", "--course", "class"],
]


@pytest.fixture
def lures(tmp_path: Path, solved: dict[str, Any]) -> Path:
    """A folder of lures, each of which leaves a mark when it is used; with a notebook, and a class folder in it."""
    folder = tmp_path / "lures"
    lure = SPRUNG.format(mark=str(tmp_path / "sprung"))
    for name in MODULES:
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(lure)
    (folder / "nbgrader_config.py").write_text(lure)
    (folder / "lure.pth").write_text(lure)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    (folder / "tox.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--no-such-option'\n[broken\n")
    (folder / "jupytext.toml").write_text("broken = [\n")
    (folder / "matplotlibrc").write_text("backend: no_such_backend\n")
    (folder / "pyvenv.cfg").write_text("home = /nowhere\n")
    for path in (folder / "work", folder / "class" / "submitted" / "ada" / "a02_perceptron"):
        path.mkdir(parents=True)
        (path / "a02_perceptron.ipynb").write_text(json.dumps(solved), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_no_command_uses_what_lies_in_the_current_folder(lures: Path, repository: Path) -> None:
    environment = conftest.environment()
    for arguments in COMMANDS:
        program = [str(Path(sys.executable).with_name("autograder")), *arguments]
        done = subprocess.run(program, cwd=lures, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or arguments[0] in ("doctor", "release"), done.stderr
        assert not (lures.parent / "sprung").exists(), arguments
    assert json.loads((lures / "out.json").read_text())["submissions"][0]["score"] == 10.0


@pytest.mark.slow
def test_from_the_wheel_no_course_is_found_by_chance(lures: Path, repository: Path, tmp_path: Path) -> None:
    """The engine as a wheel holds it, without a course: `check` says so, and takes none from the current folder."""
    place = tmp_path / "site"
    for name in ("autograder", "course_tools"):
        for path in (repository / name).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                target = place / path.relative_to(repository)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    environment = {**conftest.environment(), "PYTHONPATH": str(place)}
    environment.pop("DELTARULE_COURSE", None)
    program = [
        sys.executable,
        "-P",
        "-c",
        "from autograder.cli import main; main()",
        "check",
        "work/a02_perceptron.ipynb",
    ]
    done = subprocess.run(program, cwd=lures, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "no course" in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert not (tmp_path / "sprung").exists()
