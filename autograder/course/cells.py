"""The five kinds of cells, and how trusted cells are run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import nbformat

CellKind = Literal["prose", "given", "solution", "grade", "demonstration"]


def cell_kind(cell: Mapping[str, Any]) -> CellKind:
    """Which of the five kinds a cell of a source or release is."""
    if cell["cell_type"] != "code":
        return "prose"
    meta = cell["metadata"].get("nbgrader")
    if not meta:
        return "demonstration"
    if meta.get("solution"):
        return "solution"
    return "grade" if meta.get("grade") else "given"


def grade_id(cell: Any) -> str:
    """The cell's grade_id in nbgrader's metadata, "" if it has none; of any JSON, trusting nothing."""
    meta = cell.get("metadata")
    meta = meta.get("nbgrader") if isinstance(meta, dict) else None
    name = meta.get("grade_id") if isinstance(meta, dict) else None
    return name if isinstance(name, str) else ""


def graded_source(notebook: nbformat.NotebookNode) -> list[str]:
    """The sources of the cells that grading runs: given cells and solution cells, in order."""
    return [cell.source for cell in notebook.cells if cell_kind(cell) in ("given", "solution")]


def load(sources: Iterable[str], path: Path) -> dict[str, Any]:
    """Run pieces of trusted code in one new namespace and return it; `path` names them in tracebacks."""
    namespace: dict[str, Any] = {"__name__": f"{path.parent.name}.{path.stem}", "__file__": str(path)}
    for index, source in enumerate(sources):
        exec(compile(source, f"{path.name} [cell {index}]", "exec"), namespace)
    return namespace


def load_file(path: Path, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Run an author's file by its path and return its namespace, which begins with what is `given`.

    It is never imported: files of one name in different folders do not meet, and a changed one is read anew.
    """
    namespace: dict[str, Any] = {"__name__": f"{path.parent.name}.{path.stem}", "__file__": str(path), **(given or {})}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), namespace)
    return namespace
