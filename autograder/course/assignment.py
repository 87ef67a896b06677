"""Assignments, exercises and points: read from the folders below solutions/, nowhere else."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jupytext
import nbformat

from autograder.course.cells import graded_source, load
from autograder.errors import CourseError


@dataclass(frozen=True)
class Exercise:
    """One graded function: its name is the `grade_id` of its solution cell."""

    id: str
    max_points: float


@dataclass(frozen=True)
class Assignment:
    """One folder below solutions/, with the paths of everything that belongs to it."""

    name: str
    root: Path

    def __reduce__(self) -> tuple[type[Assignment], tuple[str, Path]]:
        return Assignment, (self.name, self.root)  # without what is cached: the reference cannot be pickled

    @property
    def folder(self) -> Path:
        """What its author writes."""
        return self.root / "solutions" / self.name

    @property
    def source(self) -> Path:
        """The author's text notebook."""
        return self.folder / "notebook.py"

    @property
    def checks(self) -> Path:
        """The hidden checks."""
        return self.folder / "checks.py"

    @property
    def mistakes(self) -> Path:
        """The known wrong answers."""
        return self.folder / "mistakes.py"

    @property
    def errata(self) -> Path:
        """Numbers and claims to recompute; not every assignment has them."""
        return self.folder / "errata.py"

    @property
    def equivalent(self) -> Path:
        """The mutants that mean the same as the reference; not every assignment has them."""
        return self.folder / "equivalent.toml"

    @property
    def samples(self) -> Path:
        """Submissions for the demo; not every assignment has them."""
        return self.folder / "samples"

    @property
    def release(self) -> Path:
        """The student's notebook, generated from the source."""
        return self.root / "assignments" / self.name / f"{self.name}.ipynb"

    @property
    def hints(self) -> Path:
        """What known mistakes answer at the notebook's expectations, beside the student's notebook; generated."""
        return self.release.with_name("hints.json")

    @cached_property
    def notebook(self) -> nbformat.NotebookNode:
        """The source as a notebook, solutions included."""
        try:
            return jupytext.read(self.source)
        except Exception as error:  # jupytext's and nbformat's, of many kinds
            raise CourseError(f"{self.source} is not a text notebook: {type(error).__name__}: {error}") from None

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The graded functions in the notebook's order."""
        metas = [cell.metadata.get("nbgrader", {}) for cell in self.notebook.cells]
        points = {m["grade_id"].removesuffix("-check"): self._points(m) for m in metas if m.get("grade")}
        names = [m["grade_id"] for m in metas if m.get("solution")]
        if set(points) != set(names):
            odd = ", ".join(sorted(set(points) ^ set(names)))
            raise CourseError(f"{self.source}: solution cells and grade cells do not match: {odd}")
        return tuple(Exercise(name, points[name]) for name in names)

    def _points(self, header: Mapping[str, Any]) -> float:
        try:
            points = float(header["points"])
        except (KeyError, TypeError, ValueError):
            points = -1.0
        if not 0 < points < math.inf:
            raise CourseError(
                f"{self.source}: {header['grade_id']} needs a number of points, not {header.get('points')!r}"
            )
        return points

    @property
    def title(self) -> str:
        """The notebook's first heading."""
        found = re.search(r"^# (.+)$", self.notebook.cells[0].source, re.MULTILINE)
        return found.group(1) if found else self.name

    @cached_property
    def reference(self) -> SimpleNamespace:
        """The namespace that the given and the solution cells define; runs trusted code only."""
        try:
            return SimpleNamespace(**load(graded_source(self.notebook), self.source))
        except Exception as error:  # the author's code may raise anything
            raise CourseError(f"{self.source}: the reference cannot be run: {type(error).__name__}: {error}") from error


def root() -> Path:
    """The course's folder: $DELTARULE_COURSE (the class folder's settings may set it), else this checkout."""
    named = os.environ.get("DELTARULE_COURSE")
    folder = Path(named) if named else Path(__file__).resolve().parents[2]
    if (folder / "solutions").is_dir():
        return folder
    if named:
        raise CourseError(f"no course in {folder}, which DELTARULE_COURSE names: it has no folder solutions")
    raise CourseError(
        "no course: set DELTARULE_COURSE to the folder that holds solutions/, or c.Autograder.course in the class "
        "folder's nbgrader_config.py and name that folder by --course"
    )


def assignments(course_root: Path | None = None) -> tuple[Assignment, ...]:
    """All assignments of the course, in order."""
    return _assignments(course_root or root())


@cache
def _assignments(folder: Path) -> tuple[Assignment, ...]:
    return tuple(Assignment(path.parent.name, folder) for path in sorted((folder / "solutions").glob("*/notebook.py")))


def assignment(name: str, course_root: Path | None = None) -> Assignment:
    """The assignment of this name; raises `CourseError` naming those that exist."""
    known = {each.name: each for each in assignments(course_root)}
    if name not in known:
        raise CourseError(f"there is no assignment {name!r}; there are {', '.join(known)}")
    return known[name]
