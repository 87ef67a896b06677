"""Where is it wrong? Which one small change of the student's own code makes its checks pass.

The changes are those of a small grammar: an operator, a sign, a number, an axis, a transpose. Each changed cell is run
in the sandbox, never here; here its text is only parsed, and only if it is short. The hint names the line and what to
look at there, never the change.
"""

from __future__ import annotations

import ast
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from autograder.grading.edits import GRAMMAR, Change

MAX_SOURCE = 6000
_MAX_LINES = 150
_MAX_EDITS = 500

_LOOK_AT = {
    "operator": "look at the operator",
    "comparison": "look at the comparison",
    "sign": "look at the sign",
    "number": "look at the number or index",
    "axis": "look at the axis",
    "transpose": "look at the shapes: is a transpose missing or one too many?",
    "order": "look at the order",
    "function": "look at which function is called",
    "factor": "look at the factors: is one missing?",
    "copy": "is this a copy, or the argument itself?",
    "return": "look at the indentation of the return",
}


@dataclass(frozen=True)
class Edit:
    """A changed cell: the line that was changed, what kind of change it is, and the whole text."""

    line: int
    kind: str
    source: str

    @property
    def hint(self) -> str:
        """What the student reads: the line, and what kind of mistake to look for."""
        return f"Line {self.line} of the cell: {_LOOK_AT[self.kind]}."


def search(source: str, works: Callable[[str], bool], seconds: float) -> Edit | None:
    """The first change of the cell that `works`, within so many seconds; None if none does, or the cell is too long."""
    end = time.monotonic() + seconds
    for edit in edits(source):
        if time.monotonic() > end:
            return None
        if works(edit.source):
            return edit
    return None


def edits(source: str) -> Iterator[Edit]:
    """All single changes of a cell's text, the likelier kinds first; none if it is too long or no Python."""
    if len(source) > MAX_SOURCE or source.count("\n") > _MAX_LINES:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        seen = {ast.unparse(tree)}
        for kind, change in GRAMMAR.items():
            for line, text in _changed(tree, change):
                if text not in seen and len(seen) <= _MAX_EDITS:
                    seen.add(text)
                    yield Edit(line, kind, text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return


def _changed(tree: ast.Module, change: Change) -> Iterator[tuple[int, str]]:
    """The text of the tree with each node replaced in turn by each of its changes, and the node's line."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    names = list(dict.fromkeys(argument.arg for function in functions for argument in function.args.args))
    for parent in list(ast.walk(tree)):
        line = getattr(parent, "lineno", 1)
        for field, value in [] if _is_prose(parent) else list(ast.iter_fields(parent)):
            for holder, key, node in _slots(parent, field, value):
                for other in change(node, names):
                    _put(holder, key, other)
                    try:
                        text = ast.unparse(tree)
                    finally:
                        _put(holder, key, node)
                    yield _line(node, other, line), text


def _line(node: ast.AST, other: ast.AST, default: int) -> int:
    """The line of a change: of a block from which a return was taken out, that of the return."""
    for field in ("body", "orelse"):
        before, after = getattr(node, field, None), getattr(other, field, None)
        if isinstance(before, list) and isinstance(after, list) and len(after) > len(before):
            return next((item.lineno for item in after if isinstance(item, ast.Return) and item not in before), default)
    return int(getattr(node, "lineno", default))


def _slots(parent: ast.AST, field: str, value: object) -> Iterator[tuple[object, str | int, ast.AST]]:
    if field in ("decorator_list", "annotation", "returns", "args") and isinstance(parent, ast.FunctionDef):
        return
    if isinstance(value, ast.AST):
        yield parent, field, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, ast.AST):
                yield value, index, item


def _put(holder: object, key: str | int, node: ast.AST) -> None:
    if isinstance(key, int):
        holder[key] = node  # type: ignore[index]
    else:
        setattr(holder, key, node)


def _is_prose(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
