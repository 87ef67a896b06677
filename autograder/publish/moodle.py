"""Moodle's grade import CSV: always the grade beside its feedback."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from autograder.course import Assignment
from autograder.publish.table import guard, in_words
from autograder.results import Result


def document(found: Sequence[Result], assignment: Assignment) -> str:
    """The scores of one assignment, matched by ID number, or by email address where the student's id is one."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Email address", "ID number", assignment.title, f"{assignment.title} feedback"])
    for result in found:
        student = str(result.student)
        email, number = (student, "") if "@" in student else ("", student)
        writer.writerow([guard(email), guard(number), f"{result.score:.2f}", guard(in_words(result))])
    return out.getvalue()
