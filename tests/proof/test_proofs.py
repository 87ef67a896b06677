"""The course's proof finds what is wrong with a course, and is content with what is right."""

from __future__ import annotations

import pytest

from autograder.course.assignment import Assignment
from autograder.grading import mistakes as known_mistakes
from autograder.proof import mutants
from autograder.proof import proofs as validation
from autograder.proof.proofs import Proof, Task


@pytest.fixture
def prove(sandbox, monkeypatch):
    """Carry out one task in this process's sandbox; its problems."""
    monkeypatch.setattr(validation, "_sandbox", sandbox)
    return validation.prove


def mutant(assignment, now):
    return next(one for one in mutants.of(assignment) if one.now == now)


def test_the_plan_proves_everything(a02):
    tasks = validation.plan([a02], 1)
    kinds = [task.kind for task in tasks]
    assert kinds.count("alone") == len(a02.exercises) and kinds.count("reference") == 2
    assert kinds.count("mistake") == len(known_mistakes.mistakes(a02)) and kinds.count("mutant") == len(mutants.of(a02))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("reference", ""),
        ("untouched", ""),
        ("alone", "fit_perceptron"),
        ("alone", "predict"),
        ("mistake", "predict__sign"),
    ],
)
def test_what_is_right_is_proved(prove, a02, kind, name):
    assert prove(Task(a02, kind, 1, name)).problems == ()


def test_a_mutant_is_caught(prove, a02):
    found = prove(Task(a02, "mutant", 1, "predict", mutant(a02, "return np.where(X @ w >= 0, 1, -1)")))
    assert (found.problems, found.survived) == ((), False)


def test_an_equivalent_mutant_survives_as_listed(prove, a02):
    found = prove(Task(a02, "mutant", 1, "perceptron_update", mutant(a02, "return w + eta / y * x")))
    assert (found.problems, found.survived) == ((), True)


def edited(course_copy, name, old, new):
    path = course_copy / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return Assignment("a02_perceptron", course_copy)


MISTAKES = "solutions/a02_perceptron/mistakes.py"
CHECKS = "solutions/a02_perceptron/checks.py"


def test_a_mutant_that_no_check_catches_is_a_problem(prove, course_copy):
    one = Assignment("a02_perceptron", course_copy)
    one.equivalent.unlink()
    (problem,) = prove(Task(one, "mutant", 1, "", mutant(one, "return w + eta / y * x"))).problems
    assert problem.startswith("perceptron_update: a mutant survives: 'return w + eta * y * x'")


def test_a_mistake_that_loses_nothing_is_a_problem(prove, course_copy):
    one = edited(course_copy, MISTAKES, "np.where(X @ w >= 0, 1, -1)", "np.where(X @ w > 0, 1, -1)")
    assert prove(Task(one, "mistake", 1, "predict__zero_is_positive")).problems == (
        "predict__zero_is_positive loses no points",
    )


def test_a_mistake_that_is_taken_for_another_is_a_problem(prove, course_copy):
    one = edited(course_copy, MISTAKES, "return np.sign(X @ w)", "return np.where(X @ w >= 0, 1, -1)")
    (problem,) = prove(Task(one, "mistake", 1, "predict__sign")).problems
    assert problem.startswith("predict__sign is named otherwise: At a score of exactly 0")


def test_a_check_that_the_reference_fails_is_a_problem(prove, course_copy):
    one = edited(course_copy, CHECKS, "expected=[-1, -1, 1, -1])", "expected=[1, -1, 1, -1])")
    (problem,) = prove(Task(one, "reference", 1)).problems
    assert problem.startswith("the reference loses points on predict: test_predict_on_the_line")


def test_a_course_in_order(prove, a02):
    assert not [problem for problem in prove(Task(a02, "course", 1)).problems if "release" not in problem]


def test_what_a_course_lacks_is_said(prove, course_copy):
    one = edited(course_copy, MISTAKES, "def predict__sign", "def forecast__sign")
    text = "\n".join(prove(Task(one, "course", 1)).problems)
    assert "a mistake for 'forecast', which is no exercise" in text


def test_the_summary_counts(a02):
    listed = mutant(a02, "return w + eta / y * x")
    proofs = [
        Proof(Task(a02, "mistake", 1, "x"), (), 1.0),
        Proof(Task(a02, "mistake", 1, "y"), ("y loses no points",), 1.0),
        Proof(Task(a02, "mutant", 1, "x", mutants.of(a02)[0]), (), 1.0, survived=False),
        Proof(Task(a02, "mutant", 1, "x", listed), (), 1.0, survived=True),
    ]
    (row,) = validation.summarise([a02], proofs)
    assert (row.functions, row.points, row.mistakes, row.mistakes_named) == (9, 10.0, 2, 1)
    assert (row.mutants, row.mutants_killed, row.mutants_equivalent, row.seconds) == (2, 1, 1, 4.0)
    assert row.problems[0] == "y loses no points"
    stale = [
        problem for problem in row.problems if "listed as equivalent, but caught or not a mutant any more" in problem
    ]
    assert len(stale) == len(mutants.equivalent(a02)) - 1
