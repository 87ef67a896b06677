"""Fixtures for running the hidden checks by pytest itself: here the student is the reference.

`pytest autograder/checks` proves that the reference passes; grading gives the same fixtures another student.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder import course, fixtures


@pytest.fixture
def bench(request: pytest.FixtureRequest) -> fixtures.Bench:
    """The bench of this check, over seed 1, with the reference in the student's place."""
    name = request.path.stem.removeprefix("test_")
    reference = course.assignment(name).reference
    student = fixtures.Student(fixtures.Trusted(dict(vars(reference))))
    return fixtures.bench(student, reference, 1, request.node.name)


@pytest.fixture
def student(bench: fixtures.Bench) -> fixtures.Student:
    """The functions under test."""
    return bench.student


@pytest.fixture
def reference(bench: fixtures.Bench) -> SimpleNamespace:
    """The reference's functions."""
    return bench.reference


@pytest.fixture
def rng(bench: fixtures.Bench) -> np.random.Generator:
    """A generator seeded by the grading run and this check's name."""
    return bench.rng


@pytest.fixture
def agrees(bench: fixtures.Bench) -> Callable[..., Any]:
    """`agrees(name, *arguments)`: student and reference give the same."""
    return bench.agrees


@pytest.fixture
def gives(bench: fixtures.Bench) -> Callable[..., Any]:
    """`gives(name, *arguments, expected=…)`: the student's function gives this."""
    return bench.gives


@pytest.fixture
def credit(bench: fixtures.Bench) -> Callable[..., Any]:
    """`credit(share, remark)`: a share of this check's points."""
    return bench.credit


@pytest.fixture
def central_difference() -> Callable[..., Any]:
    """`central_difference(f, x, h=1e-6)`: the derivative by central differences."""
    return fixtures.central_difference
