"""The engine knows no assignment: another course is another folder of the same shape."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from autograder.course import assignment as course

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(
    path for path in (ROOT / "autograder").rglob("*") if path.suffix in (".py", ".j2", ".toml", ".md", ".yml")
)
ENGLISH = {
    "accuracy",
    "add",
    "collapse",
    "entropy",
    "fit",
    "forward",
    "initialise",
    "momentum",
    "multiply",
    "predict",
    "product",
}
ENGLISH |= {"split", "step", "update"}  # functions of the course that any text may name without meaning them


@pytest.fixture(scope="module")
def names(repository):
    found = course.assignments(repository)
    return {each.name for each in found} | {exercise.id for each in found for exercise in each.exercises}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_names_an_assignment_or_one_of_its_functions(path: Any, names: Any) -> None:
    words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    assert words & (names - ENGLISH) == set()


def test_all_of_the_engine_is_read(names: Any) -> None:
    assert len(FILES) > 80 and len(names) > 80 and len(names & ENGLISH) > 5
