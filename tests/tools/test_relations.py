"""A relation speaks where the numbers leave no doubt, and is silent elsewhere: a wrong hint is worse than none."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from course_tools import relations
from course_tools.relations import Pair


def explain(pairs, rtol=1e-9, atol=1e-12):
    """The sentence alone."""
    finding = relations.explain([Pair(*pair, rtol, atol) for pair in pairs])  # type: ignore[call-arg]
    return finding and finding.sentence


RNG = np.random.default_rng(5)
A = RNG.normal(size=(4, 3))
V = RNG.normal(size=7)
P = np.exp(A) / np.exp(A).sum(axis=1, keepdims=True)
WHOLE = np.array([[1, 2, 3], [4, 5, 7]])

SPEAKS = {
    "transposed": (A.T, A, (), "is the transpose"),
    "number in an array": (np.array([0.73]), 0.73, (), "in an array of shape (1,)"),
    "rearranged": (A.reshape(6, 2), A, (), "arranged in another shape"),
    "broadcast": (np.multiply.outer(V, V), V * V, (), "a column (N, 1) and a row (N,) were broadcast"),
    "terms for their mean": (V, V.mean(), (), "the mean over them is still to be taken"),
    "terms for their sum": (V, V.sum(), (), "their sum is still to be taken"),
    "last missing": (V[:-1], V, (), "The last entry is missing"),
    "first missing": (V[1:], V, (), "The first entry is missing"),
    "one too many": (np.append(V, 1.0), V, (), "one entry too many at the end"),
    "one too many in front": (np.append(1.0, V), V, (), "one entry too many at the beginning"),
    "handed back": (A, 1 - A**2, (A,), "gives its first argument back"),
    "second handed back": (V, V**2, (A, V), "gives its second argument back"),
    "never filled": (np.zeros(7), V, (), "Every entry of your answer is 0"),
    "sign": (-V, V, (), "The sign is flipped"),
    "magnitude": (np.abs(V), V, (), "negative values lost their sign"),
    "N times too large": (
        A * 4,
        A,
        (np.ones((4, 2)),),
        "N times too large, N the number of samples (4 rows of the first argument)",
    ),
    "N times too small": (V / 5, V, (np.ones((5, 2)),), "N times too small, N the number of samples (5 rows"),
    "twice": (2 * V, V, (), "exactly twice"),
    "half": (V / 2, V, (), "exactly half"),
    "log10": (V / math.log(10), V, (), "log10 for the natural logarithm"),
    "log2": (V / math.log(2), V, (), "log2 for the natural logarithm"),
    "sign and twice": (-2 * V, V, (), "sign is flipped, and your answer is twice too large"),
    "truncated": (np.trunc(V * 9), V * 9, (), "The fractions are cut off"),
    "one number truncated": (8.0, 8.365217, (), "`//` and `int` keep whole numbers only"),
    "rounded to whole": (np.round(V * 9), V * 9, (), "rounded to whole numbers"),
    "rounded": (np.round(V, 3), V, (), "rounded to 3 decimals"),
    "zero and one": (np.array([0, 1, 1, 0]), np.array([-1, 1, 1, -1]), (), "0 and 1 where −1 and +1"),
    "columns add up to 1": (np.exp(A) / np.exp(A).sum(axis=0), P, (), "over the wrong axis"),
    "all add up to 1": (np.exp(A) / np.exp(A).sum(), P, (), "each row should on its own"),
    "one too large": (V + 1, V, (), "exactly 1 too large"),
    "one too small": (V - 1, V, (), "exactly 1 too small"),
    "constant off": (V + 0.37, V, (), "off by one and the same amount"),
    "reversed": (V[::-1], V, (), "in reverse order"),
    "shifted": (np.roll(V, 1), V, (), "one place later"),
    "shuffled": (V[[2, 0, 1, 3, 5, 4, 6]], V, (), "stand in the wrong places"),
    "squared": (V**2, V, (), "the square of the right one"),
    "root": (np.sqrt(np.abs(V)), np.abs(V), (), "the square root of the right one"),
    "complement": (1 - P, P, (), "1 minus the right one"),
    "inverse": (1 / V, V, (), "1 divided by the right one"),
    "logarithm": (np.log(P), P, (), "the logarithm of the right one"),
    "overflow": (
        np.array([np.nan, 1.0]),
        np.array([1.0, 1.0]),
        (np.array([1000.0, 0.0]),),
        "not finite for large inputs",
    ),
    "NaN": (np.array([np.nan, 0.5]), np.array([1.0, 0.5]), (np.array([1.0, 0.0]),), "NaN comes out"),
    "infinity": (np.array([np.inf, 0.5]), np.array([1.0, 0.5]), (np.array([1.0, 0.0]),), "Infinity comes out"),
    "first right": (np.append(V[0], V[1:] * V[1:] + 3), V, (), "Only the first entry is right"),
    "last wrong": (np.append(V[:-1], 9.9), V, (), "Only the last entry is wrong"),
    "first wrong": (np.append(9.9, V[1:]), V, (), "Only the first entry is wrong"),
    "results swapped": ((V, A), (A, V), (), "in the wrong order"),
    "one of two results": ((A, -V), (A, V), (), "The sign is flipped"),
    "list for an array": ((-V).tolist(), V, (), "The sign is flipped"),
    "number with decimals": (2 * 0.8365217, 0.8365217, (), "exactly twice"),
}

SILENT = {
    "right": (V, V, ()),
    "nonsense": (RNG.normal(size=7), V, ()),
    "nonsense of another shape": (RNG.normal(size=5), V, ()),
    "one number too large by coincidence": (2.0, 1.0, ()),
    "a count twice the right one": (42, 21, ()),
    "a share and its complement": (0.75, 0.25, ()),
    "a count one off": (3, 2, ()),
    "a count and a right array": ((V, 3), (V, 2), ()),
    "zero for zero": (np.zeros(7), np.zeros(7), ()),
    "all zero where some should be": (np.zeros(4), np.array([0.0, 1.0, 0.0, 0.0]), ()),
    "a symmetric matrix": (A.T @ A * 1.5 + 1, A.T @ A, ()),
    "whole numbers that are cut nowhere": (WHOLE + WHOLE % 2, WHOLE, ()),
    "all numbers the same": (np.ones(4), RNG.normal(size=4), ()),
    "right but for the last digits": (V * (1 + 1e-8), V, ()),
    "yes for no": (True, False, ()),
    "None": (None, V, ()),
    "text": ("a", V, ()),
    "fewer results": ((V,), (V, V), ()),
    "an object": (object(), V, ()),
    "ragged": ([[1.0], [1.0, 2.0]], A, ()),
    "almost a factor": (V * 2 + RNG.normal(size=7) * 1e-3, V, ()),
    "N by coincidence of two": (A * 2.5, A, (np.ones((4, 2)),)),
}


@pytest.mark.parametrize("case", SPEAKS)
def test_it_speaks(case: Any) -> None:
    got, expected, arguments, words = SPEAKS[case]
    assert words in (explain([(got, expected, arguments)]) or "")


@pytest.mark.parametrize("case", SILENT)
def test_it_is_silent(case: Any) -> None:
    assert explain([SILENT[case]]) is None


def test_nothing_to_explain() -> None:
    assert explain([]) is None


def test_it_speaks_only_if_it_holds_for_every_check() -> None:
    assert "flipped" in explain([(-V, V, ()), (-A, A, ())])
    assert explain([(-V, V, ()), (A + RNG.normal(size=A.shape), A, ())]) is None


def test_checks_that_agree_are_no_evidence_against() -> None:
    assert "flipped" in explain([(-V, V, ()), (np.zeros(3), np.zeros(3), ())])


def test_several_numbers_are_no_coincidence() -> None:
    round_numbers = [(2.0 * n, float(n), ()) for n in range(2, 6)]
    assert "exactly twice" in explain(round_numbers)
    assert explain(round_numbers[:3]) is None
    assert explain([*round_numbers, (5.0, 3.0, ())]) is None


def test_one_factor_for_all_checks() -> None:
    assert explain([(V * 0.3, V, ()), (A * 0.3, A, ())]) == "All your values are off by one and the same factor, 0.3."
    assert explain([(V * 0.3, V, ()), (A * 0.4, A, ())]) is None
    assert explain([(V * 0.3, V, ())]) is None


def test_two_relations_are_none() -> None:
    assert explain([(-V, V, ()), (2 * A, A, ())]) is None


# Each of these once got a sentence, and a false one.
RETURNED = np.zeros(3)
FALSE_ONCE = {
    "a zero start handed back is no array that was never filled": [
        (np.zeros(3), np.array([0.37, 1.11, -0.73]), (RETURNED, np.array([1.0, 3.0, -2.0]), 1, 0.37))
    ],
    "one or two zeros are no array that was never filled": [(np.zeros(2), np.array([1.0, 3.0]), ())],
    "answers of 0 and 1 are not 1 too small": [(np.array([0, 0, 1, 0]) * 1.0 - 1, np.array([0, 0, 1, 0]) * 1.0, ())],
    "a class for another is not 1 too small": [(0.0, 1.0, ()), (1.0, 2.0, ())],
    "small values that became 0 are not cut off": [(np.array([0.0, 0.0, 1.0]), np.array([0.3, 0.2, 1.4]), ())],
    "one small value that became 0 is not cut off": [(0.0, 0.3682, ())],
    "0 and 1 are not rounded to two decimals": [(np.array([0.0, 1.0]), np.array([0.001237, 0.998763]), ())],
    "0 is not float32": [(np.array([0.0, 0.5]), np.array([1e-9, 0.5]), ())],
    "one round number for another": [(0.5, 0.25, ())],
    "one round number and its negative": [(np.array([2.0, 0.0]), np.array([-2.0, 0.0]), ())],
    "labels that are all wrong": [(np.array([1.0, -1.0]), np.array([-1.0, 1.0]), ())],
    "two of three results exchanged": [((0.0, 1.0), (1.0, 0.0), ())],
    "as many times too large as there are weights": [(V[:3] * 3, V[:3], (V[:3], np.ones((5, 3))))],
}


@pytest.mark.parametrize("case", FALSE_ONCE)
def test_what_was_false_once_is_not_said_any_more(case: Any) -> None:
    assert explain(FALSE_ONCE[case]) is None


def test_a_logarithm_of_zero_is_not_called_an_overflow() -> None:
    sentence = explain([(np.array([np.inf, 0.2]), np.array([27.6, 0.2]), (np.array([0.0, 0.8]),))])
    assert sentence == "Infinity comes out: a division by 0, the logarithm of 0, or an overflow."
    sentence = explain([(np.array([np.inf, 0.2]), np.array([27.6, 0.2]), (np.array([1000.0, 0.8]),))])
    assert sentence == (
        "Your answer is not finite for large inputs: an exponential overflows, or a logarithm or divisor meets 0."
    )


def test_a_relation_holds_within_the_tolerance_of_its_check() -> None:
    measured = V + RNG.normal(size=7) * 1e-7  # as central differences give it
    assert explain([(-V, measured, ())], rtol=1e-5, atol=1e-6) == "The sign is flipped."
    assert explain([(-V, measured, ())]) is None
    assert explain([(V + 3e-6, V, ())], rtol=1e-6, atol=1e-6) is None


def test_whatever_a_student_returns_nothing_raises() -> None:
    odd = [
        object(),
        {},
        [1, [2]],
        "a",
        10**400,
        np.array(["a"]),
        np.zeros((0, 2)),
        np.array([np.nan, np.inf]),
        [None],
        1j,
    ]
    for got in odd:
        for expected in (V, A, 0.3, (V, A), None, [0.1, V]):
            with np.errstate(all="raise"):
                explain([(got, expected, (A, None, "tanh"))])
