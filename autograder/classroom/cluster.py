"""A Dask cluster grades: submissions travel as bytes, the course once by its digest, results back to the one writer."""

from __future__ import annotations

import logging
import queue
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from autograder.classroom import autograded, parcels, station
from autograder.classroom.jobs import Job, misnamed
from autograder.classroom.parcels import Answer, Parcel
from autograder.classroom.work import Batch, not_graded
from autograder.course import assignment as course
from autograder.errors import AutograderError, GraderError, Unreadable
from autograder.files import read_submitted
from autograder.grading import submission
from autograder.results import Result

_CONNECT = 4.0  # seconds: the scheduler answers by then, or there is none
_FIRST_WORKER = 4.0  # seconds until a worker is there
_ASK = 30.0  # seconds in which every worker says which grader it has: it imports it first
_ALONE = 30.0  # seconds without any worker after which the rest is given up
_AHEAD = 4  # parcels for each thread of the cluster that are on their way
_RETRIES = 2  # of a parcel that a worker could not even put down; a killed worker's are tried again by Dask anyway
_AGAIN = 2  # times that a parcel is sent anew, if Dask gave it up because its workers were killed, or lost it
_LOST = (
    "KilledWorker",
    "CancelledError",
    "FutureCancelledError",
    "FuturesCancelledError",
)  # through no fault of its own
_BEAT = 0.5


class ClusterError(AutograderError):
    """The cluster cannot be reached, has no workers, or they cannot grade."""


def run(jobs: list[Job], batch: Batch, beat: Callable[[], Any]) -> Generator[Result, None, None]:
    """Grade all jobs on the cluster; results come as they are ready. Raises `ClusterError`."""
    with _connected(str(batch.scheduler)) as client:
        _require_workers(client, str(batch.scheduler))
        yield from _Run(client, jobs, batch).results(beat)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it would say, our one line says
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except Exception as error:  # a wrong address, another protocol, another version: each fails in its own way
        raise ClusterError(f"no Dask scheduler answers at {address}: {_first_line(error)}") from None
    with client:
        yield client


def _require_workers(client: Any, address: str) -> None:
    """Raise `ClusterError` unless there is a worker, and all of them run this very grader."""
    try:
        client.wait_for_workers(1, timeout=_FIRST_WORKER)
    except TimeoutError:
        raise ClusterError(f"the Dask scheduler at {address} has no workers: start `dask worker {address}`") from None
    try:
        versions = client.run(station.version, callback_timeout=_ASK)
    except TimeoutError:
        raise ClusterError(f"not all workers of the Dask scheduler at {address} answer: end those that hang") from None
    except Exception as error:  # they cannot import it, or run another Python
        hint = "every worker needs this package: pip install 'deltarule[instructor,cluster]'"
        raise ClusterError(f"the workers cannot grade: {_first_line(error)}; {hint}") from None
    others = sorted(worker for worker, version in versions.items() if version != station.version())
    if others:
        raise station.VersionError(others)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def _error(future: Any) -> BaseException | None:
    """What went wrong with a task that is done; None if nothing did."""
    try:
        error: BaseException | None = future.exception()
    except CancelledError as cancelled:  # Dask raises this one, and returns the others
        return cancelled
    return error


class _Run:
    """One batch on a cluster: a few parcels for each of its threads are on their way, the others wait here."""

    def __init__(self, client: Any, jobs: list[Job], batch: Batch) -> None:
        self._client = client
        self._batch = batch
        self._waiting = deque(jobs)
        self._on_their_way: dict[Any, Job] = {}
        self._sent: Counter[str] = Counter()
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._courses: dict[str, tuple[str, Any]] = {}
        self._threads = 1
        self._heard = time.monotonic()

    def results(self, beat: Callable[[], Any]) -> Iterator[Result]:
        """The results as they come; a worker that is killed costs none of them."""
        self._count_threads()
        while self._waiting or self._on_their_way:
            while self._waiting and len(self._on_their_way) < _AHEAD * self._threads:
                unread = self._send(self._waiting.popleft())
                if unread is not None:
                    yield unread
            if self._on_their_way:
                yield from self._receive()
            beat()

    def _count_threads(self) -> None:
        """How many threads the cluster has now. Raises `ClusterError` if it has had none for a while."""
        threads = sum(self._client.nthreads().values())
        if threads == 0 and time.monotonic() - self._heard > _ALONE:
            raise ClusterError("the cluster has lost all its workers; run the same command again to go on")
        self._threads = max(1, threads)

    def _send(self, job: Job) -> Result | None:
        """Send a job as a parcel; the result of one that cannot be read here, where its file is."""
        try:
            if job.problem:
                fault = misnamed(job.student) is not None
                return self._written(not_graded(job, job.problem, fault=fault, code="missing"), job)
            content = read_submitted(job.path, submission.MAX_FILE, job.within)
        except Unreadable as error:
            flags = (error.flag,) if error.flag else ()
            denied = error.code == "denied"
            return self._written(not_graded(job, str(error), fault=denied, flags=flags, code=error.code), job)
        digest, packed = self._course(job)
        parcel = Parcel(
            student=job.student,
            name=job.path.name,
            content=content,
            assignment=job.assignment,
            seed=job.seed,
            course=digest,
            version=station.version(),
            limits=self._batch.limits,
            trust=self._batch.trust,
        )
        self._sent[job.student] += 1
        future = self._client.submit(station.grade, parcel, packed, pure=False, retries=_RETRIES)
        self._on_their_way[future] = job
        future.add_done_callback(self._done.put)
        return None

    def _course(self, job: Job) -> tuple[str, Any]:
        """The assignment's part of the course, sent once; the scheduler keeps it, whoever is killed."""
        if job.assignment not in self._courses:
            content = parcels.pack(course.assignment(job.assignment, job.root))
            digest = parcels.digest(content)
            self._courses[job.assignment] = (digest, self._client.submit(bytes, content, key=f"course-{digest}"))
        return self._courses[job.assignment]

    def _receive(self) -> Iterator[Result]:
        try:
            future = self._done.get(timeout=_BEAT)
        except queue.Empty:
            self._count_threads()
            return
        self._heard = time.monotonic()
        job = self._on_their_way.pop(future)
        error = _error(future)
        if type(error).__name__ in _LOST and self._sent[job.student] <= _AGAIN:
            self._courses.pop(job.assignment, None)
            self._waiting.append(job)
        else:
            yield self._result(job, future, error)
        future.release()

    def _result(self, job: Job, future: Any, error: BaseException | None) -> Result:
        if error is None:
            answer: Answer = future.result()
            result = replace(answer.result, path=str(job.path), flags=(*job.notes, *answer.result.flags))
            return self._written(result, job, answer.autograded)
        if isinstance(error, GraderError) or type(error).__name__ in _LOST:
            return not_graded(
                job, f"the cluster lost it {self._sent[job.student]} times: {_first_line(error)}", fault=True
            )
        raise error if isinstance(error, AutograderError | OSError) else ClusterError(_first_line(error))

    def _written(self, result: Result, job: Job, text: str | None = None) -> Result:
        autograded.write(result, job, text)
        return result
