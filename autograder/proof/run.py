"""Carry out the tasks of a plan, side by side: forked workers, each with a sandbox of its own."""

from __future__ import annotations

import dataclasses
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.util import Finalize
from typing import Any

from autograder.course.visible import authoring_problems
from autograder.proof import earned, files, mistakes, mutation, prose, submissions
from autograder.proof.judged import CALL_SECONDS
from autograder.proof.plan import Proof, Task
from autograder.sandbox.client import Limits, Sandbox

_sandbox: Sandbox | None = None  # this worker process's


def run(tasks: Sequence[Task], workers: int) -> Iterator[Proof]:
    """Prove all tasks; workers inherit what was collected."""
    context = multiprocessing.get_context("fork")
    count = context.Value("i", 0)
    with ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=(count,)) as pool:
        futures = [pool.submit(_prove, task) for task in tasks]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def prove(task: Task, sandbox: Sandbox) -> Proof:
    """Carry out one task."""
    start = time.monotonic()
    proof = _proof(task, sandbox)
    return dataclasses.replace(proof, seconds=time.monotonic() - start)


def _proof(task: Task, sandbox: Sandbox) -> Proof:
    assignment, exercise, seed = task.assignment, task.exercise, task.seed
    if task.kind == "files":
        return Proof(task, tuple(files.problems(assignment)), findings=tuple(authoring_problems(assignment)))
    if task.kind == "prose":
        return Proof(task, tuple(prose.wrong(assignment)))
    if task.kind == "reference":
        return Proof(task, tuple(submissions.reference(assignment, sandbox, seed)))
    if task.kind == "untouched":
        return Proof(task, tuple(submissions.untouched(assignment, sandbox, seed)))
    if task.kind == "alone":
        return Proof(task, tuple(submissions.alone(assignment, exercise, sandbox, seed)))
    if task.kind == "stand-ins":
        replayed, trivial = earned.best(assignment, exercise, seed + 2)
        return Proof(task, (), replayed=replayed, trivial=trivial)
    if task.kind == "mistakes":
        problems, judged = mistakes.judged(assignment, exercise, sandbox, seed)
    else:
        problems, judged = mutation.judged(assignment, task.mutants, sandbox, seed)
    return Proof(task, tuple(problems), judged=tuple(judged))


def _start_worker(count: Any) -> None:
    global _sandbox
    _sandbox = Sandbox(Limits(call=CALL_SECONDS, repair=0.0), core=_next_core(count))
    Finalize(None, _sandbox.close, exitpriority=1)  # a worker's end runs no atexit


def _next_core(count: Any) -> int:
    """A number for each worker process, from a `multiprocessing.Value` that they share."""
    with count.get_lock():
        count.value += 1
        return int(count.value) - 1


def _prove(task: Task) -> Proof:
    assert _sandbox is not None
    return prove(task, _sandbox)
