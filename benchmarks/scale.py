"""Submissions per second: one and two local workers, one and two Dask workers, in one run on one machine.

    python benchmarks/scale.py [--sizes 200 400 2000] [--rounds 2] [--workers 1 2] [--only local dask]

What is compared alternates, round by round; a line gives the mean of its rounds and each of them. Each figure is of a
whole `autograder grade`: start-up, gradebook, autograded notebooks and kept results included, with isolation. A third
of the class is right, a third makes a mistake, a third handed in the release with half its answers. The Dask workers
are started as an operator starts them, with their nannies, in folders that hold nothing of the course.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from autograder import demo
from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.course.mistakes import mistake_answer, mistakes

_BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Figure:
    """What grading a class took: seconds, CPU seconds of the command and of all processes, its peak memory in MB."""

    wall: float
    cpu: float
    all_cpu: float
    memory: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--assignment", default="")
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 400, 2000], metavar="SUBMISSIONS")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=["local", "dask"], default=["local", "dask"])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    every = course.assignments()
    assignment = next((each for each in every if each.name == options.assignment), every[min(1, len(every) - 1)])
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{assignment.name}, {os.cpu_count()} cores, load before: {load}\n")
    print("| workers | submissions | a second | its rounds | CPU ms each: command | all | peak MB of the command |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for count in options.sizes:
        ways = [(kind, number) for number in options.workers for kind in options.only]
        found: dict[tuple[str, int], list[Figure]] = {way: [] for way in ways}
        for _ in range(options.rounds):
            for kind, number in ways:
                found[kind, number].append(_measure(assignment, count, kind, number))
        for way in sorted(ways, reverse=True):
            print(_line(*way, count, found[way]), flush=True)
        for number in options.workers:
            if len(options.only) == 2:
                share = _rate(count, found["dask", number]) / _rate(count, found["local", number])
                print(f"| dask {number} over local {number} | {count} | {share:.2f} | | | | |", flush=True)


def _line(kind: str, number: int, count: int, figures: list[Figure]) -> str:
    """A row of the table."""
    each = ", ".join(f"{count / figure.wall:.1f}" for figure in figures)
    cpu, all_cpu = (
        1e3 * sum(seconds) / len(figures) / count
        for seconds in ([figure.cpu for figure in figures], [figure.all_cpu for figure in figures])
    )
    memory = max(figure.memory for figure in figures)
    rates = f"{_rate(count, figures):.1f} | {each}"
    return f"| {kind} {number} | {count} | {rates} | {cpu:.0f} | {all_cpu:.0f} | {memory:.0f} |"


def _rate(count: int, figures: list[Figure]) -> float:
    """Submissions a second, over all rounds."""
    return count * len(figures) / sum(figure.wall for figure in figures)


def _measure(assignment: Assignment, count: int, kind: str, number: int) -> Figure:
    with tempfile.TemporaryDirectory(prefix="scale-") as scratch:
        folder = Path(scratch) / "class"
        _make_class(folder, assignment, count)
        if kind == "local":
            return _grade(folder, assignment, ["--workers", str(number)])
        with _cluster(Path(scratch), number) as (address, processes):
            before = _cpu(processes)
            figure = _grade(folder, assignment, ["--scheduler", address])
            return replace(figure, all_cpu=figure.cpu + _cpu(processes) - before)


def _make_class(folder: Path, assignment: Assignment, count: int) -> None:
    folder.mkdir()
    shutil.copy(assignment.root / "nbgrader_config.py", folder)
    right = demo.reference_notebook(assignment)
    known = [mistake for mistake in mistakes(assignment) if mistake.exercise][:20]
    for student in range(count):
        notebook = right
        if student % 3 == 1:
            mistake = known[student % len(known)]
            notebook = demo.answered(assignment, {mistake.exercise: mistake_answer(assignment, mistake)}, right)
        elif student % 3 == 2:
            half = assignment.exercises[: len(assignment.exercises) // 2]
            answers = {cell["id"]: "".join(cell["source"]) for cell in right["cells"]}
            names = {exercise.id for exercise in half}
            notebook = demo.answered(assignment, {name: answers[name.replace("_", "-")] for name in names})
        place = folder / "submitted" / f"student{student:05}" / assignment.name
        place.mkdir(parents=True)
        (place / f"{assignment.name}.ipynb").write_text(json.dumps(notebook))


def _grade(folder: Path, assignment: Assignment, how: list[str]) -> Figure:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    command = [str(_BIN / "autograder"), "grade", assignment.name, "--course", str(folder), *how]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figure(wall, cpu, cpu, used.ru_maxrss / 1024)


def _cpu(processes: list[subprocess.Popen[bytes]]) -> float:
    """The CPU seconds so far of these processes, of those below them, and of those that have ended."""
    import psutil  # it comes with Dask

    roots = [psutil.Process(process.pid) for process in processes]
    tree = [each for root in roots for each in (root, *root.children(recursive=True))]
    return sum(sum(each.cpu_times()[:4]) for each in tree)


@contextmanager
def _cluster(scratch: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and worker processes, each with one thread and its nanny, warmed up by nothing."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    elsewhere = scratch / "cluster"
    elsewhere.mkdir()
    commands = [["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]]
    commands.append(["worker", address, "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard"])
    null = subprocess.DEVNULL
    processes = [
        subprocess.Popen([str(_BIN / "dask"), *command], cwd=elsewhere, stdout=null, stderr=null)
        for command in commands
    ]
    try:
        _wait_for(address, workers)
        yield address, processes
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait()


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client

    deadline = time.monotonic() + 60
    while True:
        try:
            with Client(address, timeout=2, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=30)
                return
        except OSError:
            if time.monotonic() > deadline:
                raise


if __name__ == "__main__":
    main()
