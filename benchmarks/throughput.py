"""Throughput of `autograder grade` against stock `nbgrader autograde`, on the same submissions, in one run.

    python benchmarks/throughput.py [--submissions 200] [--stock 20] [--rounds 3] [--many 2000] [--against CHECKOUT]

Each figure is of a whole process: start-up, gradebook and autograded notebooks included, isolation on. The two
commands alternate. Stock nbgrader (default preprocessors, a kernel for each submission) grades fewer submissions,
since its cost is linear in them; what is start-up shows where one is graded alone. The floor is plain `exec` of the
cells and the checks called directly, in one process, without isolation and gradebook. What two workers can gain at
best on this machine is measured beside them, by two processes that only count. With `--against`, another checkout's
engine grades the same kinds of submission of its own release in the same rounds, as many: an earlier
edition, say (`git worktree add ../earlier TAG`).
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from autograder import demo as demonstration
from autograder.classroom import gradebook, settings
from autograder.course import assignment as course
from autograder.course import cells as course_cells
from autograder.grading import checks as checking
from autograder.grading.student import Student, Trusted
from autograder.sandbox.client import Sandbox

ASSIGNMENT = "a02_perceptron"
BIN = Path(sys.executable).parent
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
_WANTED = ("perfect", "blank", "sign", "in_place", "accuracy", "forgot", "one_pass")  # the demo's students


@dataclass(frozen=True)
class Cost:
    """CPU and wall seconds of one process and its children."""

    cpu: float
    wall: float


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--stock", type=int, default=20, help="submissions for stock nbgrader")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--many", type=int, default=2000, help="0 leaves the large class out")
    parser.add_argument("--against", type=Path, help="a checkout of another edition, to compare with")
    options = parser.parse_args()
    _adopt_orphans()
    assignment = course.assignment(ASSIGNMENT)
    styles = _styles(assignment)
    ours: dict[int, list[Cost]] = {1: [], 2: []}
    stock: list[Cost] = []
    alone: dict[str, list[Cost]] = {"stock": [], "ours": []}
    other: dict[int, list[Cost]] = {1: [], 2: []}
    ceiling: list[float] = []
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            stock.append(_stock(Path(scratch), assignment, styles, options.stock))
            for workers in (1, 2):
                ours[workers].append(_ours(Path(scratch), styles, options.submissions, workers))
            alone["stock"].append(_stock(Path(scratch), assignment, styles, 1))
            alone["ours"].append(_ours(Path(scratch), styles, 1, 1))
            if options.against:
                theirs = _styles_of(options.against)
                for workers in (1, 2):
                    other[workers].append(_ours(Path(scratch), theirs, options.submissions, workers, options.against))
            ceiling.append(_gain_of_two_processes())
        many = _ours(Path(scratch), styles, options.many, 2) if options.many else None
    _print_table(options, stock, ours, alone, ceiling, many, _floor(assignment, styles), _memory(assignment))
    if options.against:
        for workers, label in ((1, "one worker"), (2, "two workers")):
            pairs = _pairs(other[workers], ours[workers])
            _print_ratios(
                f"CPU a submission of {options.against}, {label}, over ours", [a.cpu / b.cpu for a, b in pairs]
            )
            _print_ratios("wall time of the same", [a.wall / b.wall for a, b in pairs])


def _styles(assignment: course.Assignment) -> list[bytes]:
    """Submissions as students write them: three right ones, one blank, five typical mistakes (no endless loops)."""
    return [sample.content for sample in demonstration.samples(assignment) if sample.student.startswith(_WANTED)]


def _styles_of(checkout: Path) -> list[bytes]:
    """The same of another checkout, made by its own code; its first edition has the samples in another module."""
    code = f"""
import importlib.util, json
if importlib.util.find_spec("autograder.demo"):
    from autograder import demo
    from autograder.course import assignment as course
else:
    from autograder import course, demonstration as demo
samples = demo.samples(course.assignment({ASSIGNMENT!r}))
print(json.dumps([sample.content.decode() for sample in samples if sample.student.startswith({_WANTED!r})]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=_environment(checkout), cwd=checkout, check=True, stdout=subprocess.PIPE
    )
    return [text.encode() for text in json.loads(done.stdout)]


def _environment(checkout: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(checkout), "DELTARULE_COURSE": str(checkout)}


def _course_folder(scratch: Path, styles: list[bytes], count: int) -> Path:
    folder = Path(tempfile.mkdtemp(dir=scratch))
    for number in range(count):
        place = folder / "submitted" / f"student{number:04}" / ASSIGNMENT
        place.mkdir(parents=True)
        (place / f"{ASSIGNMENT}.ipynb").write_bytes(styles[number % len(styles)])
    return folder


def _ours(scratch: Path, styles: list[bytes], count: int, workers: int, checkout: Path | None = None) -> Cost:
    folder = _course_folder(scratch, styles, count)
    checkout = checkout or course.root()
    shutil.copy(checkout / settings.CONFIG, folder)
    program = [sys.executable, "-c", "from autograder.cli import main; main()"]
    cost = _measured([*program, "grade", ASSIGNMENT, "--workers", str(workers)], folder, _environment(checkout))
    done = len(list((folder / "results" / ASSIGNMENT).glob("*.json")))
    assert done == count, f"only {done} of {count} were graded"
    shutil.rmtree(folder)
    return Cost(cost.cpu / count, cost.wall / count)


def _stock(scratch: Path, assignment: course.Assignment, styles: list[bytes], count: int) -> Cost:
    """Nbgrader's own engine: its default preprocessors, on the release with its visible expectations."""
    folder = _course_folder(scratch, styles, count)
    (folder / settings.CONFIG).write_text("c = get_config()\n", encoding="utf-8")
    class_settings = settings.read(folder)
    with gradebook.open_gradebook(class_settings) as book:
        gradebook.register(book, class_settings, assignment)
    for submitted in class_settings.submitted(ASSIGNMENT).values():
        for name in ("course_tools", "datasets"):
            (submitted / name).symlink_to(course.root() / name)
    cost = _measured([str(BIN / "nbgrader"), "autograde", ASSIGNMENT], folder)
    shutil.rmtree(folder)
    return Cost(cost.cpu / count, cost.wall / count)


def _measured(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    environment = {**(environment or os.environ), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(
        command, cwd=folder, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wall = time.monotonic() - start
    _wait_for_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def _adopt_orphans() -> None:
    """Make this process the parent of what its children leave behind: else nobody would count what that cost."""
    assert ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0) == 0


def _wait_for_orphans() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def _gain_of_two_processes() -> float:
    """How much faster than one process two are that have nothing to do with each other: 2 if cores were free."""
    command = [sys.executable, "-c", "n = 0\nfor i in range(20_000_000): n += i"]
    start = time.monotonic()
    subprocess.run(command, check=True)
    middle = time.monotonic()
    for process in [subprocess.Popen(command) for _ in range(2)]:
        process.wait()
    return 2 * (middle - start) / (time.monotonic() - middle)


def _floor(assignment: course.Assignment, styles: list[bytes]) -> float:
    """CPU seconds a submission without isolation: exec the cells, call the checks."""
    checks = checking.collect(assignment)
    reference = assignment.reference
    start, count = time.process_time(), 0
    with contextlib.redirect_stdout(io.StringIO()):  # students print
        for content in styles[:3]:
            for _ in range(5):
                sources = ["".join(cell["source"]) for cell in json.loads(content)["cells"] if _is_run(cell)]
                namespace = course_cells.load(sources, assignment.source)
                student = Student(Trusted(namespace))
                for check in checks.items:
                    checking.run(check, student, reference, 1)
                count += 1
    return (time.process_time() - start) / count


def _is_run(cell: dict[str, object]) -> bool:
    metadata = cell["metadata"]
    assert isinstance(metadata, dict)
    return cell["cell_type"] == "code" and "nbgrader" in metadata and not metadata["nbgrader"]["grade"]


def _memory(assignment: course.Assignment) -> float:
    """Private megabytes of a child that has run the solved notebook."""
    with Sandbox(namespaces=False) as sandbox, sandbox.session() as session:
        for cell in json.loads(_styles(assignment)[0])["cells"]:
            if _is_run(cell):
                session.run_cell("".join(cell["source"]), "cell")
        lines = Path(f"/proc/{session.number}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    private = [int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))]
    return sum(private) / 1024


def _print_table(
    options: argparse.Namespace,
    stock: list[Cost],
    ours: dict[int, list[Cost]],
    alone: dict[str, list[Cost]],
    ceiling: list[float],
    many: Cost | None,
    floor: float,
    memory: float,
) -> None:
    rows = [
        ("stock `nbgrader autograde`, 1 submission", _median(alone["stock"])),
        (f"stock `nbgrader autograde`, {options.stock}", _median(stock)),
        ("`autograder grade`, 1", _median(alone["ours"])),
        (f"`autograder grade --workers 1`, {options.submissions}", _median(ours[1])),
        (f"`autograder grade --workers 2`, {options.submissions}", _median(ours[2])),
    ]
    rows += [(f"`autograder grade --workers 2`, {options.many}", many)] if many else []
    print("| what | CPU ms a submission | wall ms a submission | notebooks a second |")
    print("|---|---|---|---|")
    for label, cost in rows:
        print(f"| {label} | {1e3 * cost.cpu:.0f} | {1e3 * cost.wall:.0f} | {1 / cost.wall:.1f} |")
    print(f"| floor: `exec` and the checks, no isolation, no gradebook | {1e3 * floor:.0f} | | |\n")
    _print_ratios(
        "nbgrader's CPU a submission over ours, one worker", [a.cpu / b.cpu for a, b in _pairs(stock, ours[1])]
    )
    _print_ratios("wall time of one worker over two", [a.wall / b.wall for a, b in _pairs(ours[1], ours[2])])
    _print_ratios("the same of two processes that only count", ceiling)
    if many:
        share = many.cpu / _median(ours[2]).cpu
        print(f"A submission of {options.many} costs {share:.2f} times the CPU of one of {options.submissions}.")
    print(f"A child's private memory after the notebook: {memory:.1f} MB.")


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(cost.cpu for cost in costs), statistics.median(cost.wall for cost in costs))


def _pairs(costs: list[Cost], others: list[Cost]) -> list[tuple[Cost, Cost]]:
    return list(zip(costs, others, strict=True))


def _print_ratios(what: str, ratios: list[float]) -> None:
    print(f"{what}: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}, {len(ratios)} pairs)")


if __name__ == "__main__":
    main()
