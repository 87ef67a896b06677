"""Local workers: processes that grade side by side, are watched, and end when the one that started them ends."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from contextlib import ExitStack
from typing import Any

from autograder.classroom.jobs import Job
from autograder.classroom.work import NICE, WORK, Batch
from autograder.course import assignment as course
from autograder.course.mistakes import mistakes
from autograder.grading import checks
from autograder.grading.watched import GradingProcess, grade_all
from autograder.results import Result


def run(jobs: list[Job], batch: Batch, beat: Callable[[], Any] = lambda: None) -> Generator[Result, None, None]:
    """Grade all jobs; results come as they are ready, in any order. `beat` is called at least twice a second."""
    if not jobs:
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
