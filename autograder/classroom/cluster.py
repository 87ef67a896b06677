"""A Dask cluster grades; its workers need this package, the course and the submissions at the same paths."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from autograder.classroom.jobs import Job
from autograder.classroom.workers import Batch, grade_job
from autograder.results import Result
from autograder.sandbox.client import Sandbox


def run(jobs: list[Job], batch: Batch, beat: Callable[[], Any]) -> Iterator[Result]:
    """Grade all jobs; results come as they are ready, in any order."""
    from distributed import Client
    from distributed import as_completed as completed

    with Client(batch.scheduler) as client:
        function: Callable[..., Any] = _work_on_cluster
        futures = client.map(function, jobs, [batch] * len(jobs), pure=False)
        for future in completed(futures):
            yield future.result()
            beat()


def _work_on_cluster(job: Job, batch: Batch) -> Result:
    """One process for each job's sandbox: a cluster worker runs jobs in threads, a sandbox serves one at a time."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_grade_alone, job, batch).result()


def _grade_alone(job: Job, batch: Batch) -> Result:
    with Sandbox(batch.limits, trust=batch.trust) as sandbox:
        return grade_job(job, sandbox)
