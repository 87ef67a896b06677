"""A Dask cluster grades: submissions travel as bytes, the course once by its digest, results back to the one writer."""

from __future__ import annotations

import asyncio
import logging
import queue
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
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
_AHEAD = 2  # bundles for each thread of the cluster that are on their way
_BUNDLE = 8  # parcels that travel together: a grading process need not wait for the network after each
_ROUNDS = 8  # bundles that each thread gets at least, if there is so much: all end at about the same time
_RETRIES = 2  # of a parcel that a worker could not even put down; a killed worker's are tried again by Dask anyway
_AGAIN = 2  # times that a parcel is sent anew, if Dask gave it up because its workers were killed, or lost it
_LOST = (
    "KilledWorker",
    "CancelledError",
    "FutureCancelledError",
    "FuturesCancelledError",
)  # through no fault of its own
_ANEW = 2.0  # seconds after which a busy cluster is asked for its workers again
_BEAT = 0.5


class ClusterError(AutograderError):
    """The cluster cannot be reached, has no workers, or they cannot grade."""


def run(jobs: list[Job], batch: Batch, beat: Callable[[], Any]) -> Generator[Result, None, None]:
    """Grade all jobs on the cluster; results come as they are ready. Raises `ClusterError`."""
    from distributed.comm.core import CommClosedError

    with _connected(str(batch.scheduler)) as client:
        _require_workers(client, str(batch.scheduler))
        try:
            yield from _Run(client, jobs, batch).results(beat)
        except CommClosedError:
            raise _connection_lost(str(batch.scheduler)) from None


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    from distributed import Client

    for name in ("distributed", "distributed.client", "asyncio"):  # what they would say, our one line says
        logging.getLogger(name).setLevel(logging.CRITICAL)
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


def _connection_lost(address: str) -> ClusterError:
    return ClusterError(f"the Dask scheduler at {address} no longer answers: run the same command again to go on")


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def _outcome(future: Any) -> list[Answer] | BaseException:
    """What a task that is done gave, or what went wrong with it."""
    try:
        answers: list[Answer] = future.result()
    except (Exception, asyncio.CancelledError) as error:
        return error
    return answers


class _Run:
    """One batch on a cluster: a few bundles for each of its threads are on their way, the others wait here."""

    def __init__(self, client: Any, jobs: list[Job], batch: Batch) -> None:
        self._client = client
        self._batch = batch
        self._waiting = deque(jobs)
        self._on_their_way: dict[Any, tuple[str, list[Job]]] = {}
        self._sent: Counter[str] = Counter()
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._courses: dict[str, tuple[str, Any]] = {}
        self._threads: dict[str, int] = {}
        self._counted = self._heard = time.monotonic()

    def results(self, beat: Callable[[], Any]) -> Iterator[Result]:
        """The results as they come; a worker that is killed costs none of them."""
        self._count_threads()
        size = max(1, min(_BUNDLE, len(self._waiting) // (_ROUNDS * self._room())))
        while self._waiting or self._on_their_way:
            while self._waiting and len(self._on_their_way) < _AHEAD * self._room():
                yield from self._send(size)
            if self._on_their_way:
                yield from self._receive()
            beat()

    def _count_threads(self) -> None:
        """Ask which workers there are now. Raises `ClusterError` if there have been none for a while."""
        self._threads, self._counted = dict(self._client.nthreads()), time.monotonic()
        if not self._threads and time.monotonic() - self._heard > _ALONE:
            raise ClusterError("the cluster has lost all its workers; run the same command again to go on")

    def _room(self) -> int:
        """The threads of all workers, or 1 while there are none."""
        return max(1, sum(self._threads.values()))

    def _idlest(self) -> str | None:
        """The worker with the least to do for each thread; Dask alone would prefer those that have the course."""
        busy = Counter(worker for worker, _ in self._on_their_way.values())
        return min(self._threads, key=lambda worker: busy[worker] / self._threads[worker], default=None)

    def _send(self, size: int) -> Iterator[Result]:
        """Send a bundle of the first jobs; the results of those that cannot be read here, where their files are.

        What was lost before travels alone: it may be what kills its worker.
        """
        bundle: list[tuple[Job, bytes]] = []
        while self._waiting and len(bundle) < size:
            job = self._waiting[0]
            if bundle and (self._sent[job.student] or job.assignment != bundle[0][0].assignment):
                break
            self._waiting.popleft()
            content = self._read(job)
            if isinstance(content, Result):
                yield content
                continue
            bundle.append((job, content))
            if self._sent[job.student]:
                break
        if bundle:
            self._submit(bundle)

    def _read(self, job: Job) -> bytes | Result:
        """What was handed in, or the result of what cannot be read."""
        if job.problem:
            fault = misnamed(job.student) is not None
            return self._written(not_graded(job, job.problem, fault=fault, code="missing"), job)
        try:
            return read_submitted(job.path, submission.MAX_FILE, job.within)
        except Unreadable as error:
            flags = (error.flag,) if error.flag else ()
            denied = error.code == "denied"
            return self._written(not_graded(job, str(error), fault=denied, flags=flags, code=error.code), job)

    def _submit(self, bundle: list[tuple[Job, bytes]]) -> None:
        digest, packed = self._course(bundle[0][0])
        sent = [
            Parcel(
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
            for job, content in bundle
        ]
        jobs = [job for job, _ in bundle]
        self._sent.update(job.student for job in jobs)
        worker = self._idlest()
        preferred = {"workers": [worker], "allow_other_workers": True} if worker else {}
        future = self._client.submit(station.grade, sent, packed, pure=False, retries=_RETRIES, **preferred)
        self._on_their_way[future] = (str(worker), jobs)
        future.add_done_callback(self._fetch)

    def _course(self, job: Job) -> tuple[str, Any]:
        """The assignment's part of the course, sent once; the scheduler keeps it, whoever is killed."""
        if job.assignment not in self._courses:
            content = parcels.pack(course.assignment(job.assignment, job.root))
            digest = parcels.digest(content)
            self._courses[job.assignment] = (digest, self._client.submit(bytes, content, key=f"course-{digest}"))
        return self._courses[job.assignment]

    def _fetch(self, future: Any) -> None:
        """Get what a task gave, in Dask's own thread: this one writes into the gradebook meanwhile."""
        self._done.put((future, _outcome(future)))

    def _receive(self) -> Iterator[Result]:
        try:
            future, outcome = self._done.get(timeout=_BEAT)
        except queue.Empty:
            self._count_threads()
            return
        self._heard = time.monotonic()
        _, jobs = self._on_their_way.pop(future)
        if time.monotonic() - self._counted > _ANEW:
            self._count_threads()
        if isinstance(outcome, BaseException):
            yield from self._failed(jobs, outcome)
        else:
            for job, answer in zip(jobs, outcome, strict=True):
                result = replace(answer.result, path=str(job.path), flags=(*job.notes, *answer.result.flags))
                yield self._written(result, job, answer.autograded)
        future.release()

    def _failed(self, jobs: list[Job], error: BaseException) -> Iterator[Result]:
        """What was lost is sent again, each for itself, and in the end given up: the grader's fault, and no verdict."""
        lost = type(error).__name__ in _LOST
        if lost and self._client.status != "running":
            raise _connection_lost(str(self._batch.scheduler))
        if not lost and not isinstance(error, GraderError):
            raise (error if isinstance(error, AutograderError) else ClusterError(f"a worker: {_first_line(error)}"))
        self._courses.clear()
        for job in jobs:
            if self._sent[job.student] <= _AGAIN:
                self._waiting.append(job)
            else:
                reason = f"the cluster lost it {self._sent[job.student]} times: {_first_line(error)}"
                yield not_graded(job, reason, fault=True)

    def _written(self, result: Result, job: Job, text: str | None = None) -> Result:
        autograded.write(result, job, text)
        return result
