"""Attacks on what grades: each costs the trusted side no more than a generous multiple of a right submission.

The processor time and the memory of a right submission are measured in the same process, just before: no seconds and no
megabytes stand here.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile import EXERCISES, add_cell, inside

from autograder.course.assignment import Assignment
from autograder.grading.file_jobs import FILES, File
from autograder.grading.watched import GradingProcess
from autograder.results import Result
from autograder.sandbox.client import Limits

TIMES = 400  # of a right submission's processor time, which is some hundredths of a second
MORE = 12  # times the memory
LIMITS = Limits(call=1.0, cell=2.0, submission=20.0, memory=1 << 30)

Notebook = dict[str, Any]
Attack = Callable[[Notebook], Notebook | bytes]


def everywhere(code: str) -> Attack:
    """The same code in each function."""

    def attack(notebook: Notebook) -> Notebook:
        for name in EXERCISES:
            notebook = inside(notebook, name, code)
        return notebook

    return attack


def lent(call: str) -> Attack:
    """A wrong predict, so that a right one is lent; and what is asked of that."""

    def attack(notebook: Notebook) -> Notebook:
        notebook = inside(notebook, "predict", "return np.zeros(3)")
        return inside(notebook, "zero_one_loss", call)

    return attack


def many_cells(source: str, count: int) -> Attack:
    def attack(notebook: Notebook) -> Notebook:
        for _ in range(count):
            notebook["cells"].append(copy.deepcopy(add_cell({**notebook, "cells": []}, source)["cells"][0]))
        return notebook

    return attack


def padded(piece: bytes, count: int) -> Attack:
    """A file with much beside its cells."""

    def attack(notebook: Notebook) -> bytes:
        text = json.dumps(notebook).encode()
        return text[:-1] + b', "x": [' + b",".join([piece] * count) + b"]}"

    return attack


ATTACKS: dict[str, Attack] = {
    # of the review
    "large answers, then a lent product": lent(
        "for _ in range(20):\n    predict(np.ones((300, 300)), np.ones((300, 300)))\nreturn np.zeros(7 << 20)"
    ),
    "line ends": lambda notebook: add_cell(notebook, "\n" * 60_000 + "x = 1"),
    "a float16 product through a stub": lent("predict(np.ones((2000, 2000), 'f2'), np.ones((2000, 2000), 'f2'))"),
    "a million zeros from each function": everywhere("return np.zeros(1_000_000)"),
    "an error of megabytes": everywhere("raise ValueError('::error::x\\n' * 200_000)"),
    "ten megabytes of objects": padded(b"{}", 3_000_000),
    # more
    "a million numbers in a list": everywhere("return [0] * 1_000_000"),
    "half a million fractions in a list": everywhere("return [0.1234567890123] * 200_000"),
    "lists of lists": everywhere("a = []\nfor _ in range(35):\n    a = [a, a[:1]]\nreturn [a] * 1000"),
    "long words": everywhere("return ['x' * 90_000] * 20"),
    "not finite": everywhere("return np.full((1000, 1000), np.nan)"),
    "small calls without end": lent("while True:\n    predict(np.ones((2, 2)), np.ones(2))"),
    "long lists to a stub": lent("predict([[1.0] * 1000] * 500, [1.0] * 1000)"),
    "integers without end to a stub": lent("predict(2 ** 4000, 2 ** 4000)"),
    "blanks before a name": lambda notebook: add_cell(notebook, "def" + " " * 200_000 + "(\n" * 1000),
    "quotes": lambda notebook: add_cell(notebook, "'''\"\"\"#" * 60_000),
    "question marks": lambda notebook: add_cell(notebook, "x = " + " " * 200_000 + "\n?" * 50_000),
    "two thousand cells": many_cells("x = 1", 2000),
    "numbers of many digits": padded(b"1" * 4000, 2000),
    "commas": padded(b"1", 9_000_000),
}


@pytest.fixture(scope="module")
def process() -> Iterator[GradingProcess[File]]:
    with GradingProcess(FILES, LIMITS) as started:
        yield started


def cost(process: GradingProcess[File], file: File) -> tuple[Result, float, int]:
    """The result, the processor seconds it took, and the most memory of the process, in kB."""
    Path(f"/proc/{process._pid}/clear_refs").write_text("5")
    before = _seconds(process._pid)
    result = process.grade(file)
    return result, _seconds(process._pid) - before, _peak(process._pid)


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


@pytest.mark.slow
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_on_the_trusted_side_is_bounded(
    name: str, process: GradingProcess[File], solved: Notebook, a02: Assignment, tmp_path: Path
) -> None:
    def submitted(content: Notebook | bytes) -> File:
        path = tmp_path / f"{a02.name}.ipynb"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return File(path, 1, a02, "mallory")

    process.grade(submitted(solved))  # what is loaded once
    right, seconds, memory = cost(process, submitted(solved))
    assert right.score == right.max_score
    pid = process._pid
    attacked, more_seconds, more_memory = cost(process, submitted(ATTACKS[name](copy.deepcopy(solved))))
    assert process._pid == pid, attacked.reason  # nothing had to be killed
    assert more_seconds < TIMES * max(seconds, 0.02), f"{more_seconds} against {seconds}"
    assert more_memory < MORE * memory, f"{more_memory} kB against {memory} kB"
    assert attacked.status == "graded" or attacked.reason
    assert all(len(check.message or "") <= 2000 for each in attacked.exercises for check in each.checks)
    following = process.grade(submitted(solved))
    assert (following.score, following.flags) == (following.max_score, ())
