"""What a worker does with one job, on this machine or another: grade it, and write its autograded notebook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from autograder.classroom import autograded
from autograder.classroom.jobs import Job, misnamed, printable
from autograder.course import assignment as course
from autograder.errors import AutograderError
from autograder.grading import grade
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


def grade_job(job: Job, sandbox: Sandbox, tell: Tell | None = None) -> Result:
    """Grade one submission and write its autograded notebook."""
    assignment = course.assignment(job.assignment, job.root)
    if job.problem:
        result = not_graded(job, job.problem, fault=misnamed(job.student) is not None, code="missing")
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
