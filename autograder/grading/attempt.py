"""A submission's cells in a sandbox child, and the calls to its functions; a child that died is started anew."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.grading.student import StudentError
from autograder.grading.submission import Submission
from autograder.sandbox.ahead import Request
from autograder.sandbox.client import Sandbox
from autograder.sandbox.outcomes import CellResult, Died, Raised
from autograder.sandbox.session import Session
from autograder.sandbox.wire import Refused

_RESTARTS = 3  # of one exercise, after its function killed the child
_PATIENCE = 3.0  # with stubs, whose calls travel to this side and back, a call may take so much longer
_MAX_OUTPUT = 4  # of all cells together, in outputs of one cell; classes of thousands are held in memory
_MAX_KEPT = 256  # exercises' calls, of 32 KB at most
_MAX_VALUES = 96 << 20  # bytes of what all calls returned, about: it is kept for the diagnosis


class Attempt:
    """A submission's cells, run in a child; after the child died, in the next one. Use as a context manager.

    `stubs` are exercises whose functions call back to the reference on this side; `deadline` is of time.monotonic.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        submission: Submission,
        stubs: Mapping[str, Callable[..., Any]],
        deadline: float,
        call_seconds: float | None = None,
    ) -> None:
        self.stubs = dict(stubs)
        self.call_seconds = sandbox.limits.call if call_seconds is None else call_seconds
        self._sandbox = sandbox
        self.submission = submission
        self._deadline = deadline
        self._text = "\n".join(cell.source for cell in submission.cells if cell.kind != "given")
        self._session: Session | None = None
        self._received = 0  # bytes, by the children before this one
        self.cells: dict[str, CellResult] = {}
        self.fatal: dict[str, str] = {}  # cells that killed the child, and how
        self.events: list[str] = []

    def session(self) -> Session:
        """The live child, with all cells run; a new one if the last died. Raises `StudentError`."""
        while self._session is None:
            if time.monotonic() > self._deadline:
                raise StudentError("", "timeout", "not run: the submission used up all its time")
            session = self._sandbox.session(self._deadline, self._text)
            try:
                self._run_cells(session)
                self._session = session
            except Died as died:
                self._part_with(session, died)
        return self._session

    @property
    def is_full(self) -> bool:
        """Whether what the calls returned takes all the memory that it may."""
        return self._received + (self._session.received if self._session else 0) > _MAX_VALUES

    @property
    def live(self) -> Session | None:
        """The child that runs, if there is one."""
        return self._session

    def kept_calls(self, key: Hashable) -> Sequence[Request]:
        """What right answers of earlier submissions were asked by this name; nothing with stubs, which call back."""
        return () if self.stubs else self._sandbox.kept_calls.get(key, ())

    def keep_calls(self, key: Hashable, requests: Sequence[Request]) -> None:
        """Keep these for the submissions to come, unless there are some by this name."""
        kept = self._sandbox.kept_calls
        if len(kept) >= _MAX_KEPT:
            kept.clear()
        kept.setdefault(key, requests)

    def lost(self, died: Died) -> None:
        """The child died in a call: keep what it told, and start anew at the next call."""
        if self._session is not None:
            self._part_with(self._session, died)
        self._session = None

    def close(self) -> None:
        """End the child."""
        session, self._session = self._session, None
        if session is not None:
            self.events += session.events
            session.close()

    def __enter__(self) -> Attempt:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run_cells(self, session: Session) -> None:
        room = _MAX_OUTPUT * self._sandbox.limits.output
        for cell in self.submission.cells:
            if cell.id in self.fatal:
                continue
            try:
                ready = {name: stub for name, stub in self.stubs.items() if cell.kind != "given"}
                result = session.run_cell(cell.source, cell.id, ready)
                self.cells[cell.id] = replace(result, output=result.output[:room])
                room -= len(result.output[:room])
            except Died as died:
                self.fatal[cell.id] = str(died)
                raise

    def _part_with(self, session: Session, died: Died) -> None:
        self.events += session.events
        self._received += session.received
        session.close()
        if died.kind != "timeout":
            self.events.append(str(died))


class InSandbox:
    """The backend of one exercise's checks: calls go to the submission's child."""

    def __init__(self, attempt: Attempt, exercise: str) -> None:
        self._attempt = attempt
        self._exercise = exercise
        self._deaths = 0
        self._gave_up: str | None = None
        self._definitions: list[str] = []
        self._defined_in: Session | None = None
        self._foreseen_in: Session | None = None

    def call(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> tuple[Any, list[int]]:
        """See `autograder.grading.student.Backend`."""
        if self._gave_up:
            raise StudentError(name, "timeout", f"{name}: {self._gave_up}")
        if self._attempt.is_full:
            raise StudentError(name, "refused", f"{name}: not run, because earlier calls returned far too much")
        try:
            seconds = (seconds or self._attempt.call_seconds) * (_PATIENCE if self._attempt.stubs else 1.0)
            session = self._session()
        except Died as died:
            raise self._died(name, died) from None
        try:
            return session.call(name, arguments, self._exercise, seconds)
        except Raised as error:
            raise self._raised(name, error) from None
        except Refused as error:
            verb = "cannot be called with" if error.argument else "returned"  # with what an earlier call returned
            raise StudentError(name, "refused", f"{name} {verb} {error}") from None
        except Died as died:
            raise self._died(name, died) from None

    def _raised(self, name: str, error: Raised) -> StudentError:
        """An exception; of a stub's, whether it is the student's own, or left below what the student wrote."""
        if error.kind != "NotImplementedError":
            detail = str(error).removeprefix(error.kind).removeprefix(": ")
            text = f"{name} raised {error}"
            return StudentError(name, "raised", text, exception=error.kind, detail=detail, line=error.line)
        sources = {cell.id: cell.source for cell in self._attempt.submission.cells if cell.kind == "solution"}
        source, line = sources.get(self._exercise, ""), error.line
        if line is None or _is_stub(source):
            return StudentError(name, "missing", f"{name}: not written yet", exception=error.kind)
        if "NotImplementedError" in "".join(source.splitlines()[line - 1 : line]):
            words = f"{name}: `raise NotImplementedError()` still stands in line {line} of the cell; delete it"
        else:
            words = f"{name}: line {line} of the cell calls what is not written yet"
        return StudentError(name, "missing", words, exception=error.kind, line=line)

    def define(self, source: str) -> None:
        """See `autograder.grading.student.Backend`."""
        self._definitions.append(source)
        self._defined_in = None
        try:
            self._session()
        except Died as died:
            raise self._died(self._exercise, died) from None

    def foresee(self, key: Hashable) -> None:
        """See `autograder.grading.student.Backend`."""
        with contextlib.suppress(Died, StudentError):  # what is wrong shows at the first call
            self._foreseen_in = self._session()
            self._foreseen_in.foresee(self._attempt.kept_calls(key))

    def keep(self, key: Hashable) -> None:
        """See `autograder.grading.student.Backend`."""
        if self._foreseen_in is not None and self._foreseen_in is self._attempt.live:
            self._attempt.keep_calls(key, self._foreseen_in.made())

    def _session(self) -> Session:
        session = self._attempt.session()
        if self._definitions and self._defined_in is not session:
            for source in self._definitions:
                session.define(source)
            self._defined_in = session
        return session

    def _died(self, name: str, died: Died) -> StudentError:
        self._attempt.lost(died)
        self._deaths += 1
        if died.kind == "timeout" or self._deaths >= _RESTARTS:
            self._gave_up = f"not run, because an earlier call {died}"
        return StudentError(name, "timeout" if died.kind == "timeout" else "died", f"{name} {died}")


def _is_stub(source: str) -> bool:
    """Whether a cell holds no statement of its own beside the stub's: one function, its docstring and the raise."""
    code = re.sub(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|#[^\n]*', "", source)
    statements = [line.strip() for line in code.splitlines() if line.strip()]
    own = [line for line in statements if not line.startswith(("def ", "class ", "@"))]
    return own in (["raise NotImplementedError()"], ["raise NotImplementedError"])
