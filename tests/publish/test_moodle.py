"""Moodle's file has the gradebook's score beside what the student is to read, and nothing for the instructor."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

from autograder.course.assignment import Assignment
from autograder.publish import moodle, scores


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def test_grade_and_feedback_with_the_rosters_ids(settings: Any, a02: Assignment, by_hand: Any, enrol: Any) -> None:
    by_hand("bob", manual_score=0.25, needs_manual_grade=False, comment="Look at 0 again.", penalty=1.5)
    by_hand("bob", "add_bias", extra_credit=0.5)
    enrol("ada", email="Ada@example.org")
    found = scores.read(a02, settings)
    header, ada, bob, cleo = rows(moodle.document(found))
    assert header == ["Email address", "ID number", a02.title, f"{a02.title} feedback"]
    assert ada == ["Ada@example.org", "ada", "10.00", "nothing"]
    assert bob[:3] == ["", "bob", f"{found.students[1].score:.2f}"]
    assert bob[3].startswith("predict: ")
    assert bob[3].endswith("\npredict, comment: Look at 0 again.\nextra credit: 0.5\nlate penalty: -1.5")
    assert cleo[2] == "0.00" and "notebook" in cleo[3]


def test_an_id_that_is_an_email_address_is_one(settings: Any, a02: Assignment) -> None:
    found = scores.read(a02, settings)
    entry = replace(found.students[0], student=scores.Student("ada@example.org", lms_user_id="17"))
    assert rows(moodle.document(replace(found, students=(entry,))))[1][:2] == ["ada@example.org", "17"]


def test_no_integrity_flag_reaches_a_student(settings: Any, a02: Assignment) -> None:
    found = scores.read(a02, settings)
    flagged = [replace(one, result=replace(one.result, flags=("replaced numpy.all",))) for one in found.students]
    assert "replaced" not in moodle.document(replace(found, students=tuple(flagged)))


def test_no_field_becomes_a_formula(settings: Any, a02: Assignment, by_hand: Any, enrol: Any) -> None:
    by_hand("bob", comment="=1+1")
    enrol("ada", email="=cmd|x")
    fields = [field for row in rows(moodle.document(scores.read(a02, settings)))[1:] for field in row]
    assert "'=cmd|x" in fields and not any(field.startswith("=") for field in fields)
