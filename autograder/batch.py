"""Many submissions: local workers or a Dask cluster, with progress; takes up where it was interrupted."""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder import checking, course, gradebook, grading, results
from autograder.results import Result
from autograder.sandbox import client
from autograder.sandbox.client import Limits, Sandbox
from autograder.settings import Settings


@dataclass(frozen=True)
class Job:
    """One submission to grade, and how."""

    student: str
    path: Path
    assignment: str
    root: Path
    seed: int
    autograded: Path | None


@dataclass(frozen=True)
class Options:
    """How a batch is run; `sandboxes`, one for each worker, may have been started already."""

    workers: int = 1
    scheduler: str | None = None
    limits: Limits = field(default_factory=Limits)
    trust: bool = False
    sandboxes: tuple[Sandbox, ...] = ()


_NICE = 5  # as the sandbox's children
_sandbox: Sandbox | None = None  # this worker process's


def run(jobs: list[Job], options: Options) -> Iterator[Result]:
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
    result = grading.grade_file(job.path, sandbox, job.seed, assignment=assignment, student=job.student)
    if job.autograded is not None:
        write_atomically(job.autograded, gradebook.autograded(result, assignment, job.path))
    return result


def pending(jobs: list[Job], settings: Settings) -> tuple[list[Job], list[Result]]:
    """The jobs whose submission or course changed since their last result, and the results of the others."""
    todo, done = [], []
    for job in jobs:
        kept = load_result(settings.result_file(job.assignment, job.student))
        same = kept is not None and kept[1] == digest(job)
        if kept is not None and same and (job.autograded is None or job.autograded.is_file()):
            done.append(kept[0])
        else:
            todo.append(job)
    return todo, done


def save_result(result: Result, job: Job, settings: Settings) -> None:
    """Keep a result; its file is what says that this submission is done, so it is written last."""
    document = {**results.document([result]), "digest": digest(job)}
    write_atomically(settings.result_file(job.assignment, job.student), json.dumps(document) + "\n")


def load_result(path: Path) -> tuple[Result, str] | None:
    """A kept result and the digest of what it was made from; None if there is none that can be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return results.from_dict(data["submissions"][0]), str(data["digest"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def digest(job: Job) -> str:
    """Identifies a submission's content and the course's: its source, checks and mistakes."""
    assignment = course.assignment(job.assignment, job.root)
    sha = hashlib.sha256()
    for path in (job.path, assignment.release, assignment.source, assignment.checks, assignment.mistakes):
        sha.update(path.read_bytes() if path.is_file() else b"")
        sha.update(b"\0")
    return sha.hexdigest()


def write_atomically(path: Path, text: str) -> None:
    """Write a file wholly or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _in_processes(jobs: list[Job], sandboxes: tuple[Sandbox, ...]) -> Iterator[Result]:
    """Forked workers: they inherit the collected checks, and a sandbox each, which this process closes in the end."""
    for name, root in {(job.assignment, job.root) for job in jobs}:
        assignment = course.assignment(name, root)
        checking.collect(assignment)
        checking.mistakes(assignment)
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


def _on_cluster(jobs: list[Job], options: Options) -> Iterator[Result]:
    """Workers of a Dask cluster; they need this package, the course and the submissions at the same paths."""
    from distributed import Client
    from distributed import as_completed as completed

    with Client(options.scheduler) as client:
        function: Callable[..., Any] = _work_on_cluster
        futures = client.map(function, jobs, [options] * len(jobs), pure=False)
        for future in completed(futures):
            yield future.result()


def _work_on_cluster(job: Job, options: Options) -> Result:
    """One process for each job's sandbox: a cluster worker runs jobs in threads, a sandbox serves one at a time."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_grade_alone, job, options).result()


def _grade_alone(job: Job, options: Options) -> Result:
    with Sandbox(options.limits, trust=options.trust) as sandbox:
        return grade_job(job, sandbox)
