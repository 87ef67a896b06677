"""`autograder demo`: the whole loop in a scratch course with sample submissions, and where to look at the end."""

from __future__ import annotations

import ast
import copy
import json
import shutil
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import nbformat

from autograder import checking, classroom, course, release, settings
from autograder.batch import Options, write_atomically
from autograder.course import Assignment, cell_kind
from autograder.publish import class_report, feedback, table
from autograder.publish.progress import bar
from autograder.results import Result
from autograder.sandbox.client import Limits, require_isolation
from autograder.submission import grade_id

_SAMPLES = Path(__file__).resolve().parent / "samples"
_CLASSES = ("a02_perceptron", "a05_softmax_regression", "a07_backpropagation")


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
        raise course.CourseError(f"{folder} is not empty; the demo wants a folder of its own")
    shutil.copy(course.root() / settings.CONFIG, folder / settings.CONFIG)
    where = settings.read(folder)
    known = {one.name for one in course.assignments()}
    start = time.monotonic()
    for name in (name for name in _CLASSES if name in known):
        _one_assignment(course.assignment(name), where, open_pages=open_pages)
    click.echo(f"\nAll in {time.monotonic() - start:.1f} s. The gradebook: {where.root / 'gradebook.db'}")
    click.echo(f"A student's own bundle: autograder bundle {_CLASSES[0]} -o {folder / 'bundle.zip'}")


def samples(one: Assignment) -> Iterator[Sample]:
    """The class of an assignment: right answers, typical mistakes, accidents, a cheat."""
    if one.name == "a02_perceptron":
        yield from _perceptron_class(one)
        return
    right = solved(one)
    yield Sample("all_right", _bytes(right))
    yield Sample("blank", _bytes(_as_json(release.notebook(one))))
    for mistake in _spread(checking.mistakes(one), 10):
        yield Sample(
            mistake.name, _bytes(answered(one, {mistake.exercise: checking.mistake_answer(one, mistake)}, right))
        )


def solved(one: Assignment) -> dict[str, Any]:
    """The release with the reference's answers, as a student's file."""
    sources = {grade_id(cell): cell.source for cell in one.notebook.cells if cell_kind(cell) == "solution"}
    return answered(one, sources)


def answered(one: Assignment, sources: dict[str, str], notebook: dict[str, Any] | None = None) -> dict[str, Any]:
    """A notebook (by default the release) with these sources in the solution cells of these names."""
    made = copy.deepcopy(notebook) if notebook is not None else _as_json(release.notebook(one))
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution") and grade_id(cell) in sources:
            cell["source"] = sources[grade_id(cell)]
    return made


def _one_assignment(one: Assignment, where: settings.Settings, *, open_pages: bool) -> None:
    release.write(one)
    for sample in samples(one):
        folder = where.folder("submitted", sample.student, one.name)
        folder.mkdir(parents=True)
        (folder / f"{one.name}.ipynb").write_bytes(sample.content)
    found = _grade(one, where)
    for result in found:
        feedback.write(result, one, where)
    report = where.results(one.name) / "report.html"
    write_atomically(report, class_report.page(found, one))
    table.show_class(found)
    page = where.folder("feedback", str(found[-1].student), one.name) / f"{one.name}.html"
    click.echo(f"a student's page: {page}\nthe class:        {report}")
    if open_pages:
        webbrowser.open(report.as_uri())


def _grade(one: Assignment, where: settings.Settings) -> list[Result]:
    jobs = classroom.jobs(one, where, (), seed=1)
    options = Options(workers=2, limits=Limits(call=4.0))
    with bar(len(jobs), f"grading {one.name}") as tick:
        return classroom.grade(one, where, jobs, options, force=False, tick=tick)


def _perceptron_class(one: Assignment) -> Iterator[Sample]:
    right = solved(one)
    yield Sample("perfect_vectorised", _bytes(right))
    for style in ("loops", "lists"):
        yield Sample(f"perfect_{style}", _bytes(answered(one, _functions(_SAMPLES / f"a02_{style}.py"))))
    yield Sample("blank", _bytes(_as_json(release.notebook(one))))
    for name, source in _functions(_SAMPLES / "a02_wrong.py").items():
        student, exercise = name.split("__")
        yield Sample(student, _bytes(answered(one, {exercise: f"{source}\n{exercise} = {name}"}, right)))
    for student, exercise, source in (
        ("syntax_error", "predict", "def predict(X, w)\n    return 1"),
        ("infinite_loop", "perceptron_update", "def perceptron_update(w, x, y, eta):\n    while True:\n        pass"),
        ("crash", "adaline_update", "def adaline_update(w, x, t, alpha):\n    import os\n    os._exit(0)"),
    ):
        yield Sample(student, _bytes(answered(one, {exercise: source}, right)))
    yield Sample("no_notebook", b"Dear grader, please find my homework attached.")
    yield Sample("tests_deleted", _bytes(_without_tests(_as_json(release.notebook(one)))))


def _without_tests(notebook: dict[str, Any]) -> dict[str, Any]:
    """A blank notebook whose test cells are deleted or tagged, which fools other graders."""
    kept = [cell for cell in notebook["cells"] if not grade_id(cell).startswith(("predict-check", "add_bias-check"))]
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


def _spread(items: tuple[Any, ...], count: int) -> list[Any]:
    """`count` of the items, evenly over all."""
    return [items[i * len(items) // count] for i in range(min(count, len(items)))]


def _as_json(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    return dict(json.loads(nbformat.writes(notebook)))


def _bytes(notebook: dict[str, Any]) -> bytes:
    return json.dumps(notebook).encode()
