"""Gradescope's results.json: a test for each exercise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from autograder.results import ExerciseResult, Result


def document(found: Sequence[Result]) -> str:
    """The results of one submission (of one or more notebooks) as /autograder/results/results.json."""
    tests = [test for number, result in enumerate(found, 1) for test in _tests(result, number)]
    data: dict[str, Any] = {
        "score": round(sum(result.score for result in found), 4),
        "execution_time": round(sum(result.seconds for result in found), 3),
        "output_format": "text",
        "visibility": "visible",
        "tests": tests,
    }
    reasons = [f"{result.path}: {result.reason}" for result in found if result.reason]
    if reasons:
        data["output"] = "\n".join(reasons)
    return json.dumps(data, indent=1) + "\n"


def _tests(result: Result, number: int) -> list[dict[str, Any]]:
    return [_test(one, f"{number}.{index}") for index, one in enumerate(result.exercises, 1)]


def _test(one: ExerciseResult, number: str) -> dict[str, Any]:
    lines = [one.diagnosis] if one.diagnosis else []
    lines += [f"{'passed' if check.passed else 'FAILED'}: {check.description}" for check in one.checks]
    lines += [f"    {check.message}" for check in one.checks if not check.passed and check.message]
    return {
        "name": one.id,
        "number": number,
        "score": one.points,
        "max_score": one.max_points,
        "status": "passed" if one.status == "passed" else "failed",
        "output": "\n".join(lines),
        "output_format": "text",
        "visibility": "visible",
    }
