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
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic

from autograder.errors import GraderError, SandboxError
from autograder.grading.worker import Job, Settings, Work, serve
from autograder.results import Result
from autograder.sandbox import budget
from autograder.sandbox.client import Limits, Sandbox
from autograder.sandbox.scratch import empty

_LOOK = 0.25  # seconds between two looks at a process that does not answer
_AHEAD = 2  # jobs that a process is given: it need not wait while this one records
_TRIES = 2  # of a job whose process died: it may have been ended by the machine, for want of memory


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
        self._settings = Settings(limits or Limits(), trust, core, nice, self._folder.name)
        self._sandbox = sandbox
        self._forked = forked
        self._jobs: deque[Job] = deque()
        self._so_far: Result | None = None
        self._since = 0.0  # when the first of the jobs could begin
        self._tries = 1  # of the first of the jobs
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
                if kind == "late":
                    return self._lost("grading it took too long", died=False)
                if kind == "error" and not self._again(content):
                    raise content from GraderError(trace)
                if kind == "so far":
                    self._so_far = content
        except (EOFError, ConnectionError):
            return self._bury()
        if self._jobs and time.monotonic() > self._due():
            self._end()
            result = self._lost("grading it took too long; the process that graded it was ended", died=False)
            self._restart()
            return result
        return None

    def grade(self, job: Job) -> Result:
        """Grade one job and wait for its result."""
        (result,) = grade_all([job], [self])
        return result

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
            serve(Connection(theirs.detach()), self._board, self._work, self._settings, self._sandbox)
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
        self._since, self._so_far, self._tries = time.monotonic(), None, 1
        return result

    def _again(self, error: Exception) -> bool:
        """Try it once more if it is the sandbox that failed: the machine may have killed a process of it."""
        if self._tries == _TRIES or not isinstance(error, SandboxError):
            return False
        self._tries += 1
        self._end()
        self._restart()
        return True

    def _bury(self) -> Result | None:
        """The process died: its first job is tried once more, and then given up."""
        how, result = self._end(), None
        if self._tries == _TRIES:
            result = self._lost(f"the grader's own process died over it {_TRIES} times ({how})", died=True)
        else:
            self._tries += 1
        self._restart()
        return result

    def _lost(self, reason: str, *, died: bool) -> Result:
        so_far = self._so_far and replace(self._so_far, flags=(*self._so_far.flags, reason))
        return self._done(self._work.lost(self._jobs[0], reason, died, so_far))

    def _restart(self) -> None:
        self._connection.close()
        self._start()
        self._since = time.monotonic()
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


def grade_all(
    jobs: Iterable[Job], processes: Sequence[GradingProcess[Job]], beat: Callable[[], Any] = lambda: None
) -> Iterator[Result]:
    """Grade the jobs side by side; results come as they are ready, those of one process in the order of its jobs.

    `beat` is called a few times a second, whether there is a result or not.
    """
    waiting = deque(jobs)
    while waiting or any(process.jobs for process in processes):
        ahead = _AHEAD if len(waiting) > _AHEAD * len(processes) else 1
        for number in range(1, ahead + 1):
            for process in processes:
                if waiting and process.jobs < number:
                    process.submit(waiting.popleft())
        yield from _results([process for process in processes if process.jobs])
        beat()


def _results(processes: Sequence[GradingProcess[Job]]) -> Iterator[Result]:
    """The results of these processes that are there, or come soon."""
    wait([process.connection for process in processes], _LOOK)
    for process in processes:
        result = process.advance()
        if result is not None:
            yield result


def _execute(channel: int, board: int) -> subprocess.Popen[bytes]:
    """A new interpreter that grades, without the current folder on its path, its linear algebra in one thread."""
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")}
    root = str(Path(__file__).resolve().parents[2])
    start = f"import sys; sys.path.insert(0, {root!r}); from autograder.grading import worker; worker.main()"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", start, str(channel), str(board)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **threads},
        pass_fds=[channel, board],
    )
