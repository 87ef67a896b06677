"""The ladder: what is equal in meaning passes, what is not fails on its own rung with its own words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_tools.comparison import Mismatch, as_array, as_number, require, show

EQUAL = {
    "list for array": ([1.0, 2.0], np.array([1.0, 2.0])),
    "tuple for array": ((1.0, 2.0), np.array([1.0, 2.0])),
    "nested list for matrix": ([[1, 2], [3, 4]], np.array([[1.0, 2.0], [3.0, 4.0]])),
    "list of rows for matrix": ([np.array([1.0, 2.0]), np.array([3.0, 4.0])], np.array([[1.0, 2.0], [3.0, 4.0]])),
    "array for list": (np.array([1.0, 2.0]), [1.0, 2.0]),
    "array for tuple": (np.array([1.0, 2.0]), (1.0, 2.0)),
    "list for tuple of results": ([[1.0, 2.0], 3], (np.array([1.0, 2.0]), 3.0)),
    "0-d array for number": (np.array(3.0), 3.0),
    "numpy scalar for number": (np.float64(3.0), 3.0),
    "number for 0-d array": (3.0, np.array(3.0)),
    "int for whole float": (3, 3.0),
    "whole float for int": (3.0, 3),
    "small int for float": (np.int8(3), 3.0),
    "unsigned for int": (np.array([1, 2], dtype=np.uint8), [1, 2]),
    "numpy bool for bool": (np.True_, True),
    "list of bools": ([True, False], np.array([True, False])),
    "rounding": (0.1 + 0.2, 0.3),
    "within the tolerance": (1.0 + 5e-7, 1.0),
    "float32": (np.float32(1 / 3), 1 / 3),
    "numbers as objects": (np.array([1, 2.0, np.float64(3.0)], dtype=object), np.array([1.0, 2.0, 3.0])),
    "tiny for zero": (1e-13, 0.0),
    "nan where nan is right": ([np.nan, 1.0], np.array([np.nan, 1.0])),
    "infinity where it is right": (-np.inf, -np.inf),
    "text": ("sigmoid", "sigmoid"),
    "None where None is right": (None, None),
    "dict in another order": ({"b": [2.0], "a": 1}, {"a": 1.0, "b": np.array([2.0])}),
    "empty": ([], np.array([])),
    "Fortran order": (np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]), [[1, 2], [3, 4]]),
}

FORBIDDEN = {
    "column for row": (np.ones((3, 1)), np.ones(3), "shape"),
    "row for column": (np.ones(3), np.ones((3, 1)), "shape"),
    "column of lists for a list": ([[1], [1]], [1.0, 1.0], "shape"),
    "(1,) for a number": (np.array([3.0]), 3.0, "shape"),
    "list of one for a number": ([3.0], 3.0, "shape"),
    "(1, 1) for a number": (np.array([[3.0]]), 3.0, "shape"),
    "number for (1,)": (3.0, np.array([3.0]), "shape"),
    "number for many equal": (1.0, np.ones(4), "shape"),
    "transposed": (np.ones((2, 3)), np.ones((3, 2)), "shape"),
    "ragged": ([[1.0, 2.0], [3.0]], np.ones((2, 2)), "shape"),
    "one result too few": ([1.0], (1.0, 2.0), "shape"),
    "one result too many": ((1.0, 2.0, 3.0), (1.0, 2.0), "shape"),
    "bool for number": (True, 1.0, "kind"),
    "numpy bool for number": (np.True_, 1, "kind"),
    "bools for numbers": ([True, False], np.array([1.0, 0.0]), "kind"),
    "number for bool": (1, True, "kind"),
    "complex for number": (1 + 0j, 1.0, "kind"),
    "complex for numbers": (np.array([1 + 0j, 2]), np.array([1.0, 2.0]), "kind"),
    "None for number": (None, 1.0, "none"),
    "None for array": (None, np.ones(2), "none"),
    "None for results": (None, (1.0, 2.0), "none"),
    "None inside results": ((1.0, None), (1.0, 2.0), "none"),
    "None among numbers": ([1.0, None], np.array([1.0, 2.0]), "type"),
    "array of other objects": (np.array([1.0, None], dtype=object), np.array([1.0, 2.0]), "type"),
    "array of truth values as objects": (np.array([1.0, True], dtype=object), np.array([1.0, 1.0]), "type"),
    "array of texts": (np.array(["1", "2"]), np.array([1.0, 2.0]), "type"),
    "text for number": ("3", 3.0, "type"),
    "number for text": (3.0, "3", "value"),
    "set for array": ({1.0, 2.0}, np.array([1.0, 2.0]), "type"),
    "dict for array": ({0: 1.0}, np.array([1.0]), "type"),
    "list for dict": ([1.0], {"a": 1.0}, "type"),
    "other keys": ({"a": 1.0, "c": 2.0}, {"a": 1.0, "b": 2.0}, "shape"),
    "number for results": (1.0, (1.0, 2.0), "type"),
    "integer beyond float": (2**70, 3.0, "type"),
    "function": (abs, 3.0, "type"),
    "NaN for number": (np.nan, 1.0, "finite"),
    "NaN in an array": ([1.0, np.nan], np.array([1.0, 2.0]), "finite"),
    "infinity for number": (np.inf, 1.0, "finite"),
    "the other infinity": (np.inf, -np.inf, "finite"),
    "number for NaN": (1.0, np.nan, "value"),
    "half precision": (np.float16(1 / 3), 1 / 3, "value"),
    "cut decimals": (0.33333, 1 / 3, "value"),
    "other number": (1.0 + 1e-5, 1.0, "value"),
    "sign of a tiny value": (-1e-6, 1e-6, "value"),
    "value in results": (([1.0, 2.0], 3), ([1.0, 2.0], 4), "value"),
    "text differs": ("tanh", "sigmoid", "value"),
    "value where None is right": (0, None, "value"),
}


@pytest.mark.parametrize("case", EQUAL)
def test_equal_in_meaning_passes(case: Any) -> None:
    require(*EQUAL[case])


@pytest.mark.parametrize("case", FORBIDDEN)
def test_what_is_not_equal_fails_on_its_rung(case: Any) -> None:
    got, expected, rung = FORBIDDEN[case]
    with pytest.raises(Mismatch) as caught:
        require(got, expected, label="relu")
    assert caught.value.rung == rung
    assert str(caught.value).startswith("relu")


@pytest.mark.parametrize(
    ("got", "expected", "text"),
    [
        (None, 1.5, "relu: expected the number 1.5, got None. Is there a return at the end?"),
        (np.ones((3, 4)), np.ones((4, 3)), "relu: expected shape (4, 3), got shape (3, 4). Did you transpose?"),
        (
            np.ones((3, 1)),
            np.ones(3),
            "relu: expected shape (3,), got shape (3, 1): the same number of entries in another arrangement",
        ),
        (
            np.ones(1),
            1.0,
            "relu: expected one number, got shape (1,): the same number of entries in another arrangement",
        ),
        (2.0, np.ones(3), "relu: expected shape (3,), got one number"),
        (True, 1.0, "relu: expected a number, got a truth value: True"),
        (2.5, 1.0, "relu: expected 1, got 2.5"),
        ((1.0, 3.0), (1.0, 2.0), "relu[1]: expected 2, got 3"),
        ({"W": 3.0}, {"W": 2.0}, "relu['W']: expected 2, got 3"),
        ([[1.0], [2.0, 3.0]], np.ones(2), "relu: expected an array of shape (2,), got rows of different length"),
        ("a", 1.0, "relu: expected the number 1, got 'a' of type str"),
        ([1.0, np.nan], np.array([1.0, 2.0]), "relu: expected [1., 2.], got [ 1., nan]: not finite at index 1"),
        (
            [1.0, 5.0, 2.5],
            np.array([1.0, 2.0, 3.0]),
            "relu: expected [1., 2., 3.], got [1. , 5. , 2.5]; 2 of 3 differ, most at index 1 by 3",
        ),
    ],
)
def test_the_message_says_expected_and_got(got: Any, expected: Any, text: str) -> None:
    with pytest.raises(Mismatch) as caught:
        require(got, expected, label="relu")
    assert str(caught.value) == text


def test_a_mismatch_keeps_what_was_compared() -> None:
    with pytest.raises(Mismatch) as caught:
        require(3.0, 2.0, label="loss")
    assert (caught.value.label, caught.value.whole) == ("loss", (3.0, 2.0))


def test_a_wider_tolerance_is_used_everywhere_in_a_structure() -> None:
    require(([1.001], {"loss": 2.002}), ([1.0], {"loss": 2.0}), rtol=1e-2)
    with pytest.raises(Mismatch, match="loss"):
        require(([1.001], {"loss": 2.2}), ([1.0], {"loss": 2.0}), rtol=1e-2)


def test_a_value_whose_own_methods_raise_gives_a_mismatch() -> None:
    class Broken:
        def __repr__(self):
            raise RuntimeError

    with pytest.raises(Mismatch, match="Broken that cannot be shown: RuntimeError"):
        require(Broken(), 1.0)


def test_as_array_takes_numbers_of_the_shape() -> None:
    assert as_array([[1, 2]], (1, 2)).dtype == np.float64
    assert as_array((1.5,)).tolist() == [1.5]
    assert as_number(np.array(2)) == 2.0


@pytest.mark.parametrize(
    ("got", "rung"),
    [
        (None, "none"),
        ("ab", "type"),
        ([1.0], "shape"),
        ([[1.0], [2.0]], "shape"),
        ([True, False], "kind"),
        ([1j, 2.0], "kind"),
        ([1.0, np.inf], "finite"),
    ],
)
def test_as_array_refuses(got: Any, rung: Any) -> None:
    with pytest.raises(Mismatch) as caught:
        as_array(got, (2,))
    assert caught.value.rung == rung


@pytest.mark.parametrize("got", [[1.0], np.ones((1, 1)), True, np.nan, None])
def test_as_number_refuses(got: Any) -> None:
    with pytest.raises(Mismatch):
        as_number(got)


def test_show_is_short() -> None:
    assert show(1 / 3) == "0.3333333"
    assert show((1.0,)) == "(1,)"
    assert show(np.float32(0.5)) == "0.5"
    assert show(list(range(20))) == "[0, 1, 2, 3, 4, 5, 6, 7, …]"
    assert len(show("x" * 1000)) == 300
    assert len(show(np.arange(10_000.0))) < 100


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (1.00000001, 1.0, "expected 1.0, got 1.00000001"),
        (True, 1, "expected a number, got a truth value"),
        (np.array([True]), np.array([1]), "expected numbers, got truth values"),
        (1j, 1.0, "expected a number, got a complex number"),
        (len, 1.0, "got <built-in function len>"),
    ],
)
def test_the_words_for_what_differs(got: Any, expected: Any, words: str) -> None:
    with pytest.raises(Mismatch) as caught:
        require(got, expected, rtol=1e-9)
    assert words in str(caught.value)
