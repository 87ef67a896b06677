"""The autograded notebook: the release with the student's cells, their outputs and the verdicts."""

from __future__ import annotations

import contextlib
import json
import secrets
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from autograder.classroom import timestamps
from autograder.classroom.jobs import Job
from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id
from autograder.errors import Unreadable
from autograder.files import read_submitted, write_atomically
from autograder.results import ExerciseResult, GradedCell, Result
from autograder.text import markdown

SECRET = "submission_secret.txt"
_SMALL = 4096  # bytes of a timestamp or a secret


def write(result: Result, job: Job, content: str | None = None) -> None:
    """Write the autograded notebook, if the job says where and there is a verdict to write.

    Beside it goes what nbgrader's `release_feedback` asks for later: when it was handed in, and the secret that the
    exchange gave to the submission; for one that came another way, its file's date and a new secret.
    """
    if job.autograded is None or result.fault is not None:
        return
    write_atomically(job.autograded, content or text(result, course.assignment(job.assignment, job.root)))
    folder = job.autograded.parent
    for name, otherwise in ((timestamps.NAME, partial(_modified, job.path)), (SECRET, _secret)):
        try:
            words = read_submitted(job.folder / name, _SMALL, job.within).decode("utf-8", "replace")
        except Unreadable:
            words = "" if (folder / name).exists() else otherwise()
        if words:
            write_atomically(folder / name, words)


def hand_on(autograded: Path, feedback: Path) -> None:
    """Copy beside a feedback page what nbgrader's `release_feedback` asks for.

    nbgrader's own command copies there what the student handed in, so it is read as that.
    """
    for name in (timestamps.NAME, SECRET):
        with contextlib.suppress(Unreadable):
            words = read_submitted(autograded / name, _SMALL, autograded).decode("utf-8", "replace")
            write_atomically(feedback / name, words)


def _modified(path: Path) -> str:
    try:
        time = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):  # a file of the year 60000 is easily made
        time = datetime.now(UTC)
    return f"{time:%Y-%m-%d %H:%M:%S} UTC"


def _secret() -> str:
    return secrets.token_hex(32)


def text(result: Result, assignment: Assignment) -> str:
    """The release with the student's cells in it as they were graded, what they printed, and each exercise's verdict.

    For a file that could not be graded: the release, with the reason at its top.
    """
    return json.dumps(_notebook(result, assignment), ensure_ascii=False) + "\n"


def _notebook(result: Result, assignment: Assignment) -> dict[str, Any]:
    """As plain data, in the layout of a notebook file (nbformat 4.5)."""
    notebook: dict[str, Any] = json.loads(_release(assignment))
    if result.status == "ungradable":
        words = f"**This submission could not be graded:** {markdown(result.reason or '')}"
        reason = {"cell_type": "markdown", "id": "reason", "metadata": {}, "source": _lines(words)}
        notebook["cells"].insert(0, reason)
        return notebook
    exercises = {exercise.id: exercise for exercise in result.exercises}
    answers = {cell.id: cell for cell in result.cells if cell.kind == "solution"}
    added: dict[int, list[dict[str, Any]]] = {}
    for cell in result.cells:
        if cell.kind == "added":
            place = -1 if "first" in cell.id else int(cell.id.split("-")[1])
            made = {"cell_type": "code", "id": cell.id, "metadata": {}, "execution_count": None, **_ran(cell)}
            added.setdefault(place, []).append(made)
    cells = added.get(-1, [])
    for index, given in enumerate(notebook["cells"]):
        name = grade_id(given)
        if cell_kind(given) == "solution" and name in answers:
            given.update(_ran(answers[name]))
        if cell_kind(given) == "grade" and name.removesuffix("-check") in exercises:
            given["outputs"] = [_verdict(exercises[name.removesuffix("-check")])]
        cells += [given, *added.get(index, [])]
    notebook["cells"] = cells
    return notebook


@cache
def _release(assignment: Assignment) -> str:
    return assignment.release.read_text(encoding="utf-8")


def _ran(cell: GradedCell) -> dict[str, Any]:
    """A cell's source and outputs, as notebook files hold them."""
    outputs: list[dict[str, Any]] = []
    if cell.output:
        outputs.append({"output_type": "stream", "name": "stdout", "text": _lines(cell.output)})
    if cell.error:
        kind, _, value = cell.error.partition(": ")
        outputs.append({"output_type": "error", "ename": kind, "evalue": value, "traceback": [cell.error]})
    return {"source": _lines(cell.source), "outputs": outputs}


def _verdict(exercise: ExerciseResult) -> dict[str, Any]:
    lines = [f"{exercise.id}: {exercise.points:g} of {exercise.max_points:g} points"]
    lines += [exercise.diagnosis] if exercise.diagnosis else []
    lines += [f"{'✓' if check.passed else '✗'} {check.description}" for check in exercise.checks]
    return {"output_type": "display_data", "metadata": {}, "data": {"text/plain": _lines("\n".join(lines))}}


def _lines(content: str) -> list[str]:
    """A text as notebook files hold it: its lines, each with its end."""
    return content.splitlines(keepends=True)
