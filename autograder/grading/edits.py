"""The small grammar of changes that a repair tries: each yields a node's neighbours, one change away."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence

Change = Callable[[ast.AST, Sequence[str]], Iterator[ast.AST]]
"""Of a node and the names in scope: the nodes that could stand in its place."""


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
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Return | ast.Expr):
        yield from _shifted(node)
    if isinstance(node, ast.Slice):
        for bound in ("lower", "upper"):
            if getattr(node, bound) is not None:
                yield _copied(node, **{bound: None})
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range" and node.args:
        last = node.args[-1]
        for operator in (ast.Add(), ast.Sub()):
            yield _copied(node, args=[*node.args[:-1], ast.BinOp(last, operator, ast.Constant(1))])


def _shifted(node: ast.AST) -> Iterator[ast.AST]:
    """A statement in which an indexed value, wherever it stands there, is taken one place before or after."""
    found = {ast.unparse(each) for each in ast.walk(node) if isinstance(each, ast.Subscript) and _is_loaded(each)}
    for text in sorted(found):
        for operator in (ast.Sub(), ast.Add()):
            yield _Shift(text, operator).visit(copy.deepcopy(node))


class _Shift(ast.NodeTransformer):
    def __init__(self, text: str, operator: ast.operator) -> None:
        self.text, self.operator = text, operator

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if ast.unparse(node) == self.text and isinstance(node.slice, ast.Name | ast.BinOp):
            node.slice = ast.BinOp(node.slice, self.operator, ast.Constant(1))
            return node
        self.generic_visit(node)
        return node


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


GRAMMAR: dict[str, Change] = {
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
