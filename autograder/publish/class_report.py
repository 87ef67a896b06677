"""A page about the class: the scores, what was hard, which mistakes were made and by whom."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

import numpy as np

from autograder.classroom.settings import Settings
from autograder.course.assignment import Assignment, Exercise
from autograder.publish import templates
from autograder.publish.scores import Scores
from autograder.publish.similarity import Similarity
from autograder.results import ExerciseResult, Result

_UNNAMED = "No typical mistake was recognised."
_OFTEN = 5  # mistakes of an exercise that are shown at once
_SLOWEST = 3  # submissions that are named
_FEWEST = 5  # submissions from which a correlation says anything
_SAME = 1e-9
_COLUMNS = 10
_WIDTH, _HEIGHT, _MARGIN, _FLOOR, _TOP = 720.0, 290.0, 20.0, 205.0, 24.0  # of the histogram, in its own units


@dataclass(frozen=True)
class Spread:
    """How the scores are spread: of the points, or places in the picture."""

    least: float
    lower: float
    median: float
    upper: float
    most: float
    mean: float


@dataclass(frozen=True)
class Mistake:
    """A diagnosis and who got it, at one exercise."""

    exercise: str
    words: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """One exercise over the class: how many of each status, the share of its points, the mistakes by frequency.

    `discrimination` is the item-rest correlation: Pearson's r between the points of this exercise and the points
    of all others; None where one of them is the same for everybody.
    """

    id: str
    counts: dict[str, int]
    share: float
    mistakes: tuple[Mistake, ...]
    discrimination: float | None


@dataclass(frozen=True)
class Arrival:
    """When the first and the last submission came in (UTC), when they were due, and how many came later."""

    first: datetime
    last: datetime
    due: datetime | None
    late: int | None
    penalised: int


@dataclass(frozen=True)
class Column:
    """A column of the histogram, in the picture's units."""

    x: float
    y: float
    width: float
    height: float
    count: int
    label: str


def page(
    found: Sequence[Result],
    assignment: Assignment,
    *,
    scores: Scores | None = None,
    links: Mapping[str, str] = MappingProxyType({}),
    similarity: Similarity | None = None,
) -> str:
    """The page as HTML. Its figures are of the graded submissions; those that could not be graded are listed.

    `scores` adds when submissions came in, `links` are the students' pages by student.
    """
    graded = [result for result in found if result.status == "graded"]
    top = sum(exercise.max_points for exercise in assignment.exercises)
    exercises = [_summary(exercise, graded) for exercise in assignment.exercises]
    spread = _spread([result.score for result in graded]) if graded else None
    return templates.render(
        "class_report.html.j2",
        assignment=assignment,
        found=found,
        graded=graded,
        ungradable=[result for result in found if result.status == "ungradable"],
        flagged=[result for result in found if result.flags],
        top=top,
        full=sum(result.score >= result.max_score for result in graded),
        spread=spread,
        chart=_chart([result.score for result in graded], spread, top) if spread else None,
        exercises=exercises,
        hardest=min((each for each in exercises if each.share < 1), key=lambda each: each.share, default=None),
        commonest=_commonest(exercises),
        rows=[(result, _cells(result, assignment)) for result in sorted(found, key=_order)],
        often=_OFTEN,
        links=links,
        seeds=sorted({result.seed for result in graded if result.seed}),
        slow=sorted(graded, key=lambda result: -result.seconds)[:_SLOWEST],
        median_seconds=float(np.median([result.seconds for result in graded])) if graded else 0.0,
        arrival=_arrival(scores) if scores else None,
        similarity=similarity,
    )


def links(scores: Scores, settings: Settings, page: Path) -> dict[str, str]:
    """From a page to those of the students that are there, as relative addresses by student."""
    name = scores.assignment.name
    found = {}
    for entry in scores.students:
        target = settings.folder("feedback", entry.student.id, name) / f"{name}.html"
        if target.is_file():
            found[entry.student.id] = quote(os.path.relpath(target, page.resolve().parent))
    return found


def _arrival(scores: Scores) -> Arrival | None:
    times = [entry.timestamp for entry in scores.students if entry.timestamp]
    if not times:
        return None
    late = sum(entry.timestamp > scores.due for entry in scores.students if entry.timestamp) if scores.due else None
    return Arrival(min(times), max(times), scores.due, late, sum(entry.penalty > 0 for entry in scores.students))


def _order(result: Result) -> tuple[bool, float, str]:
    return result.status == "ungradable", -result.score, templates.name(result)


def _cells(result: Result, assignment: Assignment) -> list[ExerciseResult | None]:
    """The exercises of one submission in the notebook's order; None for what its result does not know."""
    known = {exercise.id: exercise for exercise in result.exercises}
    return [known.get(exercise.id) for exercise in assignment.exercises]


def _summary(exercise: Exercise, graded: Sequence[Result]) -> Summary:
    counts = dict.fromkeys(templates.STATUS, 0)
    earned = 0.0
    mistakes: dict[str, list[str]] = {}
    for result in graded:
        graded_exercise = next((other for other in result.exercises if other.id == exercise.id), None)
        counts[graded_exercise.status if graded_exercise else "missing"] += 1
        if graded_exercise is None:
            continue
        earned += graded_exercise.points
        if graded_exercise.status in ("partial", "failed"):
            mistakes.setdefault(graded_exercise.diagnosis or _UNNAMED, []).append(templates.name(result))
    by_frequency = sorted(mistakes.items(), key=lambda pair: (-len(pair[1]), pair[0] == _UNNAMED))
    share = earned / (len(graded) * exercise.max_points) if graded and exercise.max_points else 1.0
    named = tuple(Mistake(exercise.id, words, tuple(students)) for words, students in by_frequency)
    return Summary(exercise.id, counts, share, named, _discrimination(exercise.id, graded))


def _discrimination(exercise: str, graded: Sequence[Result]) -> float | None:
    """The item-rest correlation of an exercise; see `Summary`."""
    points = [{each.id: each.points for each in result.exercises} for result in graded]
    item = np.array([known.get(exercise, 0.0) for known in points])
    rest = np.array([sum(known.values()) for known in points]) - item
    if len(points) < _FEWEST or np.ptp(item) < _SAME or np.ptp(rest) < _SAME:
        return None
    return float(np.corrcoef(item, rest)[0, 1])


def _commonest(exercises: Sequence[Summary]) -> Mistake | None:
    """The mistake that most students made, if more than one did."""
    named = [mistake for exercise in exercises for mistake in exercise.mistakes if mistake.words != _UNNAMED]
    most = max(named, key=lambda mistake: len(mistake.students), default=None)
    return most if most is not None and len(most.students) > 1 else None


def _spread(scores: Sequence[float]) -> Spread:
    least, lower, median, upper, most = (float(value) for value in np.quantile(scores, (0, 0.25, 0.5, 0.75, 1)))
    return Spread(least, lower, median, upper, most, mean=float(np.mean(scores)))


def _chart(scores: Sequence[float], spread: Spread, top: float) -> dict[str, object]:
    """The histogram's geometry: ten columns from no points to all of them, and the box below."""
    left, right = _MARGIN, _WIDTH - _MARGIN

    def x(score: float) -> float:
        return round(left + (right - left) * min(max(score / top, 0.0), 1.0), 1) if top else left

    edges = np.linspace(0, top or 1.0, _COLUMNS + 1)
    counts = np.histogram(np.clip(scores, 0, edges[-1]), edges)[0]
    tallest = max(int(counts.max()), 1)
    columns = []
    for low, high, count in zip(edges, edges[1:], counts, strict=False):
        height = round((_FLOOR - _TOP) * int(count) / tallest, 1)
        label = f"{templates.points(float(low))} to {templates.points(float(high))}"
        columns.append(Column(x(low) + 2, _FLOOR - height, x(high) - x(low) - 4, height, int(count), label))
    places = {name: x(value) for name, value in vars(spread).items()}
    ticks = [{"x": x(float(edge)), "score": float(edge)} for edge in edges]
    frame = {"width": _WIDTH, "height": _HEIGHT, "left": left, "right": right, "floor": _FLOOR}
    return {**frame, **places, "columns": columns, "ticks": ticks}
