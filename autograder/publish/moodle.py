"""Moodle's grade import CSV: always the grade beside its feedback."""

from __future__ import annotations

import csv
import io

from autograder.publish.scores import Scores, StudentScore
from autograder.publish.table import in_words
from autograder.text import csv as safe_cell


def document(scores: Scores) -> str:
    """The scores of one assignment, matched by email address or ID number; the roster's, else the student's id."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    title = scores.assignment.title
    writer.writerow(["Email address", "ID number", title, f"{title} feedback"])
    for entry in scores.students:
        student = entry.student
        is_email = "@" in student.id
        email = student.email or (student.id if is_email else "")
        number = student.lms_user_id if is_email else student.id
        writer.writerow([safe_cell(email), safe_cell(number), f"{entry.score:.2f}", safe_cell(_feedback(entry))])
    return out.getvalue()


def _feedback(entry: StudentScore) -> str:
    """What the student reads: what went wrong, the comments, the penalty; nothing that is for the instructor."""
    lines = [in_words(entry.result)]
    lines += [f"{exercise.id}, comment: {exercise.comment}" for exercise in entry.exercises if exercise.comment]
    lines += [f"extra credit: {entry.extra_credit:g}"] if entry.extra_credit else []
    lines += [f"late penalty: -{entry.penalty:g}"] if entry.penalty else []
    return "\n".join(lines)
