"""Every message that a student can get is read once, and right answers in an odd box are right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_tools.comparison import Mismatch, as_array, require

PREDICT = "def predict(X, w):\n    return np.where(X @ w > 0, 1, -1)\n"


def own_cell(source):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def place_of(notebook, exercise):
    return next(i for i, cell in enumerate(notebook["cells"]) if f"def {exercise}(" in "".join(cell["source"]))


STOPPED = "print(w_start)\ndef classes(X, w):\n    return np.where(X @ w > 0, 1, -1)\n"
HELPER = "def classes(X):\n    a = 1\n    return X / None\n"
NONE = "One of the values is None: does a function that you call lack its return?"


@pytest.mark.parametrize(
    ("answer", "added", "text"),
    [
        (
            "def predict(X, w):\n    return classes(X, w)\n",
            STOPPED,
            "predict raised NameError: name 'classes' is not defined (line 2 of the cell). Your cell that begins with "
            "`print(w_start)` stopped before it came to `classes`: NameError: name 'w_start' is not defined "
            "(line 1 of the cell).",
        ),
        (
            PREDICT.replace("np.where", "numpy.where"),
            None,
            "predict raised NameError: name 'numpy' is not defined (line 2 of the cell). "
            "The notebook imports it as `np`: write `np.` in place of `numpy.`",
        ),
        (
            PREDICT.replace("predict", "prediction"),
            None,
            "predict raised NameError: predict is not defined. "
            "Its cell defines no `predict` (it defines `prediction`): keep the name that the stub had.",
        ),
        (
            "def predict(X, w):\n    scores = X @ w\n    return np.where(score > 0, 1, -1)\n",
            None,
            "predict raised NameError: name 'score' is not defined (line 3 of the cell). Did you mean `scores`?",
        ),
        (
            PREDICT.replace("X @ w", "X_flowers @ w"),
            None,
            "predict raised NameError: name 'X_flowers' is not defined (line 2 of the cell). Nothing that grading runs "
            "defines `X_flowers`: given cells, your solution cells and cells you added, but no demonstration or test "
            "cells.",
        ),
        (
            "class M:\n    def go(X, w):\n        return X\n\n\ndef predict(X, w):\n    return M().go(X, w)\n",
            None,
            "predict raised TypeError: M.go() takes 2 positional arguments but 3 were given (line 7 of the cell). "
            "`go` is a method: is its first parameter `self`?",
        ),
        (
            "def predict(X):\n    return X\n",
            None,
            "predict raised TypeError: predict() takes 1 positional argument but 2 were given. "
            "The function is called by position, with the arguments of the stub in their order.",
        ),
        (
            f"{HELPER}\n\ndef predict(X, w):\n    return classes(X)\n",
            None,
            "predict raised TypeError: unsupported operand type(s) for /: 'float' and 'NoneType' "
            f"(line 3 of the cell). {NONE}",
        ),
        (
            "def predict(X, w):\n    return classes(X)\n",
            HELPER,
            "predict raised TypeError: unsupported operand type(s) for /: 'float' and 'NoneType' "
            f"(line 3 of the cell of `classes`, called from line 2). {NONE}",
        ),
        (
            PREDICT.replace("return", "y =") + "    raise NotImplementedError()\n",
            None,
            "predict: `raise NotImplementedError()` still stands in line 3 of the cell; delete it",
        ),
        (
            PREDICT.replace("w):", "w)"),
            None,
            "Your cell stopped: SyntaxError: expected ':' (line 1 of the cell)",
        ),
        (PREDICT.replace("return", "y ="), None, "Your function returns None: is there a return at the end of every "),
        (
            "def predict(X, w):\n    while True:\n        pass\n",
            None,
            "predict took longer than 2 s; is there a loop without an end?",
        ),
        (
            "def predict(X, w):\n    return 1 if X @ w > 0 else -1\n",
            None,
            "predict raised ValueError: The truth value of an array with more than one element is ambiguous. Use "
            "a.any() or a.all() (line 2 of the cell). An `if` or `max` needs one truth value; for whole arrays take "
            "np.where or np.maximum.",
        ),
        (
            "def predict(X, w):\n    return np.where(X @ w.T[:, 0] > 0, 1, -1)\n",
            None,
            "predict raised IndexError: too many indices for array: array is 1-dimensional, but 2 were indexed "
            "(line 2 of the cell). The array has fewer axes than your index: look at its shape.",
        ),
    ],
)
def test_what_a_student_reads(graded: Any, answered: Any, answer: Any, added: Any, text: str) -> None:
    notebook = answered({"predict": answer})
    if added is not None:
        notebook["cells"].insert(place_of(notebook, "predict"), own_cell(added))
    result = graded(notebook)
    (found,) = [exercise for exercise in result.exercises if exercise.id == "predict"]
    assert found.diagnosis.startswith(text)
    assert found.diagnosis == text or text.endswith(" ")
    assert [other.id for other in result.exercises if other.points < other.max_points] == ["predict"]


def test_a_cell_that_stops_is_flagged_where_it_is_missed(graded: Any, answered: Any) -> None:
    missed = answered({"predict": "def predict(X, w):\n    return classes(X, w)\n"})
    missed["cells"].insert(place_of(missed, "predict"), own_cell(STOPPED))
    flag = "predict: the student's cell that begins with `print(w_start)` stopped before it came to `classes`: "
    assert [each for each in graded(missed).flags if each.startswith(flag)]
    harmless = answered({})
    harmless["cells"].insert(place_of(harmless, "predict"), own_cell("1/0\n"))
    result = graded(harmless)
    assert result.score == result.max_score and result.flags == ()


def test_the_inputs_stand_beside_what_was_expected_and_what_came(graded: Any) -> None:
    answer = "def decision_line(w):\n    return -w[1] / w[2], 7.5\n"
    (found,) = [exercise for exercise in graded(decision_line=answer).exercises if exercise.id == "decision_line"]
    failed = next(check for check in found.checks if not check.passed)
    assert [value.label for value in failed.arguments] == ["w"]
    assert len(failed.arguments[0].rows[0]) == 3
    assert failed.got and failed.expected and any(value.marked for value in failed.got)


A = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


@pytest.mark.parametrize(
    ("got", "expected", "text"),
    [
        (None, 1.0, "f: expected the number 1, got None. Is there a return at the end?"),
        (None, A, "f: expected an array of shape (3, 2), got None. Is there a return at the end?"),
        ("one", 1.0, "f: expected the number 1, got 'one' of type str"),
        ({"a": 1}, A, "f: expected an array of shape (3, 2), got {'a': 1} of type dict"),
        (7, (1.0, 2.0), "f: expected a tuple of 2, got the number 7"),
        (np.zeros(7), (1.0, A), "f: expected a tuple of 2, got an array of shape (7,)"),
        ((1, 2, 3), (1.0, 2.0), "f: expected a tuple of 2, got a tuple of 3"),
        (A.T, A, "f: expected shape (3, 2), got shape (2, 3). Did you transpose?"),
        (np.zeros(6), A, "f: expected shape (3, 2), got shape (6,): the same number of entries in another arrangement"),
        (np.zeros(4), A, "f: expected shape (3, 2), got shape (4,)"),
        (A, 1.0, "f: expected one number, got shape (3, 2)"),
        (1.0, A, "f: expected shape (3, 2), got one number"),
        ([[1, 2], [3]], A, "f: expected an array of shape (3, 2), got rows of different length"),
        (True, 1.0, "f: expected a number, got a truth value: True"),
        (A > 2, A, "f: expected numbers, got truth values: "),
        (np.array([1j, 2]), np.ones(2), "f: expected numbers, got complex numbers: "),
        (
            np.array([["a", "b"]], dtype=object),
            np.ones((1, 2)),
            "f: expected an array of shape (1, 2), got an array of Python objects (dtype object), shape (1, 2)",
        ),
        (np.nan, 1.0, "f: expected 1, got nan: not finite"),
        (np.array([1.0, np.inf]), np.ones(2), "f: expected [1., 1.], got [ 1., inf]: not finite at index 1"),
        (2.5, 1.0, "f: expected 1, got 2.5"),
        (1.00001, 1.0, "f: expected 1, got 1.00001"),
        (1.000002, 1.0, "f: expected 1, got 1.000002"),
        (
            np.array([1.0, 2.5, 3.0]),
            np.ones(3),
            "f: expected [1., 1., 1.], got [1. , 2.5, 3. ]; 2 of 3 differ, most at index 2 by 2",
        ),
        ((1.0, 2.5), (1.0, 2.0), "f[1]: expected 2, got 2.5"),
        ({"a": 2}, {"a": 1}, "f['a']: expected 1, got 2"),
        ({"b": 1}, {"a": 1}, "f: expected the keys ['a'], got ['b']"),
        ([1], {"a": 1}, "f: expected a dict, got a list of 1"),
        ("relu", "tanh", "f: expected 'tanh', got 'relu'"),
    ],
)
def test_each_rung_of_the_ladder_is_one_clear_sentence(got: Any, expected: Any, text: str) -> None:
    with pytest.raises(Mismatch) as caught:
        require(got, expected, label="f")
    assert str(caught.value).startswith(text)
    assert str(caught.value) == text or text.endswith(": ")


class Own(np.ndarray):
    """A subclass of a student's."""


RIGHT = {
    "a subclass": "    return s.view(Own)\n",
    "a masked array without a mask": "    return np.ma.array(s)\n",
    "a list": "    return s.tolist()\n",
    "objects that are numbers": "    return s.astype(object)\n",
    "float32": "    return s.astype(np.float32)\n",
    "whole numbers": "    return s.astype(np.int8)\n",
    "a matrix's row": "    return np.asmatrix(s).A1\n",
}


@pytest.mark.parametrize("form", RIGHT)
def test_a_right_answer_is_right_in_any_box(graded: Any, form: Any) -> None:
    answer = "class Own(np.ndarray):\n    pass\n\n\ndef predict(X, w):\n    s = np.where(X @ w > 0, 1, -1)\n"
    result = graded(predict=answer + RIGHT[form])
    assert result.score == result.max_score, [each.diagnosis for each in result.exercises]


@pytest.mark.parametrize("form", ["a subclass", "a list", "objects that are numbers", "float32"])
def test_a_right_array_of_fractions_too(graded: Any, form: Any) -> None:
    own = "class Own(np.ndarray):\n    pass\n\n\n"
    answer = "def adaline_update(w, x, t, alpha):\n    s = w + alpha * (t - w @ x) * x\n"
    result = graded(adaline_update=own + answer + RIGHT[form])
    assert result.score == result.max_score, [each.diagnosis for each in result.exercises]


@pytest.mark.parametrize(
    ("got", "fair"),
    [
        (np.ones(2).view(Own), True),
        (np.ma.array([1.0, 1.0]), True),
        (np.array([1.0, 1.0], dtype=object), True),
        (np.ones(2, dtype=np.float32), True),
        (np.ma.array([1.0, 5.0], mask=[False, True]), False),  # what is masked is no answer
        (np.array([True, True], dtype=object), False),
    ],
)
def test_what_is_compared_is_the_plain_array(got: Any, fair: Any) -> None:
    if fair:
        require(got, np.ones(2))
        assert type(as_array(got, (2,))) is np.ndarray
    else:
        with pytest.raises(Mismatch):
            require(got, np.ones(2))
