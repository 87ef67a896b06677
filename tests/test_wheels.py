"""The wheels hold what they should and nothing secret, and from the engine's a course of one's own is graded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.course import assignment as course
from autograder.course.cells import cell_kind

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheels")]

PUBLIC = {"README.md", "digits.csv", "iris.csv", "noisy_xor.csv", "perceptron_points.csv"}


@pytest.fixture(scope="module")
def wheels(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both wheels, built from a copy of the checkout: a build leaves files behind."""
    place = tmp_path_factory.mktemp("wheels")
    copy = place / "checkout"
    for name in ("autograder", "course_tools", "datasets"):
        shutil.copytree(repository / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(repository / name, copy / name)
    for folder in (copy, copy / "course_tools"):
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    return {path.name.partition("-")[0]: path for path in place.glob("*.whl")}


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_the_engines_wheel_holds_the_engine_and_public_data(wheels, repository):
    found = names(wheels["deltarule"])
    modules = {path.relative_to(repository).as_posix() for path in (repository / "autograder").rglob("*.py")}
    assert modules <= found
    assert {name for name in found if name.startswith("course_tools/data/")} == {
        f"course_tools/data/{name}" for name in PUBLIC
    }


def test_the_students_wheel_holds_the_tools_and_public_data(wheels, repository):
    tools = {f"course_tools/{path.name}" for path in (repository / "course_tools").glob("*.py")}
    assert names(wheels["deltarule_course_tools"]) == {
        *tools,
        "course_tools/py.typed",
        *(f"course_tools/data/{name}" for name in PUBLIC),
    }


@pytest.mark.parametrize("name", ["deltarule", "deltarule_course_tools"])
def test_no_wheel_holds_a_solution_a_check_a_mistake_or_held_out_data(wheels, name, repository):
    with zipfile.ZipFile(wheels[name]) as archive:
        texts = {one: archive.read(one).decode("utf-8", "replace") for one in archive.namelist()}
    text = "\n".join(text for one, text in texts.items() if "/course/template/" not in one)
    assert "### BEGIN SOLUTION\n    return" not in text
    for assignment in course.assignments(repository):
        assert not any(assignment.name in one for one in texts)
        for cell in assignment.notebook.cells:
            if cell_kind(cell) == "solution":
                body = cell.source.partition("### BEGIN SOLUTION")[2].partition("### END SOLUTION")[0].strip()
                assert len(body) < 40 or body not in text
        for path in (assignment.checks, assignment.mistakes):
            for function in re.findall(r"^def (\w{12,})\(", path.read_text(encoding="utf-8"), re.MULTILINE):
                assert f"def {function}(" not in text, function
    for path in repository.rglob("*held_out*.csv"):
        rows = path.read_text(encoding="utf-8").splitlines()[1:]
        assert not any(row in text for row in rows)


@pytest.fixture(scope="module")
def installed(wheels, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty virtual environment with the engine's wheel and its instructor extra, outside the checkout."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "env")], check=True)
    command = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--quiet"]
    command += ["--python", str(place / "env" / "bin" / "python"), "-c", str(repository / "constraints.txt")]
    subprocess.run([*command, f"deltarule[instructor,author] @ {wheels['deltarule'].as_uri()}"], check=True)
    return place / "env"


def run(environment: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "DELTARULE_COURSE")}
    variables = {**kept, "PATH": f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
    command = [str(environment / "bin" / "autograder"), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, timeout=300)


def test_a_course_of_ones_own_is_made_proved_and_graded(installed, tmp_path):
    made = run(installed, "new", tmp_path / "mine", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "mine"
    proved = run(installed, "validate", "--course", ".", cwd=folder)
    assert proved.returncode == 0 and "\nproved" in proved.stdout, proved.stdout + proved.stderr
    shown = run(installed, "demo", "--course", ".", "--keep", tmp_path / "shown", cwd=folder)
    assert shown.returncode == 0 and "slope_only" in shown.stdout, shown.stderr
    submitted = folder / "submitted" / "ada" / "least_squares"
    shutil.copytree(tmp_path / "shown" / "submitted" / "all_right" / "least_squares", submitted)
    graded = run(installed, "grade", "least_squares", cwd=folder)
    assert graded.returncode == 0 and "4 of 4" in graded.stdout, graded.stdout + graded.stderr
    assert (folder / "gradebook.db").is_file()


def test_without_a_course_the_command_says_what_to_do(installed, tmp_path):
    done = run(installed, "release", cwd=tmp_path)
    assert done.returncode == 1 and "DELTARULE_COURSE" in done.stderr and "Traceback" not in done.stderr


def test_a_package_that_is_missing_is_named_with_its_extra(installed, tmp_path):
    run(installed, "new", tmp_path / "mine", cwd=tmp_path)
    (tmp_path / "mine" / "submitted" / "ada" / "least_squares").mkdir(parents=True)
    done = run(installed, "grade", "least_squares", "--scheduler", "tcp://127.0.0.1:9", cwd=tmp_path / "mine")
    assert done.returncode == 1 and "pip install 'deltarule[cluster]'" in done.stderr, done.stderr
