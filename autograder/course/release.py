"""solutions/ → assignments/ through nbgrader, byte for byte the same at every run."""

from __future__ import annotations

import ast
import logging
import re
import tempfile
from pathlib import Path

import nbformat
from traitlets.config import Config

from autograder.course import hints, prose
from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id
from autograder.course.mistakes import mistakes
from autograder.errors import CourseError

_SOLUTION = re.compile(r"^([ \t]*)### BEGIN SOLUTION.*?### END SOLUTION", re.MULTILINE | re.DOTALL)
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def source_notebook(assignment: Assignment) -> nbformat.NotebookNode:
    """The source as nbgrader reads it: stable cell ids, plain metadata, prose rendered. Raises `CourseError`."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    notebook.nbformat_minor = 5
    counts: dict[str, int] = {}
    symbols = prose.glossary(assignment.root)
    for cell in assignment.notebook.cells:
        _check_header(assignment, cell, cell_kind(cell))
        _check_code(assignment, cell)
    assert assignment.exercises  # which says what is wrong with the points
    for cell in assignment.notebook.cells:
        kind = cell_kind(cell)
        counts[kind] = counts.get(kind, 0) + 1
        stretch = cell.metadata.get("stretch")
        name = grade_id(cell) or (f"stretch-{stretch}" if stretch else f"{kind}-{counts[kind]}")
        meta = {"nbgrader": dict(cell.metadata["nbgrader"])} if "nbgrader" in cell.metadata else {}
        if cell.cell_type == "markdown":
            text = prose.rendered(cell.source, symbols, f"{assignment.source}: {cell.source[:40]!r}")
            made = nbformat.v4.new_markdown_cell(text, metadata=meta)
        else:
            made = nbformat.v4.new_code_cell(without_solution(cell.source) if stretch else cell.source, metadata=meta)
        made.id = name.replace("_", "-")[:64]
        if kind == "solution":
            _append_effort(notebook.cells, prose.effort(assignment, grade_id(cell)))
        notebook.cells.append(made)
    _append_references(notebook.cells)
    first = notebook.cells[0]
    first.source = re.sub(r"^(# .+)$", rf"\1\n\n{prose.opening(assignment)}", first.source, count=1, flags=re.MULTILINE)
    return notebook


def without_solution(source: str) -> str:
    """A cell's text with its solution replaced by the stub that nbgrader puts into graded cells."""
    return _SOLUTION.sub(
        lambda match: f"{match.group(1)}# YOUR CODE HERE\n{match.group(1)}raise NotImplementedError()", source
    )


def _append_effort(cells: list[nbformat.NotebookNode], line: str) -> None:
    """Put the line at the end of the prose before an exercise, or into a cell of its own."""
    if cells and cells[-1].cell_type == "markdown":
        cells[-1].source += f"\n\n{line}"
        return
    made = nbformat.v4.new_markdown_cell(line)
    made.id = f"effort-{len(cells)}"
    cells.append(made)


def _append_references(cells: list[nbformat.NotebookNode]) -> None:
    """Say at the end of the conventions what the notebook's errata and the lectures' numbers are."""
    said = prose.references("\n".join(cell.source for cell in cells))
    for cell in cells:
        if said and cell.cell_type == "markdown" and re.search("^## Conventions$", cell.source, re.MULTILINE):
            cell.source += f"\n\n{said}"
            return


def generate(assignment: Assignment) -> str:
    """The text of the student's notebook, generated through nbgrader in a scratch folder."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "source" / assignment.name
        folder.mkdir(parents=True)
        nbformat.write(source_notebook(assignment), folder / f"{assignment.name}.ipynb")
        config = Config()
        config.CourseDirectory.root = scratch
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False  # it writes to the gradebook; the release is the same without
        config.CourseDirectory.assignment_id = assignment.name
        config.CourseDirectory.student_id = "."
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.log.setLevel(logging.ERROR)
        converter.start()
        path = Path(scratch) / "release" / assignment.name / f"{assignment.name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
    return str(nbformat.writes(as_released(notebook))) + "\n"


def as_released(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """What nbgrader made of a source, without what it notes for itself."""
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).pop("cell_type", None)
    notebook.metadata = nbformat.from_dict({"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    return notebook


def notebook(assignment: Assignment) -> nbformat.NotebookNode:
    """The committed release. Raises `CourseError` if there is none."""
    if not assignment.release.is_file():
        raise CourseError(f"{assignment.release} is missing; run `autograder release {assignment.name}`")
    return nbformat.read(assignment.release, as_version=4)


def write(assignment: Assignment) -> bool:
    """Write what of the release is not current; returns whether anything was."""
    stale = {}
    if not _holds(assignment.release, text := generate(assignment)):
        stale[assignment.release] = text
    if not hints.is_current(assignment):
        stale[assignment.hints] = hints.text(assignment, mistakes(assignment))
    for path, content in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return bool(stale)


def other_points(assignment: Assignment) -> dict[str, tuple[float, float]]:
    """The exercises whose points in the release are not the source's: (the release's, the source's)."""
    released = {
        grade_id(cell).removesuffix("-check"): float(cell.metadata["nbgrader"]["points"])
        for cell in nbformat.read(assignment.release, as_version=4).cells
        if cell_kind(cell) == "grade"
    }
    given = {exercise.id: exercise.max_points for exercise in assignment.exercises}
    names = [name for name in released if name in given and released[name] != given[name]]
    return {name: (released[name], given[name]) for name in names}


def is_current(assignment: Assignment) -> bool:
    """Whether the committed release is what its source gives, byte for byte, and its hints were made from it."""
    return hints.is_current(assignment) and _holds(assignment.release, generate(assignment))


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _check_code(assignment: Assignment, cell: nbformat.NotebookNode) -> None:
    """Raise `CourseError` for a solution without an end, and for code that no notebook could run."""
    place = f"{assignment.source}: the cell {cell.source[:40]!r}"
    marks = re.findall(r"### (BEGIN|END) SOLUTION", cell.source)
    if marks != ["BEGIN", "END"] * (len(marks) // 2):
        raise CourseError(f"{place}: each ### BEGIN SOLUTION needs its ### END SOLUTION")
    if cell.cell_type == "code" and not re.search(r"^[ \t]*[%!]", cell.source, re.MULTILINE):
        try:
            compile(cell.source, "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except SyntaxError as error:
            raise CourseError(f"{place}: SyntaxError: {error.msg} (line {error.lineno} of the cell)") from None


def _check_header(assignment: Assignment, cell: nbformat.NotebookNode, kind: str) -> None:
    place = f"{assignment.source}: the cell {cell.source[:40]!r}"
    marked = "### BEGIN SOLUTION" in cell.source
    if marked != (kind == "solution" or "stretch" in cell.metadata):
        raise CourseError(f"{place} has solution markers and no solution header, or the reverse")
    meta = cell.metadata.get("nbgrader")
    if meta is None:
        return
    wanted = {"grade", "grade_id", "locked", "schema_version", "solution"} | (
        {"points"} if meta.get("grade") else set()
    )
    if set(meta) != wanted or meta["schema_version"] != 3 or meta["locked"] == meta["solution"]:
        raise CourseError(f"{place} has an incomplete nbgrader header; it needs {', '.join(sorted(wanted))}")
