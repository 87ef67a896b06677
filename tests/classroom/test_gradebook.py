"""nbgrader's own gradebook holds the scores; what an instructor entered by hand stays."""

from __future__ import annotations

import csv
import dataclasses
import shutil
import subprocess
import sys
from datetime import datetime
from typing import Any

import conftest
import nbformat
import pytest

from autograder.classroom import autograded, gradebook, settings
from autograder.classroom.gradebook import Writer
from autograder.course.assignment import Assignment
from autograder.errors import GradebookError
from autograder.publish import gradebook_csv, scores
from autograder.results import ungradable


@pytest.fixture
def where(course_folder, empty_book):
    folder = course_folder({})
    shutil.copy(empty_book, folder)
    return settings.read(folder)


@pytest.fixture(scope="module")
def results_of(a02, sandbox):
    """A solved submission's result and a wrong one's, graded once."""
    from autograder.grading import grade as grading
    from autograder.proof import submissions

    wrong = "def predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)"

    def grade(student, answers):
        result = grading.grade(submissions.solved(a02, answers), a02, sandbox, 1)
        return dataclasses.replace(result, student=student)

    return {"ada": grade("ada", {}), "bob": grade("bob", {"predict": wrong})}


def write(class_settings, assignment, *found, when=None):
    with Writer(class_settings, assignment) as writer:
        for result in found:
            writer.write(result, when)


def opened(class_settings):
    """The gradebook by nbgrader's own API."""
    from nbgrader.api import Gradebook

    return Gradebook(class_settings.db_url, class_settings.course_id)


def test_the_scores_by_nbgraders_api(class_settings: Any, a02: Assignment, results_of: Any) -> None:
    write(class_settings, a02, *results_of.values())
    with opened(class_settings) as book:
        ada, bob = (book.find_submission("a02_perceptron", name) for name in ("ada", "bob"))
        assert (ada.score, ada.max_score) == (10.0, 10.0)
        assert bob.score == pytest.approx(results_of["bob"].score, abs=1e-3) and bob.score < 10
        grades = {grade.name: grade.auto_score for grade in bob.notebooks[0].grades}
        assert grades["add_bias-check"] == 0.5 and grades["predict-check"] < 1
        assert [(one.name, one.score, one.max_score) for one in bob.notebooks] == [("a02_perceptron", bob.score, 10.0)]
        assert book.find_assignment("a02_perceptron").max_score == 10.0
        assert len(grades) == 9


def test_what_is_missing_is_marked_as_no_response(class_settings: Any, a02: Assignment, results_of: Any) -> None:
    ada = results_of["ada"]
    missing = dataclasses.replace(ada.exercises[0], points=0.0, status="missing")
    write(class_settings, a02, dataclasses.replace(ada, exercises=(missing, *ada.exercises[1:])))
    with opened(class_settings) as book:
        comments = {
            one.name: one.comment for one in book.find_submission("a02_perceptron", "ada").notebooks[0].comments
        }
        assert comments["add_bias"] == "No response." and comments["predict"] is None


def test_an_ungradable_submission_has_zero(class_settings: Any, a02: Assignment) -> None:
    write(class_settings, a02, ungradable("x", "no JSON", student="cleo"))
    with opened(class_settings) as book:
        assert book.find_submission("a02_perceptron", "cleo").score == 0.0


def test_what_was_entered_by_hand_survives_a_regrade(class_settings: Any, a02: Assignment, results_of: Any) -> None:
    write(class_settings, a02, results_of["bob"])
    with opened(class_settings) as book:
        notebook = book.find_submission("a02_perceptron", "bob").notebooks[0]
        by_name = {grade.name: grade for grade in notebook.grades}
        by_name["predict-check"].manual_score = 0.9
        by_name["predict-check"].needs_manual_grade = False
        by_name["add_bias-check"].extra_credit = 0.25
        next(one for one in notebook.comments if one.name == "predict").manual_comment = "Nearly."
        book.db.commit()
    write(class_settings, a02, results_of["bob"])
    write(class_settings, a02, dataclasses.replace(results_of["ada"], student="bob"))
    with opened(class_settings) as book:
        submission = book.find_submission("a02_perceptron", "bob")
        by_name = {grade.name: grade for grade in submission.notebooks[0].grades}
        one = by_name["predict-check"]
        assert (one.auto_score, one.manual_score, one.score) == (1.0, 0.9, 0.9)
        assert one.needs_manual_grade, "the automatic score changed under the manual one: look again"
        assert by_name["add_bias-check"].extra_credit == 0.25
        assert submission.score == pytest.approx(10 - 1 + 0.9 + 0.25)
        comments = {comment.name: comment.comment for comment in submission.notebooks[0].comments}
        assert comments["predict"] == "Nearly."


def test_a_manual_score_under_an_unchanged_automatic_one_needs_no_review(
    class_settings: Any, a02: Assignment, results_of: Any
) -> None:
    write(class_settings, a02, results_of["bob"])
    with opened(class_settings) as book:
        grade = book.find_submission("a02_perceptron", "bob").notebooks[0].grades[0]
        grade.manual_score, grade.needs_manual_grade = 0.1, False
        book.db.commit()
    write(class_settings, a02, results_of["bob"])
    with opened(class_settings) as book:
        assert not book.find_submission("a02_perceptron", "bob").notebooks[0].grades[0].needs_manual_grade


def due(class_settings, when):
    with opened(class_settings) as book:
        book.update_or_create_assignment("a02_perceptron", duedate=when)


def test_a_late_penalty_by_nbgraders_plugin_survives_a_regrade(
    class_settings: Any, a02: Assignment, results_of: Any
) -> None:
    class_settings.config.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"
    class_settings.config.LateSubmissionPlugin.penalty_method = "zero"
    write(class_settings, a02, results_of["ada"])
    due(class_settings, datetime(2026, 1, 1))
    for _ in range(2):
        write(class_settings, a02, results_of["ada"], when=datetime(2026, 1, 3))
        with opened(class_settings) as book:
            one = book.find_submission("a02_perceptron", "ada")
            assert (one.late_submission_penalty, one.score, one.total_seconds_late) == (10.0, 10.0, 2 * 86400)


def test_nothing_is_penalised_in_time(class_settings: Any, a02: Assignment, results_of: Any) -> None:
    due(class_settings, datetime(2026, 1, 5))
    write(class_settings, a02, results_of["ada"], when=datetime(2026, 1, 3))
    with opened(class_settings) as book:
        assert not book.find_submission("a02_perceptron", "ada").late_submission_penalty


def test_a_gradebook_that_cannot_be_opened(class_settings: Any) -> None:
    broken = dataclasses.replace(class_settings, db_url=f"sqlite:///{class_settings.root}/nowhere/gradebook.db")
    with pytest.raises(GradebookError, match=r"the gradebook sqlite:///.* cannot be opened: "):
        gradebook.open_gradebook(broken)
    (class_settings.root / "gradebook.db").write_bytes(b"no database at all, not even nearly one" * 99)
    with pytest.raises(GradebookError, match="cannot be opened"):
        gradebook.open_gradebook(class_settings)


@pytest.mark.slow
def test_nbgraders_export_shows_the_same(class_settings: Any, a02: Assignment, results_of: Any) -> None:
    write(class_settings, a02, *results_of.values(), when=datetime(2026, 1, 3))
    command = [sys.executable, "-m", "nbgrader", "export", "--to", "grades.csv"]
    subprocess.run(
        command, cwd=class_settings.root, env=conftest.environment(), capture_output=True, check=True, timeout=600
    )
    with (class_settings.root / "grades.csv").open() as file:
        theirs = {row["student_id"]: row for row in csv.DictReader(file)}
    ours = {
        row["student_id"]: row
        for row in csv.DictReader(gradebook_csv.document(scores.read(a02, class_settings)).splitlines())
    }
    assert list(ours["ada"]) == list(theirs["ada"])
    for student in ("ada", "bob"):
        assert (
            float(ours[student]["score"])
            == float(theirs[student]["score"])
            == pytest.approx(results_of[student].score, abs=1e-3)
        )
        assert ours[student]["timestamp"] == theirs[student]["timestamp"]


# --- the autograded notebook -----------------------------------------------------------------------


def autograded_notebook(graded, a02, **answers):
    result = graded(**answers)
    text = autograded.text(result, a02)
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    return {cell.metadata.get("nbgrader", {}).get("grade_id", cell.id): cell for cell in notebook.cells}


def test_the_autograded_notebook_shows_code_output_and_verdict(graded: Any, a02: Assignment) -> None:
    answer = "print('hello')\ndef predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)\n1 / 0"
    cells = autograded_notebook(graded, a02, predict=answer)
    assert cells["predict"].source == answer
    assert [one.output_type for one in cells["predict"].outputs] == ["stream", "error"]
    verdict = cells["predict-check"].outputs[0].data["text/plain"]
    assert verdict.startswith("predict: 0.") and "of 1 points\nAt a score of exactly 0" in verdict
    assert "✓" in verdict and "✗" in verdict
    assert cells["add_bias-check"].outputs[0].data["text/plain"].startswith("add_bias: 0.5 of 0.5 points")


def test_nothing_of_the_students_metadata_or_locked_cells_survives(graded: Any, a02: Assignment, solved: Any) -> None:
    for cell in solved["cells"]:
        cell["metadata"]["evil"] = True
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "hacked = 1"
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "666 points"}]
    result = graded(solved)
    text = autograded.text(result, a02)
    assert "evil" not in text and "hacked" not in text and "666 points" not in text


def test_helper_cells_stand_where_they_were(graded: Any, a02: Assignment, solved: Any) -> None:
    helper = {"cell_type": "code", "metadata": {}, "source": "helper = 1", "outputs": []}
    place = next(i for i, cell in enumerate(solved["cells"]) if cell["id"] == "predict") + 1
    solved["cells"].insert(place, helper)
    solved["cells"].insert(0, {**helper, "source": "first = 1"})
    text = autograded.text(graded(solved), a02)
    sources = [cell.source for cell in nbformat.reads(text, as_version=4).cells]
    assert sources[0] == "first = 1" and sources[place + 1] == "helper = 1"


def test_a_file_that_is_no_notebook_becomes_the_release_with_the_reason(a02: Assignment) -> None:
    result = ungradable("x", "not a notebook: it is <b>JSON</b> not", student="ada")
    notebook = nbformat.reads(autograded.text(result, a02), as_version=4)
    assert notebook.cells[0].source.startswith("**This submission could not be graded:**")
    assert "&lt;b&gt;" in notebook.cells[0].source
    assert len(notebook.cells) == len(nbformat.read(a02.release, as_version=4).cells) + 1
