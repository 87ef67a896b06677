"""Gradescope's results.json: a test for each exercise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.errors import GradebookError
from autograder.files import write_atomically
from autograder.publish.scores import Scores
from autograder.results import ExerciseResult, Result
from autograder.text import clean


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
    reasons = [f"{Path(result.path).name}: {result.reason}" for result in found if result.reason]
    if reasons:
        data["output"] = clean("\n".join(reasons))
    return json.dumps(data, indent=1) + "\n"


def write(scores: Scores, folder: Path) -> list[Path]:
    """A document for each student, as `<folder>/<student>/results.json`: no one's holds another's. Returns the paths.

    Raises `GradebookError` for a student whose id is no name of a folder.
    """
    paths = []
    for entry in scores.students:
        name = entry.student.id
        if name in ("", ".", "..") or "/" in name or "\0" in name:
            raise GradebookError(
                f"the student {name!r} cannot have a folder of that name; rename them in the gradebook"
            )
        paths.append(folder / name / "results.json")
        write_atomically(paths[-1], document([entry.result]))
    return paths


def _tests(result: Result, number: int) -> list[dict[str, Any]]:
    return [_test(exercise, f"{number}.{index}") for index, exercise in enumerate(result.exercises, 1)]


def _test(exercise: ExerciseResult, number: str) -> dict[str, Any]:
    lines = [exercise.diagnosis] if exercise.diagnosis else []
    lines += [f"{'passed' if check.passed else 'FAILED'}: {check.description}" for check in exercise.checks]
    lines += [f"    {check.message}" for check in exercise.checks if not check.passed and check.message]
    return {
        "name": exercise.id,
        "number": number,
        "score": exercise.points,
        "max_score": exercise.max_points,
        "status": "passed" if exercise.status == "passed" else "failed",
        "output": clean("\n".join(lines)),
        "output_format": "text",
        "visibility": "visible",
    }
