"""A Dask cluster grades; its workers need this package, the course and the submissions at the same paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograder.classroom.jobs import Job
from autograder.classroom.workers import WORK, Batch
from autograder.grading.watched import GradingProcess
from autograder.results import Result


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
    """A process for each job: a cluster worker runs jobs in threads, a sandbox serves one at a time."""
    with GradingProcess(WORK, batch.limits, trust=batch.trust, forked=False) as process:
        return process.grade(job)
