"""What the gradebook says is what every page and export says."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import conftest
import pytest

from autograder.course.assignment import Assignment
from autograder.errors import GradebookError
from autograder.publish import gradebook_csv, scores


def opened(settings):
    from nbgrader.api import Gradebook

    return Gradebook(settings.db_url, settings.course_id)


def by_id(found):
    return {entry.student.id: entry for entry in found.students}


def test_untouched_the_gradebook_says_what_grading_gave(settings: Any, a02: Assignment) -> None:
    found = scores.read(a02, settings)
    assert [entry.student.id for entry in found.students] == ["ada", "bob", "cleo"]
    ada, bob, cleo = found.students
    assert (ada.raw, ada.penalty, ada.score, ada.max_score) == (10.0, 0.0, 10.0, 10.0)
    assert 9 <= bob.score < 10 and bob.kept and bob.result.seed == 7
    assert (cleo.score, cleo.result.status, cleo.result.max_score) == (0.0, "ungradable", 10.0)
    assert [exercise.id for exercise in bob.exercises] == [exercise.id for exercise in a02.exercises]
    assert found.max_score == 10.0 and found.unmatched() == [] and found.absent == ()


def test_manual_points_extra_credit_comment_and_penalty(settings: Any, a02: Assignment, by_hand: Any) -> None:
    before = by_id(scores.read(a02, settings))["bob"]
    by_hand("bob", manual_score=0.25, needs_manual_grade=False, comment="Look at 0 again.", penalty=1.5)
    by_hand("bob", "add_bias", extra_credit=0.5)
    bob = by_id(scores.read(a02, settings))["bob"]
    exercises = {exercise.id: exercise for exercise in bob.exercises}
    predict = exercises["predict"]
    automatic = next(exercise.points for exercise in before.exercises if exercise.id == "predict")
    assert (predict.points, predict.by_hand, predict.comment) == (0.25, True, "Look at 0 again.")
    assert predict.automatic == automatic > 0.25
    assert exercises["add_bias"].extra_credit == 0.5 and exercises["add_bias"].points == 1.0
    assert bob.raw == pytest.approx(before.raw - automatic + 0.25 + 0.5)
    assert (bob.penalty, bob.extra_credit) == (1.5, 0.5)
    assert bob.score == bob.result.score == pytest.approx(bob.raw - 1.5)
    merged = {exercise.id: exercise for exercise in bob.result.exercises}
    assert (merged["predict"].points, merged["predict"].status) == (0.25, "partial")
    assert merged["predict"].diagnosis == next(e.diagnosis for e in before.result.exercises if e.id == "predict")


def test_a_penalty_takes_no_more_than_there_is(settings: Any, a02: Assignment, by_hand: Any) -> None:
    by_hand("ada", penalty=99.0)
    assert by_id(scores.read(a02, settings))["ada"].score == 0.0


def test_what_was_graded_by_hand_counts_as_graded(settings: Any, a02: Assignment, by_hand: Any) -> None:
    by_hand("cleo", manual_score=1.0, needs_manual_grade=False)
    cleo = by_id(scores.read(a02, settings))["cleo"]
    assert (cleo.score, cleo.result.status) == (1.0, "graded")
    assert {e.id: e.status for e in cleo.result.exercises}["predict"] == "passed"


def test_roster(settings: Any, a02: Assignment, enrol: Any) -> None:
    enrol("ada", first_name="Ada", last_name="Lovelace", email="ada@example.org", lms_user_id="4711")
    enrol("zoe", first_name="Zoe")
    found = scores.read(a02, settings)
    ada = by_id(found)["ada"].student
    assert (ada.name, ada.email, ada.lms_user_id) == ("Ada Lovelace", "ada@example.org", "4711")
    assert by_id(found)["bob"].student.name == "bob"
    assert [student.id for student in found.absent] == ["zoe"]


def test_what_does_not_fit_together_is_told(settings: Any, a02: Assignment) -> None:
    kept = settings.results("a02_perceptron")
    (kept / "ada.json").rename(kept / "bob.json.bak")
    text = (kept / "bob.json").read_text()
    (kept / "zoe.json").write_text(text.replace('"student": "bob"', '"student": "zoe"'))
    found = scores.read(a02, settings)
    assert found.unmatched() == [
        "graded, but not in the gradebook: zoe; run `autograder grade a02_perceptron` again",
        "in the gradebook, but without a kept result: ada",
    ]
    ada = by_id(found)["ada"]
    assert not ada.kept and ada.score == 10.0 and {e.status for e in ada.result.exercises} == {"passed"}


def test_no_gradebook_and_none_of_this_assignment(settings: Any, a02: Assignment, repository: Path) -> None:
    from autograder.course import assignment as course

    with pytest.raises(GradebookError, match="no results of a01_neuron in the gradebook; run"):
        scores.read(course.assignment("a01_neuron", repository), settings)
    (settings.root / "gradebook.db").unlink()
    with pytest.raises(GradebookError, match="there is no gradebook"):
        scores.read(a02, settings)
    assert not (settings.root / "gradebook.db").exists()


@pytest.mark.slow
def test_nbgraders_export_shows_the_same(settings: Any, a02: Assignment, by_hand: Any, enrol: Any) -> None:
    by_hand("bob", manual_score=0.25, needs_manual_grade=False, penalty=1.5)
    by_hand("ada", extra_credit=0.5)
    enrol("zoe", first_name="Zoe", last_name="Zettel", email="zoe@example.org")
    with opened(settings) as book:
        book.update_or_create_assignment("a02_perceptron", duedate=datetime(2026, 1, 1))
    command = [sys.executable, "-m", "nbgrader", "export", "--to", "grades.csv"]
    subprocess.run(command, cwd=settings.root, env=conftest.environment(), capture_output=True, check=True, timeout=600)
    theirs = list(csv.DictReader(io.StringIO((settings.root / "grades.csv").read_text())))
    ours = list(csv.DictReader(io.StringIO(gradebook_csv.document(scores.read(a02, settings)))))
    assert list(ours[0]) == list(theirs[0]) and len(ours) == len(theirs) == 4
    numbers = ("raw_score", "late_submission_penalty", "score", "max_score")
    for mine, other in zip(ours, sorted(theirs, key=lambda row: row["student_id"]), strict=True):
        assert {name: mine[name] for name in mine if name not in numbers} == {
            name: other[name] for name in other if name not in numbers
        }
        assert [float(mine[name]) for name in numbers] == pytest.approx([float(other[name]) for name in numbers])
