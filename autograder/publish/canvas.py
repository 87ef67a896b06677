"""Canvas's gradebook CSV: rows match by ID, SIS User ID, SIS Login ID, name.

Canvas takes a file back in which its own columns stand unchanged, so a file that it exported can be filled in.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import RosterError
from autograder.publish.scores import Scores, Student, StudentScore
from autograder.text import csv as safe_cell

_STUDENT_COLUMNS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
_TEST_STUDENT = "Student, Test"  # Canvas's own, in every course


@dataclass(frozen=True)
class Filled:
    """A gradebook file with the scores filled in, and who could not be brought together."""

    text: str
    column: str
    without_row: tuple[str, ...]
    without_score: tuple[str, ...]

    def unmatched(self) -> list[str]:
        """A line for each kind of student that stands on one side only."""
        lines = []
        if self.without_row:
            lines.append(f"no row of the roster fits, so no score was written: {', '.join(self.without_row)}")
        if self.without_score:
            lines.append(f"rows without a score here, left as they are: {', '.join(self.without_score)}")
        return lines


def document(scores: Scores) -> str:
    """The scores of one assignment, two decimals; a title unknown to Canvas makes a new assignment."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_STUDENT_COLUMNS, scores.assignment.title])
    writer.writerow(["Points Possible", "", "", "", "", f"{scores.max_score:.2f}"])
    for entry in scores.students:
        student = entry.student
        name = f"{student.last_name}, {student.first_name}".strip(", ") or student.id
        cells = [name, student.lms_user_id, "", student.id, ""]
        writer.writerow([*map(safe_cell, cells), f"{entry.score:.2f}"])
    return out.getvalue()


def fill(scores: Scores, roster: Path) -> Filled:
    """The instructor's own gradebook file with the scores of this assignment in its column.

    The column is the one titled as the assignment (Canvas adds its id in parentheses), else a new one at the
    end. All else stays as it is. Raises `RosterError`.
    """
    header, rows, dialect, start = _read(roster)
    title = scores.assignment.title
    place = next((i for i, name in enumerate(header) if _is_titled(name, title)), len(header))
    if place == len(header):
        header = [*header, title]
    by_key = _keys(scores.students)
    written: set[str] = set()
    without_score = []
    for row in rows:
        row += [""] * (len(header) - len(row))
        name = row[0].strip()
        if name == "Points Possible":
            row[place] = f"{scores.max_score:.2f}"
            continue
        entry = _matching(row, header, by_key)
        if entry is not None and entry.student.id not in written:
            row[place] = f"{entry.score:.2f}"
            written.add(entry.student.id)
        elif name and name != _TEST_STUDENT and _is_student(row, header):
            without_score.append(name)
    out = io.StringIO()
    csv.writer(out, dialect, lineterminator="\n").writerows([header, *rows])
    left = tuple(entry.student.id for entry in scores.students if entry.student.id not in written)
    return Filled(start + out.getvalue(), header[place], left, tuple(without_score))


def _read(path: Path) -> tuple[list[str], list[list[str]], type[csv.Dialect], str]:
    """Header, rows, how the file separates its cells, and its byte order mark, if it has one."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise RosterError(path, "it is not UTF-8 text; export it from Canvas again") from None
    start = "\ufeff" if text.startswith("\ufeff") else ""
    first = text.partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = ";" if first.count(";") > first.count(",") else ","

    rows = list(csv.reader(io.StringIO(text.removeprefix(start), newline=""), Dialect))
    if not rows or rows[0][:1] != ["Student"]:
        raise RosterError(path, "its first column is not “Student”; export it from Canvas's gradebook")
    return rows[0], [row for row in rows[1:] if row], Dialect, start


def _is_titled(column: str, title: str) -> bool:
    return re.fullmatch(rf"{re.escape(title)}( \(\d+\))?", column.strip()) is not None


def _is_student(row: list[str], header: list[str]) -> bool:
    """Whether a row is a student's: Canvas puts lines about posting between the header and the students."""
    return any(row[i].strip() for i, name in enumerate(header) if name in _STUDENT_COLUMNS[1:4])


def _keys(entries: tuple[StudentScore, ...]) -> dict[tuple[str, str], list[StudentScore]]:
    """The students by what can stand in each of Canvas's columns."""
    found: dict[tuple[str, str], list[StudentScore]] = defaultdict(list)
    for entry in entries:
        for key in dict.fromkeys(_identities(entry.student)):
            found[key].append(entry)
    return found


def _identities(student: Student) -> Iterator[tuple[str, str]]:
    for column, values in (
        ("ID", (student.lms_user_id,)),
        ("SIS User ID", (student.id, student.lms_user_id)),
        ("SIS Login ID", (student.id, student.email)),
        ("Student", (f"{student.last_name}, {student.first_name}", f"{student.first_name} {student.last_name}")),
    ):
        yield from ((column, value.strip().casefold()) for value in values if value.strip(" ,"))


def _matching(
    row: list[str], header: list[str], by_key: dict[tuple[str, str], list[StudentScore]]
) -> StudentScore | None:
    """The one student who fits the row, by the first column that decides; two of one name fit nobody."""
    for column in ("ID", "SIS User ID", "SIS Login ID", "Student"):
        if column in header:
            entries = by_key.get((column, row[header.index(column)].strip().casefold()), [])
            if len(entries) == 1:
                return entries[0]
    return None
