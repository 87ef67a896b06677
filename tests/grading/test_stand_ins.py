"""Stand-ins know nothing of an exercise; what they pass is not its core."""

from __future__ import annotations

from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.grading.stand_ins import core, outcomes, stand_ins

CHECKS = "solutions/a02_perceptron/checks.py"
THREE = '''
def test_predict_negative(gives):
    """says −1 at a score of −1"""
    gives("predict", np.array([[1.0, 7.0]]), np.array([-1.0, 0.0]), expected=[-1])


def test_predict_shown(gives):
    """says what the notebook shows"""
    gives("predict", POINTS, W_START, expected=[1, -1, -1, -1])


def test_predict_fixed(gives):
    """has no drawn input"""
    gives("predict", np.array([[1.0, 7.0], [1.0, -7.0]]), np.array([1.0, 1.0]), expected=[1, -1])


def test_predict_drawn(agrees, rng):
    """is right where the seed says"""
    agrees("predict", rng.normal(size=(20, 4)), rng.normal(size=4))
'''


def with_checks(course_copy):
    path = course_copy / CHECKS
    text = path.read_text().replace("def test_predict_", "def test_add_bias_beside_")
    path.write_text(text + THREE)
    return Assignment("a02_perceptron", course_copy)


def passed(assignment, name):
    found = outcomes(assignment, "predict", stand_ins(assignment, "predict")[name], 1)
    return {outcome.check.demand.removeprefix("test_predict_") for outcome in found[:-1] if outcome.share == 1}


def test_the_core_is_what_no_stand_in_passes(course_copy: Path) -> None:
    one = with_checks(course_copy)
    assert passed(one, "the constant -1") == {"negative"}
    assert passed(one, "the visible answers by heart") == {"shown"}
    assert passed(one, "the answers of another seed") == {"negative", "shown", "fixed"}
    assert core(one, "predict") == {"test_predict_drawn"}


def test_an_argument_handed_back_is_a_stand_in(a02: Assignment) -> None:
    found = stand_ins(a02, "perceptron_update")
    right_sample = [
        one for one in outcomes(a02, "perceptron_update", found["argument 1 handed back"], 1) if one.share == 1
    ]
    assert any("right_sample" in one.check.name for one in right_sample)
    assert "test_perceptron_update_of_a_wrong_sample" in core(a02, "perceptron_update")


def test_who_knows_the_value_of_a_function_without_arguments_has_solved_it(a02: Assignment) -> None:
    assert all(name.startswith("the constant") for name in stand_ins(a02, "quiz_weights"))
    assert core(a02, "quiz_weights") == {"test_quiz_weights_separate"}
