"""Moodle's grade import CSV: always the grade beside its feedback."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.publish.table import in_words, safe_cell
from autograder.results import Result


def document(found: Sequence[Result], assignment: Assignment) -> str:
    """The scores of one assignment, matched by ID number, or by email address where the student's id is one."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Email address", "ID number", assignment.title, f"{assignment.title} feedback"])
    for result in found:
        student = str(result.student)
        email, number = (student, "") if "@" in student else ("", student)
        writer.writerow([safe_cell(email), safe_cell(number), f"{result.score:.2f}", safe_cell(in_words(result))])
    return out.getvalue()
