"""The students' page has every symbol, every function and the errata, and nothing that only instructors may see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course import handbook, prose
from autograder.course.assignment import Assignment, assignments


@pytest.fixture(scope="module")
def page(repository):
    return nbformat.reads(handbook.notebook(assignments(repository)), as_version=4)


def test_every_function_is_in_the_index(page: Any, repository: Path) -> None:
    text = next(cell.source for cell in page.cells if "functions you write" in cell.source)
    names = [exercise.id for assignment in assignments(repository) for exercise in assignment.exercises]
    assert len(names) == 99 and all(f"\n| `{name}` | " in text for name in names)
    assert all(row.split("|")[2].strip() for row in text.splitlines()[4:])  # each says what it does


def test_every_symbol_is_in_the_table(page: Any, repository: Path) -> None:
    text = next(cell.source for cell in page.cells if "## Symbols" in cell.source)
    entries = prose.glossary(repository).values()
    assert entries and all(entry.meaning in text for entry in entries)


def test_the_errata_are_told_without_their_checks(page: Any) -> None:
    text = next(cell.source for cell in page.cells if "Where the lectures err" in cell.source)
    assert "\n| 37 |" in text and "test_" not in text and "golden" not in text


def test_it_is_prose_only(page: Any) -> None:
    assert {cell.cell_type for cell in page.cells} == {"markdown"}


def test_a_course_without_glossary_and_errata(course_copy: Path) -> None:
    (course_copy / "solutions" / "glossary.toml").unlink()
    text = handbook.notebook([Assignment("a02_perceptron", course_copy)])
    assert "perceptron_update" in text and "## Symbols" not in text and "lectures err" not in text
