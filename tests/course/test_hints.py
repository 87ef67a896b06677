"""`hints.json`: every known mistake at the visible expectations; wrong answers and sentences, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course import assignment as course
from autograder.course import hints
from autograder.course.assignment import Assignment
from autograder.course.mistakes import mistakes
from autograder.course.visible import visible_outcomes
from course_tools import expect
from course_tools import hints as notebook_hints
from course_tools.expectations import ExpectationFailed


@pytest.fixture(scope="module")
def document():
    a02 = course.assignment("a02_perceptron")
    return hints.text(a02, mistakes(a02))


def test_it_is_the_same_at_each_run(a02: Assignment, document: Any) -> None:
    assert hints.text(a02, mistakes(a02)) == document
    assert document.endswith("}\n")


def test_most_mistakes_that_turn_red_are_named_and_none_falsely(a02: Assignment, document: Any) -> None:
    named = hints.named(a02, mistakes(a02), document)
    red = [each for each in named if each.red]
    assert sum(each.is_true for each in red) > 0.75 * len(red)
    assert [each.mistake.name for each in red if each.told and not each.is_true] == []


def test_no_entry_equals_a_right_answer(a02: Assignment, document: Any) -> None:
    cells = json.loads(document)["cells"]
    for exercise, table in cells.items():
        right = visible_outcomes(a02, {}, exercises=(exercise,), probe=True)
        for hint, answers in table["mistakes"]:
            for token, outcome in zip(answers.split(), right, strict=False):
                wrong, probed, series = [*(part.removeprefix("?") for part in token.split("/")), "", ""][:3]
                assert wrong != notebook_hints.answer(outcome.got, "", "", False), (exercise, hint)
                assert not outcome.probed or probed != notebook_hints.answer(*outcome.probed, False), (exercise, hint)
                assert not outcome.series or series != notebook_hints.answer(outcome.series, "", "", False), hint


def test_it_holds_no_code(a02: Assignment, document: Any) -> None:
    allowed = {" ".join(mistake.hint.split()) for mistake in mistakes(a02)}
    for table in json.loads(document)["cells"].values():
        assert set(table) == {"mistakes", "places"}
        assert {hint for hint, _ in table["mistakes"]} <= allowed
        assert all(set(answers) <= set("0123456789abcdef=?/ ") for _, answers in table["mistakes"])


@pytest.fixture
def beside(a02, document, tmp_path, monkeypatch):
    """A notebook's folder with its hints."""
    (tmp_path / "hints.json").write_text(document)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(notebook_hints, "_shown", {})
    return visible_outcomes(a02, {}, exercises=("perceptron_update",))


def run_cell(outcomes, function):
    """What a student sees: the cell's expectations in order, until one fails."""
    function.__name__ = "perceptron_update"
    for outcome in outcomes:
        verdict = outcome.verdict
        expect(function, *verdict.arguments).gives(verdict.expected, verdict.why)


def sign_flipped(w, x, y, eta):
    return w - eta * y * x if y * (w @ x) <= 0 else w.copy()


def nobody_knows_this(w, x, y, eta):
    return w + 0.7654321 * eta * np.sqrt(np.abs(x)) if y * (w @ x) <= 0 else w.copy()


def test_the_notebook_names_the_mistake_written_in_other_words(beside: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ExpectationFailed):
        run_cell(beside, sign_flipped)
    assert "hint     The step has the wrong sign" in capsys.readouterr().out


def test_the_notebook_is_silent_on_a_mistake_that_nobody_knows(beside: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ExpectationFailed):
        run_cell(beside, nobody_knows_this)
    assert "hint " not in capsys.readouterr().out


def test_a_like_answer_to_the_example_alone_is_not_enough(beside: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The flipped sign gives the same at the example by hand, but not at other numbers."""

    def by_chance(w, x, y, eta):
        wrong = sign_flipped(w, x, y, eta)
        return wrong if np.allclose(np.round(x), x) else wrong + 0.3

    with pytest.raises(ExpectationFailed):
        run_cell(beside, by_chance)
    assert "hint " not in capsys.readouterr().out


def test_a_function_that_never_ends_on_other_numbers_costs_half_a_second(
    beside: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    def endless(w, x, y, eta):
        while not np.allclose(np.round(x), x):
            pass
        return sign_flipped(w, x, y, eta)

    with pytest.raises(ExpectationFailed):
        run_cell(beside, endless)
    capsys.readouterr()


def test_without_hints_it_works_as_ever(beside: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for content in ("", "[]", '{"schema": 99, "cells": {}}'):
        (tmp_path / "hints.json").write_text(content)
        notebook_hints._tables.cache_clear()
        with pytest.raises(ExpectationFailed):
            run_cell(beside, sign_flipped)
        assert "hint " not in capsys.readouterr().out
    notebook_hints._tables.cache_clear()


HEADER = '# %% nbgrader={{"grade": {}, "grade_id": "{}", "locked": {}, {}"schema_version": 3, "solution": {}}}\n'


def test_a_mistake_makes_objects_of_the_notebooks_own_class(tmp_path: Path) -> None:
    """A class of a given cell: what the mistake makes of `right.Box` must be what the notebook's helper calls a Box."""
    folder = tmp_path / "solutions" / "a01_boxes"
    folder.mkdir(parents=True)
    (folder / "notebook.py").write_text(
        HEADER.format("false", "given-box", "true", "", "false")
        + "from course_tools import expect\n\n"
        + "class Box:\n    def __init__(self, value):\n        self.value = value\n\n"
        + "def value_of(operation, number):\n    box = operation(Box(number))\n"
        + "    if not isinstance(box, Box):\n        raise TypeError('expected a Box')\n    return box.value\n\n"
        + HEADER.format("false", "double", "false", "", "true")
        + "def double(box):\n    ### BEGIN SOLUTION\n    return Box(2 * box.value)\n    ### END SOLUTION\n\n"
        + HEADER.format("true", "double-check", "true", '"points": 1, ', "false")
        + "expect(value_of, double, 3.3).gives(6.6)\n"
    )
    (folder / "mistakes.py").write_text(
        'def double__square(box):\n    """A square."""\n    return right.Box(box.value**2)\n\n'
        'def double__half(box):\n    """A half."""\n    return right.Box(right.double(box).value / 4)\n\n'
        'def double__number(box):\n    """A number."""\n    return right.double(box).value\n'
    )
    boxes = course.assignment("a01_boxes", tmp_path)
    named = hints.named(boxes, mistakes(boxes))
    assert [(each.mistake.name, each.told) for each in named] == [
        ("double__square", "A square."),
        ("double__half", "A half."),
        ("double__number", "A number."),
    ]


def test_what_is_right_in_a_wrong_answer_tells_nothing(a02: Assignment, document: Any) -> None:
    """The weights are right and only the count is 1: that comes about in many ways, the count of passes among them."""
    source = next(cell.source for cell in a02.notebook.cells if "def fit_perceptron" in cell.source)
    wrong = source.replace("updates += 1", "updates = 1")
    assert wrong != source
    assert hints.told(a02, "fit_perceptron", wrong, json.loads(document)["cells"]) == (True, None)
