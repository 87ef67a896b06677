"""No code, configuration or data of the current folder is used: each command runs in a folder full of lures."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import conftest
import pytest

from autograder.cli import main

SPRUNG = "import pathlib; pathlib.Path({mark!r}).touch()\n"
MODULES = """conftest sitecustomize usercustomize numpy matplotlib click rich pytest nbformat nbconvert traitlets
sqlalchemy jupytext libcst mutmut json pickle socket autograder/__init__ course_tools/__init__ checks
course_tools/expectations mistakes notebook setup solutions/a02_perceptron/checks solutions/a02_perceptron/notebook
solutions/a02_perceptron/mistakes solutions/least_squares/checks solutions/least_squares/notebook
solutions/least_squares/mistakes jupyter_config jupyter_nbconvert_config ipython_config""".split()
BROKEN = {
    "pytest.ini": "[pytest]\naddopts = --no-such-option\n",
    "tox.ini": "[pytest]\naddopts = --no-such-option\n",
    "setup.cfg": "[tool:pytest]\naddopts = --no-such-option\n[mutmut]\npaths_to_mutate = nowhere\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--no-such-option'\n[broken\n",
    "jupytext.toml": "broken = [\n",
    "matplotlibrc": "backend: no_such_backend\n",
    "pyvenv.cfg": "home = /nowhere\n",
    "hints.json": "broken",
    "hints/least_squares.json": "broken",
    "assignments/least_squares/least_squares.ipynb": "broken",
    "solutions/glossary.toml": "broken = [",
    "datasets/iris.csv": "broken",
}
AUTOGRADER = str(Path(sys.executable).with_name("autograder"))  # the checkout's
HERE = "../mine"  # the course and its class, seen from the lures
NAME = "least_squares"
# Each command of the program: what it is called with, and what it shows then. The course that `new` makes is graded.
COMMANDS = [
    ("new", HERE, ""),
    ("release", f"--course {HERE}", ""),
    ("source", f"{NAME} --course {HERE}", ""),
    ("bundle", f"{NAME} -o out.zip --course {HERE}", ""),
    ("demo", f"--course {HERE} --keep ../shown", "slope_only"),
    ("check", f"work/{NAME}.ipynb --course {HERE} --json out.json --junit out.xml --gradescope out.gs --github", ""),
    ("grade", f"{NAME} --course {HERE} --seed 1", "4 of 4"),
    ("feedback", f"{NAME} --course {HERE}", ""),
    ("report", f"{NAME} --course {HERE} --similar", ""),
    ("report", f"--course {HERE}", ""),
    *[("export", f"{NAME} --format {name} -o out.{name} --course {HERE}", "") for name in ("csv", "moodle", "canvas")],
    ("export", f"{NAME} --format gradescope -o gradescope --course {HERE}", ""),
    ("validate", f"--course {HERE} --workers 2", "\nproved"),
    ("doctor", f"--course {HERE}", "This machine can grade"),
]


class _Touch:
    """What leaves a mark when it is unpickled."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.mark,)


@dataclass(frozen=True)
class Lures:
    """A folder in which everything leaves a mark when it is used, or breaks what reads it."""

    folder: Path
    mark: Path

    def lay(self, folder: Path) -> None:
        """Lay them into a folder."""
        lure = SPRUNG.format(mark=str(self.mark))
        modules = {f"{name}.py": lure for name in MODULES} | {"lure.pth": lure}
        for name, text in (modules | BROKEN).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        for name in ("data.npy", "data.pkl", "gradebook.pickle"):
            (folder / name).write_bytes(pickle.dumps(_Touch(str(self.mark))))

    def run(self, program: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a command among them; none may be used."""
        done = subprocess.run(program, cwd=self.folder, env=variables, capture_output=True, text=True, timeout=600)
        assert not self.mark.exists(), program
        assert "Traceback" not in done.stderr, done.stderr
        return done


@pytest.fixture
def lures(tmp_path: Path) -> Lures:
    made = Lures(tmp_path / "lures", tmp_path / "sprung")
    made.lay(made.folder)
    (made.folder / "nbgrader_config.py").write_text(SPRUNG.format(mark=str(made.mark)))
    return made


Program = tuple[list[str], dict[str, str]]


@pytest.fixture(params=["checkout", pytest.param("wheel", marks=pytest.mark.xdist_group("wheels"))])
def program(request: pytest.FixtureRequest) -> Program:
    """The command of the checkout and the installed wheel's, each with its environment."""
    variables = {name: value for name, value in conftest.environment().items() if name != "DELTARULE_COURSE"}
    if request.param == "checkout":
        return [AUTOGRADER], variables
    environment = request.getfixturevalue("installed")
    del variables["PYTHONPATH"]
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [str(environment / "bin" / "autograder")], {**variables, "PATH": path}


@pytest.mark.parametrize("code", ["import numpy", "import pickle; pickle.load(open('data.pkl', 'rb'))"])
def test_a_lure_leaves_a_mark(lures: Lures, code: str) -> None:
    """Or the tests below would prove nothing."""
    lures.mark.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-c", code], cwd=lures.folder, capture_output=True, check=False)
    assert lures.mark.exists()


@pytest.mark.slow
def test_no_command_uses_what_lies_in_the_current_folder(lures: Lures, program: Program) -> None:
    """Nor what lies beside a submission; and from the wheel, a course of one's own is made, proved and graded."""
    command, variables = program
    assert {name for name, _, _ in COMMANDS} == set(main.commands)
    for name, arguments, shown in COMMANDS:
        done = lures.run([*command, name, *arguments.split()], variables)
        assert done.returncode == 0, f"{name}: {done.stdout[-3000:]}{done.stderr}"
        assert shown in done.stdout, f"{name}: {done.stdout}"
        if name == "demo":
            _hand_in(lures)
    assert json.loads((lures.folder / "out.json").read_text())["submissions"][0]["score"] == 4.0
    assert (lures.folder.parent / "mine" / "gradebook.db").is_file()


def _hand_in(lures: Lures) -> None:
    """Put a right submission where the commands look for it, with lures beside it."""
    right = lures.folder.parent / "shown" / "submitted" / "all_right" / NAME / f"{NAME}.ipynb"
    for place in (lures.folder / "work", lures.folder.parent / "mine" / "submitted" / "ada" / NAME):
        lures.lay(place)
        shutil.copy(right, place)


@pytest.mark.slow
def test_the_checkouts_own_course_is_used_wherever_one_stands(lures: Lures, solved: dict[str, object]) -> None:
    (lures.folder / "work").mkdir()
    (lures.folder / "work" / "a02_perceptron.ipynb").write_text(json.dumps(solved))
    for arguments in ("--help", "--version", "check work/a02_perceptron.ipynb --json out.json", "release --check"):
        done = lures.run([AUTOGRADER, *arguments.split()], conftest.environment())
        assert done.returncode == 0, done.stderr
    assert json.loads((lures.folder / "out.json").read_text())["submissions"][0]["score"] == 10.0


@pytest.mark.slow
@pytest.mark.xdist_group("wheels")
@pytest.mark.parametrize("arguments", ["check work/x.ipynb", "release", "bundle x -o y.zip"])
def test_from_the_wheel_no_course_is_found_by_chance(lures: Lures, installed: Path, arguments: str) -> None:
    """The wheel holds no course: the commands that need one say so, and take none from the current folder."""
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "DELTARULE_COURSE")}
    done = lures.run([str(installed / "bin" / "autograder"), *arguments.split()], variables)
    assert done.returncode == 1, done.stdout
    assert "DELTARULE_COURSE" in done.stderr, done.stderr
