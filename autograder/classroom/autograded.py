"""The autograded notebook: the submission rebuilt on the release, with outputs and verdicts."""

from __future__ import annotations

import html
import json
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id
from autograder.grading import submission
from autograder.results import CellOutput, ExerciseResult, Result


def autograded(result: Result, assignment: Assignment, path: Path, within: Path | None = None) -> str:
    """The submission rebuilt on the release, with what its cells printed and each exercise's verdict.

    For a file that is no notebook: the release, with the reason at its top.
    """
    return json.dumps(_autograded(result, assignment, path, within), ensure_ascii=False) + "\n"


def _autograded(result: Result, assignment: Assignment, path: Path, within: Path | None) -> dict[str, Any]:
    """As plain data, in the layout of a notebook file (nbformat 4.5)."""
    notebook: dict[str, Any] = json.loads(_release(assignment))
    if result.status == "ungradable":
        words = f"**This submission could not be graded:** {html.escape(result.reason or '')}"
        reason = {"cell_type": "markdown", "id": "reason", "metadata": {}, "source": _lines(words)}
        notebook["cells"].insert(0, reason)
        return notebook
    rebuilt = submission.rebuild(submission.read(path, within), assignment)
    outputs = {output.id: output for output in result.outputs}
    exercises = {exercise.id: exercise for exercise in result.exercises}
    solutions = {grade_id(cell): cell for cell in notebook["cells"] if cell_kind(cell) == "solution"}
    added: dict[int, list[dict[str, Any]]] = {}
    for cell in rebuilt.cells:
        answer = {"source": _lines(cell.source), "outputs": _cell_outputs(outputs.get(cell.id))}
        if cell.kind == "solution":
            solutions[cell.id].update(answer)
        elif cell.kind == "added":
            place = -1 if "first" in cell.id else int(cell.id.split("-")[1])
            made = {"cell_type": "code", "id": cell.id, "metadata": {}, "execution_count": None, **answer}
            added.setdefault(place, []).append(made)
    cells = added.get(-1, [])
    for index, cell in enumerate(notebook["cells"]):
        name = grade_id(cell).removesuffix("-check")
        if cell_kind(cell) == "grade" and name in exercises:
            cell["outputs"] = [_verdict(exercises[name])]
        cells += [cell, *added.get(index, [])]
    notebook["cells"] = cells
    return notebook


@cache
def _release(assignment: Assignment) -> str:
    return assignment.release.read_text(encoding="utf-8")


def _cell_outputs(output: CellOutput | None) -> list[dict[str, Any]]:
    if output is None:
        return []
    made: list[dict[str, Any]] = []
    if output.output:
        made.append({"output_type": "stream", "name": "stdout", "text": _lines(output.output)})
    if output.error:
        kind, _, text = output.error.partition(": ")
        made.append({"output_type": "error", "ename": kind, "evalue": text, "traceback": [output.error]})
    return made


def _verdict(exercise: ExerciseResult) -> dict[str, Any]:
    lines = [f"{exercise.id}: {exercise.points:g} of {exercise.max_points:g} points"]
    lines += [exercise.diagnosis] if exercise.diagnosis else []
    lines += [f"{'✓' if one.passed else '✗'} {one.description}" for one in exercise.checks]
    return {"output_type": "display_data", "metadata": {}, "data": {"text/plain": _lines("\n".join(lines))}}


def _lines(text: str) -> list[str]:
    """A text as notebook files hold it: its lines, each with its end."""
    return text.splitlines(keepends=True)
