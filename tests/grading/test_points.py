"""Points come in quarters: never all without all checks, never none for a core, nothing for a stand-in."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.grading.checks import UNCHANGED, Check, Outcome
from autograder.grading.points import demands, points


def outcome(name, share=1.0):
    return Outcome(Check(name, "f", "is right", print, {}, ()), share, None, None, ())


def outcomes(**shares):
    return [outcome(name, share) for name, share in shares.items()]


def test_instances_of_one_test_are_one_demand() -> None:
    found = [outcome("test_f[1]"), outcome("test_f[2]", 0), outcome("test_f[3]"), outcome("test_g")]
    assert demands(found) == {"test_f": pytest.approx(2 / 3), "test_g": 1.0}


@pytest.mark.parametrize(
    ("shares", "max_points", "expected"),
    [
        ({"core": 1, "b": 1, "c": 1, UNCHANGED: 1}, 1.3, 1.3),  # all checks: all points, whatever they are
        ({"core": 1, "b": 1, "c": 0, UNCHANGED: 1}, 1.0, 0.75),
        ({"core": 1, "b": 0, "c": 0, UNCHANGED: 1}, 1.0, 0.5),
        ({"core": 1, "b": 1 / 3, "c": 0, UNCHANGED: 1}, 1.0, 0.5),  # 7/12, to the nearest quarter
        ({"core": 1, "b": 0, "c": 0, UNCHANGED: 0}, 0.5, 0.25),  # an eighth, but a core is worth something
        ({"core": 1, "b": 1, "c": 0.99, UNCHANGED: 1}, 2.0, 1.75),  # not all, so not full
        ({"core": 1, "b": 1, "c": 1, UNCHANGED: 0}, 0.25, 0.0),  # less than a quarter is nothing
        ({"core": 0.5, "b": 1, "c": 0, UNCHANGED: 1}, 1.0, 0.25),  # half a core is none: three eighths, rounded down
        ({"core": 0, "b": 1, "c": 0, UNCHANGED: 1}, 1.0, 0.25),  # nor do unchanged arguments count then
        ({"core": 0, "b": 0, "c": 0, UNCHANGED: 1}, 1.0, 0.0),
        ({"how well": 0.95, UNCHANGED: 1}, 6.0, 5.5),  # an only demand that gives credit is the share
        ({"how well": 0.99, UNCHANGED: 1}, 6.0, 5.75),
        ({"how well": 0.95, UNCHANGED: 0}, 6.0, 2.75),
    ],
)
def test_points(shares: Any, max_points: Any, expected: Any) -> None:
    assert points(outcomes(**shares), max_points, lambda: frozenset({"core"})) == expected


def test_the_core_is_looked_for_only_where_it_matters() -> None:
    def core():
        raise AssertionError

    assert points(outcomes(core=1, **{UNCHANGED: 1}), 2.0, core) == 2.0
    assert points(outcomes(core=0, **{UNCHANGED: 0}), 2.0, core) == 0.0
