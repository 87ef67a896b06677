"""The commands: help, exit statuses, and one clear line for whatever is wrong with what they are given."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import conftest
import pytest
from click.testing import CliRunner

from autograder import cli
from autograder.grading import grade as grading
from autograder.sandbox.client import Limits

COMMANDS = sorted(cli.main.commands)


@pytest.fixture
def invoke(tmp_path, monkeypatch):
    """Run a command in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(cli.main, list(map(str, arguments)))


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory, a02):
    """A folder with a solved, an untouched and a broken notebook."""
    from autograder import demo as demonstration

    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "solved.ipynb").write_text(json.dumps(demonstration.reference_notebook(a02)))
    (folder / "untouched.ipynb").write_bytes(a02.release.read_bytes())
    (folder / "broken.ipynb").write_text("Dear grader")
    (folder / "shopping.ipynb").write_text('{"cells": [{"cell_type": "code", "source": "x = 1", "metadata": {}}]}')
    return folder


def assert_one_line(result, *words, status=1):
    """One line on stderr that says these words; nothing written to stdout, no traceback."""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert all(word in lines[0] for word in words), lines[0]
    assert lines[0].startswith("autograder: ") and "Traceback" not in result.output
    assert (result.exit_code, result.stdout) == (status, "")


# --- help ------------------------------------------------------------------------------------------


def test_the_commands_are_those_of_the_design() -> None:
    wanted = {"demo", "release", "bundle", "check", "grade", "feedback", "report", "export", "validate", "doctor"}
    assert wanted <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(invoke: Any, name: str) -> None:
    command = cli.main.commands[name]
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert command.help and all(one.help for one in options)
    for flag in ("--help", "-h"):
        result = invoke(name, flag)
        assert result.exit_code == 0 and command.help.split("\n")[0] in " ".join(result.output.split())


def test_help_imports_neither_numpy_nor_nbgrader() -> None:
    code = (
        "import sys; from autograder import cli; cli.main(['--help'], standalone_mode=False); "
        "print([name for name in ('numpy', 'nbgrader', 'jupytext', 'pytest', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=conftest.environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.rstrip().endswith("[]") and "Commands:" in done.stdout


def test_the_version(invoke: Any) -> None:
    assert f"version {version('deltarule')}\n" in invoke("--version").output


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", "x.ipynb", "--nonsense"],
        ["check", "x.ipynb", "--fail-under", "2"],
        ["check", "x.ipynb", "--call-seconds", "0"],
        ["check", "x.ipynb", "--seed", "-1"],
        ["grade"],
        ["grade", "a02_perceptron", "--workers", "0"],
        ["bundle", "a02_perceptron"],
        ["export", "a02_perceptron"],
        ["export", "a02_perceptron", "--format", "pdf"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(invoke: Any, arguments: Any) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2 and "Usage:" in result.stderr and "Traceback" not in result.output


# --- check -----------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def one_sandbox(request, monkeypatch):
    """`check` starts a sandbox at each run; here all runs of this process share one."""
    if "run_autograder" in request.fixturenames:  # a process of its own
        return
    shared = request.getfixturevalue("sandbox")

    class Shared:
        def __init__(self, limits, *, trust, core=0):
            assert isinstance(limits, Limits) and trust is False

        def __enter__(self):
            return shared

        def __exit__(self, *_):
            return None

    monkeypatch.setattr("autograder.sandbox.client.Sandbox", Shared)


def test_check_shows_a_table(invoke: Any, notebooks: Any) -> None:
    result = invoke("check", notebooks / "untouched.ipynb")
    assert result.exit_code == 0 and f"{notebooks / 'untouched.ipynb'}: 0 of 10\n" in result.stdout
    assert result.stdout.count("not written yet") == 9


def test_json_on_stdout_is_pure(invoke: Any, notebooks: Any) -> None:
    result = invoke("check", notebooks / "untouched.ipynb", notebooks / "solved.ipynb", "--seed", "3", "--json", "-")
    document = json.loads(result.stdout)
    assert [one["score"] for one in document["submissions"]] == [0.0, 10.0]
    assert [one["path"] for one in document["submissions"]] == [
        str(notebooks / name) for name in ("untouched.ipynb", "solved.ipynb")
    ]
    assert {one["seed"] for one in document["submissions"]} == {3} and result.exit_code == 0


def test_json_on_stdout_stays_pure_if_something_is_ungradable(invoke: Any, notebooks: Any) -> None:
    result = invoke("check", notebooks / "broken.ipynb", notebooks / "solved.ipynb", "--json", "-")
    assert [one["status"] for one in json.loads(result.stdout)["submissions"]] == ["ungradable", "graded"]
    assert result.exit_code == 1
    assert result.stderr.strip() == f"autograder: {notebooks / 'broken.ipynb'}: not a notebook: invalid JSON"


def test_a_seed_is_drawn_where_none_is_given(invoke: Any, notebooks: Any) -> None:
    seeds = {
        json.loads(invoke("check", notebooks / "untouched.ipynb", "--json", "-").stdout)["submissions"][0]["seed"]
        for _ in range(3)
    }
    assert len(seeds) == 3


def test_all_files_are_written_at_once(invoke: Any, notebooks: Any, tmp_path: Path) -> None:
    files = {name: tmp_path / "out" / f"{name}.txt" for name in ("json", "junit", "gradescope")}
    result = invoke(
        "check", notebooks / "solved.ipynb", *[x for name, path in files.items() for x in (f"--{name}", path)]
    )
    assert result.exit_code == 0
    assert json.loads(files["json"].read_text())["schema"] == 1
    assert (
        files["junit"].read_text().startswith("<?xml") and json.loads(files["gradescope"].read_text())["score"] == 10.0
    )


@pytest.mark.parametrize(("share", "status"), [("0", 0), ("0.5", 1), ("1", 1)])
def test_fail_under(invoke: Any, notebooks: Any, share: Any, status: Any) -> None:
    result = invoke("check", notebooks / "untouched.ipynb", "--fail-under", share)
    assert result.exit_code == status
    assert ("0 of 10 is under" in result.stderr) == bool(status)
    assert invoke("check", notebooks / "solved.ipynb", "--fail-under", share).exit_code == 0


def test_github(invoke: Any, notebooks: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    result = invoke("check", notebooks / "untouched.ipynb", "--github")
    assert result.stdout.count("::error file=") == 9
    assert "| add_bias |" in (tmp_path / "summary.md").read_text().replace("\\_", "_")
    assert (tmp_path / "output").read_text().startswith("result=")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere.ipynb", "the file cannot be read: No such file or directory"),
        ("broken.ipynb", "not a notebook: invalid JSON"),
        ("shopping.ipynb", "the notebook belongs to no known assignment"),
        (".", "the file cannot be read: "),
    ],
)
def test_what_cannot_be_graded_is_one_line_and_status_1(invoke: Any, notebooks: Any, name: str, words: str) -> None:
    result = invoke("check", notebooks / name, "--json", "out.json")
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1 and lines[0].startswith(f"autograder: {notebooks / name}: {words}")
    assert result.exit_code == 1 and "Traceback" not in result.output


@pytest.mark.parametrize("option", ["--json", "--junit", "--gradescope"])
def test_an_output_that_cannot_be_written(invoke: Any, notebooks: Any, tmp_path: Path, option: Any) -> None:
    (tmp_path / "file").write_text("kept")
    result = invoke("check", notebooks / "untouched.ipynb", option, tmp_path / "file" / "below.json")
    assert_one_line(result, str(tmp_path / "file"))
    assert (tmp_path / "file").read_text() == "kept" and sorted(p.name for p in tmp_path.iterdir()) == ["file"]


def test_without_isolation_grading_is_refused(invoke: Any, notebooks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.sandbox.layers.missing", lambda: "landlock: needs Linux 5.13")
    result = invoke("check", notebooks / "solved.ipynb")
    assert_one_line(result, "landlock: needs Linux 5.13", "--trust-submissions")


# --- the class -------------------------------------------------------------------------------------


def test_an_assignment_that_is_not_there(invoke: Any) -> None:
    for command in (
        ["release", "a99"],
        ["release", "a99", "--check"],
        ["bundle", "a99", "-o", "x.zip"],
        ["grade", "a99"],
        ["feedback", "a99"],
        ["report", "a99"],
        ["export", "a99", "--format", "csv"],
        ["validate", "a99"],
    ):
        assert_one_line(invoke(*command), "there is no assignment 'a99'; there are ", "a02_perceptron")


def test_no_submissions(invoke: Any) -> None:
    assert_one_line(invoke("grade", "a02_perceptron"), "no submissions of a02_perceptron")


@pytest.mark.parametrize("command", [["feedback"], ["report"], ["export", "--format", "csv"]])
def test_no_results_yet(invoke: Any, command: Any) -> None:
    assert_one_line(
        invoke(*command, "a02_perceptron"),
        "there is no gradebook",
        "run `autograder grade a02_perceptron` first",
    )


@pytest.mark.parametrize("command", [["grade"], ["feedback"], ["report"], ["export", "--format", "canvas"]])
def test_a_broken_configuration(invoke: Any, tmp_path: Path, command: Any) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config(\n")
    assert_one_line(invoke(*command, "a02_perceptron"), "nbgrader_config.py is broken: SyntaxError")


def test_a_course_folder_that_is_not_there(invoke: Any, tmp_path: Path) -> None:
    assert_one_line(invoke("grade", "a02_perceptron", "--course", tmp_path / "nowhere"), "nowhere is not a folder")


def test_an_unknown_student(invoke: Any, course_folder: Any) -> None:
    folder = course_folder({"ada": b"x"})
    result = invoke("grade", "a02_perceptron", "--course", folder, "--student", "zoe")
    assert_one_line(result, "no submission of a02_perceptron from zoe")


def test_a_bundle_that_cannot_be_written(invoke: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    assert_one_line(invoke("bundle", "a02_perceptron", "-o", tmp_path / "file" / "x.zip"), str(tmp_path / "file"))
    assert_one_line(invoke("bundle", "a02_perceptron", "-o", tmp_path / "nowhere" / "x.zip"), "No such file")


def test_bundle(invoke: Any, tmp_path: Path) -> None:
    result = invoke("bundle", "a02_perceptron", "-o", "week2.zip")
    assert result.exit_code == 0 and (tmp_path / "week2.zip").is_file() and "week2.zip: 1 notebook" in result.stderr


def test_release_check(invoke: Any, course_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELTARULE_COURSE", str(course_copy))
    assert invoke("release").exit_code == 0  # the pages about the whole course are this one's now
    assert invoke("release", "--check").exit_code == 0
    path = course_copy / "solutions" / "a02_perceptron" / "notebook.py"
    path.write_text(path.read_text().replace("The perceptron and Adaline", "The perceptron"))
    from autograder.course import assignment as course

    course._assignments.cache_clear()
    before = (course_copy / "assignments" / "a02_perceptron" / "a02_perceptron.ipynb").read_bytes()
    stale = "not what the sources give: syllabus.md, syllabus.svg, a02_perceptron; run"
    assert_one_line(invoke("release", "--check"), stale)
    assert (course_copy / "assignments" / "a02_perceptron" / "a02_perceptron.ipynb").read_bytes() == before
    result = invoke("release")
    assert result.exit_code == 0 and "a02_perceptron.ipynb: written" in result.stderr
    assert invoke("release", "--check").exit_code == 0


@pytest.mark.slow
def test_a_class_from_start_to_end(course_folder: Any, solved: Any, run_autograder: Any) -> None:
    folder = course_folder({"ada": solved, "=cmd": b"Dear grader"})
    done = run_autograder("grade", "a02_perceptron", "--workers", "2", cwd=folder)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "ada" in done.stdout and "10 of 10" in done.stdout and "invalid JSON" in done.stdout
    assert run_autograder("feedback", "a02_perceptron", cwd=folder).returncode == 0
    assert (folder / "feedback" / "ada" / "a02_perceptron" / "a02_perceptron.html").is_file()
    report = run_autograder("report", "a02_perceptron", cwd=folder)
    assert report.returncode == 0 and (folder / "results" / "a02_perceptron" / "report.html").is_file()
    for form, wanted in (
        ("csv", "ada,,,,10.0,"),
        ("canvas", "ada,,,ada,,10.00"),
        ("moodle", ",ada,10.00,nothing"),
    ):
        done = run_autograder("export", "a02_perceptron", "--format", form, cwd=folder)
        assert done.returncode == 0 and wanted in done.stdout, done
    for command in (["grade"], ["export", "--format", "csv"]):
        (folder / "gradebook.db").write_bytes(b"no database" * 1000)
        done = run_autograder(*command, "a02_perceptron", *(["--force"] if command == ["grade"] else []), cwd=folder)
        assert done.returncode == 1 and "cannot be opened" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.slow
def test_check_in_a_process_of_its_own(notebooks: Any, run_autograder: Any, tmp_path: Path) -> None:
    done = run_autograder("check", notebooks / "solved.ipynb", "--json", "-", cwd=tmp_path)
    assert done.returncode == 0 and json.loads(done.stdout)["submissions"][0]["score"] == 10.0
    assert done.stderr == "" and list(tmp_path.iterdir()) == []


def test_an_error_of_ours_keeps_its_traceback(invoke: Any, notebooks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading, "grade_file", lambda *_, **__: 1 / 0)
    result = invoke("check", notebooks / "solved.ipynb")
    assert isinstance(result.exception, ZeroDivisionError)
