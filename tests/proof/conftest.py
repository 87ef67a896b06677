"""What the proofs' tests share: a course to break, and one task carried out."""

from __future__ import annotations

import pytest

from autograder.course.assignment import Assignment
from autograder.proof import mutants, run
from autograder.proof.plan import Task


@pytest.fixture
def prove(sandbox):
    """Carry out one task."""
    return lambda *task: run.prove(Task(*task), sandbox)


@pytest.fixture
def edited(course_copy):
    """a02 with one piece of one of its author's files changed, or with a piece added at its end."""

    def edit(name, old, new):
        path = course_copy / "solutions" / "a02_perceptron" / name
        text = path.read_text() if path.is_file() else ""
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else text + new)
        return Assignment("a02_perceptron", course_copy)

    return edit


@pytest.fixture
def mutant_of():
    """The mutant of an assignment that reads so now."""
    return lambda assignment, now: next(each for each in mutants.of(assignment) if each.now == now)
