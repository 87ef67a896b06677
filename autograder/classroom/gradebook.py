"""nbgrader's gradebook, written through its own API, by one writer.

nbgrader takes seconds to import, so it is imported when the first grade is written.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from autograder.classroom.settings import Settings
from autograder.course.assignment import Assignment
from autograder.errors import GradebookError, Unreadable
from autograder.files import read_submitted
from autograder.results import Result

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

_TIMESTAMP = 1024  # bytes: a date and a zone


class Writer:
    """Writes results into the gradebook of a course. Use as a context manager."""

    def __init__(self, settings: Settings, assignment: Assignment) -> None:
        self._settings = settings
        self._assignment = assignment
        self._book = open_gradebook(settings)
        register(self._book, settings, assignment)
        gc.freeze()  # nbgrader and SQLAlchemy stay for good: no need to walk through them again and again

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def write(self, result: Result, timestamp: datetime | None = None) -> None:
        """Record one result. Manual scores, comments and extra credit that are there stay there."""
        name = self._assignment.name
        assert result.student is not None
        with _one_commit(self._book):
            self._book.update_or_create_student(result.student)
            extra = {"timestamp": timestamp} if timestamp else {}
            entry = self._book.update_or_create_submission(name, result.student, **extra)
            record_scores(self._book, entry, result)
        penalise(self._settings, self._book, self._assignment, result.student, entry)


def open_gradebook(settings: Settings) -> Gradebook:
    """The course's gradebook, made if it is not there. Raises `GradebookError`."""
    from nbgrader import api
    from sqlalchemy.exc import SAWarning

    # nbgrader fills a new submission in an order that SQLAlchemy comments on, without any harm
    warnings.filterwarnings("ignore", category=SAWarning, message="Object of type <Submitted")
    # nbgrader asks the program alembic, which takes two seconds and must be on PATH; its library knows at once
    api.get_alembic_version = _schema_version
    try:
        book = api.Gradebook(settings.db_url, *([settings.course_id] if settings.course_id else []))
        book.db().expire_on_commit = False  # one writer: what it has read, nobody else changes
        return book
    except Exception as error:  # SQLAlchemy's, of many kinds
        first = str(error).partition("\n")[0]
        raise GradebookError(f"the gradebook {settings.db_url} cannot be opened: {first}") from None


@contextmanager
def _one_commit(book: Gradebook) -> Iterator[None]:
    """Let what nbgrader's API commits step by step be written at once: all of a submission, or nothing."""
    session = book.db()
    session.commit = session.flush
    try:
        yield
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.commit
    session.commit()


def _schema_version() -> str:
    """The newest version of nbgrader's database schema."""
    import nbgrader
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic")).get_current_head())


def register(book: Gradebook, settings: Settings, assignment: Assignment) -> None:
    """Enter the assignment and its cells, as `nbgrader generate_assignment` does."""
    from nbgrader.preprocessors import SaveCells

    book.update_or_create_assignment(assignment.name)
    release = nbformat.read(assignment.release, as_version=4)
    names = {"notebook": assignment.name, "assignment": assignment.name, "db_url": settings.db_url}
    SaveCells().preprocess(release, {"nbgrader": names})
    book.db.expire_all()


def record_scores(book: Gradebook, entry: Any, result: Result) -> None:
    """Set the automatic scores and comments of a submission's entry, and commit once."""
    points = {exercise.id: exercise.points for exercise in result.exercises}
    for notebook in entry.notebooks:
        for grade in notebook.grades:
            score = points.get(grade.name.removesuffix("-check"), 0.0)
            changed = grade.auto_score is not None and grade.auto_score != score
            grade.auto_score = score
            # a manual score stays in force; it is shown for review if the automatic one changed under it
            grade.needs_manual_grade = grade.manual_score is not None and (changed or bool(grade.needs_manual_grade))
        missing = {exercise.id for exercise in result.exercises if exercise.status == "missing"}
        for comment in notebook.comments:
            comment.auto_comment = "No response." if comment.name in missing else None
    book.db.commit()


def penalise(settings: Settings, book: Gradebook, assignment: Assignment, student: str, entry: Any) -> None:
    """Late penalties by nbgrader's own plugin, for submissions that have a due date and came after it."""
    if not entry.total_seconds_late:
        return
    from nbgrader.preprocessors import AssignLatePenalties

    names = {"notebook": assignment.name, "assignment": assignment.name, "student": student, "db_url": settings.db_url}
    AssignLatePenalties(config=settings.config).preprocess(nbformat.v4.new_notebook(), {"nbgrader": names})
    book.db.expire_all()


def timestamp(folder: Path, within: Path | None = None) -> datetime | None:
    """When a submission came in, by its timestamp.txt (UTC if it names no zone); None if there is none to be read."""
    try:
        text = read_submitted(folder / "timestamp.txt", _TIMESTAMP, within).decode("utf-8").strip()
        when = datetime.fromisoformat(text.replace(" UTC", "+00:00"))
        return when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when
    except (Unreadable, ValueError, OverflowError):  # the year 1 in a zone ahead of Greenwich is before all years
        return None
