"""A page about the whole course, from assignment to assignment: how each went, and how each student goes on."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import numpy as np

from autograder.classroom.settings import Settings
from autograder.publish import class_report, templates
from autograder.publish.scores import Scores, StudentScore


@dataclass(frozen=True)
class Week:
    """One assignment over the class; shares are of its points, 0 to 1. `link` leads to its page, if there is one."""

    name: str
    title: str
    link: str | None
    submissions: int
    ungradable: int
    lower: float
    median: float
    upper: float
    hardest: str | None
    mistake: str | None
    times: int


@dataclass(frozen=True)
class Row:
    """One student over the course: a score or None for each assignment, and the share of all points so far."""

    student: str
    name: str
    scores: tuple[StudentScore | None, ...]
    links: tuple[str | None, ...]
    share: float


def page(found: Sequence[Scores], settings: Settings, target: Path) -> str:
    """The page as HTML, from the scores of each assignment in order; `target` is where it will be, for its links."""
    weeks = [_week(scores, settings, target) for scores in found]
    return templates.render("course_report.html.j2", weeks=weeks, rows=_rows(found, settings, target), scores=found)


def _week(scores: Scores, settings: Settings, target: Path) -> Week:
    shares = [entry.score / scores.max_score if scores.max_score else 0.0 for entry in scores.students]
    lower, median, upper = (float(value) for value in np.quantile(shares, (0.25, 0.5, 0.75)))
    own = settings.results(scores.assignment.name) / "report.html"
    earned: dict[str, list[float]] = {}
    for entry in scores.students:
        for exercise in entry.exercises:
            earned.setdefault(exercise.id, []).append(exercise.points / exercise.max_points)
    hardest = min(earned, key=lambda name: float(np.mean(earned[name])), default=None)
    words, times = _commonest(scores)
    return Week(
        name=scores.assignment.name,
        title=scores.assignment.title,
        link=_address(own, target) if own.is_file() else None,
        submissions=len(shares),
        ungradable=sum(entry.result.status == "ungradable" for entry in scores.students),
        lower=lower,
        median=median,
        upper=upper,
        hardest=hardest if hardest and float(np.mean(earned[hardest])) < 1 else None,
        mistake=words,
        times=times,
    )


def _commonest(scores: Scores) -> tuple[str | None, int]:
    """The diagnosis that most students got, if more than one did, and how many."""
    wrong = ("partial", "failed")
    told = Counter(
        exercise.diagnosis
        for entry in scores.students
        for exercise in entry.result.exercises
        if exercise.status in wrong and exercise.diagnosis
    )
    words, times = next(iter(told.most_common(1)), (None, 0))
    return (words, times) if times > 1 else (None, 0)


def _rows(found: Sequence[Scores], settings: Settings, target: Path) -> list[Row]:
    """The students by their share of all points, the best first; nothing handed in counts as 0."""
    entries = [{entry.student.id: entry for entry in scores.students} for scores in found]
    links = [class_report.links(scores, settings, target) for scores in found]
    roster = {student.id: student for scores in found for student in scores.roster}
    total = sum(scores.max_score for scores in found)
    rows = []
    for name, student in roster.items():
        own = tuple(known.get(name) for known in entries)
        earned = sum(entry.score for entry in own if entry)
        addresses = tuple(known.get(name) for known in links)
        rows.append(Row(name, student.name, own, addresses, earned / total if total else 0.0))
    return sorted(rows, key=lambda row: (-row.share, row.student))


def _address(path: Path, page: Path) -> str:
    return quote(os.path.relpath(path.resolve(), page.resolve().parent))
