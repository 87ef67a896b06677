"""Digests of answers, and which hint fits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_tools import hints


def digest(value):
    return hints.answer(value, "", "", passed=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, 2], np.array([1.0, 2.0])),
        (1 / 3, 0.1 + 0.2 + 0.1 / 3),
        (1.234565, 1.2345650000001),
        (0.0, -1e-17),
        ((1.0, [2.0]), [1.0, np.array([2])]),
        (np.float64(3), 3),
    ],
)
def test_equal_answers_have_one_digest(one: Any, other: Any) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"), [(1.0, 1.0001), ([1, 2], [2, 1]), ([[1, 2]], [1, 2]), (True, 1), (None, 0), ("a", "b"), ({}, [])]
)
def test_other_answers_have_another(one: Any, other: Any) -> None:
    assert digest(one) != digest(other)


@pytest.mark.parametrize(
    ("got", "telling"), [(0.0, False), (1, False), (3, False), (0.35, True), (17, True), (np.nan, False), (None, False)]
)
def test_a_single_small_count_tells_nothing(got: Any, telling: Any) -> None:
    assert hints.is_telling(got, "") is telling


def test_exactly_one_hint_or_none() -> None:
    table = {"mistakes": [["a", "= aa/11 cc"], ["b", "= aa/22 dd"], ["c", "ee"], ["d", "?ff"]]}
    assert hints.fitting(table, ["=", "aa"], [lambda: "11"]) == {"a"}
    assert hints.fitting(table, ["=", "aa"], [lambda: "33"]) == set()
    assert hints.fitting(table, ["=", "aa"], [lambda: ""]) == {"a", "b"}
    assert hints.fitting(table, ["ee"], [lambda: ""]) == {"c"}
    assert hints.fitting(table, ["ff"], [lambda: ""]) == set()


def test_a_series_tells_apart_what_one_answer_does_not() -> None:
    table = {"mistakes": [["a", "?aa//11"], ["b", "?aa//?22"], ["c", "?bb/=/33"]]}

    def further(series):
        return [lambda: "", lambda: series]

    assert hints.fitting(table, ["aa"], further("11")) == {"a"}
    assert hints.fitting(table, ["aa"], further("22")) == set()  # few values, and always the same
    assert hints.fitting(table, ["aa"], further("44")) == set()
    assert hints.fitting(table, ["aa"], further("")) == set()
    assert hints.fitting(table, ["bb"], further("33")) == {"c"}


def test_a_series_is_not_asked_for_where_no_mistake_fits() -> None:
    def never():
        raise AssertionError

    assert hints.fitting({"mistakes": [["a", "aa//11"], ["b", "bb"]]}, ["cc"], [never, never]) == set()
    assert hints.fitting({"mistakes": [["a", "aa//11"], ["b", "bb"]]}, ["bb"], [never, never]) == {"b"}


def test_a_series_moves_labels_and_changes_fractions_and_leaves_counts() -> None:
    seen = []

    def answer(*arguments):
        seen.append(arguments)

    assert hints.series(answer, (np.array([0, 1, 2]), 3, "tanh", np.array([0.5, -2.0]), [1.5, 2.5])) == [None] * 6
    for labels, count, name, array, numbers in seen:
        assert sorted(labels) == [0, 1, 2] and (count, name) == (3, "tanh")
        assert np.isfinite(array).all() and not np.allclose(array, [0.5, -2.0])
        assert len(numbers) == 2 and numbers != [1.5, 2.5]
    assert len({tuple(labels) for labels, *_ in seen}) == 3
    assert hints.series(answer, (3, "tanh")) is None


def test_a_series_of_one_and_the_same_answer_tells_nothing() -> None:
    assert not hints.is_telling_series([np.array([1, 1])] * 6)
    assert hints.is_telling_series([np.array([1, -1]), np.array([-1, 1]), np.array([1, 1]), None])
    assert not hints.is_telling_series(["ValueError"] * 6)


def test_a_probe_changes_fractions_only() -> None:
    seen = []
    hints.probe(lambda *arguments: seen.append(arguments), (1.0, 3, "tanh", np.array([1, -1]), [(np.ones(2), None)]))
    ((number, count, name, labels, [(array, none)]),) = seen
    assert number != 1.0 and (count, name, none) == (3, "tanh", None)
    assert labels.tolist() == [1, -1] and not np.allclose(array, 1)
    assert hints.probe(lambda n: n, (3,)) is None


def test_a_probe_that_raises_is_an_answer_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def loud(x):
        print("called")
        raise ValueError("no")

    assert hints.probe(loud, (1.0,)) == (None, "raised", "ValueError")
    assert capsys.readouterr().out == ""
