"""What an exercise's outcomes are worth: one share for each demand, points in quarters.

A demand is what one test function asks for; its parametrised instances share its weight, and *leaves its arguments
unchanged* is one more. A demand is of the *core* if no stand-in passes it (see `stand_ins`): only a function that does
what was asked, on inputs that nobody has seen, gets there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from autograder.grading.checks import UNCHANGED, Outcome

QUARTER = 0.25
_ROUNDING = 1e-9  # of sums of shares such as 1/3


def demands(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The share (0 to 1) of each demand, by the name of its test function: the mean of its instances."""
    shares: dict[str, list[float]] = {}
    for outcome in outcomes:
        shares.setdefault(outcome.check.demand, []).append(outcome.share)
    return {name: sum(each) / len(each) for name, each in shares.items()}


def points(outcomes: Sequence[Outcome], max_points: float, core: Callable[[], frozenset[str]]) -> float:
    """The points for these outcomes of one exercise: a multiple of a quarter, and all of them only if all checks pass.

    With a demand of the core passed, the share of the demands is rounded to the nearest quarter, and is at least one.
    Without, it is rounded down, and unchanged arguments earn nothing. `core` is asked only where it matters.
    An only demand that measures how well (`credit`) is itself the share, rounded down, if the arguments are unchanged.
    """
    if all(outcome.share == 1 for outcome in outcomes):
        return max_points
    shares = demands(outcomes)
    unchanged = shares.pop(UNCHANGED)
    if not any(shares.values()):
        return 0.0
    highest = max(0, math.ceil(max_points / QUARTER - _ROUNDING) - 1)  # quarters that are less than all points
    if len(shares) == 1 and unchanged and any(0 < outcome.share < 1 for outcome in outcomes):
        quarters = math.floor(sum(shares.values()) * max_points / QUARTER + _ROUNDING)
    elif any(share == 1 and name in core() for name, share in shares.items()):
        earned = (sum(shares.values()) + unchanged) / (len(shares) + 1) * max_points / QUARTER
        quarters = max(1, math.floor(earned + 0.5 + _ROUNDING))
    else:
        earned = sum(shares.values()) / (len(shares) + 1) * max_points / QUARTER
        quarters = math.floor(earned + _ROUNDING)
    return min(quarters, highest) * QUARTER
