"""A Dask cluster with its default nannies gives what local workers give; whatever is wrong with it is one line."""

from __future__ import annotations

import dataclasses
import json
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import conftest
import pytest

from autograder.classroom import cluster, parcels, station
from autograder.classroom.parcels import Parcel
from autograder.classroom.station import VersionError
from autograder.classroom.work import Batch
from autograder.course.assignment import Assignment
from autograder.sandbox.client import Limits

pytest.importorskip("distributed")
psutil = pytest.importorskip("psutil")  # Dask needs it
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("cluster"),  # one cluster for all
    pytest.mark.filterwarnings(
        "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]


def start(*arguments, cwd, path=None):
    """A command of Dask's, in a folder that holds nothing of ours, where it may find other packages first."""
    program = str(Path(sys.executable).with_name("dask"))
    null = subprocess.DEVNULL
    cwd.mkdir()
    environment = {
        **conftest.environment(),
        "DELTARULE_COURSE": str(cwd),
        **({"PYTHONPATH": str(path)} if path else {}),
    }
    return subprocess.Popen([program, *map(str, arguments)], cwd=cwd, env=environment, stdout=null, stderr=null)


@contextmanager
def ended(process):
    """Let a program end with the block."""
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def a_scheduler(folder):
    """The address of a scheduler without workers, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = ("--host", "127.0.0.1", "--port", port, "--no-dashboard")
    with ended(start("scheduler", *arguments, cwd=folder)) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"tcp://127.0.0.1:{port}", process


def a_worker(address, folder, threads=1, **options):
    return ended(start("worker", address, "--no-dashboard", "--nthreads", threads, cwd=folder, **options))


def arrived(address, number):
    from distributed import Client

    with Client(address, set_as_default=False, timeout=60) as client:
        client.wait_for_workers(number, timeout=60)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A scheduler's address and two nannies, of workers with one thread and with two."""
    folder = tmp_path_factory.mktemp("cluster")
    with ExitStack() as stack:
        address, _ = stack.enter_context(a_scheduler(folder / "scheduler"))
        nannies = [stack.enter_context(a_worker(address, folder / f"worker{n}", n)) for n in (1, 2)]
        arrived(address, 2)
        yield address, nannies


GRADING = ("from autograder.grading import worker",)
WORKER = ("spawn_main", "dask worker [")  # as it was started, or as it calls itself where setproctitle is installed


def below(nannies, words):
    """The processes below these whose command has any of these words."""
    found = [child for nanny in nannies for child in psutil.Process(nanny.pid).children(recursive=True)]
    told = []
    for process in found:
        try:
            told.append((process, " ".join(process.cmdline())))
        except psutil.Error:  # it has ended
            continue
    return [process for process, command in told if any(each in command for each in words)]


def told(graded):
    return [(one.student, one.score, one.exercises, one.flags, one.reason, one.path) for one in graded.results]


class Killing:
    """A progress that kills: a grading process of each worker after two results, all workers after four."""

    done = 0

    def __init__(self, nannies):
        self._nannies = nannies

    def expect(self, total):
        pass

    def __call__(self, *, problem=False):
        self.done += 1
        words = {2: GRADING, 4: WORKER}.get(self.done)
        victims = below(self._nannies, words) if words else []
        assert bool(victims) == bool(words)
        for process in victims:
            process.kill()

    def beat(self):
        pass


def test_it_gives_what_local_workers_give_whoever_is_killed(
    class_settings: Any, grade: Any, running: Any, course_folder: Any, solved: Any
) -> None:
    address, nannies = running
    for number in range(7):
        course_folder({f"student{number:02}": solved})
    local = grade(class_settings, seed=5, workers=2)
    notebooks = {path: path.read_text() for path in (class_settings.root / "autograded").rglob("*.ipynb")}
    shutil.rmtree(class_settings.root / "autograded")
    progress = Killing(nannies)
    assert told(grade(class_settings, scheduler=address, force=True, progress=progress)) == told(local)
    assert progress.done == 10
    assert {path: path.read_text() for path in (class_settings.root / "autograded").rglob("*.ipynb")} == notebooks


def test_a_submission_that_hangs_or_kills_costs_no_other_anything(
    class_settings: Any, grade: Any, running: Any, course_folder: Any, answered: Any
) -> None:
    hostile = {
        "hangs": "def predict(X, w):\n    while True:\n        pass",
        "kills": "def predict(X, w):\n    import os\n    os.kill(os.getppid(), 9)\n    os._exit(1)",
    }
    course_folder({name: answered({"predict": source}) for name, source in hostile.items()})
    limits = Limits(call=0.5, submission=20.0)
    found = {one.student: one for one in grade(class_settings, scheduler=running[0], limits=limits).results}
    assert found["ada"].score == 10.0 and not any(one.fault for one in found.values())
    assert all(found[name].status == "graded" and found[name].score < 10.0 for name in hostile)


def test_workers_that_cannot_grade_are_told_in_one_line(
    tmp_path: Path, running: Any, class_settings: Any, grade: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address, words in (
        ("tcp://127.0.0.1:9", "no Dask scheduler answers at tcp://127.0.0.1:9"),
        ("nonsense", "no Dask scheduler answers at nonsense"),
        ("gopher://x:1", "no Dask scheduler answers at gopher://x:1"),
    ):
        with pytest.raises(cluster.ClusterError, match=words):
            list(cluster.run([], Batch(scheduler=address), lambda: None))
    (tmp_path / "other" / "autograder").mkdir(parents=True)
    (tmp_path / "other" / "autograder" / "__init__.py").write_text("")
    with a_scheduler(tmp_path / "scheduler") as (address, _):
        with pytest.raises(cluster.ClusterError, match=f"the Dask scheduler at {address} has no workers"):
            list(cluster.run([], Batch(scheduler=address), lambda: None))
        with a_worker(address, tmp_path / "worker", path=tmp_path / "other") as nanny:
            arrived(address, 1)
            with pytest.raises(
                cluster.ClusterError, match=r"the workers cannot grade: .*every worker needs this package"
            ):
                list(cluster.run([], Batch(scheduler=address), lambda: None))
            (worker,) = below([nanny], WORKER)
            worker.suspend()
            monkeypatch.setattr(cluster, "_ASK", 2.0)
            with pytest.raises(cluster.ClusterError, match=r"not all workers .* answer"):
                list(cluster.run([], Batch(scheduler=address), lambda: None))
            worker.resume()
    with monkeypatch.context() as patched:
        patched.setattr("autograder.classroom.store.engine", lambda: "another")
        with pytest.raises(VersionError, match="another version of the grader runs on tcp://"):
            grade(class_settings, scheduler=running[0])
    assert not list(class_settings.root.glob("results/*/*.json"))


class Ending(Killing):
    """A progress that kills the scheduler, given in the nannies' place, after one result."""

    def __call__(self, *, problem=False):
        self.done += 1
        if self.done == 1:
            self._nannies.kill()


def test_a_scheduler_that_dies_is_told_and_the_next_run_goes_on(
    tmp_path: Path, class_settings: Any, grade: Any, graded_students: Any, course_folder: Any, solved: Any
) -> None:
    course_folder({f"student{number:02}": solved for number in range(7)})
    with a_scheduler(tmp_path / "scheduler") as (address, process), a_worker(address, tmp_path / "worker"):
        arrived(address, 1)
        with pytest.raises(cluster.ClusterError, match="no longer answers: run the same command again to go on"):
            grade(class_settings, scheduler=address, progress=Ending(process))
    kept = len(list(class_settings.results("a02_perceptron").glob("*.json")))
    assert kept
    assert len(grade(class_settings).results) == 10 == kept + len(graded_students())


@pytest.fixture
def parcel(a02, solved):
    """ada's notebook as it travels, and the course."""
    content = parcels.pack(a02)
    return content, Parcel(
        student="ada",
        name=a02.release.name,
        content=json.dumps(solved).encode(),
        assignment=a02.name,
        seed=5,
        course=parcels.digest(content),
        version=station.version(),
        limits=Limits(call=2.0),
        trust=False,
    )


def test_a_worker_that_joins_late_with_another_grader_grades_nothing(parcel: Any) -> None:
    with pytest.raises(VersionError):
        station.grade([parcel[1], dataclasses.replace(parcel[1], version="another")], parcel[0])


def test_what_a_worker_has_lost_is_no_zero(parcel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who empties a worker's folder for temporary files costs no student a point."""
    here = station.Station()
    process = here._process(parcel[1].limits, False)
    try:
        assert [answer.result.score for answer in here.grade([parcel[1]] * 3, parcel[0])] == [10.0] * 3
        really = process.submit

        def emptied(job):
            job.path.write_bytes(b"")
            really(job)

        monkeypatch.setattr(process, "submit", emptied)
        with pytest.raises(OSError, match="was lost on this worker"):
            here.grade([parcel[1]], parcel[0])
    finally:
        process.close()


def test_a_packed_course_is_the_same_every_time_and_holds_what_grading_needs(a02: Assignment, tmp_path: Path) -> None:
    content = parcels.pack(a02)
    assert parcels.pack(a02) == content
    parcels.unpack(content, tmp_path)
    names = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert {f"solutions/{a02.name}/checks.py", f"assignments/{a02.name}/{a02.name}.ipynb", "datasets/iris.csv"} <= names
