"""`autograder doctor`: what this machine can isolate, which versions it has, what is missing and how to get it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from importlib import metadata
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.course import assignment as course
from autograder.errors import CourseError, SandboxError
from autograder.sandbox import layers
from autograder.sandbox.client import Sandbox

_PACKAGES = {
    "numpy": "what the notebooks compute with",
    "matplotlib": "their pictures",
    "jupyterlab": "where students work",
    "nbgrader": "releases, the gradebook, Formgrader",
    "jupytext": "reads solutions/",
    "pytest": "the hidden checks",
    "pyseccomp": "the filter of system calls",
    "distributed": "--scheduler (the extra `cluster`)",
    "mutmut": "`autograder validate` (the extra `dev`)",
}
_OPTIONAL = {"distributed", "mutmut"}


def show() -> bool:
    """Print the tables; whether this machine can grade."""
    console = Console()
    console.print(
        f"Python {platform.python_version()} ({sys.executable}), {platform.system()} {platform.release()}, "
        f"{os.cpu_count()} cores, user {'root' if os.getuid() == 0 else os.getuid()}"
    )
    versions = _versions(console)
    isolated = _isolation(console)
    works = isolated and _sandbox(console)
    course_found = _course(console)
    good = versions and works and course_found
    console.print("[green]This machine can grade.[/]" if good else "[red]This machine cannot grade yet; see above.[/]")
    return good


def _versions(console: Console) -> bool:
    table = Table(title="Packages", title_justify="left")
    for name in ("package", "version", "for", "to do"):
        table.add_column(name)
    complete = True
    for name, purpose in _PACKAGES.items():
        try:
            table.add_row(name, metadata.version(name), purpose, "")
        except metadata.PackageNotFoundError:
            advice = f"pip install {name}" + (" if you want it" if name in _OPTIONAL else "")
            table.add_row(name, "[red]missing[/]", purpose, advice)
            complete = complete and name in _OPTIONAL
    beside = Path(sys.executable).parent / "alembic"
    if not beside.exists() and not shutil.which("alembic"):
        table.add_row("alembic", "[red]missing[/]", "nbgrader's gradebook calls it", "pip install nbgrader")
        complete = False
    console.print(table)
    return complete


def _isolation(console: Console) -> bool:
    table = Table(title="Isolation", title_justify="left")
    for name in ("layer", "works", "needed", "detail"):
        table.add_column(name)
    found = layers.layers()
    for layer in found:
        table.add_row(
            layer.name, "[green]yes[/]" if layer.works else "[red]no[/]", "yes" if layer.needed else "no", layer.detail
        )
    console.print(table)
    return all(layer.works for layer in found if layer.needed)


def _sandbox(console: Console) -> bool:
    """Start a sandbox for real and run a cell in it."""
    try:
        with Sandbox() as sandbox, sandbox.session() as session:
            answer = session.run_cell("print(1 + 1)", "probe").output.strip()
            where = ", ".join(sandbox.namespaces) or "none"
    except SandboxError as error:
        console.print(f"[red]A sandbox does not start:[/] {error}")
        return False
    console.print(f"A sandbox starts and answers {answer}; its namespaces: {where}")
    return answer == "2"


def _course(console: Console) -> bool:
    try:
        found = course.assignments()
    except CourseError as error:
        console.print(f"[red]{error}[/]")
        return False
    functions = sum(len(assignment.exercises) for assignment in found)
    console.print(f"The course in {found[0].root}: {len(found)} assignments, {functions} functions")
    return True
