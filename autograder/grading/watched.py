"""Grading in a process of its own, watched from outside: whatever happens in it, each submission gets a result.

The trusted side handles what a student's code made. An alarm ends Python code that takes too long, but no C call, no
deadlock, and nothing survives a crash of the interpreter. So the process that grades is not the one that records: the
latter ends it when it no longer answers, starts another, and goes on with the next submission.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from autograder.errors import GraderError, SandboxError
from autograder.results import Result
from autograder.sandbox import budget
from autograder.sandbox.client import Limits, Sandbox
from autograder.sandbox.privileges import die_with_parent
from autograder.sandbox.scratch import empty

Job = TypeVar("Job")
Tell = Callable[[Result], None]
"""What grading calls with the result so far: it stands if the rest comes to nothing."""

_LOOK = 0.25  # seconds between two looks at a process that does not answer
_AHEAD = 2  # jobs that a process is given: it need not wait while this one records


@dataclass(frozen=True)
class Work(Generic[Job]):
    """How a job is graded, in the process that is watched, and what its result is if that process is lost.

    Both are functions of a module, found by their names in a process that was not forked.
    """

    grade: Callable[[Job, Sandbox, Tell], Result]
    lost: Callable[[Job, str, Result | None], Result]


@dataclass(frozen=True)
class _Settings:
    """What the process needs to know; all of it can be pickled."""

    limits: Limits
    trust: bool
    core: int
    nice: int
    folder: str


class GradingProcess(Generic[Job]):
    """A process that grades one job after another, and its sandbox. Use as a context manager.

    `sandbox`, if one was started already, is used (and closed) by it. `forked` processes start at once and know what
    this one has loaded; the others are executed anew, for a process with threads (Jupyter, Dask) should not be forked.
    """

    def __init__(
        self,
        work: Work[Job],
        limits: Limits | None = None,
        *,
        trust: bool = False,
        sandbox: Sandbox | None = None,
        core: int = 0,
        nice: int = 0,
        forked: bool = True,
    ) -> None:
        self._work = work
        self._folder = tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)
        self._settings = _Settings(limits or Limits(), trust, core, nice, self._folder.name)
        self._sandbox = sandbox
        self._forked = forked
        self._jobs: deque[Job] = deque()
        self._so_far: Result | None = None
        self._since = 0.0  # when the first of the jobs could begin
        self._retried = False
        self._start()

    def submit(self, job: Job) -> None:
        """Give it a job; results come in the order of the jobs."""
        if not self._jobs:
            self._since = time.monotonic()
        self._jobs.append(job)
        self._send(job)

    @property
    def jobs(self) -> int:
        """How many jobs it has not answered yet."""
        return len(self._jobs)

    @property
    def connection(self) -> Connection:
        """What becomes readable when there is something to `advance`."""
        return self._connection

    def advance(self) -> Result | None:
        """The result of the first job if it is there, or if the process that should give it is ended; else None.

        Raises what grading raised: that the course or the sandbox fails is no submission's fault.
        """
        try:
            while self._connection.poll():
                kind, content, trace = pickle.loads(self._connection.recv_bytes())
                if kind == "result":
                    return self._done(content)
                if kind == "error" and not self._again(content):
                    raise content from GraderError(trace)
                if kind == "so far":
                    self._so_far = content
        except (EOFError, OSError) as error:
            if not isinstance(error, EOFError | ConnectionError | BrokenPipeError):
                raise
            return self._lose(f"grading it ended the grader's own process ({self._end()})")
        if self._jobs and time.monotonic() > self._due():
            self._end()
            return self._lose("grading it took too long; the process that graded it was ended")
        return None

    def grade(self, job: Job) -> Result:
        """Grade one job and wait for its result."""
        self.submit(job)
        return next(_results([self]))

    def close(self) -> None:
        """End the process and its sandbox."""
        self._connection.close()
        self._end()
        self._folder.cleanup()

    def __enter__(self) -> GradingProcess[Job]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with tempfile.TemporaryFile() as file:
            file.truncate(mmap.PAGESIZE)
            self._board = mmap.mmap(file.fileno(), mmap.PAGESIZE)
            budget.clear(self._board)
            if self._forked:
                self._pid = self._fork(ours, theirs)
                self._process = None
            else:
                self._process = _execute(theirs.fileno(), file.fileno())
                self._pid = self._process.pid
        theirs.close()
        self._connection = Connection(ours.detach())
        if not self._forked:
            self._send((sys.path, self._work, self._settings))

    def _fork(self, ours: socket.socket, theirs: socket.socket) -> int:
        sys.stdout.flush()
        sys.stderr.flush()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads: a progress bar's holds nothing we need
            pid = os.fork()
        if pid:
            return pid
        try:
            ours.close()
            _serve(Connection(theirs.detach()), self._board, self._work, self._settings, self._sandbox)
        finally:
            os._exit(1)

    def _send(self, content: Any) -> None:
        with contextlib.suppress(ConnectionError):  # it has ended; `advance` will see
            self._connection.send_bytes(pickle.dumps(content))

    def _due(self) -> float:
        """When to end the process: at what it says itself, and in any case some time after all time is used up."""
        longest = 10 * self._settings.limits.submission + 10 * budget.GRACE
        return min(budget.due(self._board), self._since + longest)

    def _done(self, result: Result) -> Result:
        self._jobs.popleft()
        self._since, self._so_far, self._retried = time.monotonic(), None, False
        return result

    def _again(self, error: Exception) -> bool:
        """Try it once more if it is the sandbox that failed: the machine may have killed a process of it."""
        if self._retried or not isinstance(error, SandboxError):
            return False
        self._retried = True
        self._end()
        self._restart()
        return True

    def _lose(self, reason: str) -> Result:
        job, so_far = self._jobs[0], self._so_far
        if so_far is not None:
            so_far = replace(so_far, flags=(*so_far.flags, reason))
        result = self._done(self._work.lost(job, reason, so_far))
        self._restart()
        return result

    def _restart(self) -> None:
        self._connection.close()
        self._start()
        for job in self._jobs:
            self._send(job)

    def _end(self) -> str:
        """Kill the process and its sandbox, and empty its folder; how it ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        if self._process is not None:
            status = self._process.wait()
        else:
            with contextlib.suppress(ChildProcessError):
                status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None
        empty(Path(self._folder.name))
        return f"signal {-status}" if status < 0 else f"exit status {status}"


def grade_all(jobs: Iterable[Job], processes: Sequence[GradingProcess[Job]]) -> Iterator[Result]:
    """Grade the jobs side by side; results come as they are ready, those of one process in the order of its jobs."""
    todo = iter(jobs)
    more = True
    while True:
        for process in processes:
            while more and process.jobs < _AHEAD:
                job = next(todo, None)
                more = job is not None
                if job is not None:
                    process.submit(job)
        busy = [process for process in processes if process.jobs]
        if not busy:
            return
        yield next(_results(busy))


def _results(processes: Sequence[GradingProcess[Job]]) -> Iterator[Result]:
    """Results of the processes, as they come; all of them have something to do."""
    while True:
        wait([process.connection for process in processes], _LOOK)
        for process in processes:
            result = process.advance()
            if result is not None:
                yield result


def _execute(channel: int, board: int) -> subprocess.Popen[bytes]:
    """A new interpreter that grades, without the current folder on its path, its linear algebra in one thread."""
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")}
    root = str(Path(__file__).resolve().parents[2])
    start = f"import sys; sys.path.insert(0, {root!r}); from autograder.grading import watched; watched.main()"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", start, str(channel), str(board)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **threads},
        pass_fds=[channel, board],
    )


def main() -> None:
    """The process that `_execute` starts."""
    channel, board = map(int, sys.argv[1:])
    connection = Connection(channel)
    path, work, settings = pickle.loads(connection.recv_bytes())
    sys.path[:] = [entry for entry in path if entry]
    _serve(connection, mmap.mmap(board, mmap.PAGESIZE), work, settings, None)


def _serve(
    connection: Connection, board: mmap.mmap, work: Work[Any], settings: _Settings, sandbox: Sandbox | None
) -> None:
    """Grade what comes, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who watches decides
    if sys.platform == "linux":
        die_with_parent()
    null = os.open(os.devnull, os.O_RDWR)
    for target in (0, 1, 2):  # numpy's warnings show lines of hidden checks
        os.dup2(null, target)
    os.nice(settings.nice)
    budget.report_to(board)
    with contextlib.ExitStack() as stack:
        if sandbox is None:
            own = Sandbox(settings.limits, trust=settings.trust, core=settings.core, folder=Path(settings.folder))
            sandbox = stack.enter_context(own)
        budget.warm_up()
        with contextlib.suppress(EOFError):
            while True:
                job = pickle.loads(connection.recv_bytes())
                connection.send_bytes(pickle.dumps(_answer(job, work, sandbox, connection)))
    os._exit(0)


def _answer(job: Any, work: Work[Any], sandbox: Sandbox, connection: Connection) -> tuple[str, Any, str]:
    def tell(result: Result) -> None:
        connection.send_bytes(pickle.dumps(("so far", result, "")))

    try:
        return "result", work.grade(job, sandbox, tell), ""
    except Exception as error:
        trace = traceback.format_exc()
        with contextlib.suppress(Exception):
            pickle.loads(pickle.dumps(error))
            return "error", error, trace
        return "error", GraderError(f"{type(error).__name__}: {error}"), trace
