"""The known mistakes of an assignment: wrong answers with their hints, and as students hand them in."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id, load_file


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer to an exercise; its docstring is the hint."""

    exercise: str
    name: str
    hint: str
    function: Callable[..., Any]


@cache
def mistakes(assignment: Assignment) -> tuple[Mistake, ...]:
    """The known mistakes of an assignment, in the file's order; in them, `right` is the reference."""
    found = []
    for name, value in load_file(assignment.mistakes, {"right": assignment.reference}).items():
        match = re.fullmatch(r"([a-z]\w*?)__\w+", name)
        if match:
            hint = " ".join(inspect.cleandoc(value.__doc__ or "").split())
            found.append(Mistake(match.group(1), name, hint, value))
    return tuple(found)


def mistake_answer(assignment: Assignment, mistake: Mistake) -> str:
    """A mistake as the text of a solution cell in a notebook whose other cells are right.

    It holds the imports, helpers and other mistakes that the mistake uses, itself, and the exercise's name. What it
    takes from `right` is there under its own name, but for the exercise itself: that is written out beside it.
    """
    definitions = _definitions(assignment)
    wanted = {mistake.name}
    todo = [mistake.name]
    while todo:
        more = (_names(definitions[todo.pop()]) & set(definitions)) - wanted
        wanted |= more
        todo += more
    rewrite = _Rewrite(mistake.exercise)
    parts = [ast.unparse(rewrite.visit(_copy(node))) for name, node in definitions.items() if name in wanted]
    if rewrite.used:
        parts.insert(0, _reference_as(assignment, mistake.exercise, rewrite.right_name))
    imports = [ast.unparse(node) for node in _imports(assignment)]
    return "\n\n".join(["\n".join(imports), *parts, f"{mistake.exercise} = {mistake.name}\n"])


class _Rewrite(ast.NodeTransformer):
    """`right.name` becomes `name`; the exercise's own right version gets a name of its own."""

    def __init__(self, exercise: str) -> None:
        self.exercise = exercise
        self.right_name = f"right_{exercise}"
        self.used = False

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.value, ast.Name) or node.value.id != "right":
            return node
        self.used |= node.attr == self.exercise
        return ast.Name(self.right_name if node.attr == self.exercise else node.attr, node.ctx)


class _Rename(ast.NodeTransformer):
    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.new, node.ctx) if node.id == self.old else node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.name = self.new if node.name == self.old else node.name
        self.generic_visit(node)
        return node


def _reference_as(assignment: Assignment, exercise: str, name: str) -> str:
    """The reference's solution cell of an exercise, under another name."""
    source = next(
        cell.source
        for cell in assignment.notebook.cells
        if cell_kind(cell) == "solution" and grade_id(cell) == exercise
    )
    return ast.unparse(_Rename(exercise, name).visit(ast.parse(source)))


@cache
def _body(assignment: Assignment) -> tuple[ast.stmt, ...]:
    return tuple(ast.parse(assignment.mistakes.read_text(encoding="utf-8")).body)


def _imports(assignment: Assignment) -> list[ast.stmt]:
    return [node for node in _body(assignment) if isinstance(node, ast.Import | ast.ImportFrom)]


def _definitions(assignment: Assignment) -> dict[str, ast.stmt]:
    """What the file defines, by name, in its order."""
    found: dict[str, ast.stmt] = {}
    for node in _body(assignment):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                found.update({name.id: node for name in ast.walk(target) if isinstance(name, ast.Name)})
    return found


def _names(node: ast.stmt) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _copy(node: ast.stmt) -> ast.stmt:
    return ast.parse(ast.unparse(node)).body[0]
