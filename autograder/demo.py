"""`autograder demo`: the whole loop in a scratch course with sample submissions, and where to look at the end."""

from __future__ import annotations

import ast
import copy
import json
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import nbformat

from autograder.classroom import grade_class, settings
from autograder.classroom.work import Batch
from autograder.course import assignment as course
from autograder.course import release
from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id
from autograder.course.mistakes import Mistake, mistake_answer, mistakes
from autograder.errors import CourseError
from autograder.files import write_atomically
from autograder.publish import class_report, feedback, scores, table
from autograder.publish.progress import bar
from autograder.results import Result
from autograder.sandbox.client import Limits, require_isolation


@dataclass(frozen=True)
class Sample:
    """A submission as a student would hand it in: the file's bytes."""

    student: str
    content: bytes


def run(target: Path | None, *, open_pages: bool) -> None:
    """Build the scratch course, grade it, write its pages, and print where everything is."""
    require_isolation()
    folder = target or Path(tempfile.mkdtemp(prefix="deltarule-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CourseError(f"{folder} is not empty; the demo wants a folder of its own")
    _write_settings(folder)
    class_settings = settings.read(folder)
    shown = [assignment for assignment in course.assignments() if assignment.samples.is_dir()]
    if not shown:
        raise CourseError("the demo shows assignments with a folder of samples, and there is none")
    start = time.monotonic()
    for assignment in shown:
        _one_assignment(assignment, class_settings, open_pages=open_pages)
    click.echo(f"\nAll in {time.monotonic() - start:.1f} s. The gradebook: {class_settings.root / 'gradebook.db'}")
    click.echo(f"A student's own bundle: autograder bundle {shown[0].name} -o {folder / 'bundle.zip'}")


def _write_settings(folder: Path) -> None:
    """The course's own settings, and where the course is: the scratch folder is a class's, it holds no course."""
    text = (course.root() / settings.CONFIG).read_text(encoding="utf-8")
    named = f"c.Autograder.course = {str(course.root().resolve())!r}\n"
    (folder / settings.CONFIG).write_text(f"{text}\n{named}", encoding="utf-8")


def samples(assignment: Assignment) -> Iterator[Sample]:
    """The class of an assignment: right answers, what its samples folder holds, accidents, a cheat.

    In that folder, `STUDENT.py` holds all answers of a student, `STUDENT/EXERCISE.py` the one cell in which a student
    differs from the reference, and `mistakes.txt` the names of known mistakes.
    """
    right = reference_notebook(assignment)
    blank = _as_json(release.notebook(assignment))
    yield Sample("all_right", _bytes(right))
    for path in sorted(assignment.samples.glob("*.py")):
        yield Sample(path.stem, _bytes(answered(assignment, _functions(path))))
    for folder in sorted(path for path in assignment.samples.iterdir() if path.is_dir()):
        answers = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
        yield Sample(folder.name, _bytes(answered(assignment, answers, right)))
    for mistake in _listed_mistakes(assignment):
        answer = {mistake.exercise: mistake_answer(assignment, mistake)}
        yield Sample(mistake.name, _bytes(answered(assignment, answer, right)))
    yield Sample("blank", _bytes(blank))
    yield Sample("no_notebook", b"Dear grader, please find my homework attached.")
    yield Sample("tests_deleted", _bytes(_without_tests(blank)))


def _listed_mistakes(assignment: Assignment) -> list[Mistake]:
    path = assignment.samples / "mistakes.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    known = {mistake.name: mistake for mistake in mistakes(assignment)}
    names = [line for line in lines if line and not line.startswith("#")]
    if unknown := sorted(set(names) - set(known)):
        raise CourseError(f"{path}: no known mistake has the name {', '.join(unknown)}")
    return [known[name] for name in names]


def reference_notebook(assignment: Assignment) -> dict[str, Any]:
    """The release with the reference's answers, stretch exercises too, as a student's file."""
    sources = {grade_id(cell): cell.source for cell in assignment.notebook.cells if cell_kind(cell) == "solution"}
    made = answered(assignment, sources)
    stretches = {
        f"stretch-{cell.metadata['stretch']}".replace("_", "-"): cell.source
        for cell in assignment.notebook.cells
        if "stretch" in cell.metadata
    }
    for cell in made["cells"]:
        cell["source"] = stretches.get(cell["id"], cell["source"])
    return made


def answered(assignment: Assignment, sources: dict[str, str], notebook: dict[str, Any] | None = None) -> dict[str, Any]:
    """A notebook (by default the release) with these sources in the solution cells of these names."""
    made = copy.deepcopy(notebook) if notebook is not None else _as_json(release.notebook(assignment))
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution") and grade_id(cell) in sources:
            cell["source"] = sources[grade_id(cell)]
    return made


def _one_assignment(assignment: Assignment, class_settings: settings.Settings, *, open_pages: bool) -> None:
    release.write(assignment)
    for sample in samples(assignment):
        folder = class_settings.folder("submitted", sample.student, assignment.name)
        folder.mkdir(parents=True)
        (folder / f"{assignment.name}.ipynb").write_bytes(sample.content)
    found = _grade(assignment, class_settings)
    recorded = scores.read(assignment, class_settings)
    for entry in recorded.students:
        feedback.write(entry, assignment, class_settings)
    report = class_settings.results(assignment.name) / "report.html"
    write_atomically(report, class_report.page(recorded.results, assignment))
    table.show_class(found, found[0].seed)
    page = class_settings.folder("feedback", str(found[-1].student), assignment.name) / f"{assignment.name}.html"
    click.echo(f"a student's page: {page}\nthe class:        {report}")
    if open_pages:
        webbrowser.open(report.as_uri())


def _grade(assignment: Assignment, class_settings: settings.Settings) -> list[Result]:
    batch = Batch(workers=2, limits=Limits(call=4.0))
    with bar(0, f"grading {assignment.name}") as progress:
        return grade_class.grade(assignment, class_settings, batch, progress, seed=1).results


def _without_tests(notebook: dict[str, Any]) -> dict[str, Any]:
    """A blank notebook whose test cells are deleted or tagged, which fools other graders."""
    tests = [grade_id(cell) for cell in notebook["cells"] if grade_id(cell).endswith("-check")]
    kept = [cell for cell in notebook["cells"] if grade_id(cell) not in tests[:2]]
    for cell in kept:
        cell["metadata"]["tags"] = ["skip-execution"]
    return {**notebook, "cells": kept}


def _functions(path: Path) -> dict[str, str]:
    """The functions of a sample file, each with the imports that it may need, by name."""
    source = path.read_text(encoding="utf-8")
    imports, found = [], {}
    for node in ast.parse(source).body:
        text = ast.get_source_segment(source, node) or ""
        if isinstance(node, ast.Import):
            imports.append(text)
        elif isinstance(node, ast.FunctionDef):
            found[node.name] = "\n".join([*imports, text])
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = "\n".join([*imports, text])
    return found


def _as_json(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    return dict(json.loads(nbformat.writes(notebook)))


def _bytes(notebook: dict[str, Any]) -> bytes:
    return json.dumps(notebook).encode()
