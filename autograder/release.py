"""solutions/ → assignments/ through nbgrader, byte for byte the same at every run; and the students' bundles."""

from __future__ import annotations

import logging
import shutil
import tempfile
import zipfile
from pathlib import Path

import nbformat
from traitlets.config import Config

from autograder.course import Assignment, CourseError, cell_kind
from autograder.submission import grade_id

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def source_notebook(assignment: Assignment) -> nbformat.NotebookNode:
    """The source as nbgrader reads it: stable cell ids, plain metadata. Raises `CourseError` on a bad header."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    notebook.nbformat_minor = 5
    counts: dict[str, int] = {}
    for cell in assignment.notebook.cells:
        kind = cell_kind(cell)
        _check_header(assignment, cell, kind)
        counts[kind] = counts.get(kind, 0) + 1
        name = grade_id(cell) or f"{kind}-{counts[kind]}"
        meta = {"nbgrader": dict(cell.metadata["nbgrader"])} if "nbgrader" in cell.metadata else {}
        if cell.cell_type == "markdown":
            made = nbformat.v4.new_markdown_cell(cell.source, metadata=meta)
        else:
            made = nbformat.v4.new_code_cell(cell.source, metadata=meta)
        made.id = name.replace("_", "-")[:64]
        notebook.cells.append(made)
    return notebook


def released(assignment: Assignment) -> str:
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
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).pop("cell_type", None)
    notebook.metadata = nbformat.from_dict({"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    return str(nbformat.writes(notebook)) + "\n"


def notebook(assignment: Assignment) -> nbformat.NotebookNode:
    """The committed release. Raises `CourseError` if there is none."""
    if not assignment.release.is_file():
        raise CourseError(f"{assignment.release} is missing; run `autograder release {assignment.name}`")
    return nbformat.read(assignment.release, as_version=4)


def write(assignment: Assignment) -> bool:
    """Write the release if it differs from what is there; returns whether it did."""
    text = released(assignment)
    if assignment.release.is_file() and assignment.release.read_text(encoding="utf-8") == text:
        return False
    assignment.release.parent.mkdir(parents=True, exist_ok=True)
    assignment.release.write_text(text, encoding="utf-8")
    return True


def is_current(assignment: Assignment) -> bool:
    """Whether the committed release is what its source gives."""
    return assignment.release.is_file() and assignment.release.read_text(encoding="utf-8") == released(assignment)


def _check_header(assignment: Assignment, cell: nbformat.NotebookNode, kind: str) -> None:
    place = f"{assignment.source}: the cell {cell.source[:40]!r}"
    marked = "### BEGIN SOLUTION" in cell.source
    if marked != (kind == "solution"):
        raise CourseError(f"{place} has solution markers and no solution header, or the reverse")
    meta = cell.metadata.get("nbgrader")
    if meta is None:
        return
    wanted = {"grade", "grade_id", "locked", "schema_version", "solution"} | (
        {"points"} if meta.get("grade") else set()
    )
    if set(meta) != wanted or meta["schema_version"] != 3 or meta["locked"] == meta["solution"]:
        raise CourseError(f"{place} has an incomplete nbgrader header; it needs {', '.join(sorted(wanted))}")


# --- bundles --------------------------------------------------------------------------------------

_BUNDLE_README = """\
# {title}

You need Python 3.11 or newer. In this folder, once:

    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt

and then, whenever you want to work:

    .venv/bin/jupyter lab {first}

(On Windows: `py -m venv .venv`, `.venv\\Scripts\\pip` and `.venv\\Scripts\\jupyter`.)

Replace each `raise NotImplementedError()` by your own code and run the cell below it: it shows what was
expected and what came. Save, and hand in the notebook alone: the file {first}.
You may add cells; do not delete the others.
"""


def bundle(assignments: list[Assignment], target: Path) -> None:
    """Write the zip that students get: notebooks, data, course_tools, requirements, a README.

    No solution, no check, no held-out data. The same input gives the same bytes.
    """
    folder = target.stem
    first = f"{assignments[0].name}.ipynb"
    title = "From the perceptron to backpropagation"
    files: dict[str, bytes] = {
        "README.md": _BUNDLE_README.format(title=title, first=first).encode(),
        "requirements.txt": _requirements(assignments[0].root).encode(),
    }
    for one in assignments:
        notebook(one)
        files[f"{one.name}.ipynb"] = one.release.read_bytes()
    root = assignments[0].root
    for path in sorted((root / "course_tools").glob("*.py")):
        files[f"course_tools/{path.name}"] = path.read_bytes()
    for path in sorted((root / "datasets").iterdir()):
        if path.suffix in (".csv", ".md") and "held_out" not in path.name:
            files[f"datasets/{path.name}"] = path.read_bytes()
    part = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(files):
                archive.writestr(
                    zipfile.ZipInfo(f"{folder}/{name}", (2024, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED
                )
        shutil.move(part, target)
    finally:
        part.unlink(missing_ok=True)


def _requirements(root: Path) -> str:
    """The student's packages, pinned as the course's constraints say."""
    wanted = ("numpy", "matplotlib", "jupyterlab", "nbgrader")
    pins = (
        (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if (root / "constraints.txt").is_file()
        else []
    )
    return "\n".join([pin for pin in pins if pin.partition("==")[0] in wanted] or wanted) + "\n"
