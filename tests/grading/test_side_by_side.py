"""What a page shows of a failed check: the inputs, and expected and got with the entries that differ marked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.grading.side_by_side import compare
from autograder.grading.student import StudentError
from autograder.results import from_dict, to_dict
from course_tools.comparison import Mismatch, require


def softmax(Z, axis):
    """Only its parameters' names are used."""


REFERENCE = SimpleNamespace(softmax=softmax)


def mismatch(got, expected, *arguments, **tolerance):
    with pytest.raises(Mismatch) as caught:
        require(got, expected, label="softmax", **tolerance)
    caught.value.whole, caught.value.arguments = (got, expected), arguments
    return caught.value


def shown(*values):
    return compare(mismatch(*values), REFERENCE)


def test_arguments_by_name_and_the_entries_that_differ() -> None:
    arguments, (expected,), (got,) = shown(np.array([[1.0, 9], [3, 4]]), np.array([[1.0, 2], [3, 4]]), np.eye(2), 1)
    assert [(one.label, one.rows) for one in arguments] == [("Z", (("1", "0"), ("0", "1"))), ("axis", (("1",),))]
    assert expected.rows == (("1", "2"), ("3", "4")) and got.rows == (("1", "9"), ("3", "4"))
    assert expected.marked == got.marked == ((0, 1),)
    assert expected.kind == "array of shape (2, 2)" and arguments[1].kind == "" and got.note is None


def test_within_the_checks_own_tolerance_nothing_is_marked() -> None:
    error = mismatch(np.array([1.001, 3.0]), np.array([1.0, 2.0]), rtol=0.01)
    assert compare(error, REFERENCE)[2][0].marked == ((0, 1),)


def test_nan_beside_nan_does_not_differ() -> None:
    _, (expected,), (got,) = shown(np.array([np.nan, 1.0]), np.array([np.nan, 2.0]))
    assert got.marked == ((0, 1),) and expected.rows == (("nan", "2"),)


def test_a_large_array_is_shown_around_the_first_entry_that_differs() -> None:
    expected = np.zeros((100, 50))
    got = expected.copy()
    got[70, 40] = 1
    _, (right,), (wrong,) = shown(got, expected)
    assert len(wrong.rows) == 6 and {len(row) for row in wrong.rows} == {6}
    assert wrong.note == right.note == "rows 67 to 72 of 100, columns 37 to 42 of 50"
    assert wrong.marked == ((3, 3),) and wrong.rows[3][3] == "1"


def test_as_few_digits_as_tell_the_two_apart() -> None:
    for wrong, texts in ((1.5, ("1", "1.5")), (1.0000004, ("1", "1")), (1.00001, ("1", "1.00001"))):
        error = mismatch(np.array([wrong, 1 / 3]), np.array([1.0, 1 / 3]), rtol=1e-12)
        _, (expected,), (got,) = compare(error, REFERENCE)
        assert expected.rows[0][0].startswith(texts[0]) and got.rows[0][0].startswith(texts[1])
        assert expected.rows[0][0] != got.rows[0][0] and expected.rows[0][1] == got.rows[0][1]
    assert compare(mismatch(2.0, 1 / 3), REFERENCE)[1][0].rows == (("0.33333",),)


def test_another_shape_marks_nothing_and_says_which_shapes() -> None:
    _, (expected,), (got,) = shown(np.ones((3, 2)), np.ones((2, 3)))
    assert (expected.kind, got.kind) == ("array of shape (2, 3)", "array of shape (3, 2)") and got.marked == ()


def test_of_a_tuple_only_the_parts_that_differ() -> None:
    good, right, wrong = np.ones(2), np.zeros(2), np.array([0.0, 5.0])
    _, expected, got = shown((good, (wrong, 3.0)), (good, (right, 3.0)))
    assert [one.label for one in expected] == [one.label for one in got] == ["[1][0]"]
    assert got[0].rows == (("0", "5"),) and got[0].marked == ((0, 1),)
    _, expected, got = shown({"W": wrong}, {"W": right})
    assert expected[0].label == "['W']"


@pytest.mark.parametrize(
    ("got", "expected", "texts"),
    [
        (None, 1.0, ("None", "1")),
        ("a", 2.0, ("'a'", "2")),
        ([[1, 2], [3]], np.ones(2), ("[[1, 2], [3]]", "1")),
        (np.ones((2, 2, 2)), np.zeros((2, 2, 2)), ("[[[1., 1.]", "[[[0., 0.]")),
        (np.ones(0), np.ones(2), ("[]", "1")),
        ("x" * 10_000, "y", ("'xxx", "'y'")),
    ],
)
def test_what_is_no_table_is_a_short_text(got: Any, expected: Any, texts: Any) -> None:
    _, (right,), (wrong,) = shown(got, expected)
    assert wrong.rows[0][0].startswith(texts[0]) and right.rows[0][0].startswith(texts[1])
    assert len(wrong.rows[0][0]) <= 120


def test_an_exception_shows_the_inputs() -> None:
    error = StudentError("softmax", "raised", "softmax raised ValueError: no")
    error.arguments = (np.eye(2), np.random.default_rng(1), len)
    arguments, expected, got = compare(error, REFERENCE)
    assert [one.label for one in arguments] == ["Z", "axis", "argument 3"]
    assert [one.rows for one in arguments[1:]] == [(("a random generator",),), (("a function",),)]
    assert expected == got == ()


def test_other_failures_show_nothing() -> None:
    assert compare(AssertionError("not monotone"), REFERENCE) == compare(None, REFERENCE) == ((), (), ())


def test_a_graded_submission_carries_them_and_json_keeps_them(graded: Any) -> None:
    result = graded(predict="def predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)")
    checks = next(exercise for exercise in result.exercises if exercise.id == "predict").checks
    compared = [check for check in checks if check.got]
    assert 1 <= len(compared) <= 2 and not any(check.passed for check in compared)
    assert {"X", "w"} <= {one.label for one in compared[0].arguments}
    assert compared[0].expected[0].marked == compared[0].got[0].marked != ()
    assert from_dict(to_dict(result)).exercises == result.exercises
