"""GitHub Actions and Classroom: a summary, annotations, and the runner's result."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from autograder import text
from autograder.publish.scores import Scores
from autograder.publish.table import in_words
from autograder.results import Result

_MAX_SUMMARY = 1 << 20
_MAX_ANNOTATIONS = 10


def report(found: Sequence[Result]) -> None:
    """Write to $GITHUB_STEP_SUMMARY and $GITHUB_OUTPUT where they are set, and annotations to stdout."""
    _append("GITHUB_STEP_SUMMARY", summary(found))
    _append("GITHUB_OUTPUT", f"result={base64.b64encode(json.dumps(classroom(found)).encode()).decode()}\n")
    for line in workflow_commands(found):
        click.echo(line)


def report_class(scores: Scores) -> None:
    """The gradebook's scores of a class as a table in $GITHUB_STEP_SUMMARY, where that is set."""
    lines = [f"## {text.markdown(scores.assignment.title)}: {len(scores.students)} submissions", ""]
    lines += [text.markdown(line) + "\n" for line in scores.unmatched()]
    lines += ["| student | score | late penalty | what went wrong |", "|---|---|---|---|"]
    for entry in scores.students:
        score = f"{entry.score:g} of {entry.max_score:g}"
        words = text.markdown(in_words(entry.result))
        lines.append(f"| {text.markdown(entry.student.id)} | {score} | {entry.penalty:g} | {words} |")
    _append("GITHUB_STEP_SUMMARY", "\n".join(lines) + "\n")


def _append(variable: str, content: str) -> None:
    """Add to the file that a variable of GitHub's names, where it is set; no more than a summary may hold."""
    if path := os.environ.get(variable):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(content.encode("utf-8", "replace")[:_MAX_SUMMARY].decode("utf-8", "ignore"))


def classroom(found: Sequence[Result]) -> dict[str, Any]:
    """The JSON that Classroom's reporter reads: every test has a numeric score, and no line in a source (0)."""
    tests = [
        _test(f"{result.assignment}: {each.id}", each.status == "passed", each.points, each.diagnosis)
        for result in found
        for each in result.exercises
    ]
    for result in found:
        if result.status == "ungradable":
            tests.append({**_test(text.one_line(Path(result.path).name), False, 0, result.reason), "status": "error"})
    broken = any(result.status == "ungradable" for result in found)
    full = all(result.score == result.max_score for result in found)
    return {
        "version": 1,
        "status": "error" if broken else "pass" if full else "fail",
        "max_score": sum(result.max_score for result in found),
        "tests": tests,
    }


def _test(name: str, passed: bool, score: float, message: str | None) -> dict[str, Any]:
    status = "pass" if passed else "fail"
    return {"name": name, "status": status, "score": score, "message": text.clean(message or ""), "line_no": 0}


def summary(found: Sequence[Result]) -> str:
    """A Markdown table for each submission."""
    lines: list[str] = []
    for result in found:
        lines += [f"## {text.markdown(result.path)}: {result.score:g} of {result.max_score:g}", ""]
        if result.reason:
            lines += [text.markdown(result.reason), ""]
            continue
        lines += ["| exercise | points | status | what to know |", "|---|---|---|---|"]
        for exercise in result.exercises:
            points = f"{exercise.points:g} of {exercise.max_points:g}"
            lines.append(
                f"| {exercise.id} | {points} | {exercise.status} | {text.markdown(exercise.diagnosis or '')} |"
            )
        lines.append("")
    return "\n".join(lines) + "\n"


def workflow_commands(found: Sequence[Result]) -> list[str]:
    """At most ten error annotations, one for each exercise that lost points."""
    lines = []
    for result in found:
        for exercise in result.exercises:
            if exercise.status != "passed":
                words = exercise.diagnosis or f"{exercise.points:g} of {exercise.max_points:g} points"
                lines.append(_error(result.path, exercise.id, words))
        if result.reason:
            lines.append(_error(result.path, "not graded", result.reason))
    return lines[:_MAX_ANNOTATIONS]


def _error(path: str, title: str, words: str) -> str:
    file, name = text.workflow_property(path), text.workflow_property(title)
    return f"::error file={file},title={name}::{text.workflow_message(words)}"
