"""The same hostile strings through every writer: what reads its output finds text, and nothing to obey."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pytest
from rich.console import Console

from autograder import text
from autograder.classroom import autograded
from autograder.course.assignment import Assignment
from autograder.publish import class_report, feedback, github, gradescope, junit, table
from autograder.results import Result

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" \'',
    "command": "x\n::error file=a::forged\n##[error]forged ##vso[task.complete]",
    "escape": "\x1b[2J\x1b]0;title\x07\x9b2J",
    "formula": '=HYPERLINK("http://x","y")',
    "rows": "a,b\r\nc\rd\ne",
    "markdown": "[a](http://evil.example) ![i](http://evil.example/x.png) | `x` | **b**",
    "xml": "]]></failure><testcase/>\x00\x0b\ufffe",
    "direction": "abc\u202egnp.exe\u2028\u2029\u0085",
    "surrogate": "\ud800 and \udfff",
    "markup": "[red]forged[/] [link=http://x]y[/link]",
    "long": "x" * 20_000,
}


class Page(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


def in_terminal(result: Result, **_: Any) -> None:
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=True, color_system=None)
    console.print(text.terminal(table.in_words(result)), soft_wrap=True)
    shown = out.getvalue()
    assert "\x1b[2J" not in shown and "\x07" not in shown and "\x9b" not in shown
    assert_no_command(shown)


def as_junit(result: Result, **_: Any) -> None:
    suite = ElementTree.fromstring(junit.document([result]))[0]
    assert len(suite) == max(1, sum(len(exercise.checks) for exercise in result.exercises))


def as_gradescope(result: Result, **_: Any) -> None:
    data = json.loads(gradescope.document([result]).encode())
    assert len(data["tests"]) == len(result.exercises)
    assert "\x1b" not in json.dumps(data, ensure_ascii=False)


def as_github(result: Result, **_: Any) -> None:
    lines = github.workflow_commands([result])
    assert all("\n" not in line and "\r" not in line and line.startswith("::error file=") for line in lines)
    assert all(line.count("::") == 2 or "::" in line[8:] for line in lines)
    json.dumps(github.classroom([result])).encode()
    summary = github.summary([result])
    assert "<script" not in summary and "](http" not in summary and "http://evil" not in summary


def as_page(result: Result, assignment: Assignment, **_: Any) -> None:
    for written in (feedback.page(result, assignment), class_report.page([result], assignment)):
        page = Page()
        page.feed(written)
        assert not {"script", "img", "iframe", "object"} & set(page.tags) - {"svg"}
        assert not any(name.startswith("on") for name in page.attributes)
        written.encode()


def as_notebook(result: Result, assignment: Assignment, **_: Any) -> None:
    notebook = nbformat.reads(autograded.text(result, assignment), as_version=4)
    nbformat.validate(notebook)
    assert "<script" not in "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def as_csv(result: Result, **_: Any) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([text.csv(table.in_words(result)), text.csv(str(result.student))])
    (row,) = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert len(row) == 2 and not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def as_json(result: Result, tmp_path: Path, **_: Any) -> None:
    from autograder import results

    assert json.loads(json.dumps(results.document([result])))["submissions"][0]["score"] == result.score


def assert_no_command(shown: str) -> None:
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
    assert "##[" not in shown and "##vso[" not in shown


WRITERS = [in_terminal, as_junit, as_gradescope, as_github, as_page, as_notebook, as_csv, as_json]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.__name__)
@pytest.mark.parametrize("status", ["graded", "ungradable"])
def test_hostile_text_is_only_text(
    writer: Callable[..., None], name: str, status: str, made: Callable[..., Result], a02: Assignment, tmp_path: Path
) -> None:
    words = HOSTILE[name]
    result = made(path=f"work/{words[:60]}.ipynb", flags=(words,), student=words[:40])
    exercises = tuple(
        replace(
            exercise,
            diagnosis=words,
            checks=tuple(replace(check, message=words) for check in exercise.checks),
        )
        for exercise in result.exercises
    )
    result = replace(result, exercises=exercises)
    if status == "ungradable":
        result = replace(result, status="ungradable", reason=words, exercises=(), score=0.0)
    writer(result, assignment=a02, tmp_path=tmp_path)


def test_no_student_reads_an_integrity_flag(made: Callable[..., Result], a02: Assignment) -> None:
    result = made(flags=("tried to open /etc/passwd",))
    assert "passwd" not in feedback.page(result, a02)
    assert "passwd" not in table.in_words(result)
    assert "passwd" not in gradescope.document([result])
    assert "passwd" not in junit.document([result])
    assert "passwd" not in json.dumps(github.classroom([result])) + github.summary([result])
