"""nbgrader's own CSV of scores: its columns, and a row for every student of the roster."""

from __future__ import annotations

import csv
import io

from autograder.publish.scores import Scores, Student
from autograder.text import csv as safe_cell

_COLUMNS = "assignment duedate timestamp student_id last_name first_name email"
_COLUMNS += " raw_score late_submission_penalty score max_score"


def document(scores: Scores) -> str:
    """The scores as `nbgrader export` writes them; who handed in nothing has 0."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS.split())

    def row(student: Student, timestamp: object, raw: float, penalty: float, score: float) -> None:
        who = [safe_cell(text) for text in (student.id, student.last_name, student.first_name, student.email)]
        writer.writerow([scores.assignment.name, scores.due, timestamp, *who, raw, penalty, score, scores.max_score])

    for entry in scores.students:
        row(entry.student, entry.timestamp, round(entry.raw, 4), entry.penalty, entry.score)
    for student in scores.absent:
        row(student, None, 0.0, 0.0, 0.0)
    return out.getvalue()
