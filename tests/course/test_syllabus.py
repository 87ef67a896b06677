"""The syllabus follows from the notebooks: weeks from minutes, the map from what each takes as given."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from autograder.course import syllabus
from autograder.course.assignment import assignments


@pytest.fixture(scope="module")
def course(repository):
    return assignments(repository)


def test_needs_come_before_what_needs_them(course: Any) -> None:
    needs = syllabus.needs(course)
    order = list(needs)
    assert needs["a07_backpropagation"][-1] == "a06_forward_pass" and needs["a01_neuron"] == []
    assert all(order.index(other) < order.index(name) for name, others in needs.items() for other in others)


def test_the_map_has_every_notebook_and_arrows_between_them(course: Any) -> None:
    drawing = ElementTree.fromstring(syllabus.prerequisites_map(course))
    kinds = [element.tag.rpartition("}")[2] for element in drawing.iter()]
    assert kinds.count("text") == len(course)
    assert kinds.count("path") > len(course) - 1  # one is the arrow's tip; all but the first need something


def test_weeks_and_mistakes(course: Any) -> None:
    hints = {assignment.name: [] for assignment in course}
    hints["a02_perceptron"] = [("predict", "At 0 the prediction is −1.")]
    text = syllabus.page(course, hints)
    weeks = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(weeks) == 1 + len(course) and weeks[1].startswith("| 1")
    assert "**`predict`** (1)\n\n- At 0 the prediction is −1." in text
