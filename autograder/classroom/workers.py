"""Local workers: processes that grade side by side, are watched, and end when the one that started them ends."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.classroom import autograded
from autograder.classroom.jobs import Job, printable
from autograder.course import assignment as course
from autograder.course.mistakes import mistakes
from autograder.errors import AutograderError
from autograder.grading import checks, grade
from autograder.grading.watched import GradingProcess, grade_all
from autograder.grading.worker import Tell, Work
from autograder.results import Result, ungradable
from autograder.sandbox.client import Limits, Sandbox

NICE = 5  # as the sandbox's children: the one process that writes down what workers find comes first


@dataclass(frozen=True)
class Batch:
    """How a batch is graded; `sandboxes`, one for each worker, may have been started already."""

    workers: int = 1
    scheduler: str | None = None
    limits: Limits = field(default_factory=Limits)
    trust: bool = False
    sandboxes: tuple[Sandbox, ...] = ()


def run(jobs: list[Job], batch: Batch, beat: Callable[[], Any] = lambda: None) -> Generator[Result, None, None]:
    """Grade all jobs; results come as they are ready, in any order. `beat` is called at least twice a second."""
    if not jobs:
        return
    if batch.scheduler:
        from autograder.classroom import cluster

        yield from cluster.run(jobs, batch, beat)
        return
    for name, root in {(job.assignment, job.root) for job in jobs}:  # forked workers inherit what is collected
        assignment = course.assignment(name, root)
        checks.collect(assignment)
        mistakes(assignment)
    gc.freeze()  # what is imported by now stays for good
    with ExitStack() as stack:
        given = (*batch.sandboxes, *[None] * batch.workers)
        processes = [
            stack.enter_context(
                GradingProcess(WORK, batch.limits, trust=batch.trust, sandbox=given[core], core=core, nice=NICE)
            )
            for core in range(min(batch.workers, len(jobs)))
        ]
        yield from grade_all(jobs, processes, beat)


def grade_job(job: Job, sandbox: Sandbox, tell: Tell | None = None) -> Result:
    """Grade one submission and write its autograded notebook."""
    assignment = course.assignment(job.assignment, job.root)
    if job.problem:
        result = not_graded(job, job.problem, fault=printable(job.student) != job.student, code="missing")
    else:
        result = grade.grade_file(
            job.path,
            sandbox,
            job.seed,
            assignment=assignment,
            student=job.student,
            within=job.within,
            tell=tell,
        )
        result = replace(result, flags=(*job.notes, *result.flags))
    autograded.write(result, job)
    return result


def not_graded(
    job: Job, reason: str, *, fault: bool = False, flags: tuple[str, ...] = (), code: str | None = None
) -> Result:
    """The result of a submission that could not be graded; of no consequence if that is the grader's `fault`."""
    total = sum(exercise.max_points for exercise in course.assignment(job.assignment, job.root).exercises)
    return ungradable(
        printable(str(job.path)),
        reason,
        assignment=job.assignment,
        student=printable(job.student),
        max_score=total,
        seed=job.seed,
        flags=(*job.notes, *flags),
        fault="grader" if fault else None,
        code=code,
    )


def lost(job: Job, reason: str, died: bool, so_far: Result | None) -> Result:
    """The result of a job whose process died, or was ended because it no longer answered."""
    flags = () if died else ("kept its grader busy beyond all limits",)
    result = so_far or not_graded(job, reason, fault=died, flags=flags)
    autograded.write(result, job)
    return result


def _grade(job: Job, sandbox: Sandbox, tell: Tell) -> Result:
    try:
        return grade_job(job, sandbox, tell)
    except (AutograderError, OSError):  # no sandbox, a full disk: no other submission would fare better
        raise
    except Exception as error:  # a mistake of ours costs this submission its verdict, and no other
        return not_graded(job, f"the grader itself failed, please report it: {error!r}", fault=True)


WORK = Work(_grade, lost)
