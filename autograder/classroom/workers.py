"""Local workers: processes that grade side by side, are watched, and end when the one that started them ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
import warnings
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from typing import Any

from autograder.classroom import autograded
from autograder.classroom.jobs import Job, printable
from autograder.course import assignment as course
from autograder.errors import AutograderError
from autograder.files import write_atomically
from autograder.grading import checks, grade
from autograder.grading.mistakes import mistakes
from autograder.results import Result, ungradable
from autograder.sandbox.client import Limits, Sandbox
from autograder.sandbox.privileges import die_with_parent

_NICE = 5  # as the sandbox's children: the one process that writes down what workers find comes first
_AHEAD = 2  # jobs that a worker has at hand, so that it never waits for the next
_BEAT = 0.5  # seconds between two looks at what is overdue
_GRACE = 60.0  # seconds beyond twice a submission's limit, after which its worker is stuck
_TRIES = 2  # of a submission whose worker died


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
    with Pool(min(batch.workers, len(jobs)), batch) as pool:
        yield from pool.grade(jobs, beat)


def grade_job(job: Job, sandbox: Sandbox) -> Result:
    """Grade one submission and write its autograded notebook."""
    assignment = course.assignment(job.assignment, job.root)
    if job.problem:
        result = not_graded(job, job.problem, fault=printable(job.student) != job.student)
    else:
        result = grade.grade_file(
            job.path, sandbox, job.seed, assignment=assignment, student=job.student, within=job.within
        )
        result = replace(result, flags=(*job.notes, *result.flags))
    write_autograded(result, job)
    return result


def not_graded(job: Job, reason: str, *, fault: bool = False, flags: tuple[str, ...] = ()) -> Result:
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
    )


def write_autograded(result: Result, job: Job) -> None:
    """Write the autograded notebook, if the job says where and there is a verdict to write."""
    if job.autograded is not None and result.fault is None:
        write_atomically(job.autograded, autograded.text(result, course.assignment(job.assignment, job.root)))


def serve(connection: Connection, sandbox: Sandbox) -> None:
    """What a worker does: grade each job that comes, answer with its result or with what stops the batch."""
    while (job := connection.recv()) is not None:
        connection.send(_answer(job, sandbox))


def _answer(job: Job, sandbox: Sandbox) -> Result | AutograderError | OSError:
    try:
        return grade_job(job, sandbox)
    except (AutograderError, OSError) as error:  # no sandbox, a full disk: no other submission would fare better
        return error
    except Exception as error:  # a mistake of ours costs this submission its verdict, and no other
        return not_graded(job, f"the grader itself failed, please report it: {error!r}", fault=True)


class _Worker:
    """One process, the jobs at hand, and since when it has been at the first of them."""

    def __init__(self, number: int, batch: Batch, sandbox: Sandbox | None) -> None:
        context = multiprocessing.get_context("fork")
        self.number = number
        self.sandbox = sandbox
        self.jobs: deque[Job] = deque()
        self.since = time.monotonic()
        self.connection, theirs = context.Pipe()
        arguments = (os.getpid(), theirs, self.connection, number, batch, sandbox)
        self.process = context.Process(target=_work, args=arguments, daemon=True)
        with warnings.catch_warnings():
            # Python 3.12 warns of a fork beside threads: the progress bar's and BLAS's, which a worker never touches
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()
        theirs.close()

    def give(self, job: Job) -> None:
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.append(job)
        self.connection.send(job)

    def receive(self) -> tuple[Job, Result | AutograderError | OSError]:
        answer = self.connection.recv()
        self.since = time.monotonic()
        return self.jobs.popleft(), answer

    def end(self) -> None:
        """End the process, whatever it is doing, and the sandbox that it used."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        if self.sandbox is not None:
            self.sandbox.close()


def _work(parent: int, connection: Connection, theirs: Connection, number: int, batch: Batch, given: Any) -> None:
    """The process of a worker. A sandbox that it was not given, it starts."""
    die_with_parent()
    if os.getppid() != parent:  # it ended before
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that started this
    os.nice(_NICE)
    theirs.close()
    with ExitStack() as stack:
        sandbox = given or stack.enter_context(Sandbox(batch.limits, trust=batch.trust, core=number))
        serve(connection, sandbox)


class Pool:
    """Workers that share a list of jobs. Use as a context manager: at its end no process is left."""

    def __init__(self, count: int, batch: Batch) -> None:
        self._batch = batch
        given = (*batch.sandboxes, *[None] * count)
        self._workers = [_Worker(number, batch, given[number]) for number in range(count)]
        self._deaths: Counter[str] = Counter()
        self._started = count

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def grade(self, jobs: list[Job], beat: Callable[[], Any]) -> Iterator[Result]:
        """The results of all jobs as they come; what fails alone costs one submission, and nobody else's."""
        waiting = deque(jobs)
        limit = 2 * max(self._limit(job) for job in jobs) + _GRACE if jobs else 0.0
        while waiting or any(worker.jobs for worker in self._workers):
            self._hand_out(waiting)
            busy = {worker.connection: worker for worker in self._workers if worker.jobs}
            for connection in wait(list(busy), _BEAT):
                yield from self._collect(busy[connection], waiting)  # type: ignore[index]
            for worker in [each for each in self._workers if each.jobs]:
                if time.monotonic() - worker.since > limit:
                    yield self._stop(worker, waiting, limit)
            beat()

    def _limit(self, job: Job) -> float:
        own = checks.collect(course.assignment(job.assignment, job.root)).seconds
        return own.get("submission", self._batch.limits.submission)

    def _hand_out(self, waiting: deque[Job]) -> None:
        ahead = _AHEAD if len(waiting) > _AHEAD * len(self._workers) else 1
        for number in range(1, ahead + 1):
            for worker in self._workers:
                if waiting and len(worker.jobs) < number:
                    worker.give(waiting.popleft())

    def _collect(self, worker: _Worker, waiting: deque[Job]) -> Iterator[Result]:
        try:
            _, answer = worker.receive()
        except (EOFError, OSError):
            yield from self._lost(worker, waiting)
            return
        if not isinstance(answer, Result):
            raise answer
        yield answer

    def _lost(self, worker: _Worker, waiting: deque[Job]) -> Iterator[Result]:
        """A worker died: what it was at is tried again by another, and then given up."""
        worker.process.join()
        job = worker.jobs.popleft()
        status = worker.process.exitcode
        self._replace(worker, waiting)
        self._deaths[job.student] += 1
        if self._deaths[job.student] < _TRIES:
            waiting.appendleft(job)
            return
        yield not_graded(job, f"the grader's own process died over it {_TRIES} times ({status})", fault=True)

    def _stop(self, worker: _Worker, waiting: deque[Job], limit: float) -> Result:
        job = worker.jobs.popleft()
        self._replace(worker, waiting)
        reason = f"grading it took longer than {limit:g} s and was stopped"
        result = not_graded(job, reason, flags=("kept its grader busy beyond all limits",))
        write_autograded(result, job)
        return result

    def _replace(self, worker: _Worker, waiting: deque[Job]) -> None:
        waiting.extendleft(reversed(worker.jobs))
        worker.end()
        self._workers[self._workers.index(worker)] = _Worker(worker.number, self._batch, None)
