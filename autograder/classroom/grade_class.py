"""A whole class: find the submissions of a class folder, grade what needs it, record it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from typing import Protocol

from autograder.classroom import cluster, gradebook, jobs, lock, store, timestamps, workers
from autograder.classroom.jobs import Job
from autograder.classroom.settings import Settings
from autograder.classroom.store import Origin
from autograder.classroom.work import Batch
from autograder.course import release
from autograder.course.assignment import Assignment
from autograder.files import remove_unfinished
from autograder.results import Result

_SAME = 1e-3  # points: the gradebook's sums are of rounded numbers


class Progress(Protocol):
    """Who is told how far it is."""

    def expect(self, total: int) -> None:
        """So many submissions there are."""

    def __call__(self, *, problem: bool = False) -> None:
        """One more is done."""

    def beat(self) -> None:
        """Time goes by."""


@dataclass
class Graded:
    """What grading a class did: all results by student, the seed, and why what was kept was not kept on.

    `again` counts the kept results that were graded anew, by what had changed; `recorded` those that were kept and
    only had to be written into the gradebook; `other_points` are the exercises for which the gradebook, which has the
    release's points, and the source differ: (the gradebook's, the source's).
    """

    seed: int
    results: list[Result] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)
    recorded: int = 0
    other_points: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def grade(
    assignment: Assignment,
    settings: Settings,
    batch: Batch,
    progress: Progress,
    *,
    students: tuple[str, ...] = (),
    seed: int | None = None,
    force: bool = False,
) -> Graded:
    """Grade the submissions that need it and record them as they come.

    What is done stays done if this is interrupted: the next run takes up there. Raises `LockedError` if somebody else
    grades this class, `CourseError` if there is nothing to grade, `GradebookError`.
    """
    with lock.held(settings.root / "results" / ".lock", f"grade {assignment.name}"):
        todo = jobs.find(assignment, settings, students, store.class_seed(settings, assignment.name, seed))
        graded = Graded(todo[0].seed, other_points=release.other_points(assignment))
        progress.expect(len(todo))
        origins = {job.student: store.origin(job, batch.limits) for job in todo}
        kept = {} if force else _kept(todo, settings, origins, graded.again)
        unrecorded = _unrecorded(kept, assignment, settings)
        for result in kept.values():
            graded.results.append(result)
            progress(problem=result.status == "ungradable")
        waiting = [job for job in todo if job.student not in kept]
        if waiting or unrecorded:
            graded.recorded = len(unrecorded)
            by_student = {job.student: job for job in todo}
            graded.results += _graded(waiting, unrecorded, by_student, origins, (assignment, settings, batch, progress))
    graded.results.sort(key=lambda result: str(result.student))
    return graded


def results(assignment: Assignment, settings: Settings) -> list[Result]:
    """The kept results of an assignment, by student."""
    kept = [store.load(path) for path in sorted(settings.results(assignment.name).glob("*.json"))]
    return [each.result for each in kept if each is not None]


def _kept(todo: list[Job], settings: Settings, origins: dict[str, Origin], again: Counter[str]) -> dict[str, Result]:
    """The results, by student, that were made from what is there now; counts why the others were not."""
    kept = {}
    for job in todo:
        found = store.load(settings.result_file(job.assignment, job.student))
        if found is None:
            continue
        changed = origins[job.student].changed(found.origin)
        if not changed and job.autograded is not None and not job.autograded.is_file():
            changed = ("the autograded notebook",)
        if changed:
            again[" and ".join(changed)] += 1
        else:
            kept[job.student] = replace(found.result, cells=())
    return kept


def _unrecorded(kept: dict[str, Result], assignment: Assignment, settings: Settings) -> list[Result]:
    """The kept results that the gradebook does not have, or has with other points."""
    if not kept:
        return []
    points = gradebook.recorded_points(settings, assignment.name)
    return [
        result
        for student, result in kept.items()
        if student not in points or abs(points[student] - sum(each.points for each in result.exercises)) > _SAME
    ]


def _graded(
    waiting: list[Job],
    unrecorded: list[Result],
    by_student: dict[str, Job],
    origins: dict[str, Origin],
    how: tuple[Assignment, Settings, Batch, Progress],
) -> Iterator[Result]:
    """Grade, write into the gradebook, and keep what is written there."""
    assignment, settings, batch, progress = how
    for folder in (settings.results(assignment.name), *(job.autograded.parent for job in waiting if job.autograded)):
        remove_unfinished(folder)
    kept_already = {result.student for result in unrecorded}

    def keep(result: Result) -> None:
        if result.student not in kept_already:
            student = str(result.student)
            store.save(result, origins[student], settings.result_file(assignment.name, student))

    beats = [progress.beat]
    run = cluster.run if batch.scheduler else workers.run
    stream = run(waiting, batch, lambda: [beat() for beat in beats])
    with ExitStack() as stack:
        stack.enter_context(closing(stream))  # at whatever goes wrong here, no worker is left
        first = next(stream, None)  # the workers are at work while nbgrader is imported
        writer = stack.enter_context(gradebook.Writer(settings, assignment, keep))
        beats.append(writer.beat)
        for result in unrecorded:
            job = by_student[str(result.student)]
            writer.write(result, timestamps.read(job.folder, job.within).time)
        for result in _chain(first, stream):
            if result.fault is None:
                job = by_student[str(result.student)]
                arrival = timestamps.read(job.folder, job.within)
                result = replace(result, flags=(*result.flags, *([arrival.problem] if arrival.problem else [])))
                writer.write(result, arrival.time)
            progress(problem=result.status == "ungradable")
            yield replace(result, cells=())  # a class of thousands is held in memory


def _chain(first: Result | None, rest: Iterator[Result]) -> Iterator[Result]:
    if first is not None:
        yield first
    yield from rest
