"""The students' page beside the notebooks: how to work, every symbol, the lectures' errata, an index of the functions.

It is a notebook without code, because students have a program that shows its formulas without a network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import nbformat

from autograder.course import prose
from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id

NAME = "handbook.ipynb"

_HOW_TO_WORK = """\
# Handbook

## How to work

1. Open a notebook and read from the top; run each cell as you come to it (Shift+Enter).
2. Where a cell says `raise NotImplementedError()`, write your own code there, then run the cell below it. A green
   ✓ says that an expectation is met, a red ✗ shows what was expected beside what came. If your mistake is a known
   one, its name is behind the fold: think first, then look.
3. **Green means right**: what meets all the expectations of an exercise earns its points. They are checked again with
   other numbers when your work is graded.
4. Write it your way: loops or arrays, helper cells, your own names for arguments (functions are called by position).
   Use numpy only. Don't change an argument in place, unless you are told to.
5. Cells that only draw or train are not run when your work is graded, so don't define in them what a function needs.
6. Questions and stretch exercises earn no points; they are for you. Write your answer down before you unfold ours.
7. Before you hand in: *Kernel → Restart Kernel and Run All Cells*. Save, and hand in the notebook alone.

If a notebook stops where you did not expect it, read the last line of the message first: it says what went wrong.
"""


def notebook(assignments: Sequence[Assignment]) -> str:
    """The page as the text of a notebook file; the same input gives the same bytes."""
    parts = [_HOW_TO_WORK]
    if symbols := prose.glossary(assignments[0].root):
        parts.append(f"## Symbols\n\n{prose.table(list(symbols.values()))}")
    parts.append(f"## The functions you write\n\n{_index(assignments)}")
    if errata := _errata(assignments[0].root / "docs" / "errata.md"):
        parts.append(errata)
    made = nbformat.v4.new_notebook(metadata={"language_info": {"name": "python"}})
    made.nbformat_minor = 5
    for number, part in enumerate(parts):
        cell = nbformat.v4.new_markdown_cell(part)
        cell.id = f"page-{number}"
        made.cells.append(cell)
    return str(nbformat.writes(made)) + "\n"


def files(assignments: Sequence[Assignment]) -> dict[Path, str]:
    """The page with its place, beside the releases."""
    return {assignments[0].root / "assignments" / NAME: notebook(assignments)}


def _index(assignments: Sequence[Assignment]) -> str:
    """Every graded function in alphabetical order: what it does, and where it is written."""
    rows = []
    for assignment in assignments:
        for cell in assignment.notebook.cells:
            if cell_kind(cell) == "solution":
                rows.append((grade_id(cell), _purpose(cell.source), assignment.name))
    lines = [f"| `{name}` | {purpose} | {place} |" for name, purpose, place in sorted(rows)]
    return "\n".join(["| function | what it does | notebook |", "| --- | --- | --- |", *lines])


def _purpose(source: str) -> str:
    """The first sentence of a stub's docstring."""
    found = re.search(r'"""(.+?)(?:\n\s*\n|""")', source, re.DOTALL)
    text = " ".join(found.group(1).split()) if found else ""
    return text.replace("|", "\\|")


def _errata(table: Path) -> str:
    """The course's table of errata without the columns that only its authors need; "" if it has none."""
    if not table.is_file():
        return ""
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    rows = [line.strip("|").split("|")[:5] for line in lines]
    body = "\n".join(f"|{'|'.join(row)}|" for row in rows)
    return f"## Where the lectures err\n\n*Erratum n* in a notebook is row n of this table.\n\n{body}"
