"""The one truth about a class: what nbgrader's gradebook says, joined with the results that were kept.

Every page and every export reads the scores here: after manual grades, extra credit and late penalty.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.classroom import grade_class
from autograder.classroom.gradebook import open_gradebook
from autograder.classroom.settings import Settings
from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.errors import GradebookError
from autograder.results import ExerciseResult, ExerciseStatus, Result

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

_SAME = 1e-9  # points that differ by less are the same points
_SQLITE = "sqlite:///"
_NO_RESPONSE = "No response."  # nbgrader's comment on what was not written, which the status says already


@dataclass(frozen=True)
class Student:
    """A student as the gradebook's roster has them; only the id is always there."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """The name to greet with: the roster's, else the id."""
        return f"{self.first_name} {self.last_name}".strip() or self.id


@dataclass(frozen=True)
class ExerciseScore:
    """What the gradebook has for one graded cell; `automatic` is what grading gave, before a person changed it."""

    id: str
    points: float
    max_points: float
    automatic: float
    by_hand: bool
    extra_credit: float
    comment: str | None
    needs_review: bool


@dataclass(frozen=True)
class StudentScore:
    """One student's assignment. `result` is the kept one with the gradebook's points in it.

    `raw` is the sum of the exercises, `score` what is left of it after the late penalty, never below 0.
    `kept` is False if there is no kept result: then `result` knows the points and nothing else.
    """

    student: Student
    timestamp: datetime | None
    raw: float
    penalty: float
    score: float
    max_score: float
    exercises: tuple[ExerciseScore, ...]
    result: Result
    kept: bool

    @property
    def extra_credit(self) -> float:
        """The extra credit of all exercises; it is a part of `raw`."""
        return sum(exercise.extra_credit for exercise in self.exercises)


@dataclass(frozen=True)
class Scores:
    """An assignment of a class: the students with a submission, by id, and what does not fit together."""

    assignment: Assignment
    due: datetime | None
    max_score: float
    students: tuple[StudentScore, ...]
    absent: tuple[Student, ...]
    unrecorded: tuple[str, ...]

    @property
    def roster(self) -> list[Student]:
        """All students that the gradebook knows, by id."""
        return sorted([*(score.student for score in self.students), *self.absent], key=lambda student: student.id)

    @property
    def results(self) -> list[Result]:
        """The results, with the gradebook's points."""
        return [score.result for score in self.students]

    def unmatched(self) -> list[str]:
        """What the gradebook and the kept results do not both know, a line for each kind."""
        lines = []
        if self.unrecorded:
            again = f"run `autograder grade {self.assignment.name}` again"
            lines.append(f"graded, but not in the gradebook: {', '.join(self.unrecorded)}; {again}")
        if without := [score.student.id for score in self.students if not score.kept]:
            lines.append(f"in the gradebook, but without a kept result: {', '.join(without)}")
        given = {exercise.id: exercise.max_points for exercise in self.assignment.exercises}
        cells = {cell.id: cell.max_points for score in self.students for cell in score.exercises}
        for name in [name for name in cells if name in given and abs(cells[name] - given[name]) > _SAME]:
            again = f"run `autograder release {self.assignment.name}` and grade again"
            lines.append(f"{name}: {cells[name]:g} points in the gradebook, {given[name]:g} in the source; {again}")
        return lines


def read(assignment: Assignment, settings: Settings) -> Scores:
    """The scores of an assignment. Raises `GradebookError` if there is no gradebook or it does not know it."""
    kept = {str(result.student): result for result in grade_class.results(assignment, settings)}
    first = f"run `autograder grade {assignment.name}` first"
    _require_gradebook(settings, first)
    with open_gradebook(settings) as book:
        if assignment.name not in {entry.name for entry in book.assignments}:
            raise GradebookError(f"no results of {assignment.name} in the gradebook; {first}")
        entry = book.find_assignment(assignment.name)
        roster = {student.id: _student(student) for student in book.students}
        cells = _cells(book, entry)
        students = [_score(row, roster, cells, assignment, entry, kept) for row in _submissions(book, entry)]
        submitted = {score.student.id for score in students}
        return Scores(
            assignment=assignment,
            due=entry.duedate,
            max_score=float(entry.max_score),
            students=tuple(sorted(students, key=lambda score: score.student.id)),
            absent=tuple(student for name, student in sorted(roster.items()) if name not in submitted),
            unrecorded=tuple(sorted(set(kept) - submitted)),
        )


def recorded(settings: Settings) -> list[Assignment]:
    """The course's assignments that the gradebook knows, in the course's order. Raises `GradebookError`."""
    _require_gradebook(settings, "run `autograder grade ASSIGNMENT` first")
    with open_gradebook(settings) as book:
        names = {entry.name for entry in book.assignments}
    return [assignment for assignment in course.assignments() if assignment.name in names]


def _require_gradebook(settings: Settings, advice: str) -> None:
    """Reading must not make a gradebook that is not there, as opening one does."""
    if settings.db_url.startswith(_SQLITE) and not Path(settings.db_url.removeprefix(_SQLITE)).exists():
        raise GradebookError(f"there is no gradebook {settings.db_url}; {advice}")


def _student(student: Any) -> Student:
    return Student(
        id=student.id,
        first_name=student.first_name or "",
        last_name=student.last_name or "",
        email=student.email or "",
        lms_user_id=student.lms_user_id or "",
    )


def _submissions(book: Gradebook, entry: Any) -> list[Any]:
    """Student, time and late penalty of each submission."""
    from nbgrader.api import SubmittedAssignment as Submitted

    columns = (Submitted.student_id, Submitted.timestamp, Submitted.late_submission_penalty)
    return list(book.db.query(*columns).filter(Submitted.assignment_id == entry.id))


def _cells(book: Gradebook, entry: Any) -> dict[str, list[ExerciseScore]]:
    """The graded cells of every student, in two queries whatever the size of the class."""
    from nbgrader.api import BaseCell, Comment, Grade, SubmittedAssignment, SubmittedNotebook

    def of(table: Any, *columns: Any) -> Any:
        query = book.db.query(SubmittedAssignment.student_id, BaseCell.name, *columns).select_from(table)
        query = query.join(SubmittedNotebook, table.notebook_id == SubmittedNotebook.id)
        query = query.join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        return query.join(BaseCell, table.cell_id == BaseCell.id).filter(SubmittedAssignment.assignment_id == entry.id)

    comments = {
        (student, name): manual or (automatic if automatic != _NO_RESPONSE else None)
        for student, name, manual, automatic in of(Comment, Comment.manual_comment, Comment.auto_comment)
    }
    found: dict[str, list[ExerciseScore]] = defaultdict(list)
    columns = (Grade.score, Grade.max_score, Grade.auto_score, Grade.manual_score, Grade.extra_credit)
    for student, cell, points, top, automatic, manual, extra, review in of(Grade, *columns, Grade.needs_manual_grade):
        exercise = cell.removesuffix("-check")
        found[student].append(
            ExerciseScore(
                id=exercise,
                points=float(points),
                max_points=float(top),
                automatic=float(automatic or 0.0),
                by_hand=manual is not None,
                extra_credit=float(extra or 0.0),
                comment=comments.get((student, exercise)),
                needs_review=bool(review),
            )
        )
    return found


def _score(
    row: Any,
    roster: dict[str, Student],
    cells: dict[str, list[ExerciseScore]],
    assignment: Assignment,
    entry: Any,
    kept: dict[str, Result],
) -> StudentScore:
    name, timestamp, penalty = row
    order = [exercise.id for exercise in assignment.exercises]
    exercises = sorted(cells[name], key=lambda cell: order.index(cell.id) if cell.id in order else len(order))
    raw = sum(exercise.points for exercise in exercises)
    score = round(max(0.0, raw - (penalty or 0.0)), 4)
    return StudentScore(
        student=roster[name],
        timestamp=timestamp,
        raw=raw,
        penalty=float(penalty or 0.0),
        score=score,
        max_score=float(entry.max_score),
        exercises=tuple(exercises),
        result=_merged(kept.get(name), assignment, name, exercises, score, float(entry.max_score)),
        kept=name in kept,
    )


def _merged(
    kept: Result | None, assignment: Assignment, student: str, cells: list[ExerciseScore], score: float, top: float
) -> Result:
    """The kept result with the gradebook's points; a submission that was graded by hand counts as graded."""
    if kept is None:
        kept = Result("", assignment.name, student, "graded", None, score, top, 0, 0.0, (), ())
    if kept.status == "ungradable" and not any(cell.by_hand for cell in cells):
        return replace(kept, score=score, max_score=top)
    known = {exercise.id: exercise for exercise in kept.exercises}
    exercises = tuple(_exercise(cell, known.get(cell.id)) for cell in cells)
    return replace(kept, status="graded", reason=None, score=score, max_score=top, exercises=exercises)


def _exercise(cell: ExerciseScore, known: ExerciseResult | None) -> ExerciseResult:
    if known is not None and abs(cell.points - known.points) < _SAME and cell.max_points == known.max_points:
        return known
    status: ExerciseStatus = "failed"
    if cell.points >= cell.max_points - _SAME:
        status = "passed"
    elif cell.points > 0:
        status = "partial"
    elif known is not None and known.status == "missing":
        status = "missing"
    if known is None:
        return ExerciseResult(cell.id, cell.points, cell.max_points, status, False, None, ())
    return replace(known, points=cell.points, max_points=cell.max_points, status=status)
