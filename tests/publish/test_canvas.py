"""Canvas gets its own file back, with the gradebook's scores in the assignment's column."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.errors import RosterError
from autograder.publish import canvas, scores

HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,Warm-up (11),{title} (4711),Current Score (read only)"
POSTING = ",,,,,Manual Posting,,"
POINTS = "    Points Possible,,,,,2.00,10.00,(read only)"


def rows(text):
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture
def roster(tmp_path, a02):
    """Write Canvas's export with these rows of students."""

    def write(*students, header=HEADER, start="", encoding="utf-8"):
        path = tmp_path / "export.csv"
        title = '"' + a02.title + '"' if "," in a02.title else a02.title
        lines = [header.format(title=title), POSTING, POINTS, *students]
        path.write_bytes((start + "\n".join(lines) + "\n").encode(encoding))
        return path

    return write


def test_without_a_roster(settings: Any, a02: Assignment, by_hand: Any, enrol: Any) -> None:
    by_hand("bob", manual_score=0.25, needs_manual_grade=False, penalty=1.5)
    enrol("ada", first_name="Ada", last_name="Lovelace", lms_user_id="17")
    found = scores.read(a02, settings)
    header, possible, ada, bob, cleo = rows(canvas.document(found))
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", a02.title]
    assert possible == ["Points Possible", "", "", "", "", "10.00"]
    assert ada == ["Lovelace, Ada", "17", "", "ada", "", "10.00"]
    assert bob == ["bob", "", "", "bob", "", f"{found.students[1].score:.2f}"] and cleo[-1] == "0.00"


def test_the_instructors_own_columns_come_back(settings: Any, a02: Assignment, roster: Any, enrol: Any) -> None:
    enrol("cleo", first_name="Cleo", last_name="Cruz")
    path = roster(
        '"Lovelace, Ada",17,s1,ada,Week 1,2.00,,50',
        '"Byte, Bob",18,bob,b.byte,Week 1,1.00,3.00,51',
        '"Cruz, Cleo",19,s3,c.cruz,Week 2,,,',
        '"Student, Test",99,,test,Week 1,,,',
    )
    filled = canvas.fill(scores.read(a02, settings), path)
    before, after = rows(path.read_text()), rows(filled.text)
    assert filled.column == f"{a02.title} (4711)" and filled.unmatched() == []
    assert [row[:6] + row[7:] for row in after] == [row[:6] + row[7:] for row in before]
    bob = scores.read(a02, settings).students[1].score
    assert [row[6] for row in after[1:]] == ["", "10.00", "10.00", f"{bob:.2f}", "0.00", ""]


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("Somebody Else,17,,,,,,", {"lms_user_id": "17"}),
        ("Somebody Else,1,ada,,,,,", {}),
        ("Somebody Else,1,x,ADA,,,,", {}),
        ("Somebody Else,1,x,ada@example.org,,,,", {"email": "ada@example.org"}),
        ('"Lovelace, Ada",1,x,y,,,,', {"first_name": "Ada", "last_name": "Lovelace"}),
        ("Ada Lovelace,1,x,y,,,,", {"first_name": "Ada", "last_name": "Lovelace"}),
    ],
)
def test_rows_match_by_id_sis_id_login_and_name(
    settings: Any, a02: Assignment, roster: Any, enrol: Any, row: Any, fields: Any
) -> None:
    enrol("ada", **fields)
    filled = canvas.fill(scores.read(a02, settings), roster(row))
    assert rows(filled.text)[-1][6] == "10.00"
    assert filled.without_row == ("bob", "cleo") and filled.without_score == ()


def test_the_id_decides_before_the_name(settings: Any, a02: Assignment, roster: Any, enrol: Any) -> None:
    enrol("ada", first_name="Sam", last_name="Same", lms_user_id="1")
    enrol("cleo", first_name="Sam", last_name="Same", lms_user_id="2")
    filled = canvas.fill(scores.read(a02, settings), roster('"Same, Sam",2,,,,,,', '"Same, Sam",1,,,,,,'))
    assert [row[6] for row in rows(filled.text)[-2:]] == ["0.00", "10.00"]


def test_who_could_not_be_matched_is_told_and_keeps_what_was_there(
    settings: Any, a02: Assignment, roster: Any, enrol: Any
) -> None:
    enrol("ada", first_name="Sam", last_name="Same")
    enrol("cleo", first_name="Sam", last_name="Same")
    filled = canvas.fill(scores.read(a02, settings), roster('"Same, Sam",7,,,,,4.00,', "Zoe,8,zoe,zoe,,,EX,"))
    assert [row[6] for row in rows(filled.text)[-2:]] == ["4.00", "EX"]
    assert filled.unmatched() == [
        "no row of the roster fits, so no score was written: ada, bob, cleo",
        "rows without a score here, left as they are: Same, Sam, Zoe",
    ]


def test_an_assignment_that_canvas_does_not_know_becomes_a_new_column(
    settings: Any, a02: Assignment, roster: Any
) -> None:
    path = roster("Ada,1,,ada,,,,", header="Student,ID,SIS User ID,SIS Login ID,Section,Warm-up (11),x,y")
    filled = canvas.fill(scores.read(a02, settings), path)
    header, _, possible, ada = rows(filled.text)
    assert header[-1] == filled.column == a02.title and possible[-1] == "10.00" and ada[-1] == "10.00"


def test_byte_order_mark_and_semicolons_stay(settings: Any, a02: Assignment, roster: Any) -> None:
    header = HEADER.replace(",", ";")
    path = roster("Ada;1;;ada;;;;", header=header, start="\ufeff")
    filled = canvas.fill(scores.read(a02, settings), path)
    assert filled.text.startswith("\ufeffStudent;ID;") and "Ada;1;;ada;;;10.00;" in filled.text


@pytest.mark.parametrize("content", [b"", b"Name,ID\nx,1\n", b"Student,\xff\n"])
def test_a_file_that_is_no_canvas_gradebook(settings: Any, a02: Assignment, tmp_path: Path, content: Any) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(RosterError, match="export it from Canvas") as caught:
        canvas.fill(scores.read(a02, settings), tmp_path / "x.csv")
    assert caught.value.path == tmp_path / "x.csv"
