"""Many submissions: local workers or a Dask cluster, with progress; takes up where it was interrupted."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from autograder.classroom import autograded
from autograder.classroom.jobs import Job
from autograder.course import assignment as course
from autograder.files import write_atomically
from autograder.grading import checks, grade
from autograder.grading.mistakes import mistakes
from autograder.results import Result
from autograder.sandbox import client
from autograder.sandbox.client import Limits, Sandbox


@dataclass(frozen=True)
class BatchOptions:
    """How a batch is run; `sandboxes`, one for each worker, may have been started already."""

    workers: int = 1
    scheduler: str | None = None
    limits: Limits = field(default_factory=Limits)
    trust: bool = False
    sandboxes: tuple[Sandbox, ...] = ()


_NICE = 5  # as the sandbox's children
_sandbox: Sandbox | None = None  # this worker process's


def run(jobs: list[Job], options: BatchOptions) -> Iterator[Result]:
    """Grade all jobs; results come as they are ready, in any order."""
    if options.scheduler:
        yield from _on_cluster(jobs, options)
        return
    gc.freeze()  # what is imported by now stays for good
    workers = min(options.workers, len(jobs))
    with ExitStack() as stack:
        sandboxes = options.sandboxes
        if not sandboxes:
            sandboxes = stack.enter_context(client.sandboxes(workers, options.limits, trust=options.trust))
        if workers <= 1:
            yield from (grade_job(job, sandboxes[0]) for job in jobs)
        else:
            yield from _in_processes(jobs, sandboxes[:workers])


def grade_job(job: Job, sandbox: Sandbox) -> Result:
    """Grade one submission and write its autograded notebook."""
    assignment = course.assignment(job.assignment, job.root)
    result = grade.grade_file(
        job.path, sandbox, job.seed, assignment=assignment, student=job.student, within=job.within
    )
    if job.autograded is not None:
        write_atomically(job.autograded, autograded.text(result, assignment))
    return result


def _in_processes(jobs: list[Job], sandboxes: tuple[Sandbox, ...]) -> Iterator[Result]:
    """Forked workers: they inherit the collected checks, and a sandbox each, which this process closes in the end."""
    for name, root in {(job.assignment, job.root) for job in jobs}:
        assignment = course.assignment(name, root)
        checks.collect(assignment)
        mistakes(assignment)
    context = multiprocessing.get_context("fork")
    count = context.Value("i", 0)
    with ProcessPoolExecutor(len(sandboxes), context, initializer=_start_worker, initargs=(sandboxes, count)) as pool:
        futures = [pool.submit(_work, job) for job in jobs]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start_worker(sandboxes: tuple[Sandbox, ...], count: Any) -> None:
    global _sandbox
    os.nice(_NICE)  # before the workers, the one process that writes down what they find
    _sandbox = sandboxes[next_core(count)]


def next_core(count: Any) -> int:
    """A number for each worker process, from a `multiprocessing.Value` that they share."""
    with count.get_lock():
        count.value += 1
        return int(count.value) - 1


def _work(job: Job) -> Result:
    assert _sandbox is not None
    return grade_job(job, _sandbox)


def _on_cluster(jobs: list[Job], options: BatchOptions) -> Iterator[Result]:
    """Workers of a Dask cluster; they need this package, the course and the submissions at the same paths."""
    from distributed import Client
    from distributed import as_completed as completed

    with Client(options.scheduler) as client:
        function: Callable[..., Any] = _work_on_cluster
        futures = client.map(function, jobs, [options] * len(jobs), pure=False)
        for future in completed(futures):
            yield future.result()


def _work_on_cluster(job: Job, options: BatchOptions) -> Result:
    """One process for each job's sandbox: a cluster worker runs jobs in threads, a sandbox serves one at a time."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_grade_alone, job, options).result()


def _grade_alone(job: Job, options: BatchOptions) -> Result:
    with Sandbox(options.limits, trust=options.trust) as sandbox:
        return grade_job(job, sandbox)
