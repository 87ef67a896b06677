"""What answers earn that know nothing of an exercise: at most a fifth of its points."""

from __future__ import annotations

from functools import partial

from autograder.course.assignment import Assignment
from autograder.grading.points import points
from autograder.grading.stand_ins import REPLAY, core, outcomes, stand_ins
from autograder.proof.plan import Earned

AT_MOST = 0.2


def best(assignment: Assignment, exercise: str, seed: int) -> tuple[Earned, Earned]:
    """What the answers recorded under one seed earn under another, and what the best of the trivial ones earns."""
    (max_points,) = [each.max_points for each in assignment.exercises if each.id == exercise]
    found = []
    for name, answer in stand_ins(assignment, exercise, last_seed=seed + 1).items():
        graded = outcomes(assignment, exercise, answer, seed)
        share = points(graded, max_points, partial(core, assignment, exercise)) / max_points
        found.append(Earned(exercise, share, name))
    replayed = [each for each in found if each.stand_in == REPLAY]
    trivial = [each for each in found if each.stand_in != REPLAY]
    nothing = Earned(exercise, 0.0, REPLAY)
    return max(replayed, default=nothing, key=_share), max(trivial, default=nothing, key=_share)


def _share(earned: Earned) -> float:
    return earned.share
