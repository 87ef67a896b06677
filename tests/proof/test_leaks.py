"""A release that gives a solution away is found out, also under other names; an honest one is not accused."""

from __future__ import annotations

import ast
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.course import assignment as course
from autograder.course import cells as course_cells
from autograder.course.assignment import Assignment
from autograder.proof import leaks


@pytest.fixture
def leaking(course_copy):
    """The copied course's assignment, its release with one more cell of code."""

    def add(source, index=3):
        one = Assignment("a02_perceptron", course_copy)
        notebook = json.loads(one.release.read_text())
        number = len(notebook["cells"])
        cell = {
            "cell_type": "code",
            "id": f"more-{number}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        notebook["cells"].insert(index, cell)
        one.release.write_text(json.dumps(notebook))
        course._assignments.cache_clear()
        return one

    return add


_OTHER_NAMES = {"fit_perceptron": "train", "X": "samples", "y": "labels", "w": "weights", "w0": "start"}
_OTHER_NAMES |= {"updates": "count", "before": "earlier", "x_i": "sample", "y_i": "label", "eta": "rate"}


def renamed(assignment):
    """The reference's fit_perceptron with other names, another docstring and a comment."""
    (cell,) = [cell for cell in assignment.notebook.cells if course_cells.grade_id(cell) == "fit_perceptron"]
    (function,) = ast.parse(cell.source).body
    function.body[0] = ast.parse("'Another docstring.'").body[0]
    words = re.split(r"(\w+)", ast.unparse(function))
    return "".join(_OTHER_NAMES.get(word, word) for word in words).replace(
        "earlier = ", "# a comment\n        earlier = "
    )


@pytest.fixture
def fit(a02):
    return renamed(a02)


def test_the_committed_releases_give_nothing_away(repository: Path) -> None:
    for one in course.assignments(repository):
        assert leaks.find(one) == [], one.name


def test_a_solution_under_other_names_is_found(leaking: Any, fit: Any) -> None:
    assert leaks.find(leaking(fit)) == ["the release gives away a02_perceptron's fit_perceptron"]


def test_a_solution_inside_a_class_is_found(leaking: Any, fit: Any) -> None:
    body = "class Machine:\n" + "\n".join(f"    {line}" for line in fit.splitlines())
    assert leaks.find(leaking(body)) == ["the release gives away a02_perceptron's fit_perceptron"]


def test_solution_markers_are_found(leaking: Any) -> None:
    found = leaks.find(leaking("### BEGIN SOLUTION\nx = 1\n### END SOLUTION"))
    assert found == ["the release's cell '### BEGIN SOLUTION\\nx = 1\\n### E' has solution markers"]


def test_magics_do_not_stop_the_search(leaking: Any, fit: Any) -> None:
    assert leaks.find(leaking("%matplotlib inline\n!ls\n" + fit)) == [
        "the release gives away a02_perceptron's fit_perceptron"
    ]


def test_a_solution_of_a_later_assignment_is_found(leaking: Any, course_copy: Path, repository: Path) -> None:
    name = "solutions/a05_softmax_regression"
    shutil.copytree(repository / name, course_copy / name)
    one = leaking("x = 1")
    other = course.assignment("a05_softmax_regression", course_copy)
    sources = [cell.source for cell in other.notebook.cells if course_cells.cell_kind(cell) == "solution"]
    assert leaks.find(one) == []
    longest = max(sources, key=len)
    assert any("a05_softmax_regression's" in words for words in leaks.find(leaking(longest)))


def test_what_is_nobodys_secret_is_no_leak(leaking: Any) -> None:
    assert leaks.find(leaking("def score(X, w):\n    return X @ w\n\nprint(score(X, w) > 0)")) == []
