"""A class is graded once; what changed is graded again, what was interrupted is taken up."""

from __future__ import annotations

import dataclasses
import shutil

import pytest

from autograder.classroom import grade_class as classroom
from autograder.classroom import settings
from autograder.classroom import workers as batch
from autograder.classroom.workers import BatchOptions
from autograder.errors import CourseError
from autograder.sandbox.client import Limits

WRONG = "def predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)"


@pytest.fixture
def where(course_folder, solved, answered, empty_book):
    """Three submissions: one right, one wrong, one that is no notebook."""
    right = dict(solved)
    folder = course_folder({"ada": right, "cleo": b"Dear grader"})
    course_folder({"bob": answered({"predict": WRONG})})
    shutil.copy(empty_book, folder)
    return settings.read(folder)


@pytest.fixture
def graded_paths(monkeypatch):
    """The students whose submission was really graded."""
    seen = []
    grade_job = batch.grade_job
    monkeypatch.setattr(batch, "grade_job", lambda job, sandbox: seen.append(job.student) or grade_job(job, sandbox))
    return seen


def grade(where, a02, students=(), *, force=False, workers=1, seed=1, tick=lambda: None):
    todo = classroom.jobs(a02, where, students, seed)
    return classroom.grade(a02, where, todo, BatchOptions(workers, None, Limits(call=2.0)), force=force, tick=tick)


def test_all_students_of_the_folder(where, a02):
    assert [job.student for job in classroom.jobs(a02, where, (), 1)] == ["ada", "bob", "cleo"]
    assert [job.student for job in classroom.jobs(a02, where, ("bob",), 1)] == ["bob"]


def test_an_unknown_student_is_named(where, a02):
    with pytest.raises(CourseError, match="no submission of a02_perceptron from dora, zoe"):
        classroom.jobs(a02, where, ("zoe", "ada", "dora"), 1)


def test_no_submissions_at_all(tmp_path, a02):
    with pytest.raises(CourseError, match=r"no submissions of a02_perceptron: there is no .*submitted/<student>"):
        classroom.jobs(a02, settings.read(tmp_path), (), 1)


def test_a_notebook_of_another_name(where, a02):
    folder = where.folder("submitted", "ada", "a02_perceptron")
    (folder / "a02_perceptron.ipynb").rename(folder / "my homework.ipynb")
    assert classroom.jobs(a02, where, ("ada",), 1)[0].path.name == "my homework.ipynb"
    (folder / "second.ipynb").write_text("")
    assert classroom.jobs(a02, where, ("ada",), 1)[0].path.name == "a02_perceptron.ipynb"


def test_a_second_run_grades_nothing(where, a02, graded_paths):
    ticks = []
    first = grade(where, a02)
    assert graded_paths == ["ada", "bob", "cleo"]
    assert [(one.student, one.status) for one in first] == [
        ("ada", "graded"),
        ("bob", "graded"),
        ("cleo", "ungradable"),
    ]
    assert (where.root / "autograded" / "cleo" / "a02_perceptron" / "a02_perceptron.ipynb").is_file()
    second = grade(where, a02, tick=lambda: ticks.append(1), seed=2)
    assert len(graded_paths) == 3 and len(ticks) == 3
    assert [dataclasses.replace(one, cells=()) for one in first] == second


def test_a_changed_submission_is_graded_again(where, a02, graded_paths):
    grade(where, a02)
    shutil.copy(
        where.folder("submitted", "ada", a02.name) / "a02_perceptron.ipynb", where.folder("submitted", "bob", a02.name)
    )
    del graded_paths[:]
    found = grade(where, a02)
    assert graded_paths == ["bob"] and [one.score for one in found] == [10.0, 10.0, 0.0]
    from nbgrader.api import Gradebook

    with Gradebook(where.db_url, where.course_id) as book:
        assert book.find_submission(a02.name, "bob").score == 10.0


def test_force_grades_all_again(where, a02, graded_paths):
    grade(where, a02)
    grade(where, a02, force=True)
    assert graded_paths == ["ada", "bob", "cleo"] * 2


def test_one_student_of_many(where, a02, graded_paths):
    assert [one.student for one in grade(where, a02, ("bob",))] == ["bob"]
    assert graded_paths == ["bob"]
    assert [one.student for one in classroom.results(a02, where)] == ["bob"]


def test_an_interrupted_batch_is_taken_up(where, a02, graded_paths, monkeypatch):
    def interrupted():
        if len(graded_paths) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade(where, a02, tick=interrupted)
    assert [one.student for one in classroom.results(a02, where)] == ["ada", "bob"]
    del graded_paths[:]
    assert len(grade(where, a02)) == 3
    assert graded_paths == ["cleo"]


def test_two_workers_give_what_one_gives(where, a02):
    def told(found):
        return [(one.student, one.score, one.exercises, one.flags, one.reason) for one in found]

    one, two = grade(where, a02, seed=5), grade(where, a02, seed=5, force=True, workers=2)
    assert told(one) == told(two)


def test_the_gradebook_holds_what_the_results_say(where, a02):
    from nbgrader.api import Gradebook

    found = grade(where, a02)
    with Gradebook(where.db_url, where.course_id) as book:
        scores = {one.student.id: one.score for one in book.assignment_submissions(a02.name)}
    assert scores == {one.student: pytest.approx(one.score, abs=1e-3) for one in found}
    assert scores["ada"] == 10.0 > scores["bob"] > scores["cleo"] == 0.0


def test_results_leave_out_what_cannot_be_read(where, a02, made):
    folder = where.results(a02.name)
    folder.mkdir(parents=True)
    (folder / "broken.json").write_text("{")
    assert classroom.results(a02, where) == []
