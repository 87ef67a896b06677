"""Fuzz the wire decoder byte by byte, the reading and the grading of notebooks, and the judging of odd answers.

    python tests/fuzz.py --minutes 10 [--seed 1]

Whatever raises something else than the error that is promised, or takes longer than two seconds (grading: ten), is a
finding: it is printed with the seed that makes it again. The exit status is 1 if there was one.
"""

from __future__ import annotations

import argparse
import atexit
import copy
import json
import random
import socket
import struct
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from sandbox.hostile import CHANNEL

from autograder.classroom import autograded
from autograder.course import assignment as course
from autograder.course import release
from autograder.errors import Unreadable
from autograder.grading import checks as checking
from autograder.grading import diagnosis, submission
from autograder.grading import grade as grading
from autograder.grading.student import Student
from autograder.results import Result
from autograder.sandbox import wire
from autograder.sandbox.client import Limits, Sandbox
from autograder.sandbox.frames import Channel

SLOW = 2.0
SHORT = Limits(call=0.5, cell=1.0, submission=5.0)  # what a fuzzed notebook may take: most of them run into it
KINDS = ("a", "s", "l", "t", "d", "z", "g", "h", "c", "", 1, None, [])
ODD = (
    0,
    -1,
    1,
    2**31,
    2**63,
    10**400,
    1.5,
    1e400,
    "",
    "x",
    "\ud800",
    "\x00",
    None,
    True,
    [],
    {},
    [[]],
    "<f8",
    "|O",
    "source",
)
ASSIGNMENT = course.assignment("a02_perceptron")
NOTEBOOK = json.loads(nbformat.writes(release.source_notebook(ASSIGNMENT)))


def tree(rng: random.Random, depth: int = 0) -> Any:
    """Something like a value's tree, often right, often not."""
    roll = rng.random()
    if roll < 0.25 or depth > 5:
        return copy.deepcopy(rng.choice([*ODD, rng.random(), rng.randrange(-(10**20), 10**20)]))
    if roll < 0.3:
        return [tree(rng, depth + 1) for _ in range(rng.randrange(4))]
    shape = [
        rng.choice([0, 1, 2, 3, 2**28, 2**39, -1, True, 1.0, None])
        for _ in range(rng.choice([0, 1, 1, 2, 3, 33, 64, 65]))
    ]
    made = {
        "k": rng.choice(KINDS),
        "d": rng.choice([*sorted(wire.DTYPES), "|O", "<U9", 3]),
        "s": shape,
        "i": 1,
        "n": "x",
    }
    items = [tree(rng, depth + 1) for _ in range(rng.randrange(5))]
    pairs = [[tree(rng, depth + 1), tree(rng, depth + 1)] for _ in range(rng.randrange(3))]
    state = {name: copy.deepcopy(rng.choice(ODD)) for name in ("state", "inc", "has_uint32", "uinteger")}
    made["v"] = copy.deepcopy(rng.choice([items, pairs, state, rng.choice(ODD)]))
    return made


def value(rng: random.Random, depth: int = 0) -> Any:
    """An answer that may come out of the sandbox."""
    shape = tuple(rng.choice([0, 1, 2, 3, 4, 5]) for _ in range(rng.randrange(4)))
    fill = rng.choice([0.0, 1.0, -1.0, np.nan, np.inf, -np.inf, 1e308, 1e-320])
    forms: list[Callable[[], Any]] = [
        lambda: np.full(shape, fill),
        lambda: np.random.default_rng(rng.randrange(99)).normal(size=shape),
        lambda: np.zeros(shape, dtype=rng.choice(sorted(wire.DTYPES))),
        lambda: rng.choice(
            [None, True, 0, 10**300, 10**1000, float("nan"), 1j, "x", "\x00", "", 0.25, np.float32(1), np.bool_(True)]
        ),
        lambda: [value(rng, depth + 1) for _ in range(rng.randrange(5))] if depth < 4 else [],
        lambda: tuple(value(rng, depth + 1) for _ in range(rng.choice([2, 2, 3]))) if depth < 4 else (),
        lambda: {rng.choice("abc"): value(rng, depth + 1) for _ in range(3)} if depth < 4 else {},
    ]
    return rng.choice(forms)()


def mutated(rng: random.Random, data: bytes) -> bytes:
    """The bytes with some changed, cut, doubled or swapped."""
    made = bytearray(data)
    for _ in range(rng.randrange(1, 8)):
        if not made:
            break
        place, end = sorted(rng.randrange(len(made)) for _ in range(2))
        action = rng.randrange(5)
        if action == 0:
            made[place] = rng.randrange(256)
        elif action == 1:
            del made[place : min(end, place + 50)]
        elif action == 2:
            made[place:place] = made[place : min(end, place + 200)]
        elif action == 3:
            made[place:place] = rng.choice([b"[", b"{", b'"', b"null", b"1e999", b"\xff", b"\\ud800", b"-", b"9" * 50])
        else:
            del made[place:]
    return bytes(made)


def fuzz_frames(rng: random.Random) -> None:
    """A frame, right in its lengths or not, through a channel into the decoder."""
    text = json.dumps(tree(rng)).encode("ascii")
    payload = rng.randbytes(rng.choice([0, 8, 24, 64]))
    frame = struct.pack(">II", len(text), len(payload)) + text + payload
    if rng.random() < 0.6:
        frame = mutated(rng, frame)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(frame)
        theirs.close()
        try:
            header, content = Channel(ours).receive(time.monotonic() + 0.5)
            wire.decode(header, content)
        except (wire.WireError, EOFError, TimeoutError):
            pass


def odd_notebook(rng: random.Random) -> bytes:
    """A solved notebook with odd things in odd places, or with odd bytes."""
    notebook = json.loads(json.dumps(NOTEBOOK))
    for _ in range(rng.randrange(1, 20)):
        place: Any = notebook
        while isinstance(place, dict | list) and place:
            key = rng.choice(list(place)) if isinstance(place, dict) else rng.randrange(len(place))
            if rng.random() < 0.25 or not isinstance(place[key], dict | list):
                place[key] = copy.deepcopy(rng.choice([*ODD, rng.choice(NOTEBOOK["cells"]), tree(rng)]))
                break
            place = place[key]
    data = json.dumps(notebook).encode()
    return mutated(rng, data) if rng.random() < 0.3 else data


def fuzz_notebooks(rng: random.Random) -> None:
    """An odd notebook through reading and rebuilding."""
    data = odd_notebook(rng)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a02_perceptron.ipynb"
        path.write_bytes(data)
        try:
            cells = submission.read(path)
            submission.rebuild(cells, ASSIGNMENT)
            submission.identify(cells, path, course.assignments())
        except Unreadable:
            pass


def fuzz_grading(rng: random.Random) -> None:
    """An odd notebook, or one whose functions write odd frames into their channel, through the sandbox and after it."""
    if rng.random() < 0.5:
        data, whole = odd_notebook(rng), False
    else:
        notebook = copy.deepcopy(NOTEBOOK)
        cell = rng.choice([cell for cell in notebook["cells"] if cell["cell_type"] == "code"])
        cell["source"] = [f"{CHANNEL}\n_frames = {_odd_frames(rng)!r}\n", _WRITE, *cell["source"]]
        data, whole = json.dumps(notebook).encode(), True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a02_perceptron.ipynb"
        path.write_bytes(data)
        result = grading.grade_file(path, _sandbox(), 1, assignment=ASSIGNMENT, student="x")
        assert result.status == "graded" or not whole
        assert 0 <= result.score <= result.max_score
        nbformat.validate(nbformat.reads(autograded.text(result, ASSIGNMENT), as_version=4))
        path.write_text(json.dumps(NOTEBOOK), encoding="utf-8")
        following = _graded_with_patience(path)
        lost = [each.diagnosis for each in following.exercises if each.status != "passed"]
        told = f"{following.reason}, {following.flags}, {lost}"
        assert following.score == following.max_score, f"the submission after it lost points: {told}"


def _graded_with_patience(path: Path) -> Result:
    """A right submission graded in the same sandbox, with time enough on a machine that does much else."""
    sandbox = _sandbox()
    sandbox.limits = replace(SHORT, call=30.0, cell=60.0, submission=120.0)
    try:
        return grading.grade_file(path, sandbox, 1, assignment=ASSIGNMENT, student="y")
    finally:
        sandbox.limits = SHORT


@cache
def _sandbox() -> Sandbox:
    sandbox = Sandbox(SHORT)
    atexit.register(sandbox.close)
    return sandbox


def _odd_frames(rng: random.Random) -> list[bytes]:
    frames = []
    for _ in range(rng.randrange(1, 5)):
        header: dict[str, Any] = {
            "id": rng.randrange(60),
            rng.choice(["ok", "callback", "error", "refused"]): tree(rng),
        }
        header |= {rng.choice(["events", "changed", "arguments"]): tree(rng)}
        text, payload = json.dumps(header).encode("ascii"), rng.randbytes(rng.choice([0, 8, 64]))
        frame = struct.pack(">II", len(text), len(payload)) + text + payload
        frames.append(mutated(rng, frame) if rng.random() < 0.5 else frame)
    return frames


# At once, and again at each call of a function that the notebook defines later.
_WRITE = """
import sys
def _write(frame, event, argument):
    if event == "call" and _frames and frame.f_code.co_filename != "x":
        sys.setprofile(None)
        os.write(_channel(), _frames.pop())
        sys.setprofile(_write)
os.write(_channel(), _frames.pop())
sys.setprofile(_write)
"""


class _Anything:
    """A backend that answers every call with a value drawn at random."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def call(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> tuple[Any, list[int]]:
        """See `autograder.grading.student.Backend`."""
        function = getattr(ASSIGNMENT.reference, name, None)  # else a helper that a check defined
        right = function(*arguments) if function and self.rng.random() < 0.3 else None
        return value(self.rng) if right is None else right, []

    def define(self, source: str) -> None:
        """See `autograder.grading.student.Backend`."""

    def foresee(self, key: object) -> None:
        """See `autograder.grading.student.Backend`."""

    def keep(self, key: object) -> None:
        """See `autograder.grading.student.Backend`."""


def fuzz_answers(rng: random.Random) -> None:
    """Odd answers to the checks of one exercise, and the search for what is wrong with them."""
    exercise = rng.choice(ASSIGNMENT.exercises).id
    checks = checking.collect(ASSIGNMENT)
    student = Student(_Anything(rng))
    outcomes = checking.run_exercise(exercise, checks, student, ASSIGNMENT.reference, 1)
    diagnosis.diagnose(ASSIGNMENT, exercise, outcomes, 1)


TARGETS = {"frames": fuzz_frames, "notebooks": fuzz_notebooks, "answers": fuzz_answers, "grading": fuzz_grading}
SHARES = {"frames": 40, "notebooks": 10, "answers": 10, "grading": 1}


def main() -> int:
    """Fuzz until the time is over; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=None, help="make one run again, or begin with it")
    parser.add_argument("--only", choices=sorted(TARGETS), help="fuzz this alone")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    end = time.monotonic() + 60 * chosen.minutes
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(1 << 40)
    counts, findings = dict.fromkeys(TARGETS, 0), set()
    while time.monotonic() < end:
        for name in [chosen.only] if chosen.only else TARGETS:
            for one in range(seed, seed + (1 if chosen.only else SHARES[name])):
                counts[name] += 1
                found = _finding(TARGETS[name], one)
                if found and found not in findings:
                    findings.add(found)
                    print(f"{name}, seed {one}:\n{found}", flush=True)
        seed += 1 if chosen.only else max(SHARES.values())
    print(", ".join(f"{count} {name}" for name, count in counts.items()) + f": {len(findings)} findings")
    return 1 if findings else 0


def _finding(target: Callable[[random.Random], None], seed: int) -> str | None:
    start = time.monotonic()
    try:
        target(random.Random(seed))
    except Exception:
        return traceback.format_exc(limit=-4)
    took = time.monotonic() - start
    slow = SLOW if target is not fuzz_grading else 5 * SLOW
    return f"took more than {slow:g} seconds" if took > slow else None


if __name__ == "__main__":
    sys.exit(main())
