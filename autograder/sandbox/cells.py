"""Runs a notebook's cells in one namespace, in the child: what a notebook allows costs no points by itself.

Magics are done without or refused, `!` commands refused, figures drawn to nowhere, output kept up to a
limit, top-level `await` awaited, `input()` an error that says so.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import inspect
import io
import sys
import types
import warnings
from collections.abc import Iterator
from typing import Any

BODY_MAGICS = {"time", "timeit", "capture", "prun", "matplotlib"}
_TEXT_LIMIT = 2000
_run: set[str] = set()  # the names of the cells that were run, by which frames of theirs are known


class Output(io.TextIOBase):
    """Text up to a limit of bytes; what comes after is dropped, and said so once."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.parts: list[str] = []
        self.size = 0

    def writable(self) -> bool:
        """A stream to write to."""
        return True

    def write(self, text: str) -> int:
        """Keep the text if there is room."""
        room = self.limit - self.size
        if text and room >= 0:
            piece = str(text)[: room + 1].encode("utf-8", "replace")
            self.size += len(piece)
            self.parts.append(piece[:room].decode("utf-8", "ignore"))
            if len(piece) > room:
                self.parts.append("… (output cut off)\n")
        return len(text)

    def text(self) -> str:
        """What was kept."""
        return "".join(self.parts)


class Shell:
    """What `get_ipython()` gives: magics that do nothing or run their body, no system commands."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self.user_ns = namespace

    def run_line_magic(self, name: str, line: str, *_: Any) -> None:
        """`%time statement` runs the statement; any other line magic does nothing."""
        if name in ("time", "timeit", "prun") and line.strip():
            execute(line, "<magic>", self._namespace)

    def run_cell_magic(self, name: str, line: str, body: str) -> None:
        """`%%time` and its like run the body; any other cell magic is refused."""
        if name not in BODY_MAGICS:
            print(f"%%{name} is not run while grading")
            return
        execute(body, "<magic>", self._namespace)

    def system(self, command: str, *_: Any) -> None:
        """A `!` command is refused."""
        print(f"! commands are not run while grading: {str(command)[:80]}")

    def getoutput(self, command: str, *_: Any) -> list[str]:
        """A `!` command is refused; it gives no lines."""
        self.system(command)
        return []

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


def new_namespace() -> dict[str, Any]:
    """The namespace of a fresh notebook."""
    namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
    shell = Shell(namespace)
    namespace["get_ipython"] = lambda: shell
    namespace["display"] = lambda *objects, **_: print(*objects)
    return namespace


def prepare(output: Output) -> None:
    """Point this process's text streams at `output` and its input at an error."""
    sys.stdout = sys.stderr = output
    builtins.input = _no_input
    warnings.simplefilter("ignore")
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is not None:
        plt.show = lambda *_, **__: plt.close("all")  # type: ignore[attr-defined]


def run_cell(source: str, name: str, namespace: dict[str, Any]) -> str | None:
    """Run one cell; returns None, or one line saying what it raised and where."""
    try:
        execute(source, name, namespace)
    except BaseException as error:  # a cell may raise anything, SystemExit and KeyboardInterrupt too
        return describe(error, name)
    return None


def execute(source: str, name: str, namespace: dict[str, Any]) -> None:
    """Compile and run a cell's text, with IPython's syntax if plain Python does not accept it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = _compile(source, name)
    _run.add(name)
    if code.co_flags & inspect.CO_COROUTINE:
        asyncio.run(eval(code, namespace))
    else:
        exec(code, namespace)


def describe(error: BaseException, name: str) -> str:
    """One line about an exception: type, message, line of the cell; whatever its own methods do."""
    kind = type(error).__name__
    text = ""
    with contextlib.suppress(BaseException):
        text = str(str(error)[:_TEXT_LIMIT])
    place = ""
    with contextlib.suppress(BaseException):
        if isinstance(error, SyntaxError):
            text, place = str(error.msg), f" (line {error.lineno} of the cell)" if error.lineno else ""
        else:
            place = _place(error, name)
    if isinstance(error, NotImplementedError) and not text:
        text = "not written yet"
    return f"{kind}{': ' if text else ''}{text}{place}"


def line_of(error: BaseException, name: str) -> int | None:
    """The line of the named cell at which the error came about, or from which what raised it was called."""
    line = None
    with contextlib.suppress(BaseException):
        for code, number in _frames(error):
            line = number if code.co_filename == name else line
    return line


def _place(error: BaseException, name: str) -> str:
    """Where in the notebook's cells the error came about: a helper's own line, not that of its call."""
    inner = [(code, line) for code, line in _frames(error) if code.co_filename == name or code.co_filename in _run]
    if not inner:
        return ""
    code, line = inner[-1]
    if code.co_filename == name:
        return f" (line {line} of the cell)"
    called = line_of(error, name)
    return f" (line {line} of the cell of `{code.co_name[:60]}`" + (f", called from line {called})" if called else ")")


def _frames(error: BaseException) -> Iterator[tuple[types.CodeType, int]]:
    trace = error.__traceback__
    while trace is not None:  # not by the traceback module, which opens the files of other frames
        yield trace.tb_frame.f_code, trace.tb_lineno
        trace = trace.tb_next


def _compile(source: str, name: str) -> Any:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        return compile(source, name, "exec", flags, dont_inherit=True)
    except SyntaxError:
        if not any(mark in source for mark in "%!?"):
            raise
    from IPython.core.inputtransformer2 import TransformerManager

    return compile(TransformerManager().transform_cell(source), name, "exec", flags, dont_inherit=True)


def _no_input(prompt: object = "", /) -> str:
    raise RuntimeError("input() cannot be answered while grading; pass values as arguments")
