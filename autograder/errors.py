"""The root of every error that is expected: a command prints one as one line, without a traceback."""

from __future__ import annotations


class AutograderError(Exception):
    """Something is missing or wrong that its user can mend; the message says what, and what to do."""


class CourseError(AutograderError):
    """The course's own files are missing or wrong."""


class SettingsError(AutograderError):
    """The class folder's configuration is broken, or a folder that it names is not there."""


class GradebookError(AutograderError):
    """The gradebook cannot be opened or written."""


class SandboxError(AutograderError):
    """The sandbox cannot run on this machine, or its parent process failed."""


class GraderError(AutograderError):
    """The grader itself failed while it graded a submission: no fault of the student, and no verdict."""


class Unreadable(AutograderError):
    """A submission's file cannot be graded; the message is the reason that its result gives."""
