"""Does a release give away a solution of its own or a later assignment? Compared as normalised code.

Two pieces of code are the same here if they differ in names of variables, layout, comments and docstrings only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.course import assignment as course
from autograder.course import release
from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id

_LARGE = 14  # nodes: a smaller expression, such as X @ W + b, is nobody's secret


def find(assignment: Assignment) -> list[str]:
    """What the release of this assignment gives away, in words."""
    later = [other for other in course.assignments(assignment.root) if other.name >= assignment.name]
    secrets = {key: f"{other.name}'s {name}" for other in later for name, key in _solutions(other)}
    found = []
    for cell in release.notebook(assignment).cells:
        if "BEGIN SOLUTION" in cell.source:
            found.append(f"the release's cell {grade_id(cell) or cell.source[:30]!r} has solution markers")
        if cell.cell_type == "code":
            found += [
                f"the release gives away {secrets[key]}" for key in _pieces(_parse(cell.source)) if key in secrets
            ]
    return list(dict.fromkeys(found))


def _solutions(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Each exercise's name with the normalised code of its whole body and of its large returned expressions."""
    for cell in assignment.notebook.cells:
        if cell_kind(cell) == "solution":
            for key in _pieces(_parse(cell.source)):
                yield grade_id(cell), key


def _parse(source: str) -> ast.Module:
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    return ast.parse("\n".join(lines))


def _pieces(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if sum(map(_size, body)) >= _LARGE:
                yield _normalised(ast.Module(body, []))
        if isinstance(node, ast.Return) and node.value is not None and _size(node.value) >= 2 * _LARGE:
            yield _normalised(node.value)


def _size(node: ast.AST) -> int:
    return sum(1 for _ in ast.walk(node))


def _normalised(node: ast.AST) -> str:
    """The code with variables named by their first appearance; modules, attributes and constants stay."""
    names: dict[str, str] = {}

    class Rename(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.Name:
            return ast.Name(names.setdefault(name.id, f"v{len(names)}") if name.id != "np" else "np", ast.Load())

        def visit_arg(self, argument: ast.arg) -> ast.arg:
            return ast.arg(names.setdefault(argument.arg, f"v{len(names)}"))

    return ast.dump(Rename().visit(ast.parse(ast.unparse(node))))
