"""Who may import whom: the house rules of the design, read off the source."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
STANDARD = set(sys.stdlib_module_names)
PURE = ("math", "itertools", "functools", "collections", "time")  # of the standard library, what only computes


def imports(path, *, top_level=False):
    """The modules that a file imports: all of them, or those imported when it is."""
    found = set()
    module = ast.parse(path.read_text(encoding="utf-8"))
    for node in _walk(module, top_level):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _walk(node, top_level):
    for child in ast.iter_child_nodes(node):
        if top_level and (isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or _is_for_types(child)):
            continue
        yield child
        yield from _walk(child, top_level)


def _is_for_types(node):
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def within(name, allowed):
    """Whether a module is one of these, or inside one of these."""
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


def foreign(path, allowed, **named):
    """What a file imports beyond the standard library and what it may."""
    return {name for name in imports(path, **named) if not within(name, STANDARD) and not within(name, allowed)}


def files(pattern):
    found = sorted(ROOT.glob(pattern))
    assert found, pattern
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in found]


@pytest.mark.parametrize("path", files("course_tools/*.py"))
def test_course_tools_import_numpy_and_matplotlib_in_the_plots_only(path: Any) -> None:
    allowed = {"numpy", "course_tools"} | ({"matplotlib"} if path.name == "plots.py" else set())
    assert foreign(path, allowed, top_level=True) == set()
    assert foreign(path, allowed | {"IPython", "ipywidgets"}) == set()


@pytest.mark.parametrize("path", files("solutions/*/notebook.py"))
def test_solutions_import_numpy_matplotlib_and_the_tools(path: Any) -> None:
    allowed = ("numpy", "matplotlib", "course_tools", *PURE)
    assert {name for name in imports(path) if not within(name, allowed)} == set()


@pytest.mark.parametrize("path", [*files("solutions/*/checks.py"), *files("solutions/*/mistakes.py")])
def test_checks_and_mistakes_import_little(path: Any) -> None:
    tools = ("comparison", "datasets", "lectures")
    allowed = ("numpy", "pytest", "pathlib", *(f"course_tools.{name}" for name in tools), *PURE)  # pathlib: own data
    assert {name for name in imports(path) if not within(name, allowed)} == set()


SERVER_SIDE = ["server", "child", "cells", "wire", "frames", "deferred", "scratch", "landlock", "seccomp"]
SERVER_SIDE += ["namespaces", "privileges", "limits", "libc"]


@pytest.mark.parametrize("name", SERVER_SIDE)
def test_the_sandboxs_server_side_stands_alone(name: str) -> None:
    path = ROOT / "autograder" / "sandbox" / f"{name}.py"
    own = ("autograder.errors", *(f"autograder.sandbox.{each}" for each in SERVER_SIDE))
    ours = {one for one in imports(path) if within(one, ("autograder",))}
    assert {one for one in ours if not within(one, own)} == set()
    # the child's own code: nothing of the course either
    assert not any(within(one, ("course_tools", "solutions")) for one in imports(path))


@pytest.mark.parametrize("path", files("autograder/**/*.py"))
def test_the_autograder_never_imports_solutions_nor_its_commands(path: Any) -> None:
    names = imports(path)
    assert not any(within(one, ("solutions", "assignments")) for one in names)
    assert path.name == "cli.py" or not any(within(one, ("autograder.cli",)) for one in names)


def test_the_command_line_imports_its_rooms_when_they_are_needed() -> None:
    found = {name.partition(".")[0] for name in imports(ROOT / "autograder" / "cli.py", top_level=True)}
    assert found - STANDARD == {"click", "autograder"}  # of autograder, what defers an import


def test_mutmut_and_nbgrader_are_imported_where_they_are_needed() -> None:
    for path in sorted((ROOT / "autograder").rglob("*.py")):
        heavy = {name.partition(".")[0] for name in imports(path, top_level=True)} & {
            "nbgrader",
            "distributed",
            "mutmut",
        }
        plugins = {"nbgrader_plugin.py": {"nbgrader"}, "nbgrader_files.py": {"nbgrader"}, "mutants.py": {"mutmut"}}
        allowed = plugins.get(path.name, set())
        assert heavy <= allowed, path.name


def test_the_rules_see_what_they_forbid(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("import scipy.linalg\nfrom autograder import cli\ndef f():\n    from IPython import display\n")
    assert imports(path) == {"scipy.linalg", "autograder.cli", "IPython.display"}
    assert foreign(path, {"autograder"}, top_level=True) == {"scipy.linalg"}
