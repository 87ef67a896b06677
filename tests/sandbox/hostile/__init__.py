"""Hostile submissions of a02_perceptron, one file each, and what they need to be written in a few lines.

A file's docstring says what it tries. `POINTS` is what it deserves of 10, `FLAG` a piece of text that must stand in
a flag for the instructor, `STATUS` and `REASON` the result of what cannot be graded. `attack(notebook)` turns the
solved notebook (with `BASE = "untouched"`, the release) into the hostile one: a dict, or a file's bytes.

What the points follow from: code in a function can spoil that function only; one that depends on it is carried
forward. A cell that the student added earns nothing, and costs nothing, for it is left out if it kills its process.
"""

from __future__ import annotations

import copy
import textwrap
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]

REPOSITORY = str(Path(__file__).resolve().parents[3])
WRITTEN = "hostile-written"  # the beginning of every file's name that an attack tries to leave behind
TARGETS: list[str] = []  # files that must stay as they are; the test fills it in before an attack is made

EXERCISES = [
    "add_bias",
    "predict",
    "zero_one_loss",
    "perceptron_loss",
    "decision_line",
    "perceptron_update",
    "fit_perceptron",
    "quiz_weights",
    "adaline_update",
]

# Code for a cell or a function: the descriptor of the channel to the trusted side, and a frame for it.
CHANNEL = """\
import json, os, stat, struct

def _channel():
    for number in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                return number
        except OSError:
            pass

def _frame(header, payload=b""):
    text = json.dumps(header).encode()
    return struct.pack(">II", len(text), len(payload)) + text + payload
"""


def cell(notebook: Notebook, grade_id: str) -> Notebook:
    """The cell with this grade_id."""
    return next(one for one in notebook["cells"] if _id(one) == grade_id)


def put(notebook: Notebook, name: str, source: str) -> Notebook:
    """The notebook with another source in a solution cell."""
    changed = copy.deepcopy(notebook)
    cell(changed, name)["source"] = source
    return changed


def inside(notebook: Notebook, name: str, code: str) -> Notebook:
    """The notebook with code at the beginning of a right function's body."""
    source = "".join(cell(notebook, name)["source"])
    start = "    ### BEGIN SOLUTION\n"
    assert source.count(start) == 1
    return put(notebook, name, source.replace(start, textwrap.indent(textwrap.dedent(code), "    ") + "\n"))


def new_cell(source: str, **metadata: Any) -> Notebook:
    """A code cell as a student adds it."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def add_cell(notebook: Notebook, source: str, before: str | None = None, **metadata: Any) -> Notebook:
    """The notebook with one more code cell: before the cell with this grade_id, or as its last."""
    changed = copy.deepcopy(notebook)
    cells = changed["cells"]
    place = len(cells) if before is None else cells.index(cell(changed, before))
    cells.insert(place, new_cell(textwrap.dedent(source), **metadata))
    return changed


def _id(one: Notebook) -> str:
    return str(one["metadata"].get("nbgrader", {}).get("grade_id", ""))
