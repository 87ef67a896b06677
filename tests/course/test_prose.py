"""What an author writes beside the prose becomes tables, points and minutes; a claim keeps its number only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course import prose, release
from autograder.course.assignment import Assignment
from autograder.errors import CourseError

SYMBOLS = {
    "N": prose.Symbol("N", meaning="samples"),
    "w": prose.Symbol("w", "w", "(D+1,)", "weights", "$\\theta$ in 002"),
}


def test_a_glossary_comment_becomes_a_table() -> None:
    text = prose.rendered("## Conventions\n\n<!-- glossary: N w -->\n\nMore.", SYMBOLS, "here")
    assert text.splitlines()[2:6] == [
        "| symbol | in code | shape | meaning | in the lectures |",
        "| --- | --- | --- | --- | --- |",
        "| $N$ |  |  | samples |  |",
        "| $w$ | `w` | (D+1,) | weights | $\\theta$ in 002 |",
    ]
    assert "in the lectures" not in prose.rendered("<!-- glossary: N -->", SYMBOLS, "here")


def test_an_unknown_symbol_is_named() -> None:
    with pytest.raises(CourseError, match="here: the glossary has no entry q"):
        prose.rendered("<!-- glossary: N q -->", SYMBOLS, "here")


def test_a_claim_keeps_its_number_only() -> None:
    text = "At last it is **.855**<!-- {score:.3f} -->, or 27<!-- {count} --> of 30."
    assert prose.rendered(text, {}, "here") == "At last it is **.855**, or 27 of 30."
    assert prose.claims(text) == [prose.Claim("**.855**", "{score:.3f}"), prose.Claim("27", "{count}")]


def test_a_broken_glossary_is_a_course_error(tmp_path: Path) -> None:
    (tmp_path / "solutions").mkdir()
    path = tmp_path / "solutions" / "glossary.toml"
    path.write_text('[N]\nsymbol = "N"\ncolour = "red"\n')
    with pytest.raises(CourseError, match="colour"):
        prose.glossary(tmp_path)
    assert prose.glossary(tmp_path / "elsewhere") == {}


@pytest.mark.parametrize(
    ("minutes", "words"), [(3, "5 minutes"), (44, "45 minutes"), (95, "1½ hours"), (130, "2 hours"), (140, "2½ hours")]
)
def test_hours_are_rounded(minutes: Any, words: str) -> None:
    assert prose.duration(minutes) == words


@pytest.fixture
def with_effort(course_copy) -> Assignment:
    path = course_copy / "solutions" / "a02_perceptron" / "notebook.py"
    text = path.read_text()
    header = '"grade_id": "predict", "locked": false, "schema_version": 3, "solution": true}'
    head, _, rest = text.partition(header)
    assert rest
    text = head + header + " minutes=10 dots=2\n" + rest.partition("\n")[2]
    text += '\n# %% stretch="again"\ndef again(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n'
    path.write_text(text)
    return Assignment("a02_perceptron", course_copy)


def test_an_exercise_says_what_it_takes(with_effort: Any) -> None:
    cells = release.source_notebook(with_effort).cells
    assert "\n\n*9 exercises, 10 points" in cells[0].source
    (place,) = [i for i, cell in enumerate(cells) if cell.id == "predict"]
    assert cells[place - 1].source.endswith("**Exercise** `predict` · ●●○ · 1 point · about 10 minutes")


def test_a_stretch_exercise_is_released_without_its_answer(with_effort: Any) -> None:
    notebook = nbformat.reads(release.generate(with_effort), as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.id == "stretch-again"]
    assert cell.source == "def again(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    assert "nbgrader" not in cell.metadata


@pytest.mark.parametrize(
    ("text", "lectures", "errata"),
    [
        ("lecture 003's neuron (erratum 9)", True, True),
        ("Source: 002.", True, False),
        ("(errata 9, 11)", False, True),
        ("1000 samples, .002 apart", False, False),
    ],
)
def test_numbers_of_lectures_and_errata_are_explained_where_they_occur(text: str, lectures: Any, errata: Any) -> None:
    said = prose.references(text)
    assert ("Lectures are named" in said, "handbook" in said) == (lectures, errata)


def test_the_conventions_end_with_what_an_erratum_is(a02: Assignment) -> None:
    notebook = release.source_notebook(a02)
    (conventions,) = [cell.source for cell in notebook.cells if "\n## Conventions\n" in f"\n{cell.source}"]
    assert conventions.endswith("which says what is printed and what is right.")
