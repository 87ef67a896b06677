"""Assignments, exercises and points: read from solutions/, nowhere else."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jupytext
import nbformat


class CourseError(Exception):
    """The course's own files are missing or wrong; the message says which and what to do."""


@dataclass(frozen=True)
class Exercise:
    """One graded function: its name is the `grade_id` of its solution cell."""

    id: str
    max_points: float


@dataclass(frozen=True)
class Assignment:
    """One notebook of the course, with the paths of everything that belongs to it."""

    name: str
    root: Path

    def __reduce__(self) -> tuple[type[Assignment], tuple[str, Path]]:
        return Assignment, (self.name, self.root)  # without what is cached: the reference cannot be pickled

    @property
    def source(self) -> Path:
        """The author's text notebook."""
        return self.root / "solutions" / f"{self.name}.py"

    @property
    def release(self) -> Path:
        """The student's notebook, generated from the source."""
        return self.root / "assignments" / self.name / f"{self.name}.ipynb"

    @property
    def checks(self) -> Path:
        """The hidden checks."""
        return self.root / "autograder" / "checks" / f"test_{self.name}.py"

    @property
    def mistakes(self) -> Path:
        """The known wrong answers."""
        return self.root / "autograder" / "mistakes" / f"{self.name}.py"

    @cached_property
    def notebook(self) -> nbformat.NotebookNode:
        """The source as a notebook, solutions included."""
        return jupytext.read(self.source)

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The graded functions in the notebook's order."""
        metas = [cell.metadata.get("nbgrader", {}) for cell in self.notebook.cells]
        points = {m["grade_id"].removesuffix("-check"): float(m["points"]) for m in metas if m.get("grade")}
        solved = [m["grade_id"] for m in metas if m.get("solution")]
        if set(points) != set(solved):
            odd = ", ".join(sorted(set(points) ^ set(solved)))
            raise CourseError(f"{self.source}: solution cells and grade cells do not match: {odd}")
        return tuple(Exercise(name, points[name]) for name in solved)

    @property
    def title(self) -> str:
        """The notebook's first heading."""
        found = re.search(r"^# (.+)$", self.notebook.cells[0].source, re.MULTILINE)
        return found.group(1) if found else self.name

    @cached_property
    def reference(self) -> SimpleNamespace:
        """The namespace that the given and the solution cells define; runs trusted code only."""
        return SimpleNamespace(**load(graded_source(self.notebook), self.source))


def graded_source(notebook: nbformat.NotebookNode) -> list[str]:
    """The sources of the cells that grading runs: given cells and solution cells, in order."""
    return [cell.source for cell in notebook.cells if cell_kind(cell) in ("given", "solution")]


def cell_kind(cell: dict[str, Any]) -> str:
    """Which of the five kinds a cell of a source or release is.

    Returns "prose", "given", "solution", "grade" or "demonstration".
    """
    if cell["cell_type"] != "code":
        return "prose"
    meta = cell["metadata"].get("nbgrader")
    if not meta:
        return "demonstration"
    if meta.get("solution"):
        return "solution"
    return "grade" if meta.get("grade") else "given"


def load(sources: list[str], path: Path) -> dict[str, Any]:
    """Run cells of trusted code in one new namespace and return it; `path` names them in tracebacks."""
    namespace: dict[str, Any] = {"__name__": path.stem}
    for index, source in enumerate(sources):
        exec(compile(source, f"{path.name} [cell {index}]", "exec"), namespace)
    return namespace


def root() -> Path:
    """The course's folder: $DELTARULE_COURSE, or the one that holds this package, or the current one."""
    candidates = [Path(__file__).resolve().parent.parent, *[Path.cwd(), *Path.cwd().parents]]
    if "DELTARULE_COURSE" in os.environ:
        candidates = [Path(os.environ["DELTARULE_COURSE"])]
    for folder in candidates:
        if (folder / "solutions").is_dir():
            return folder
    raise CourseError("no course here: run this in a checkout, or set DELTARULE_COURSE to one")


def assignments(course_root: Path | None = None) -> tuple[Assignment, ...]:
    """All assignments of the course, in order."""
    return _assignments(course_root or root())


@cache
def _assignments(folder: Path) -> tuple[Assignment, ...]:
    return tuple(Assignment(path.stem, folder) for path in sorted((folder / "solutions").glob("a[0-9][0-9]_*.py")))


def assignment(name: str, course_root: Path | None = None) -> Assignment:
    """The assignment of this name; raises `CourseError` naming those that exist."""
    known = {one.name: one for one in assignments(course_root)}
    if name not in known:
        raise CourseError(f"there is no assignment {name!r}; there are {', '.join(known)}")
    return known[name]
