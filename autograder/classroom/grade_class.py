"""A whole class: find the submissions of a course folder, grade them, record them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.classroom import store, workers
from autograder.classroom.gradebook import Writer, timestamp
from autograder.classroom.jobs import Job
from autograder.classroom.settings import Settings
from autograder.classroom.workers import BatchOptions
from autograder.course.assignment import Assignment
from autograder.errors import CourseError
from autograder.files import exists
from autograder.results import Result


def jobs(assignment: Assignment, settings: Settings, students: tuple[str, ...], seed: int) -> list[Job]:
    """The submissions of an assignment, of these students or of all. Raises `CourseError` if there are none."""
    folders = settings.submitted(assignment.name)
    unknown = sorted(set(students) - set(folders))
    if unknown:
        raise CourseError(f"no submission of {assignment.name} from {', '.join(unknown)}")
    if not folders:
        place = settings.folder("submitted", "<student>", assignment.name)
        raise CourseError(f"no submissions of {assignment.name}: there is no {place}")
    return [
        Job(
            student=student,
            path=_notebook(folder, assignment),
            assignment=assignment.name,
            root=assignment.root,
            seed=seed,
            autograded=settings.folder("autograded", student, assignment.name) / f"{assignment.name}.ipynb",
            within=settings.within("submitted"),
        )
        for student, folder in folders.items()
        if not students or student in students
    ]


def grade(
    assignment: Assignment,
    settings: Settings,
    todo: list[Job],
    options: BatchOptions,
    *,
    force: bool,
    tick: Callable[[], Any],
) -> list[Result]:
    """Grade the jobs that need it and record them as they come; returns all results by student.

    What is done stays done if this is interrupted: the next run takes up there.
    """
    found: list[Result] = []
    if not force:
        todo, found = store.pending(todo, settings)
    for _ in found:
        tick()
    by_student = {job.student: job for job in todo}
    if todo:
        with contextlib.ExitStack() as stack:
            stream = workers.run(todo, options)
            first = next(stream)  # the workers are at work while nbgrader is imported
            writer = stack.enter_context(Writer(settings, assignment))
            for result in _chain(first, stream):
                job = by_student[str(result.student)]
                writer.write(result, timestamp(job.path.parent, job.within))
                store.save_result(result, job, settings)
                found.append(result)
                tick()
    return sorted(found, key=lambda result: str(result.student))


def results(assignment: Assignment, settings: Settings) -> list[Result]:
    """The kept results of an assignment, by student."""
    kept = [store.load_result(path) for path in sorted(settings.results(assignment.name).glob("*.json"))]
    return [one[0] for one in kept if one is not None]


def _chain(first: Result, rest: Any) -> Any:
    yield first
    yield from rest


def _notebook(folder: Path, assignment: Assignment) -> Path:
    """The submitted notebook: by its own name, else the only one in the folder."""
    expected = folder / f"{assignment.name}.ipynb"
    others = sorted(folder.glob("*.ipynb"))
    return others[0] if not exists(expected) and len(others) == 1 else expected
