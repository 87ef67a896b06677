"""nbgrader's gradebook, written through its own API, by one writer.

nbgrader takes seconds to import, so it is imported when the first grade is written.
"""

from __future__ import annotations

import gc
import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from autograder.classroom.settings import Settings
from autograder.course.assignment import Assignment
from autograder.errors import GradebookError
from autograder.results import Result

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

_SQLITE = "sqlite:///"
_SECONDS = 1.0  # between two commits
_UNHEARD = logging.Logger("unheard", logging.CRITICAL + 1)


class Writer:
    """Writes results into the gradebook of a class, a commit a second. Use as a context manager.

    `recorded` is called for each result once it is in the gradebook for good.
    """

    def __init__(
        self, settings: Settings, assignment: Assignment, recorded: Callable[[Result], None] = lambda _: None
    ) -> None:
        self._settings = settings
        self._assignment = assignment
        self._recorded = recorded
        self._open: list[tuple[Result, Any]] = []
        self._since = 0.0
        with explained(settings):
            self._book = open_gradebook(settings)
            register(self._book, settings, assignment)
            session = self._book.db()
            self._commit = session.commit
            session.commit = session.flush  # nbgrader commits step by step: here it is a second's results, or none
        gc.freeze()  # nbgrader and SQLAlchemy stay for good: no need to walk through them again and again

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None or not issubclass(kind, GradebookError):
                self.commit()  # what was graded before somebody pressed Ctrl-C is graded
        finally:
            with explained(self._settings):
                del self._book.db().commit
                self._book.close()

    def write(self, result: Result, timestamp: datetime | None = None) -> None:
        """Record one result. Manual scores, comments and extra credit that are there stay there."""
        assert result.student is not None and result.fault is None
        with explained(self._settings):
            self._book.update_or_create_student(result.student)
            extra = {"timestamp": timestamp} if timestamp else {}
            entry = self._book.update_or_create_submission(self._assignment.name, result.student, **extra)
            record_scores(self._book, entry, result)
        if not self._open:
            self._since = time.monotonic()
        self._open.append((result, entry))
        self.beat()

    def beat(self) -> None:
        """Commit if the last time is a second ago."""
        if self._open and time.monotonic() - self._since > _SECONDS:
            self.commit()

    def commit(self) -> None:
        """Write down for good what is open, and the penalties of what came late."""
        with explained(self._settings):
            self._commit()
            for result, entry in self._open:
                penalise(self._settings, self._book, self._assignment, str(result.student), entry)
        done, self._open = self._open, []
        for result, _ in done:
            self._recorded(result)


def open_gradebook(settings: Settings) -> Gradebook:
    """The class's gradebook, made if it is not there. Raises `GradebookError`."""
    from nbgrader import api
    from sqlalchemy.exc import SAWarning

    # nbgrader fills a new submission in an order that SQLAlchemy comments on, without any harm
    warnings.filterwarnings("ignore", category=SAWarning, message="Object of type <Submitted")
    # nbgrader asks the program alembic, which takes two seconds and must be on PATH; its library knows at once
    api.get_alembic_version = _schema_version
    api.app_log = _UNHEARD  # it prints a traceback for what it raises, and what we say in one line
    with explained(settings, "cannot be opened"):
        _require_schema(settings)
        book = api.Gradebook(settings.db_url, *([settings.course_id] if settings.course_id else []))
        book.db().expire_on_commit = False  # one writer: what it has read, nobody else changes
        return book


@contextmanager
def explained(settings: Settings, what: str = "cannot be written") -> Iterator[None]:
    """Turn what a database says into a `GradebookError` of one line, without a password."""
    try:
        yield
    except GradebookError:
        raise
    except Exception as error:  # SQLAlchemy's and the drivers', of many kinds
        if not type(error).__module__.startswith(("sqlalchemy", "sqlite3", "psycopg")) and not isinstance(
            error, ImportError | ValueError | RuntimeError
        ):
            raise
        reason = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        text = f"the gradebook {settings.db_url} {what}: {reason}"
        hint = "; another program is writing into it: run the command again" if "database is locked" in reason else ""
        raise GradebookError(without_password(text) + hint) from None


def without_password(text: str) -> str:
    """A text in which no address shows its password."""
    return re.sub(r"(://[^:/@\s]*):[^\s]*@", r"\1:***@", text)


def _require_schema(settings: Settings) -> None:
    """Raise `GradebookError` if the gradebook is of an older or a newer nbgrader."""
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine, inspect, text

    if settings.db_url.startswith(_SQLITE) and not Path(settings.db_url.removeprefix(_SQLITE)).exists():
        return
    engine = create_engine(settings.db_url)
    try:
        with engine.connect() as connection:
            if "alembic_version" not in inspect(connection).get_table_names():
                return
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    finally:
        engine.dispose()
    newest = _schema_version()
    if found == newest:
        return
    known = {script.revision for script in ScriptDirectory(str(_migrations())).walk_revisions()}
    url = without_password(settings.db_url)
    if found in known:
        raise GradebookError(
            f"the gradebook {url} is an older nbgrader's; run `nbgrader db upgrade`, which keeps a copy"
        )
    raise GradebookError(f"the gradebook {url} is a newer nbgrader's (schema {found}): install that version")


def _migrations() -> Path:
    import nbgrader

    return Path(nbgrader.__file__).parent / "alembic"


def _schema_version() -> str:
    """The newest version of nbgrader's database schema."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory(str(_migrations())).get_current_head())


def recorded_points(settings: Settings, assignment: str) -> dict[str, float]:
    """The automatic points of each student whom the gradebook has in full; empty if there is no gradebook."""
    from sqlalchemy import create_engine, inspect, text

    if settings.db_url.startswith(_SQLITE) and not Path(settings.db_url.removeprefix(_SQLITE)).exists():
        return {}
    query = """
        SELECT submitted_assignment.student_id, SUM(grade.auto_score)
        FROM grade JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
        JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
        JOIN assignment ON submitted_assignment.assignment_id = assignment.id
        WHERE assignment.name = :assignment GROUP BY submitted_assignment.student_id
        HAVING COUNT(grade.auto_score) = COUNT(*)
    """
    with explained(settings, "cannot be opened"):
        engine = create_engine(settings.db_url)
        try:
            with engine.connect() as connection:
                if "grade" not in inspect(connection).get_table_names():
                    return {}
                rows = connection.execute(text(query), {"assignment": assignment})
                return {str(student): float(points) for student, points in rows}
        finally:
            engine.dispose()


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
