"""The references reproduce every golden, and the table of errata says what is true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.errors import GraderError
from autograder.grading import checks as checking
from autograder.grading.student import Student, Trusted
from autograder.proof import errata as goldens

ROOT = course.root()
NAMES = [one.name for one in course.assignments()]
TABLES = {each.name: goldens.goldens(each) for each in course.assignments()}
NOT_COMPUTABLE = {15, 22, 23, 29}  # matters of names and of reading


@dataclass(frozen=True)
class Erratum:
    """A row of docs/errata.md."""

    number: int
    homes: list[str]
    checks: list[str]
    golden: set[str]


@cache
def errata() -> list[Erratum]:
    rows = re.findall(r"^\| (\d+) \|(.+)\|$", (ROOT / "docs" / "errata.md").read_text(encoding="utf-8"), re.MULTILINE)
    found = []
    for number, rest in rows:
        *_, homes, checks, golden = (cell.strip() for cell in rest.split("|"))
        found.append(
            Erratum(int(number), homes.split("; "), re.findall(r"`(\w+)`", checks), set(re.findall(r"a\d\d", golden)))
        )
    return found


@cache
def told_in(home: str) -> set[int]:
    """The errata that this section of a solution names; home is "a03 3.9" or "a04 Conventions"."""
    name, _, section = home.partition(" ")
    sources = sorted((ROOT / "solutions").glob(f"{name}_*/notebook.py"))
    parts = re.split(r"^# ## (\S+)", sources[0].read_text(encoding="utf-8"), flags=re.MULTILINE) if sources else []
    text = "".join(body for title, body in zip(parts[1::2], parts[2::2], strict=True) if title == section)
    mentions = re.findall(r"errat(?:um|a) (\d+(?:(?:, | and )\d+)*)", re.sub(r"\s*\n[#>\s]*", " ", text), re.IGNORECASE)
    return {int(number) for mention in mentions for number in re.findall(r"\d+", mention)}


def broken(name: str, **functions: Any) -> Assignment:
    """An assignment of this name whose reference has other functions."""
    reference = vars(course.assignment(name).reference) | functions
    return cast(
        Assignment,
        SimpleNamespace(name=name, errata=course.assignment(name).errata, reference=SimpleNamespace(**reference)),
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_reproduces_every_golden(name: str) -> None:
    assert goldens.wrong(course.assignment(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_assignment_has_goldens(name: str) -> None:
    assert TABLES[name]


@pytest.mark.parametrize("name", TABLES)
def test_every_golden_has_a_source_and_words(name: str) -> None:
    for golden in TABLES[name]:
        assert re.fullmatch(r"curriculum|erratum ([1-9]|[12]\d|3[0-7])", golden.source)
        assert golden.what
    labels = [(golden.source, golden.what) for golden in TABLES[name]]
    assert len(labels) == len(set(labels))


def test_the_table_has_all_errata_in_order() -> None:
    assert [erratum.number for erratum in errata()] == list(range(1, 38))


def test_every_erratum_that_can_be_computed_has_a_golden() -> None:
    assert {erratum.number for erratum in errata() if not erratum.golden} == NOT_COMPUTABLE


@pytest.mark.parametrize("erratum", errata(), ids=lambda erratum: str(erratum.number))
def test_the_table_names_the_goldens(erratum: Erratum) -> None:
    source = f"erratum {erratum.number}"
    having = {name[:3] for name, table in TABLES.items() if any(golden.source == source for golden in table)}
    assert erratum.golden == having


@pytest.mark.parametrize("erratum", errata(), ids=lambda erratum: str(erratum.number))
def test_every_erratum_is_told_where_the_table_says(erratum: Erratum) -> None:
    assert [home for home in erratum.homes if erratum.number not in told_in(home)] == []


@pytest.mark.parametrize("erratum", errata(), ids=lambda erratum: str(erratum.number))
def test_the_checks_of_the_table_exist(erratum: Erratum) -> None:
    defined = "\n".join(path.read_text(encoding="utf-8") for path in Path(ROOT, "solutions").glob("*/checks.py"))
    assert [check for check in erratum.checks if f"def {check}(" not in defined] == []


def test_a_wrong_number_is_said_in_words() -> None:
    one = broken("a05_softmax_regression", softmax=lambda Z: np.exp(Z) / np.exp(Z).sum() + 0.01)
    assert any(
        problem.startswith(
            "erratum 17: softmax(1.60, .55, .98): expected [0.529694, 0.18536 , 0.284946], got [0.539694"
        )
        for problem in goldens.wrong(one)
    )


def test_a_wrong_shape_is_wrong() -> None:
    right = course.assignment("a06_forward_pass").reference.dense
    (problem,) = goldens.wrong(broken("a06_forward_pass", dense=lambda X, W, b: right(X, W, b)[0]))
    assert problem.startswith("curriculum: dense: the Iris z1: expected shape (1, 2), got shape (2,)")


def test_a_reference_that_raises_is_wrong() -> None:
    problems = goldens.wrong(broken("a03_losses", huber=lambda *arguments: 1 / 0))
    assert problems == ["curriculum: Huber of .5, 1, 3: ZeroDivisionError: division by zero"]


def test_a_claim_that_fails_is_wrong() -> None:
    problems = goldens.wrong(broken("a04_gradient_descent", is_saddle=lambda hessian: False))
    assert problems == ["curriculum: diag(2, −2) is a saddle: expected True, got False"]


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_that_is_broken_is_noticed(name: str) -> None:
    """Without a graded function, a number of the lectures cannot be recomputed: a golden's, or one in its checks."""
    silent = []
    for exercise in course.assignment(name).exercises:
        reference = broken(name, **{exercise.id: lambda *arguments: None}).reference
        if not any(golden.problem(reference) for golden in TABLES[name]) and _passes_its_own_checks(
            name, exercise.id, reference
        ):
            silent.append(exercise.id)
    assert silent == []


def _passes_its_own_checks(name: str, exercise: str, reference: SimpleNamespace) -> bool:
    checks = checking.collect(course.assignment(name))
    try:
        outcomes = checking.run_exercise(exercise, checks, Student(Trusted(vars(reference))), reference, 1)
    except GraderError:
        return False
    return all(outcome.share == 1 for outcome in outcomes)


def test_an_assignment_may_have_no_numbers_to_recompute(course_copy: Path) -> None:
    one = Assignment("a02_perceptron", course_copy)
    assert goldens.goldens(one)
    one.errata.unlink()
    assert goldens.goldens(one) == () and goldens.wrong(one) == []
