"""`hints.json`: what the known mistakes answer at a notebook's visible expectations, and their hints.

It goes to students, so it holds digests of wrong answers and sentences only: no code, and no right value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.course.mistakes import Mistake, mistake_answer
from autograder.course.visible import Visible, visible_outcomes
from course_tools import hints as notebook_hints

_SECONDS = 2.0  # for one grade cell: a mistake that never ends has no answer to know it by


@dataclass(frozen=True)
class Named:
    """A known mistake in the notebook: whether it turns red, and which hint the notebook then tells."""

    mistake: Mistake
    red: bool
    told: str | None

    @property
    def is_true(self) -> bool:
        """Whether the notebook tells this mistake's own hint."""
        return self.told == self.mistake.hint


def text(assignment: Assignment, mistakes: Iterable[Mistake]) -> str:
    """The content of `hints.json`."""
    cells = _cells(assignment, mistakes)
    document = {"schema": notebook_hints.SCHEMA, "made_from": _digest(assignment), "cells": cells}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def is_current(assignment: Assignment) -> bool:
    """Whether the kept hints were made from the notebook and the mistakes that are there now.

    They are not made anew to find out: that takes a minute, and what a slow mistake answers in time depends on the
    machine.
    """
    if not assignment.hints.is_file():
        return not assignment.mistakes.is_file()
    return bool(json.loads(assignment.hints.read_text(encoding="utf-8")).get("made_from") == _digest(assignment))


def _digest(assignment: Assignment) -> str:
    sha = hashlib.sha256()
    for path in (assignment.source, assignment.mistakes):
        sha.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return sha.hexdigest()[:16]


def named(assignment: Assignment, mistakes: Sequence[Mistake], document: str | None = None) -> list[Named]:
    """What a student who makes one of these mistakes sees: red or green, and the hint at the first red expectation.

    Of each assignment, the share of the red ones that are named is what `validate` shows.
    """
    cells = json.loads(document or text(assignment, mistakes))["cells"]
    return [_named(assignment, mistake, cells) for mistake in mistakes]


def told(assignment: Assignment, exercise: str, answer: Any, cells: dict[str, Any]) -> tuple[bool, str | None]:
    """Whether an answer turns red in the notebook, and the hint that the notebook then tells.

    `cells` are those of the document that `text` makes. A known mistake is best given as the text of a cell: a function
    that was made outside the notebook knows other classes of the same names.
    """
    outcomes = visible_outcomes(assignment, {exercise: answer}, probe=True, seconds=_SECONDS)
    first = next((outcome for outcome in outcomes if not outcome.passed), None)
    if first is None:
        return False, None
    if exercise not in cells or first.verdict is None:
        return True, None
    shown = [_token(outcome) for outcome in outcomes[: first.index + 1]]
    found = notebook_hints.fitting(cells[exercise], shown, (lambda: _probed(first), lambda: _series(first)))
    return True, found.pop() if len(found) == 1 else None


def _named(assignment: Assignment, mistake: Mistake, cells: dict[str, Any]) -> Named:
    return Named(mistake, *told(assignment, mistake.exercise, mistake_answer(assignment, mistake), cells))


def _cells(assignment: Assignment, mistakes: Iterable[Mistake]) -> dict[str, Any]:
    """For each exercise the keys of its expectations, and what each mistake answers there, mistakes alike merged."""
    exercises = tuple(exercise.id for exercise in assignment.exercises)
    right = {name: visible_outcomes(assignment, {}, exercises=(name,), probe=True) for name in exercises}
    cells: dict[str, Any] = {
        name: {"places": [_place(outcome) for outcome in right[name]], "mistakes": []} for name in exercises
    }
    for mistake in mistakes:
        if mistake.exercise not in cells:
            continue
        answers = {mistake.exercise: mistake_answer(assignment, mistake)}
        outcomes = visible_outcomes(assignment, answers, probe=True, seconds=_SECONDS)
        told = [outcome for outcome in outcomes if outcome.verdict is not None]
        tokens = [_entry(outcome, expected) for outcome, expected in zip(told, right[mistake.exercise], strict=False)]
        entry = [mistake.hint, " ".join(tokens)]
        if any(token != notebook_hints.RIGHT for token in tokens) and entry not in cells[mistake.exercise]["mistakes"]:
            cells[mistake.exercise]["mistakes"].append(entry)
    return {name: cell for name, cell in cells.items() if cell["mistakes"]}


def _place(outcome: Visible) -> str:
    return "" if outcome.verdict is None else notebook_hints.place(outcome.verdict.call, outcome.verdict.why)


def _token(outcome: Visible) -> str:
    verdict = outcome.verdict
    if verdict is None:
        return ""
    return notebook_hints.answer(verdict.got, verdict.error, verdict.error_text, verdict.passed)


def _value(outcome: Visible) -> str:
    return notebook_hints.answer(outcome.got, "", "", passed=False)


def _probed(outcome: Visible) -> str:
    return "" if outcome.probed is None else notebook_hints.answer(*outcome.probed, False)


def _series(outcome: Visible) -> str:
    return "" if outcome.series is None else notebook_hints.answer(outcome.series, "", "", passed=False)


def _entry(outcome: Visible, right: Visible) -> str:
    """What a mistake answers at an expectation and, where that is wrong, to other numbers: one, and several."""
    verdict = outcome.verdict
    if verdict is None or outcome.passed:
        return notebook_hints.RIGHT
    wrong = _wrong_part(verdict.got, right.got)
    odd = notebook_hints.is_telling(wrong, verdict.error) or _has_other_form(outcome.got, right.got)
    parts = [notebook_hints.marked(_token(outcome), odd), _further_entry(outcome, right), _series_entry(outcome, right)]
    return "/".join(parts).rstrip("/")


def _has_other_form(got: Any, right: Any) -> bool:
    """Whether an answer has another shape than the right one: that comes about in fewer ways than its numbers."""
    try:
        return got is not None and np.shape(got) != np.shape(right)
    except ValueError:  # rows of different length
        return False


def _further_entry(outcome: Visible, right: Visible) -> str:
    if outcome.probed is None or right.probed is None:
        return ""
    if _probed(outcome) in (_probed(right), _value(right)):  # a right value, which is not to be had here
        return notebook_hints.RIGHT
    value, error, _ = outcome.probed
    return notebook_hints.marked(
        _probed(outcome), notebook_hints.is_telling(_wrong_part(value, right.probed[0]), error)
    )


def _series_entry(outcome: Visible, right: Visible) -> str:
    if outcome.series is None or right.series is None:
        return ""
    if _series(outcome) == _series(right):
        return notebook_hints.RIGHT
    wrong = _wrong_part(outcome.series, right.series)
    return notebook_hints.marked(_series(outcome), notebook_hints.is_telling_series(wrong))


def _wrong_part(got: Any, right: Any) -> Any:
    """The parts and entries of an answer that differ from the right one: the others tell nothing about a mistake."""
    if isinstance(got, list | tuple) and isinstance(right, list | tuple) and len(got) == len(right):
        pairs = zip(got, right, strict=True)
        return [_wrong_part(mine, theirs) for mine, theirs in pairs if not _is_same(mine, theirs)]
    numeric = isinstance(got, np.ndarray) and isinstance(right, np.ndarray) and got.dtype.kind in "biufc"
    if numeric and right.dtype.kind in "biufc" and got.shape == right.shape:
        return got[~np.isclose(got, right, equal_nan=True)]
    return got


def _is_same(got: Any, right: Any) -> bool:
    return notebook_hints.answer(got, "", "", False) == notebook_hints.answer(right, "", "", False)
