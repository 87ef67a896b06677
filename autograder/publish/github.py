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
from autograder.results import Result

_MAX_SUMMARY = 1 << 20
_MAX_ANNOTATIONS = 10


def report(found: Sequence[Result]) -> None:
    """Write to $GITHUB_STEP_SUMMARY and $GITHUB_OUTPUT where they are set, and annotations to stdout."""
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(summary(found).encode("utf-8", "replace")[:_MAX_SUMMARY].decode("utf-8", "ignore"))
    if path := os.environ.get("GITHUB_OUTPUT"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"result={base64.b64encode(json.dumps(classroom(found)).encode()).decode()}\n")
    for line in workflow_commands(found):
        click.echo(line)


def classroom(found: Sequence[Result]) -> dict[str, Any]:
    """The JSON that Classroom's reporter reads: every test has a numeric score."""
    tests: list[dict[str, Any]] = []
    for result in found:
        tests += [
            {
                "name": f"{result.assignment}: {one.id}",
                "status": "pass" if one.status == "passed" else "fail",
                "score": one.points,
                "message": text.clean(one.diagnosis or ""),
            }
            for one in result.exercises
        ]
        if result.status == "ungradable":
            tests.append(
                {
                    "name": text.one_line(result.path),
                    "status": "error",
                    "score": 0,
                    "message": text.clean(result.reason or ""),
                }
            )
    broken = any(result.status == "ungradable" for result in found)
    full = all(result.score == result.max_score for result in found)
    total = sum(result.max_score for result in found)
    return {
        "version": 1,
        "status": "error" if broken else "pass" if full else "fail",
        "max_score": total,
        "tests": tests,
    }


def summary(found: Sequence[Result]) -> str:
    """A Markdown table for each submission."""
    lines: list[str] = []
    for result in found:
        lines += [f"## {text.markdown(result.path)}: {result.score:g} of {result.max_score:g}", ""]
        if result.reason:
            lines += [text.markdown(result.reason), ""]
            continue
        lines += ["| exercise | points | status | what to know |", "|---|---|---|---|"]
        for one in result.exercises:
            points = f"{one.points:g} of {one.max_points:g}"
            lines.append(f"| {one.id} | {points} | {one.status} | {text.markdown(one.diagnosis or '')} |")
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
