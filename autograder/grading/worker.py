"""The inside of a grading process: it grades what comes, until nobody asks any more. `watched` is the outside."""

from __future__ import annotations

import contextlib
import faulthandler
import mmap
import os
import pickle
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

from autograder import startup
from autograder.errors import GraderError
from autograder.results import Result
from autograder.sandbox import budget
from autograder.sandbox.client import Limits, Sandbox
from autograder.sandbox.privileges import die_with_parent

Job = TypeVar("Job")
Tell = Callable[[Result], None]
"""What grading calls with the result so far: it stands if the rest comes to nothing."""


@dataclass(frozen=True)
class Work(Generic[Job]):
    """How a job is graded, in the process that is watched, and what its result is if that process is lost.

    `lost` is called with the job, the reason, whether the process died (it may have been the machine's doing; else it
    was ended, for the submission kept it busy), and the result before the diagnosis, if that was reached. Both are
    functions of a module, found by their names in a process that was not forked.
    """

    grade: Callable[[Job, Sandbox, Tell], Result]
    lost: Callable[[Job, str, bool, Result | None], Result]


@dataclass(frozen=True)
class Settings:
    """What the process needs to know; all of it can be pickled."""

    limits: Limits
    trust: bool
    core: int
    nice: int
    folder: str


def main() -> None:
    """The process that `watched` executes, where it does not fork it."""
    channel, board = map(int, sys.argv[1:])
    connection = Connection(channel)
    startup.trim()  # before the work's modules are imported, as its content is read
    path, work, settings = pickle.loads(connection.recv_bytes())
    sys.path[:] = [entry for entry in path if entry]
    serve(connection, mmap.mmap(board, mmap.PAGESIZE), work, settings, None)


def serve(
    connection: Connection, board: mmap.mmap, work: Work[Any], settings: Settings, sandbox: Sandbox | None
) -> None:
    """Grade what comes, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who watches decides
    if sys.platform == "linux":
        die_with_parent()
    null = os.open(os.devnull, os.O_RDWR)
    for target in (0, 1, 2):
        os.dup2(null, target)
    faulthandler.disable()
    warnings.simplefilter("ignore")  # of numpy, about odd answers: they would show lines of hidden checks
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
    except budget.OutOfTime:
        return "late", None, ""
    except Exception as error:
        trace = traceback.format_exc()
        with contextlib.suppress(Exception):
            pickle.loads(pickle.dumps(error))
            return "error", error, trace
        return "error", GraderError(f"{type(error).__name__}: {error}"), trace
