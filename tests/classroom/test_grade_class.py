"""A class is graded once; what changed is graded again, what was interrupted is taken up."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from autograder import options
from autograder.classroom import grade_class, lock, settings
from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.errors import CourseError
from autograder.sandbox.client import Limits


def copied(class_settings, source, target):
    """Let one student hand in what another handed in."""
    folders = [class_settings.folder("submitted", name, "a02_perceptron") for name in (source, target)]
    shutil.copy(folders[0] / "a02_perceptron.ipynb", folders[1])


def test_all_students_of_the_folder(class_settings: Any, grade: Any) -> None:
    graded = grade(class_settings)
    assert [(one.student, one.status) for one in graded.results] == [
        ("ada", "graded"),
        ("bob", "graded"),
        ("cleo", "ungradable"),
    ]
    assert (class_settings.root / "autograded" / "cleo" / "a02_perceptron" / "a02_perceptron.ipynb").is_file()


def test_an_unknown_student_is_named(class_settings: Any, grade: Any) -> None:
    with pytest.raises(CourseError, match="no submission of a02_perceptron from dora, zoe"):
        grade(class_settings, "zoe", "ada", "dora")


def test_no_submissions_at_all(tmp_path: Path, grade: Any) -> None:
    with pytest.raises(CourseError, match=r"no submissions of a02_perceptron: there is no .*submitted/<student>"):
        grade(settings.read(tmp_path))


def test_a_second_run_grades_nothing(class_settings: Any, grade: Any, graded_students: Any) -> None:
    first = grade(class_settings)
    assert graded_students() == ["ada", "bob", "cleo"]
    second = grade(class_settings)
    assert graded_students() == [] and not second.again and not second.recorded
    assert first.results == second.results and first.seed == second.seed


def test_a_changed_submission_is_graded_again(
    class_settings: Any, grade: Any, graded_students: Any, book_scores: Any
) -> None:
    grade(class_settings)
    copied(class_settings, "ada", "bob")
    graded_students()
    graded = grade(class_settings)
    assert graded_students() == ["bob"] and [one.score for one in graded.results] == [10.0, 10.0, 0.0]
    assert graded.again == {"the submission": 1}
    assert book_scores(class_settings)["bob"] == 10.0


def test_force_grades_all_again(class_settings: Any, grade: Any, graded_students: Any) -> None:
    grade(class_settings)
    grade(class_settings, force=True)
    assert graded_students() == ["ada", "ada", "bob", "bob", "cleo", "cleo"]


def test_one_student_of_many(class_settings: Any, a02: Assignment, grade: Any, graded_students: Any) -> None:
    assert [one.student for one in grade(class_settings, "bob").results] == ["bob"]
    assert graded_students() == ["bob"]
    assert [one.student for one in grade_class.results(a02, class_settings)] == ["bob"]


def test_an_interrupted_batch_is_taken_up(
    class_settings: Any, a02: Assignment, grade: Any, graded_students: Any, book_scores: Any
) -> None:
    class Interrupting:
        done = 0

        def expect(self, total):
            assert total == 3

        def __call__(self, *, problem=False):
            self.done += 1
            if self.done == 2:
                raise KeyboardInterrupt

        def beat(self):
            pass

    with pytest.raises(KeyboardInterrupt):
        grade(class_settings, progress=Interrupting())
    assert [one.student for one in grade_class.results(a02, class_settings)] == ["ada", "bob"]
    assert set(book_scores(class_settings)) == {"ada", "bob"}
    graded_students()
    assert len(grade(class_settings).results) == 3
    assert graded_students() == ["cleo"]


def test_two_workers_give_what_one_gives(class_settings: Any, grade: Any) -> None:
    def told(graded):
        return [(one.student, one.score, one.exercises, one.flags, one.reason) for one in graded.results]

    assert told(grade(class_settings, seed=5)) == told(grade(class_settings, seed=5, force=True, workers=2))


def test_the_gradebook_holds_what_the_results_say(class_settings: Any, grade: Any, book_scores: Any) -> None:
    graded = grade(class_settings)
    scores = book_scores(class_settings)
    assert scores == {one.student: pytest.approx(one.score, abs=1e-3) for one in graded.results}
    assert scores["ada"] == 10.0 > scores["bob"] > scores["cleo"] == 0.0


def test_results_leave_out_what_cannot_be_read(class_settings: Any, a02: Assignment) -> None:
    folder = class_settings.results(a02.name)
    folder.mkdir(parents=True)
    (folder / "broken.json").write_text("{")
    assert grade_class.results(a02, class_settings) == []


def test_kept_results_hold_the_code_that_was_graded(class_settings: Any, a02: Assignment, grade: Any) -> None:
    grade(class_settings)
    bob = grade_class.results(a02, class_settings)[1]
    assert "X @ w >= 0" in next(cell.source for cell in bob.cells if cell.id == "predict")


def test_a_class_has_one_seed(class_settings: Any, grade: Any, graded_students: Any) -> None:
    first = grade(class_settings, "ada")
    second = grade(class_settings, force=True)
    assert {one.seed for one in [*first.results, *second.results]} == {first.seed} == {second.seed}
    graded_students()
    third = grade(class_settings, seed=first.seed + 1)
    assert third.seed == first.seed + 1 and third.again == {"the seed": 3}
    assert graded_students() == ["ada", "bob", "cleo"]
    assert grade(class_settings).seed == third.seed and graded_students() == []


def test_other_limits_grade_again(class_settings: Any, grade: Any) -> None:
    grade(class_settings)
    assert grade(class_settings, limits=Limits(call=3.0)).again == {"the limits": 3}


def test_another_grader_grades_again(
    class_settings: Any, grade: Any, graded_students: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(class_settings)
    graded_students()
    monkeypatch.setattr("autograder.classroom.store.engine", lambda: "a corrected grader")
    assert grade(class_settings).again == {"the grader": 3}
    assert graded_students() == ["ada", "bob", "cleo"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("solutions/a02_perceptron/checks.py", "the checks"),
        ("solutions/a02_perceptron/mistakes.py", "the known mistakes"),
        ("datasets/iris.csv", "the data"),
    ],
)
def test_a_changed_course_grades_again(
    class_settings: Any, grade: Any, course_copy: Path, name: str, told: Any
) -> None:
    assignment = course.assignment("a02_perceptron", course_copy)
    path = course_copy / name
    path.parent.mkdir(exist_ok=True)
    grade(class_settings, assignment=assignment)
    path.write_text((path.read_text() if path.exists() else "") + "\n")
    assert grade(class_settings, assignment=assignment).again == {told: 3}


def test_a_deleted_gradebook_is_written_again_from_what_is_kept(
    class_settings: Any, grade: Any, graded_students: Any, book_scores: Any
) -> None:
    grade(class_settings)
    before = book_scores(class_settings)
    graded_students()
    (class_settings.root / "gradebook.db").unlink()
    graded = grade(class_settings)
    assert graded.recorded == 3 and graded_students() == []
    assert book_scores(class_settings) == before
    assert grade(class_settings).recorded == 0


def test_a_student_removed_from_the_gradebook_and_a_changed_score_come_back(
    class_settings: Any, grade: Any, book_scores: Any
) -> None:
    from nbgrader.api import Gradebook

    grade(class_settings)
    before = book_scores(class_settings)
    with Gradebook(class_settings.db_url, class_settings.course_id) as book:
        book.remove_student("bob")
    with sqlite3.connect(class_settings.root / "gradebook.db") as connection:
        connection.execute("UPDATE grade SET auto_score = 0.5 WHERE auto_score = 1.0")
    connection.close()
    assert book_scores(class_settings) != before
    assert grade(class_settings).recorded == 2
    assert book_scores(class_settings) == before


def test_a_lost_autograded_notebook_is_written_again(class_settings: Any, grade: Any) -> None:
    grade(class_settings)
    shutil.rmtree(class_settings.root / "autograded" / "bob")
    assert grade(class_settings).again == {"the autograded notebook": 1}
    assert (class_settings.root / "autograded" / "bob").is_dir()


def test_a_second_grader_is_told_who_holds_the_lock(class_settings: Any, grade: Any, a02: Assignment) -> None:
    path = class_settings.root / "results" / ".lock"
    with lock.held(path, "grade a03"), pytest.raises(lock.LockedError, match="being graded already by process") as told:
        grade(class_settings)
    assert told.value.purpose == "grade a03" and "grade a03" in str(told.value)
    assert grade_class.results(a02, class_settings) == []
    assert len(grade(class_settings).results) == 3


def test_a_failure_of_a_check_costs_nobody_a_point(
    class_settings: Any, grade: Any, course_copy: Path, book_scores: Any, a02: Assignment
) -> None:
    broken = course.assignment("a02_perceptron", course_copy)
    checks = broken.checks.read_text()
    name = "def test_predict_"
    assert name in checks
    place = checks.index("\n    ", checks.index('"""', checks.index('"""', checks.index(name)) + 3))
    broken.checks.write_text(f"{checks[:place]}\n    1 / 0{checks[place:]}")
    graded = grade(class_settings, assignment=broken)
    assert {one.fault for one in graded.results if one.student != "cleo"} == {"grader"}
    assert all("test_predict_" in one.reason and "ZeroDivisionError" in one.reason for one in graded.results[:2])
    assert set(book_scores(class_settings)) == {"cleo"}
    assert [one.student for one in grade_class.results(a02, class_settings)] == ["cleo"]
    with pytest.raises(SystemExit) as ended:
        options.exit_for(graded.results)
    assert ended.value.code == options.SOMETHING_WRONG


def test_a_file_that_nobody_may_read_costs_no_points(
    class_settings: Any, grade: Any, book_scores: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.errors import Unreadable
    from autograder.grading import submission

    def denied(path, within=None):
        raise Unreadable("the file cannot be read: Permission denied", "denied")

    monkeypatch.setattr(submission, "read", denied)
    assert {one.fault for one in grade(class_settings).results} == {"grader"}
    assert not book_scores(class_settings)


def test_check_gives_the_points_of_the_class_by_its_seed(class_settings: Any, grade: Any, run_autograder: Any) -> None:
    graded = grade(class_settings)
    path = class_settings.folder("submitted", "bob", "a02_perceptron") / "a02_perceptron.ipynb"
    done = run_autograder("check", path, "--seed", graded.seed, "--json", "-")
    checked = json.loads(done.stdout)["submissions"][0]
    kept = next(one for one in graded.results if one.student == "bob")
    assert (checked["score"], checked["seed"]) == (kept.score, kept.seed)
    assert [one["points"] for one in checked["exercises"]] == [one.points for one in kept.exercises]


def test_a_grader_that_dies_over_a_submission_costs_that_one_only(
    class_settings: Any, grade: Any, monkeypatch: pytest.MonkeyPatch, book_scores: Any
) -> None:
    import os

    from autograder.classroom import work

    grade_job = work.grade_job
    monkeypatch.setattr(
        work, "grade_job", lambda job, *rest: os._exit(9) if job.student == "bob" else grade_job(job, *rest)
    )
    graded = {one.student: one for one in grade(class_settings, workers=2).results}
    assert graded["ada"].score == 10.0 and graded["cleo"].status == "ungradable"
    assert graded["bob"].fault == "grader" and "died over it" in graded["bob"].reason
    assert set(book_scores(class_settings)) == {"ada", "cleo"}


def test_a_mistake_of_the_grader_costs_one_submission_its_verdict(
    class_settings: Any, grade: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.classroom import work

    grade_job = work.grade_job
    monkeypatch.setattr(work, "grade_job", lambda job, *rest: 1 / 0 if job.student == "bob" else grade_job(job, *rest))
    graded = {one.student: one for one in grade(class_settings).results}
    assert graded["ada"].score == 10.0
    assert graded["bob"].fault == "grader" and "ZeroDivisionError" in graded["bob"].reason


def test_cells_do_not_fill_the_memory_of_a_class(class_settings: Any, grade: Any) -> None:
    assert all(one.cells == () for one in [*grade(class_settings).results, *grade(class_settings).results])


def test_a_result_of_another_format_is_made_anew(class_settings: Any, grade: Any, a02: Assignment) -> None:
    grade(class_settings)
    path = class_settings.result_file(a02.name, "ada")
    path.write_text(json.dumps({**json.loads(path.read_text()), "made_from": 3}))
    found = grade(class_settings).results[0]
    assert found.score == 10.0 and dataclasses.replace(found, seconds=0.0).student == "ada"
