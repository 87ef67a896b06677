"""What the search for a mistake's line adds to a class: the demo's samples, and answers that nothing explains.

    python benchmarks/repair.py [--rounds 3]

Each submission is graded in one process with a warm sandbox, with the search and without, in turn; the figures are
medians of wall seconds. Right submissions are listed by themselves: the search is to cost them nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from autograder import demo as demonstration
from autograder.course import assignment as course
from autograder.grading.grade import grade_file
from autograder.sandbox.client import Limits, Sandbox

ASSIGNMENT = "a02_perceptron"
UNEXPLAINED = {
    "decision_line": "def decision_line(w):\n    a, b, c = w\n    slope = -b / c\n    return slope, -a / (c + 1)\n",
    "adaline_update": "def adaline_update(w, x, y, eta):\n    return w * 0.123 + x * 4.56\n",
}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    one = course.assignment(ASSIGNMENT)
    texts = {
        sample.student: sample.content
        for sample in demonstration.samples(one)
        if sample.student.startswith(("perfect", "sign", "in_place", "accuracy", "forgot", "one_pass"))
    }
    for name, source in UNEXPLAINED.items():
        texts[f"unexplained {name}"] = json.dumps(demonstration.answered(one, {name: source})).encode()
    with tempfile.TemporaryDirectory() as folder, Sandbox(Limits(repair=0.0)) as without, Sandbox() as with_search:
        print("| submission | ms without | ms with the search |\n|---|---|---|")
        for name, content in texts.items():
            file = Path(folder) / f"{ASSIGNMENT}.ipynb"
            file.write_bytes(content)
            off, on = [], []
            for _ in range(rounds + 1):
                off.append(_seconds(file, without, one))
                on.append(_seconds(file, with_search, one))
            print(f"| {name} | {1e3 * statistics.median(off[1:]):.0f} | {1e3 * statistics.median(on[1:]):.0f} |")


def _seconds(file: Path, sandbox: Sandbox, assignment: course.Assignment) -> float:
    start = time.monotonic()
    grade_file(file, sandbox, 1, assignment=assignment)
    return time.monotonic() - start


if __name__ == "__main__":
    main()
