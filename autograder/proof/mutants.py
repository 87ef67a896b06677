"""Mutants of the reference: mutmut's operators applied to one solution cell at a time.

A mutant is the smallest of mistakes: one operator, number or argument changed. A check suite that lets
one pass has a hole, unless the mutant means the same; those are listed, each with the reason, in
the assignment's `equivalent.toml`.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind
from autograder.errors import AutograderError, CourseError

if TYPE_CHECKING:
    import libcst


@dataclass(frozen=True)
class Mutant:
    """A solution cell with one change: the line as it was, and as it is now."""

    exercise: str
    source: str
    was: str
    now: str

    @property
    def label(self) -> str:
        """How a problem or a list names it."""
        return label(self.exercise, self.was, self.now)


def label(exercise: str, was: str, now: str) -> str:
    """How a problem or a list names a mutant."""
    return f"{exercise}: {was!r} → {now!r}"


def of(assignment: Assignment) -> list[Mutant]:
    """All mutants of all solution cells of the reference, in order.

    Raises `AutograderError` where what makes them is not installed.
    """
    found: list[Mutant] = []
    for cell in assignment.notebook.cells:
        if cell_kind(cell) == "solution":
            found += _of_cell(cell.metadata["nbgrader"]["grade_id"], cell.source)
    return found


def equivalent(assignment: Assignment) -> dict[tuple[str, str, str], str]:
    """The reviewed equivalent mutants: (exercise, was, now) -> reason."""
    path = assignment.equivalent
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return {(entry["exercise"], entry["was"], entry["now"]): entry["reason"] for entry in table["mutant"]}
    except KeyError as error:
        raise CourseError(f"{path}: a mutant lacks {error}") from None


def _of_cell(exercise: str, source: str) -> Iterator[Mutant]:
    try:
        import libcst
        from mutmut.mutation.mutators import mutation_operators
    except ModuleNotFoundError as error:
        raise AutograderError(f"proving a course needs {error.name}: install the extra `author`") from None
    module = libcst.parse_module(source)
    seen = {source}
    for node in _nodes(module):
        for kind, operator in mutation_operators:
            if not isinstance(node, kind):
                continue
            for changed in operator(node):
                replaced = module.deep_replace(node, changed)
                mutated = libcst.ensure_type(replaced, libcst.Module).code
                if mutated not in seen and _compiles(mutated):
                    seen.add(mutated)
                    yield Mutant(exercise, mutated, *_changed_lines(source, mutated))


def _nodes(node: libcst.CSTNode) -> Iterator[libcst.CSTNode]:
    """The nodes whose mutation changes behaviour: no docstrings, no annotations, no comments."""
    import libcst

    if isinstance(node, libcst.Annotation | libcst.Comment):
        return
    if isinstance(node, libcst.Expr) and isinstance(node.value, libcst.SimpleString | libcst.ConcatenatedString):
        return
    yield node
    for child in node.children:
        yield from _nodes(child)


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _changed_lines(before: str, after: str) -> tuple[str, str]:
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    was = " ".join(line[2:].strip() for line in lines if line.startswith("- "))
    now = " ".join(line[2:].strip() for line in lines if line.startswith("+ "))
    return was, now
