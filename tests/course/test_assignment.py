"""Assignments, exercises and points come from solutions/, and a broken course says what is wrong."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import nbformat
import pytest

from autograder.course import assignment as course
from autograder.course import cells as course_cells
from autograder.course.assignment import Assignment
from autograder.errors import CourseError


def test_assignments_stand_in_order(repository: Path) -> None:
    names = [one.name for one in course.assignments(repository)]
    assert names == sorted(names) and "a02_perceptron" in names
    assert all(one.source.is_file() and one.checks.is_file() and one.mistakes.is_file() for one in course.assignments())


def test_exercises_of_the_perceptron(a02: Assignment) -> None:
    assert [(one.id, one.max_points) for one in a02.exercises] == [
        ("add_bias", 0.5),
        ("predict", 1.0),
        ("zero_one_loss", 0.5),
        ("perceptron_loss", 1.0),
        ("decision_line", 1.0),
        ("perceptron_update", 2.0),
        ("fit_perceptron", 2.0),
        ("quiz_weights", 1.0),
        ("adaline_update", 1.0),
    ]
    assert a02.title == "2 · The perceptron and Adaline"


def test_the_reference_defines_every_exercise(a02: Assignment) -> None:
    assert all(callable(getattr(a02.reference, one.id)) for one in a02.exercises)


def test_an_unknown_assignment_names_those_there_are(repository: Path) -> None:
    with pytest.raises(CourseError, match=r"there is no assignment 'a99'; there are .*a02_perceptron"):
        course.assignment("a99", repository)


def test_the_five_kinds_of_cells(a02: Assignment) -> None:
    kinds = [course_cells.cell_kind(cell) for cell in a02.notebook.cells]
    assert set(kinds) == {"prose", "given", "solution", "grade", "demonstration"}
    assert kinds.count("solution") == kinds.count("grade") == len(a02.exercises)
    raw = nbformat.v4.new_raw_cell("text", metadata={"nbgrader": {"solution": True}})
    assert course_cells.cell_kind(raw) == "prose"


def test_only_given_and_solution_cells_are_run(a02: Assignment) -> None:
    wanted = [c.source for c in a02.notebook.cells if course_cells.cell_kind(c) in ("given", "solution")]
    assert course_cells.graded_source(a02.notebook) == wanted
    assert not any("plt.show" in source for source in wanted)


def test_cells_that_do_not_match_are_named(course_copy: Path) -> None:
    source = course_copy / "solutions" / "a02_perceptron" / "notebook.py"
    source.write_text(source.read_text().replace('"predict-check"', '"forecast-check"'))
    with pytest.raises(CourseError, match="do not match: forecast, predict"):
        _ = Assignment("a02_perceptron", course_copy).exercises


def test_an_assignment_travels_without_its_reference(a02: Assignment) -> None:
    one = copy.copy(a02)
    assert one.reference.add_bias is not None
    again = pickle.loads(pickle.dumps(one))
    assert again == one and "reference" not in vars(again)


def test_the_course_is_where_the_variable_says(
    monkeypatch: pytest.MonkeyPatch, course_copy: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("DELTARULE_COURSE", str(course_copy))
    assert course.root() == course_copy
    monkeypatch.setenv("DELTARULE_COURSE", str(tmp_path))
    with pytest.raises(CourseError, match="which DELTARULE_COURSE names"):
        course.root()


def test_the_course_is_the_one_that_holds_this_package(
    monkeypatch: pytest.MonkeyPatch, repository: Path, tmp_path: Path
) -> None:
    monkeypatch.delenv("DELTARULE_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert course.root() == repository


def test_load_names_the_cell_in_errors(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError) as caught:
        course_cells.load(["x = 1", "y ="], tmp_path / "a.py")
    assert caught.value.filename == "a.py [cell 1]"
