"""The wheels hold what they should and nothing secret; `test_lures` makes, proves and grades a course with one."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.course import assignment as course
from autograder.course.cells import cell_kind

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheels")]

PUBLIC = {"README.md", "digits.csv", "iris.csv", "noisy_xor.csv", "perceptron_points.csv"}


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_the_engines_wheel_holds_the_engine_and_public_data(wheels: Any, repository: Path) -> None:
    found = names(wheels["deltarule"])
    modules = {path.relative_to(repository).as_posix() for path in (repository / "autograder").rglob("*.py")}
    assert modules <= found
    assert {name for name in found if name.startswith("course_tools/data/")} == {
        f"course_tools/data/{name}" for name in PUBLIC
    }


def test_the_students_wheel_holds_the_tools_and_public_data(wheels: Any, repository: Path) -> None:
    tools = {f"course_tools/{path.name}" for path in (repository / "course_tools").glob("*.py")}
    assert names(wheels["deltarule_course_tools"]) == {
        *tools,
        "course_tools/py.typed",
        *(f"course_tools/data/{name}" for name in PUBLIC),
    }


@pytest.mark.parametrize("name", ["deltarule", "deltarule_course_tools"])
def test_no_wheel_holds_a_solution_a_check_a_mistake_or_held_out_data(wheels: Any, name: str, repository: Path) -> None:
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


def run(environment: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "DELTARULE_COURSE")}
    variables = {**kept, "PATH": f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
    command = [str(environment / "bin" / "autograder"), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, timeout=300)


def test_without_a_course_the_command_says_what_to_do(installed: Any, tmp_path: Path) -> None:
    done = run(installed, "release", cwd=tmp_path)
    assert done.returncode == 1 and "DELTARULE_COURSE" in done.stderr and "Traceback" not in done.stderr


def test_a_package_that_is_missing_is_named_with_its_extra(installed: Any, tmp_path: Path) -> None:
    run(installed, "new", tmp_path / "mine", cwd=tmp_path)
    (tmp_path / "mine" / "submitted" / "ada" / "least_squares").mkdir(parents=True)
    done = run(installed, "grade", "least_squares", "--scheduler", "tcp://127.0.0.1:9", cwd=tmp_path / "mine")
    assert done.returncode == 1 and "pip install 'deltarule[cluster]'" in done.stderr, done.stderr
