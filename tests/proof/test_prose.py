"""Numbers in the prose are what the notebook's own run gives."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.proof import prose


@pytest.fixture
def saying(course_copy):
    def make(text: str) -> Assignment:
        path = course_copy / "solutions" / "a02_perceptron" / "notebook.py"
        code = "# %%\nscore, table = 0.8551, {'a': -2.0}"
        path.write_text(f"{path.read_text().partition('# %% [markdown]')[0]}{code}\n\n# %% [markdown]\n# {text}\n")
        return Assignment("a02_perceptron", course_copy)

    return make


@pytest.mark.parametrize(
    "text",
    [
        "It reads .855<!-- {score:.3f} --> right.",
        "It reads **0.86**<!-- {score:.2f} --> right.",
        "It is −2<!-- {table['a']:g} -->.",
        "It reads 85.5<!-- {100 * score:.1f} --> %.",
        "Nothing is claimed here.",
    ],
)
def test_a_true_number(saying: Any, text: str) -> None:
    assert prose.wrong(saying(text)) == []


def test_a_wrong_number_is_named_with_the_right_one(saying: Any) -> None:
    assert prose.wrong(saying("It reads .9<!-- {score:.1f} -->, no, .8<!-- {score:.1f} -->.")) == [
        "the prose says .8, but {score:.1f} gives 0.9"
    ]


def test_a_claim_about_nothing(saying: Any) -> None:
    (problem,) = prose.wrong(saying("It is 1<!-- {nothing} -->."))
    assert problem == "the prose says 1, but {nothing} cannot be computed: NameError: name 'nothing' is not defined"
