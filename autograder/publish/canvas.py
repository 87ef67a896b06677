"""Canvas's gradebook CSV: rows match by ID, SIS ID, login or name; here by SIS login, the student's id."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from autograder.course.assignment import Assignment
from autograder.publish.table import safe_cell
from autograder.results import Result


def document(found: Sequence[Result], assignment: Assignment) -> str:
    """The scores of one assignment, two decimals; a title unknown to Canvas makes a new assignment."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment.title])
    total = sum(exercise.max_points for exercise in assignment.exercises)
    writer.writerow(["Points Possible", "", "", "", "", f"{total:.2f}"])
    for result in found:
        name = safe_cell(str(result.student))
        writer.writerow([name, "", "", name, "", f"{result.score:.2f}"])
    return out.getvalue()
