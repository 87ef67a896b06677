"""A submission's cells in a sandbox child, and the calls to its functions; a child that died is started anew."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from autograder.grading.student import StudentError
from autograder.grading.submission import Submission
from autograder.sandbox import wire
from autograder.sandbox.client import Sandbox
from autograder.sandbox.session import CellResult, Died, Raised, Refused, Session

_RESTARTS = 3  # of one exercise, after its function killed the child
_PATIENCE = 3.0  # with stubs, whose calls travel to this side and back, a call may take so much longer
_MAX_OUTPUT = 4  # of all cells together, in outputs of one cell; classes of thousands are held in memory


class Attempt:
    """A submission's cells, run in a child; after the child died, in the next one.

    `stubs` are exercises whose functions call back to the reference on this side.
    """

    def __init__(
        self, sandbox: Sandbox, one: Submission, names: tuple[str, ...], stubs: dict[str, Any], deadline: float
    ) -> None:
        self.call_seconds = sandbox.limits.call  # unless the checks of the assignment set their own
        self._sandbox = sandbox
        self._submission = one
        self._names = names
        self.stubs = stubs
        self._deadline = deadline
        self._text = "\n".join(cell.source for cell in one.cells if cell.kind != "given")
        self._session: Session | None = None
        self.cells: dict[str, CellResult] = {}
        self.fatal: dict[str, str] = {}  # cells that killed the child, and how
        self.defined: set[str] = set()
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
                self._note(session, died)
        return self._session

    def lost(self, died: Died) -> None:
        """The child died in a call: keep what it told, and start anew at the next call."""
        if self._session is not None:
            self._note(self._session, died)
        self._session = None

    def close(self) -> None:
        """End the child."""
        if self._session is not None:
            self.events += self._session.events
            self._session.close()
            self._session = None

    def _run_cells(self, session: Session) -> None:
        self.defined = set(self.stubs)
        room = _MAX_OUTPUT * self._sandbox.limits.output
        for cell in self._submission.cells:
            if cell.id in self.fatal:
                continue
            try:
                ready = {name: stub for name, stub in self.stubs.items() if cell.kind != "given"}
                result = session.run_cell(cell.source, cell.id, self._names, ready)
                self.cells[cell.id] = replace(result, output=result.output[:room])
                room -= len(result.output[:room])
            except Died as died:
                self.fatal[cell.id] = str(died)
                raise
        if self.cells:
            self.defined |= set(list(self.cells.values())[-1].defined)

    def _note(self, session: Session, died: Died) -> None:
        self.events += session.events
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

    def call(self, name: str, arguments: tuple[Any, ...], seconds: float | None) -> tuple[Any, list[int]]:
        """See `autograder.grading.student.Backend`."""
        if self._gave_up:
            raise StudentError(name, "timeout", f"{name}: {self._gave_up}")
        try:
            seconds = (seconds or self._attempt.call_seconds) * (_PATIENCE if self._attempt.stubs else 1.0)
            return self._session().call(name, arguments, self._exercise, seconds)
        except Raised as error:
            text = str(error)
            if text.startswith("NotImplementedError"):
                raise StudentError(name, "missing", f"{name}: not written yet") from None
            raise StudentError(name, "raised", f"{name} raised {text}") from None
        except Refused as error:
            raise StudentError(name, "refused", f"{name} returned {error}") from None
        except wire.Refused as error:  # what an earlier call returned, and this one was to get
            raise StudentError(name, "refused", f"{name} cannot be called with {error}") from None
        except Died as died:
            raise self._died(name, died) from None

    def define(self, source: str) -> None:
        """See `autograder.grading.student.Backend`."""
        self._definitions.append(source)
        self._defined_in = None
        try:
            self._session()
        except Died as died:
            raise self._died(self._exercise, died) from None

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
