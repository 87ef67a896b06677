"""The proofs find what is wrong with a course, and are content with what is right."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.course.assignment import Assignment


@pytest.mark.parametrize(
    ("kind", "exercise"), [("reference", ""), ("untouched", ""), ("alone", "fit_perceptron"), ("alone", "predict")]
)
def test_what_is_right_is_proved(prove: Any, a02: Assignment, kind: Any, exercise: Any) -> None:
    proof = prove(a02, kind, 1, exercise)
    assert proof.problems == () and proof.seconds > 0


def test_a_check_that_the_reference_fails_is_a_problem(prove: Any, edited: Any) -> None:
    one = edited("checks.py", "from course_tools", "BROKEN = 1\nfrom course_tools")
    path = one.checks
    path.write_text(path.read_text() + BROKEN)
    (problem,) = prove(one, "reference", 1).problems
    assert problem.startswith("the reference loses points on predict: test_predict_wrongly: predict: expected")


BROKEN = '''
def test_predict_wrongly(gives):
    """is a check that is wrong"""
    gives("predict", np.ones((1, 2)), np.ones(2), expected=[-1])
'''


def test_every_mistake_of_an_exercise_is_judged(prove: Any, a02: Assignment) -> None:
    proof = prove(a02, "mistakes", 1, "zero_one_loss")
    assert proof.problems == ()
    labels = {judged.label for judged in proof.judged}
    assert {"zero_one_loss__accuracy", "zero_one_loss__sum"} <= labels
    for judged in proof.judged:
        assert judged.loses and judged.hints == (judged.hint,) * 3 and len(judged.points) == 5


def test_a_mistake_that_loses_nothing_is_a_problem(prove: Any, edited: Any) -> None:
    right = '\n\ndef predict__nothing(X, w):\n    """Nothing."""\n    return right.predict(X, w)\n'
    assert (
        "predict__nothing loses no points" in prove(edited("mistakes.py", "", right), "mistakes", 1, "predict").problems
    )


def test_a_mistake_that_is_taken_for_another_is_a_problem(prove: Any, edited: Any) -> None:
    twin = "\n\ndef predict__twin(X, w):\n    " + '"""The same again."""\n    return np.where(X @ w >= 0, 1, -1)\n'
    problems = prove(edited("mistakes.py", "", twin), "mistakes", 1, "predict").problems
    assert any(each.startswith("predict__twin is named otherwise: At a score of exactly 0") for each in problems)


def test_mutants_are_judged_in_the_sandbox_and_outside_it(prove: Any, a02: Assignment, mutant_of: Any) -> None:
    caught = mutant_of(a02, "return np.where(X @ w >= 0, 1, -1)")
    proof = prove(a02, "mutants", 1, "predict", (caught,))
    assert proof.problems == () and proof.judged[0].loses and proof.judged[0].hint is None


def test_a_loop_without_an_end_is_cut_off(prove: Any, edited: Any, mutant_of: Any) -> None:
    loop = "i = 0\n    while i < 3:\n        i += 1\n    return np.mean(y != y_hat)"
    one = edited("notebook.py", "return np.mean(y != y_hat)", loop)
    proof = prove(one, "mutants", 1, "zero_one_loss", (mutant_of(one, "i -= 1"),))
    assert proof.problems == () and set(proof.judged[0].points) == {0.0} and proof.judged[0].red


def test_files_in_order(prove: Any, a02: Assignment) -> None:
    problems = prove(a02, "files", 1).problems
    assert not [each for each in problems if "release" not in each and "grade cells use" not in each]


FORECAST = '\n\ndef forecast__sign(X, w):\n    """Which exercise is that?"""\n'
MUTE = "\n\ndef predict__mute(X, w):\n    return X\n"
BARE = "\n\ndef test_predict_bare(student):\n    student.predict\n"


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("mistakes.py", "", FORECAST, "a mistake for 'forecast', which is not an exercise"),
        ("mistakes.py", "", MUTE, "predict__mute: no hint"),
        ("checks.py", "", BARE, "test_predict_bare: no docstring"),
        ("notebook.py", '"points": 0.5', '"points": 0.3', "0.3 points are not a multiple of a quarter"),
    ],
)
def test_what_the_files_lack_is_said(prove: Any, edited: Any, name: str, old: Any, new: Any, problem: Any) -> None:
    assert problem in "\n".join(prove(edited(name, old, new), "files", 1).problems)


def test_what_stand_ins_earn_is_measured(prove: Any, a02: Assignment) -> None:
    proof = prove(a02, "stand-ins", 1, "quiz_weights")
    assert (proof.replayed.share, proof.trivial.share) == (0, 0)


def test_fixed_inputs_are_found_by_a_replay(prove: Any, edited: Any) -> None:
    one = edited("checks.py", "rng.normal(size=shape)", "np.ones(shape)")
    one.checks.write_text(one.checks.read_text().replace("rng.integers(2, 9, (3, 2))", "np.ones((3, 2))"))
    proof = prove(one, "stand-ins", 1, "add_bias")
    assert proof.replayed.share > 0.2 and proof.replayed.stand_in == "the answers of another seed"
