"""Where is it wrong? Which one small change of the student's own code makes its checks pass.

The changes are those of a small grammar: an operator, a sign, a number, an axis, a transpose. Each changed cell is run
in the sandbox, never here; here its text is only parsed, and only if it is short. The hint names the line and what to
look at there, never the change.
"""

from __future__ import annotations

import ast
import copy
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

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
        for kind, change in _GRAMMAR.items():
            for line, text in _changed(tree, change):
                if text not in seen and len(seen) <= _MAX_EDITS:
                    seen.add(text)
                    yield Edit(line, kind, text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return


Change = Callable[[ast.AST, Sequence[str]], Iterator[ast.AST]]


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


def _copied(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _operator(node: ast.AST, _: Sequence[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for operator in _OPERATORS.get(type(node.op), ()):
            yield _copied(node, op=operator())


_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.MatMult, ast.Pow),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}


def _comparison(node: ast.AST, _: Sequence[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for operator in _COMPARISONS.get(type(node.ops[0]), ()):
            yield _copied(node, ops=[operator()])
    if isinstance(node, ast.BoolOp):
        yield _copied(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


def _sign(node: ast.AST, _: Sequence[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    elif isinstance(node, ast.BinOp | ast.Call | ast.Name | ast.Subscript) and _is_loaded(node):
        yield ast.copy_location(ast.UnaryOp(ast.USub(), node), node)


def _is_loaded(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def _number(node: ast.AST, _: Sequence[str]) -> Iterator[ast.AST]:
    number = node.value if isinstance(node, ast.Constant) else None
    if isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < 1e6:
        for value in (number + 1, number - 1, number * 2, number / 2):
            if value != number:
                yield ast.copy_location(ast.Constant(value), node)
    if isinstance(node, ast.Slice):
        for bound in ("lower", "upper"):
            if getattr(node, bound) is not None:
                yield _copied(node, **{bound: None})
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range" and node.args:
        last = node.args[-1]
        for operator in (ast.Add(), ast.Sub()):
            yield _copied(node, args=[*node.args[:-1], ast.BinOp(last, operator, ast.Constant(1))])


def _axis(node: ast.AST, _: Sequence[str]) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Call):
        return
    others = [keyword for keyword in node.keywords if keyword.arg != "axis"]
    if len(others) < len(node.keywords):
        yield _copied(node, keywords=others)
    if len(others) < len(node.keywords) or _attribute(node) in _REDUCTIONS:
        for value in (0, 1, -1):
            yield _copied(node, keywords=[*others, ast.keyword("axis", ast.Constant(value))])
        flags = [keyword for keyword in node.keywords if keyword.arg != "keepdims"]
        if len(flags) < len(node.keywords):
            yield _copied(node, keywords=flags)
        else:
            yield _copied(node, keywords=[*flags, ast.keyword("keepdims", ast.Constant(True))])


_REDUCTIONS = {"sum", "mean", "max", "min", "argmax", "argmin", "std", "var", "cumsum", "prod"}


def _attribute(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _transpose(node: ast.AST, _: Sequence[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            yield _copied(node, **{side: ast.Attribute(getattr(node, side), "T", ast.Load())})
    elif isinstance(node, ast.Return) and node.value is not None:
        yield _copied(node, value=ast.Attribute(node.value, "T", ast.Load()))


def _order(node: ast.AST, _: Sequence[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult | ast.Sub | ast.Div | ast.Pow):
        yield _copied(node, left=node.right, right=node.left)
    if isinstance(node, ast.Call | ast.Tuple) and _is_loaded(node):
        field = "args" if isinstance(node, ast.Call) else "elts"
        items = getattr(node, field)
        for first in range(min(len(items) - 1, 5)):
            swapped = [*items[:first], items[first + 1], items[first], *items[first + 2 :]]
            yield _copied(node, **{field: swapped})


def _function(node: ast.AST, _: Sequence[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute):
        for name in _SIBLINGS.get(node.attr, ()):
            yield _copied(node, attr=name)


_SIBLINGS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "log10": ("log",),
    "log2": ("log",),
    "sin": ("cos",),
    "cos": ("sin",),
    "hstack": ("vstack",),
    "vstack": ("hstack",),
    "multiply": ("dot",),
    "dot": ("multiply", "outer"),
}


def _factor(node: ast.AST, names: Sequence[str]) -> Iterator[ast.AST]:
    """A parameter, or the length of one, multiplied to or divided out of a value; or one of two factors left out."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        yield node.left
        if isinstance(node.op, ast.Mult):
            yield node.right
    if isinstance(node, ast.Return | ast.Assign | ast.AugAssign) and node.value is not None:
        value = node.value
        for name in names[:8]:
            length = ast.Call(ast.Name("len", ast.Load()), [ast.Name(name, ast.Load())], [])
            for factor in (ast.Name(name, ast.Load()), length):
                for operator in (ast.Mult(), ast.Div()):
                    yield _copied(node, value=ast.BinOp(value, operator, factor))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        for name in names[:8]:
            yield _copied(node, right=ast.BinOp(node.right, ast.Mult(), ast.Name(name, ast.Load())))


def _copy(node: ast.AST, names: Sequence[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.Name) and node.id in names and _is_loaded(node):
        yield ast.Call(ast.Attribute(node, "copy", ast.Load()), [], [])
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        target = ast.Name(node.target.id, ast.Load())
        yield ast.copy_location(ast.Assign([node.target], ast.BinOp(target, node.op, node.value)), node)


def _return(node: ast.AST, _: Sequence[str]) -> Iterator[ast.AST]:
    """A block whose last statement, a return at the end of a loop or branch, is taken out of it."""
    for field in ("body", "orelse"):
        block = getattr(node, field, None)
        if not isinstance(block, list):
            continue
        for index, inner in enumerate(block):
            last = inner.body[-1] if isinstance(inner, ast.For | ast.While | ast.If) else None
            if isinstance(last, ast.Return) and len(inner.body) > 1:
                shorter = _copied(inner, body=inner.body[:-1])
                yield _copied(node, **{field: [*block[:index], shorter, last, *block[index + 1 :]]})


_GRAMMAR: dict[str, Change] = {
    "return": _return,
    "comparison": _comparison,
    "axis": _axis,
    "transpose": _transpose,
    "function": _function,
    "operator": _operator,
    "number": _number,
    "order": _order,
    "sign": _sign,
    "factor": _factor,
    "copy": _copy,
}
"""In the order in which they are tried: kinds with few candidates first, for the time is short."""
