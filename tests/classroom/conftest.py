"""A class to grade: three submissions, and what counts who was graded."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest

from autograder.classroom import grade_class, settings, work
from autograder.classroom.work import Batch
from autograder.sandbox.client import Limits

WRONG = "def predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)"
LIMITS = Limits(call=2.0)


class Silent:
    """A progress that counts."""

    def __init__(self):
        self.total = self.done = self.problems = 0

    def expect(self, total):
        self.total = total

    def __call__(self, *, problem=False):
        self.done += 1
        self.problems += problem

    def beat(self):
        pass


@pytest.fixture
def class_settings(course_folder, solved, answered, empty_book):
    """Three submissions of a02: one right, one wrong, one that is not a notebook; and a gradebook that is empty."""
    folder = course_folder({"ada": dict(solved), "cleo": b"Dear grader"})
    course_folder({"bob": answered({"predict": WRONG})})
    shutil.copy(empty_book, folder)
    return settings.read(folder)


@pytest.fixture
def graded_students(tmp_path, monkeypatch):
    """Who was really graded since this was last asked: workers are processes of their own, so they write it down."""
    log = tmp_path / "graded.log"
    grade_job = work.grade_job

    def noted(job, sandbox, tell):
        with log.open("a") as file:
            file.write(f"{job.student}\n")
        return grade_job(job, sandbox, tell)

    monkeypatch.setattr(work, "grade_job", noted)

    def students():
        names = sorted(log.read_text().splitlines()) if log.exists() else []
        log.unlink(missing_ok=True)
        return names

    return students


@pytest.fixture
def grade(a02):
    """Grade a class; the whole of what that did."""

    def grade(
        class_settings, *students, workers=1, scheduler=None, progress=None, assignment=a02, limits=LIMITS, **options
    ):
        batch = Batch(workers, scheduler, limits)
        progress = progress or Silent()
        return grade_class.grade(assignment, class_settings, batch, progress, students=students, **options)

    return grade


@pytest.fixture
def book_scores(a02):
    """The scores that nbgrader's own API reads from the gradebook of a class."""

    def scores(class_settings, assignment="a02_perceptron"):
        from nbgrader.api import Gradebook

        with Gradebook(class_settings.db_url, class_settings.course_id) as book:
            return Counter({entry.student.id: entry.score for entry in book.assignment_submissions(assignment)})

    return scores
