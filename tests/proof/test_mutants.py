"""Mutants are small changes of the reference that compile; equivalent ones are listed with a reason."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind
from autograder.errors import AutograderError, CourseError
from autograder.proof import mutants


@pytest.fixture(scope="module")
def of_a02(a02):
    return mutants.of(a02)


def test_every_exercise_has_mutants(of_a02: Any, a02: Assignment) -> None:
    assert {one.exercise for one in of_a02} == {one.id for one in a02.exercises}
    assert len(of_a02) > 50


def test_each_differs_and_compiles(of_a02: Any, a02: Assignment) -> None:
    originals = {
        cell.metadata.nbgrader.grade_id: cell.source for cell in a02.notebook.cells if cell_kind(cell) == "solution"
    }
    for one in of_a02:
        ast.parse(one.source)
        assert one.source != originals[one.exercise] and one.was != one.now
        assert one.was in originals[one.exercise]
    assert len({(one.exercise, one.source) for one in of_a02}) == len(of_a02)


def test_the_mutants_that_a_course_must_catch(of_a02: Any) -> None:
    changes = {(one.was, one.now) for one in of_a02}
    for was, now in (
        ("return np.where(X @ w > 0, 1, -1)", "return np.where(X @ w >= 0, 1, -1)"),
        ("return w + eta * y * x", "return w - eta * y * x"),
        ("return np.mean(y != y_hat)", "return np.mean(y == y_hat)"),
        ("break", "return"),
    ):
        assert (was, now) in changes, (was, now)


def test_docstrings_are_left_alone(of_a02: Any, a02: Assignment) -> None:
    docstrings = {ast.get_docstring(node) for node in _functions(a02.notebook.cells)}
    for one in of_a02:
        assert ast.get_docstring(next(iter(ast.parse(one.source).body))) in docstrings


def _functions(cells):
    return [ast.parse(cell.source).body[0] for cell in cells if cell_kind(cell) == "solution"]


def test_those_that_mean_the_same_are_listed_with_a_reason(a02: Assignment, of_a02: Any) -> None:
    listed = mutants.equivalent(a02)
    assert listed and all(listed.values())
    assert set(listed) <= {(one.exercise, one.was, one.now) for one in of_a02}


def test_no_list_is_an_empty_one(course_copy: Path) -> None:
    one = Assignment("a02_perceptron", course_copy)
    one.equivalent.unlink()
    assert mutants.equivalent(one) == {}


def test_a_list_without_a_reason_is_a_course_error(course_copy: Path) -> None:
    path = course_copy / "solutions" / "a02_perceptron" / "equivalent.toml"
    path.write_text('[[mutant]]\nexercise = "predict"\nwas = "a"\nnow = "b"\n')
    with pytest.raises(CourseError, match="a mutant lacks 'reason'"):
        mutants.equivalent(Assignment("a02_perceptron", course_copy))


def test_what_makes_mutants_is_asked_for_by_name(a02: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mutmut.mutation.mutators", None)
    with pytest.raises(AutograderError, match=r"proving a course needs mutmut.*: install the extra `author`"):
        mutants.of(a02)
