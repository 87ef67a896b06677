"""What runs on a cluster's worker: a warm grading process for each of its threads, and the course that came to it.

Most modules are imported in functions: first this process, which is Dask's, is kept from importing what they can do
without, which takes seconds.
"""

from __future__ import annotations

import fcntl
import os
import platform
import stat
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import startup
from autograder.classroom import parcels
from autograder.classroom.parcels import Answer, Parcel
from autograder.errors import AutograderError

if TYPE_CHECKING:
    from autograder.classroom.jobs import Job
    from autograder.grading.watched import GradingProcess
    from autograder.results import Result
    from autograder.sandbox.client import Limits


class VersionError(AutograderError):
    """These workers run another grader than the one that writes down the results."""

    def __init__(self, workers: list[str]) -> None:
        super().__init__(f"another version of the grader runs on {', '.join(workers)}: install the same everywhere")
        self.workers = workers

    def __reduce__(self) -> tuple[type[VersionError], tuple[list[str]]]:
        """It travels from a worker."""
        return type(self), (self.workers,)


def version() -> str:
    """Which grader this machine has: results of another one would not be the class's."""
    startup.leave_out()
    from autograder.classroom import store

    return f"Python {platform.python_version_tuple()[1]}, {store.engine()}"


def grade(bundle: list[Parcel], course: bytes) -> list[Answer]:
    """Grade parcels with the packed course that they name; called by the cluster, in one of a worker's threads.

    Raises `VersionError` if this worker, which may have joined since the others were asked, has another grader.
    """
    if any(parcel.version != version() for parcel in bundle):
        raise VersionError([platform.node()])
    with _starting:
        station = _station()
    return station.grade(bundle, course)


_starting = threading.Lock()


@cache
def _station() -> Station:
    return Station()


class Station:
    """One worker's share: a folder of its own, the courses in it, a grading process for each thread."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="station-")
        self._courses: dict[str, Path] = {}
        self._unpacking = threading.Lock()
        self._thread = threading.local()

    def grade(self, bundle: list[Parcel], course: bytes) -> list[Answer]:
        """Grade parcels of one assignment: their bytes become files that only this thread's process reads."""
        from autograder.grading.watched import grade_all

        root = self._course(bundle[0].course, course)
        with tempfile.TemporaryDirectory(dir=self._folder.name) as scratch:
            jobs = [_unpacked(parcel, root, Path(scratch) / str(number)) for number, parcel in enumerate(bundle)]
            process = self._process(bundle[0].limits, bundle[0].trust)
            results = grade_all(jobs, [process])  # in the order of the jobs, for there is one process
            return [_answer(*each) for each in zip(bundle, jobs, results, strict=True)]

    def _course(self, digest: str, content: bytes) -> Path:
        with self._unpacking:
            if digest not in self._courses:
                folder = Path(self._folder.name) / digest
                parcels.unpack(content, folder)
                self._courses[digest] = folder
            return self._courses[digest]

    def _process(self, limits: Limits, trust: bool) -> GradingProcess[Job]:
        """The process of this thread; a new one if the limits are others."""
        kept: tuple[tuple[Limits, bool], GradingProcess[Job]] | None = getattr(self._thread, "kept", None)
        if kept is not None and kept[0] == (limits, trust):
            return kept[1]
        if kept is not None:
            kept[1].close()
        if not hasattr(self._thread, "core"):
            self._thread.core = _Core()
        from autograder.classroom import work
        from autograder.grading.watched import GradingProcess

        # executed anew, and not forked: this process has threads
        process = GradingProcess(
            work.WORK, limits, trust=trust, core=self._thread.core.number, nice=work.NICE, forked=False
        )
        self._thread.kept = ((limits, trust), process)
        return process


def _unpacked(parcel: Parcel, root: Path, folder: Path) -> Job:
    from autograder.classroom.jobs import Job

    path = folder / "submitted" / parcel.name
    path.parent.mkdir(parents=True)
    path.write_bytes(parcel.content)
    autograded = folder / "autograded.ipynb"
    return Job(parcel.student, path.parent, path, parcel.assignment, root, parcel.seed, autograded, path.parent)


def _answer(parcel: Parcel, job: Job, result: Result) -> Answer:
    """The answer to a parcel. Raises OSError if its file was lost here: a 0 would not be the student's."""
    if result.status == "ungradable" and job.path.read_bytes() != parcel.content:
        raise OSError(f"{job.path} was lost on this worker")
    written = job.autograded
    return Answer(result, written.read_text(encoding="utf-8") if written and written.is_file() else None)


class _Core:
    """A core of this machine that no other grading process has, as long as there are enough: held by a file's lock."""

    def __init__(self) -> None:
        folder = Path(tempfile.gettempdir()) / f"grading-cores-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        self.number = 0
        found = folder.lstat()
        if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):  # somebody else made it, or a link
            return
        for number in range(len(os.sched_getaffinity(0))):
            self._file = (folder / str(number)).open("w")
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._file.close()
                continue
            self.number = number
            return
