"""What goes out is in each system's own format, and nothing in it turns into a formula, a tag or a command."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from autograder.course.assignment import Assignment
from autograder.publish import github, junit, progress, scores, table
from autograder.results import ungradable

NASTY = "=cmd|' /C calc'!A0"


# --- JUnit -----------------------------------------------------------------------------------------


def test_junit_has_a_suite_for_each_submission_and_a_case_for_each_check(made: Any) -> None:
    root = ElementTree.fromstring(junit.document([made(), made(path="b.ipynb")]))
    assert root.tag == "testsuites" and [one.get("name") for one in root] == ["work/ada.ipynb", "b.ipynb"]
    suite = root[0]
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped", "time")} == {
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
        "time": "0.250",
    }
    assert suite.get("timestamp")
    case = suite[1]
    assert (case.get("classname"), case.get("name")) == ("a02_perceptron.add_bias", "test_add_bias[5]")
    assert case.find("properties/property").attrib == {"name": "points", "value": "0.75"}
    assert case.find("failure").get("message") == "add_bias: expected 1, got 2"
    assert case.find("failure").text == "Your columns are swapped."
    assert suite[0].find("failure") is None


def test_junit_of_what_cannot_be_graded_is_an_error() -> None:
    suite = ElementTree.fromstring(junit.document([ungradable("x.ipynb", "no <JSON>\x00")]))[0]
    assert (suite.get("errors"), suite.get("tests")) == ("1", "1")
    assert suite[0].find("error").get("message") == "no <JSON>�"


def test_junit_never_shows_a_checks_source(made: Any) -> None:
    assert "def test_" not in junit.document([made()]) and "assert " not in junit.document([made()])


# --- GitHub ----------------------------------------------------------------------------------------


def test_classrooms_result(made: Any) -> None:
    data = github.classroom([made()])
    assert (data["version"], data["status"], data["max_score"]) == (1, "fail", 2.5)
    assert data["tests"] == [
        {"name": "a02_perceptron: predict", "status": "pass", "score": 1.0, "message": "", "line_no": 0},
        {
            "name": "a02_perceptron: add_bias",
            "status": "fail",
            "score": 0.5,
            "message": "Your columns are swapped.",
            "line_no": 0,
        },
    ]
    assert github.classroom([made(score=2.5)])["status"] == "pass"


def test_classrooms_result_of_what_cannot_be_graded() -> None:
    data = github.classroom([ungradable("x.ipynb", "no JSON")])
    assert data["status"] == "error"
    assert data["tests"] == [{"name": "x.ipynb", "status": "error", "score": 0, "message": "no JSON", "line_no": 0}]


def test_the_summary_is_markdown_that_stays_text(made: Any) -> None:
    text = github.summary([made(path="a_b|c.ipynb"), ungradable("x", "<img src=x onerror=alert(1)>\n# big")])
    assert "## a\\_b\\|c.ipynb: 1.5 of 2.5" in text
    assert "| exercise | points | status | what to know |" in text and "| 0.5 of 1.5 | partial |" in text
    assert "<img" not in text and "&lt;img" in text and "\n# big" not in text


def test_annotations_are_escaped_and_at_most_ten(made: Any) -> None:
    nasty = made(path="a:b,c%.ipynb", status="ungradable", exercises=(), reason="100%\r\n::warning::x")
    assert github.workflow_commands([nasty]) == [
        "::error file=a%3Ab%2Cc%25.ipynb,title=not graded::100%25%0A::warning::x"
    ]
    assert len(github.workflow_commands([made()] * 20)) == 10
    assert (
        github.workflow_commands([made()])[0] == "::error file=work/ada.ipynb,title=add_bias::Your columns are swapped."
    )


def test_the_report_is_written_where_github_says(
    made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    github.report([made()])
    name, _, value = (tmp_path / "output").read_text().partition("=")
    assert name == "result" and json.loads(base64.b64decode(value)) == github.classroom([made()])
    assert (tmp_path / "summary").read_text() == github.summary([made()])
    assert capsys.readouterr().out == "::error file=work/ada.ipynb,title=add_bias::Your columns are swapped.\n"


def test_the_summary_is_no_longer_than_github_takes(made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    github.report([made(path="é" * 300_000)] * 3)
    assert (1 << 20) - 2 <= (tmp_path / "summary").stat().st_size <= 1 << 20


def test_a_class_is_reported_with_the_gradebooks_scores(
    settings: Any, a02: Assignment, by_hand: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand("ada", penalty=2.5)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    github.report_class(scores.read(a02, settings))
    text = (tmp_path / "summary").read_text()
    assert "| ada | 7.5 of 10 | 2.5 | nothing |" in text and "| cleo | 0 of 10 | 0 | not a notebook" in text


def test_outside_of_github_nothing_is_written(
    made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.delenv("GITHUB_OUTPUT", raising=False)
    monkeypatch.chdir(tmp_path)
    github.report([made()])
    assert list(tmp_path.iterdir()) == [] and capsys.readouterr().out.count("::error") == 1


# --- tables ----------------------------------------------------------------------------------------


def test_in_words(made: Any) -> None:
    passed, failed = made().exercises
    assert table.in_words(made(exercises=(passed,))) == "nothing"
    assert table.in_words(made()) == "add_bias: Your columns are swapped."
    assert table.in_words(made(flags=("replaced numpy.all",))) == table.in_words(made())  # students read it
    assert table.in_words(ungradable("x", "no JSON")) == "no JSON"
    missing = [one.__class__(one.id, 0, 1, "missing", False, "not written yet", ()) for one in (passed, failed)]
    assert table.in_words(made(exercises=tuple(missing))) == "nothing was written"
    assert table.in_words(made(exercises=(passed, missing[1]))) == "not written: add_bias"
    told = failed.__class__("f", 0, 1, "failed", False, None, failed.checks)
    assert table.in_words(made(exercises=(told,))) == "f: 1 of 2 checks fail"


def test_what_a_student_wrote_is_no_markup_on_the_terminal(
    made: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    nasty = made(path="[red]x[/].ipynb", student="[bold]ada[/]", flags=("[/] flagged",))
    table.show_checked([nasty, ungradable("y", "[/] broken")])
    table.show_class([nasty, ungradable("y", "[/] broken", student="[/]")], 1)
    text = capsys.readouterr().out
    assert (
        "[red]x[/].ipynb: 1.5 of 2.5" in text
        and "[bold]ada[/]" in text
        and "[/] broken" in text
        and "[/] flagged" in text
    )


def test_on_a_pipe_a_line_every_ten_seconds_says_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: seconds)
    with progress.bar(0, "grading a02") as tick:
        tick.expect(100)
        for step in range(60):
            seconds += 0.5
            tick(problem=step in (3, 7))
    assert capsys.readouterr().err.splitlines() == [
        "grading a02: 20 of 100, 2.0 a second, 40 s left, 2 problems",
        "grading a02: 40 of 100, 2.0 a second, 30 s left, 2 problems",
        "grading a02: 60 of 100, 2.0 a second, 20 s left, 2 problems",
    ]


def test_the_bar_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.bar(2, "grading") as tick:
        tick()
        tick()
    assert capsys.readouterr() == ("", "")
