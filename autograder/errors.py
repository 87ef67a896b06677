"""The root of every error that is expected: a command prints one as one line, without a traceback."""

from __future__ import annotations

from pathlib import Path


class AutograderError(Exception):
    """Something is missing or wrong that its user can mend; the message says what, and what to do."""


class CourseError(AutograderError):
    """The course's own files are missing or wrong."""


class SettingsError(AutograderError):
    """The class folder's configuration is broken, or a folder that it names is not there."""


class GradebookError(AutograderError):
    """The gradebook cannot be opened or written."""


class RosterError(AutograderError):
    """A file with another system's students cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class SandboxError(AutograderError):
    """The sandbox cannot run on this machine, or its parent process failed."""


class GraderError(AutograderError):
    """The grader itself failed while it graded a submission: no fault of the student, and no verdict."""


class Unreadable(AutograderError):
    """A submission's file cannot be graded; the message is the reason that its result gives.

    `code` says of which kind: "missing", "link", "special", "large", "outside", "denied", "format", "old" (a format of
    former times), "values" or "unknown" (of no assignment of the course, or of another one). `flag` is what an
    instructor should see, if it is odd.
    """

    def __init__(self, message: str, code: str = "format") -> None:
        super().__init__(message)
        self.code = code

    @property
    def flag(self) -> str | None:
        """What an instructor should know beside the reason; None for what happens to honest students."""
        return _ODD.get(self.code)


_ODD = {
    "link": "handed in a link in place of a file",
    "special": "handed in what is not a file: a pipe, a device or a folder",
    "large": "handed in a file larger than any notebook",
    "outside": "named a file outside the submission's folder",
    "values": "handed in a file with more values than any notebook",
}
