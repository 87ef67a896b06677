"""What one expectation found, for whoever shows it or looks for the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course_tools.comparison import Mismatch


@dataclass(frozen=True)
class Verdict:
    """What one expectation found.

    `call` and `why` are what the notebook shows; `wanted` is the expected value or property in words. `expected` is the
    value where there is one. `error` is a code where no value came ("missing", "raised"), an argument was changed
    ("changed") or is itself the answer ("shared"); `message` says all of it in one line, and is "" where the
    expectation is met.
    """

    function: Callable[..., Any]
    call: str
    why: str
    arguments: tuple[Any, ...]
    got: Any
    wanted: str
    expected: Any = None
    message: str = ""
    error: str = ""
    error_text: str = ""
    mismatch: Mismatch | None = None

    @property
    def passed(self) -> bool:
        """Whether the expectation is met."""
        return not self.message
