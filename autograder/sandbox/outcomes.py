"""What can become of a cell or a call, beside a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from autograder.errors import AutograderError


class Died(AutograderError):
    """The child is gone: it ended itself, was killed, ran out of time, or sent something that is not an answer."""

    def __init__(self, kind: Literal["timeout", "died", "protocol"], message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Raised(AutograderError):
    """The student's function raised an exception of the type `kind`; the message describes it."""

    def __init__(self, message: str, kind: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.line = line  # of the cell that the call named


@dataclass(frozen=True)
class CellResult:
    """What running one cell gave: the error's description or None, and its output."""

    error: str | None
    output: str
