"""Where is it wrong? Which small change of the student's own code makes its checks pass, or makes it a known mistake.

The changes are those of a small grammar: an operator, a sign, a number, an axis, a transpose. Each changed cell is run
in the sandbox, never here; here its text is only parsed, and only if it is short. The hint names the line and what to
look at there, never the change; where changes of several lines would do, it names them all, or nothing.
"""

from __future__ import annotations

import ast
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from autograder.grading.edits import GRAMMAR, Change

MAX_SOURCE = 6000
MAX_TRIES = 1200
_MAX_LINES = 150
_MAX_EDITS = 500
_MAX_PLACES = 2  # lines that a hint names: more say nothing

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


@dataclass(frozen=True)
class Place:
    """Where to look: one line or two of which one is wrong, and the kind of change that mends it.

    `kind` is "" where two lines could be mended in different ways.
    """

    lines: tuple[int, ...]
    kind: str

    @property
    def hint(self) -> str:
        """What the student reads: the line, and what kind of mistake to look for."""
        words = _LOOK_AT.get(self.kind, "compare the two; one of them is wrong")
        text = f"Line {' or '.join(map(str, self.lines))} of the cell: {words}"
        return text if text.endswith("?") else f"{text}."


@dataclass(frozen=True)
class Known:
    """That a changed cell gives what a known mistake gives.

    `closer` says that with the change a check of the exercise's core passes that failed before, and none is lost.
    """

    hint: str
    closer: bool


class Try(Protocol):
    """Runs a changed cell."""

    def __call__(self, source: str, known: bool) -> bool | Known:
        """Whether all checks pass with it; if not and that is asked, which known mistake it then is."""


@dataclass(frozen=True)
class Found:
    """The place of the mistake, or of one of two; and the hints of known mistakes that are there as well."""

    place: Place | None
    known: tuple[str, ...] = ()

    @property
    def hint(self) -> str:
        """What the student reads."""
        if not self.known:
            return self.place.hint if self.place else ""
        second = self.known[1] if self.place is None else f"l{self.place.hint[1:]}"
        return f"Two things. {self.known[0]} And: {second}"


def search(source: str, attempt: Try, seconds: float, tries: int = MAX_TRIES) -> Found | None:
    """What one change says about the mistakes of a cell, within so many seconds and runs of it.

    None if no change says anything, if too many do, or if the cell is too long. After a change that mends the cell the
    other lines are tried on: if one of them could be mended instead, nobody knows which of the two is wrong.
    """
    end = time.monotonic() + seconds
    mending: list[Edit] = []
    leading: list[tuple[Edit, Known]] = []
    left = iter(range(tries))
    for edit in edits(source):
        if time.monotonic() > end or next(left, None) is None:
            break
        if any(edit.line == other.line for other in mending):
            continue
        outcome = attempt(edit.source, not mending)
        if outcome is True:
            mending.append(edit)
        elif isinstance(outcome, Known):
            leading.append((edit, outcome))
    if mending:
        place = _place(mending)
        return None if place is None else Found(place)
    known: dict[str, list[Edit]] = {}
    for edit, mistake in leading:
        if mistake.closer or _undone(source, edit, attempt, end, left):
            known.setdefault(mistake.hint, []).append(edit)
    if len(known) == 2:  # each is what remains when the other is mended
        return Found(None, tuple(known))
    place = _place(next(iter(known.values()))) if len(known) == 1 else None
    return None if place is None else Found(place, tuple(known))


def _place(found: Sequence[Edit]) -> Place | None:
    """The line of these changes; None if there are too many."""
    lines = sorted({edit.line for edit in found})
    if len(lines) > _MAX_PLACES:
        return None
    kinds = list(dict.fromkeys(edit.kind for edit in found))
    return Place(tuple(lines), kinds[0] if len(lines) == 1 or len(kinds) == 1 else "")


def _undone(source: str, edit: Edit, attempt: Try, end: float, left: Iterator[int]) -> bool:
    """Whether a second change, elsewhere in the cell, mends what the first one left: then there were two mistakes."""
    begin, stop = _changed(edit.source, ast.unparse(ast.parse(source)))
    for second in edits(edit.source):
        if time.monotonic() > end or next(left, None) is None:
            return False
        first, last = _changed(edit.source, second.source)
        if (last <= begin or first >= stop) and attempt(second.source, False) is True:
            return True
    return False


def _changed(text: str, other: str) -> tuple[int, int]:
    """Where a text differs from another: what lies between their common beginning and their common end."""
    begin = _alike(text, other)
    end = _alike(text[begin:][::-1], other[begin:][::-1])
    return begin, max(len(text) - end, begin + 1)


def _alike(text: str, other: str) -> int:
    """With how many equal characters two texts begin."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((index for index, (mine, theirs) in pairs if mine != theirs), min(len(text), len(other)))


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
            for line, text in _variants(tree, change):
                if text not in seen and len(seen) <= _MAX_EDITS:
                    seen.add(text)
                    yield Edit(line, kind, text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return


def _variants(tree: ast.Module, change: Change) -> Iterator[tuple[int, str]]:
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
