"""One submission becomes one result: what is right is paid, what is wrong is named, and nothing else is charged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder import demo as demonstration
from autograder.course.assignment import Assignment
from autograder.course.cells import grade_id
from autograder.grading import grade as grading
from autograder.sandbox.client import Limits, Sandbox

UPDATE = "perceptron_update"
RIGHT_UPDATE = "def perceptron_update(w, x, y, eta):\n    return w + eta * y * x if y * (w @ x) <= 0 else w.copy()"
WRONG_UPDATE = "def perceptron_update(w, x, y, eta):\n    return w - eta * y * x if y * (w @ x) <= 0 else w.copy()"
PREDICT = "def predict(X, w):\n    return np.where(X @ w > 0, 1, -1)"


def points(result):
    return {one.id: one.points for one in result.exercises}


def exercise(result, name):
    return next(one for one in result.exercises if one.id == name)


def lost(result):
    """What every exercise that lost points lost."""
    return {one.id: one.max_points - one.points for one in result.exercises if one.points != one.max_points}


def test_a_solved_notebook_gets_everything(graded: Any, solved: Any) -> None:
    result = graded(solved)
    assert (result.status, result.assignment, result.score, result.max_score) == (
        "graded",
        "a02_perceptron",
        10.0,
        10.0,
    )
    assert result.flags == () and lost(result) == {}
    assert all(one.status == "passed" and one.diagnosis is None for one in result.exercises)


@pytest.mark.parametrize("style", ["loops", "lists"])
def test_other_styles_get_everything(graded: Any, repository: Path, style: Any) -> None:
    path = repository / "solutions" / "a02_perceptron" / "samples" / f"perfect_{style}.py"
    result = graded(**demonstration._functions(path))
    assert result.score == 10.0, [one.diagnosis for one in result.exercises]


def test_an_untouched_release_gets_nothing_and_is_told_why(graded: Any, untouched: Any) -> None:
    result = graded(untouched)
    assert (result.status, result.score) == ("graded", 0.0)
    assert {(one.status, one.diagnosis) for one in result.exercises} == {("missing", "not written yet")}


def test_the_same_seed_gives_the_same_result(graded: Any) -> None:
    one, other = graded(perceptron_update=WRONG_UPDATE), graded(perceptron_update=WRONG_UPDATE)
    assert one.exercises == other.exercises and one.seed == other.seed == 1


def test_one_mistake_is_charged_once(graded: Any) -> None:
    result = graded(perceptron_update=WRONG_UPDATE)
    assert set(lost(result)) == {UPDATE}
    assert "The step has the wrong sign" in exercise(result, UPDATE).diagnosis
    fit = exercise(result, "fit_perceptron")
    assert (fit.points, fit.status, fit.carried_forward) == (2.0, "passed", True)
    assert fit.diagnosis == "right, given a right `perceptron_update`"


def test_a_blank_dependency_is_charged_once(graded: Any, untouched: Any) -> None:
    stub = next("".join(cell["source"]) for cell in untouched["cells"] if grade_id(cell) == UPDATE)
    result = graded(perceptron_update=stub)
    assert lost(result) == {UPDATE: 2.0} and exercise(result, UPDATE).status == "missing"
    assert exercise(result, "fit_perceptron").diagnosis == "right, given a right `perceptron_update`"


def test_a_deleted_dependency_is_charged_once(graded: Any, solved: Any) -> None:
    solved["cells"] = [cell for cell in solved["cells"] if grade_id(cell) != UPDATE]
    result = graded(solved)
    assert lost(result) == {UPDATE: 2.0}
    assert exercise(result, UPDATE).diagnosis == "the cell is missing from the notebook"


def test_a_dependency_that_the_student_chose_is_carried_forward_too(graded: Any) -> None:
    loss = "def perceptron_loss(X, y, w):\n    return np.mean(np.where(predict(X, w) == y, 0, np.abs(X @ w)))"
    result = graded(predict="def predict(X, w):\n    return 1 / 0", perceptron_loss=loss)
    assert lost(result) == {"predict": 1.0}
    assert exercise(result, "perceptron_loss").carried_forward


def test_a_dependency_through_a_helper_cell(graded: Any, answered: Any) -> None:
    notebook = answered(
        {
            "predict": "def predict(X, w):\n    return 1 / 0",
            "perceptron_loss": "def perceptron_loss(X, y, w):\n    return np.mean(terms(X, y, w))",
        }
    )
    helper = "def terms(X, y, w):\n    return np.where(predict(X, w) == y, 0, np.abs(X @ w))"
    notebook["cells"].insert(8, {"cell_type": "code", "metadata": {}, "source": helper, "outputs": []})
    assert set(lost(graded(notebook))) == {"predict"}


def test_two_mistakes_are_charged_twice(graded: Any) -> None:
    fit = "def fit_perceptron(X, y, w0, eta, max_passes):\n    return perceptron_update(w0, X[0], y[0], eta), 1"
    result = graded(perceptron_update=WRONG_UPDATE, fit_perceptron=fit)
    assert set(lost(result)) == {UPDATE, "fit_perceptron"}
    assert exercise(result, "fit_perceptron").points < 1


def test_a_mistake_gets_part_of_the_points(graded: Any) -> None:
    result = graded(perceptron_update=RIGHT_UPDATE.replace("<= 0", "< 0"))
    one = exercise(result, UPDATE)
    assert one.status == "partial" and 0 < one.points < 2
    assert "A score of exactly 0 is a mistake too" in one.diagnosis
    failed = [check for check in one.checks if not check.passed]
    assert failed and all(check.message and check.description for check in failed)
    assert one.points == 1.75 and one.points % 0.25 == 0


def test_a_syntax_error_costs_its_own_exercise(graded: Any) -> None:
    result = graded(predict="def predict(X, w)\n    return 1")
    assert lost(result) == {"predict": 1.0}
    assert exercise(result, "predict").diagnosis == "Your cell stopped: SyntaxError: expected ':' (line 1 of the cell)"


def test_a_cell_that_stops_after_its_function_costs_nothing(graded: Any) -> None:
    assert graded(predict=f"{PREDICT}\n1 / 0").score == 10.0


def test_a_function_of_another_name(graded: Any) -> None:
    result = graded(predict=PREDICT.replace("def predict", "def forecast"))
    assert lost(result) == {"predict": 1.0}
    assert "predict is not defined" in exercise(result, "predict").diagnosis


@pytest.fixture(scope="module")
def hasty():
    """A sandbox that waits for a call no longer than a third of a second."""
    with Sandbox(Limits(call=0.3, cell=0.5, submission=20.0)) as one:
        yield one


def test_an_infinite_loop_costs_its_own_exercise(hasty: Any, answered: Any, tmp_path: Path) -> None:
    path = tmp_path / "a02_perceptron.ipynb"
    loop = "def predict(X, w):\n    while True:\n        pass"
    path.write_text(json.dumps(answered({"predict": loop})))
    result = grading.grade_file(path, hasty, 1)
    assert lost(result) == {"predict": 1.0}
    assert exercise(result, "predict").diagnosis.startswith(
        "predict took longer than 0.3 s; is there a loop without an end?"
    )
    assert result.seconds < 10


def test_a_cell_that_never_ends_costs_its_own_exercise(hasty: Any, answered: Any, tmp_path: Path) -> None:
    path = tmp_path / "a02_perceptron.ipynb"
    path.write_text(json.dumps(answered({"predict": "while True:\n    pass"})))
    result = grading.grade_file(path, hasty, 1)
    assert lost(result) == {"predict": 1.0}
    assert exercise(result, "predict").diagnosis.startswith("Your cell stopped: took longer than 0.5 s")


def test_a_submission_that_uses_up_its_time_still_has_a_result(answered: Any, tmp_path: Path) -> None:
    path = tmp_path / "a02_perceptron.ipynb"
    slow = "import time\ndef add_bias(X):\n    time.sleep(9)"
    path.write_text(json.dumps(answered({"add_bias": slow})))
    with Sandbox(Limits(call=5.0, submission=1.0)) as one:
        one.session().close()
        result = grading.grade_file(path, one, 1)
    assert result.status == "graded" and result.score == 0.0 and len(result.exercises) == 9
    assert any("used up all its time" in (check.message or "") for check in result.exercises[-1].checks)


def test_a_function_that_ends_the_process_costs_its_own_exercise(graded: Any) -> None:
    result = graded(predict="def predict(X, w):\n    import os\n    os._exit(0)")
    assert lost(result) == {"predict": 1.0}
    assert "predict ended its own process" in exercise(result, "predict").diagnosis
    assert any("ended its own process" in flag for flag in result.flags)


def test_a_cell_that_ends_the_process_costs_its_own_exercise(graded: Any) -> None:
    result = graded(predict="import os\nos._exit(3)")
    assert lost(result) == {"predict": 1.0}
    assert exercise(result, "predict").diagnosis == "Your cell stopped: ended its own process (exit status 3)"


def test_helper_cells_are_run_in_place(graded: Any, answered: Any) -> None:
    notebook = answered({"predict": "def predict(X, w):\n    return sign(X @ w)"})
    helper = {"cell_type": "code", "metadata": {}, "source": "def sign(s):\n    return np.where(s > 0, 1, -1)"}
    place = next(i for i, cell in enumerate(notebook["cells"]) if grade_id(cell) == "predict")
    notebook["cells"].insert(place, helper)
    assert graded(notebook).score == 10.0


def test_edited_test_cells_earn_nothing(graded: Any, untouched: Any) -> None:
    for cell in untouched["cells"]:
        if grade_id(cell).endswith("-check"):
            cell["source"] = "assert True"
    assert graded(untouched).score == 0.0


FINE = {
    "lambda": "predict = lambda X, w: np.where(X @ w > 0, 1, -1)",
    "other parameter names": "def predict(samples, weights, /):\n    return np.where(samples @ weights > 0, 1, -1)",
    "defaults and annotations": PREDICT.replace("(X, w)", "(X: np.ndarray, w: np.ndarray = None) -> list"),
    "a class with __call__": PREDICT.replace("def predict(", "class P:\n  def __call__(self, ") + "\npredict = P()",
    "a partial": "import functools\npredict = functools.partial(lambda one, X, w: np.where(X @ w > 0, one, -1), 1)",
    "numpy scalars in a list": "def predict(X, w):\n  return [np.int8(1) if s > 0 else np.float32(-1) for s in X @ w]",
    "a tuple": "def predict(X, w):\n    return tuple(1 if s > 0 else -1 for s in X @ w)",
    "its own imports": "from numpy import where\ndef predict(X, w):\n    return where(X @ w > 0, 1, -1)",
    "prints": PREDICT.replace("    return", "    print(X)\n    return"),
    "much output": f"{PREDICT}\nprint('x' * 5_000_000)",
    "warnings": f"import warnings\nwarnings.warn('careful')\n{PREDICT}".replace(
        "X @ w > 0", "(np.log(0 * X[:, 0]), X @ w)[1] > 0"
    ),
    "magics": f"%matplotlib inline\n%load_ext autoreload\n%timeit 1 + 1\n{PREDICT}",
    "a cell magic": f"%%time\n{PREDICT}",
    "a shell command": f"!pip install torch\nfiles = !ls\n{PREDICT}",
    "help": f"np.where?\n{PREDICT}",
    "top-level await": f"import asyncio\nawait asyncio.sleep(0)\n{PREDICT}",
    "input at the end": f"{PREDICT}\nname = input('your name? ')",
    "a plot": f"{PREDICT}\nplt.plot([1, 2])\nplt.show()",
    "a plot of its own try": f"{PREDICT}\nfig, ax = plt.subplots()\nax.plot([1])\nfig.savefig('mine.png')\nplt.show()",
    "display": f"{PREDICT}\ndisplay(1)\nfrom IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))",
    "an expectation of its own": f"{PREDICT}\nexpect(predict, np.ones((2, 2)), np.zeros(2)).gives([0, 0])",
    "system exit at the end": f"{PREDICT}\nraise SystemExit",
    "a docstring with unicode": PREDICT.replace("    return", '    "Vorzeichen: ŷ ∈ {−1, +1}"\n    return'),
    "tabs": PREDICT.replace("    ", "\t"),
    "windows line ends": PREDICT.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("habit", FINE)
def test_habits_of_a_notebook_cost_nothing(graded: Any, habit: Any) -> None:
    result = graded(predict=FINE[habit])
    assert lost(result) == {}, exercise(result, "predict").diagnosis


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("def predict(X, w):\n    return [[1 if s > 0 else -1] for s in X @ w]", "arranged in another shape"),
        ("def predict(X, w):\n    return input()", "input() cannot be answered while grading"),
        ("async def predict(X, w):\n    return 1", "coroutine"),
        ("def predict(X, w):\n    yield 1", "generator"),
        ("def predict(X, w):\n    return predict", "an object of type function"),
        ("predict = 3", "not callable"),
        ("def predict(X, w):\n    raise BaseException('no')", "BaseException: no"),
        ("def predict(X, w):\n    raise NotImplementedError()", "not written yet"),
        ("def predict(X, w):\n    import torch", "No module named 'torch'"),
    ],
)
def test_what_is_wrong_is_named(graded: Any, answer: Any, words: str) -> None:
    result = graded(predict=answer)
    assert set(lost(result)) == {"predict"}
    texts = [exercise(result, "predict").diagnosis, *[check.message for check in exercise(result, "predict").checks]]
    assert any(words in (text or "") for text in texts), texts


def test_patched_numpy_earns_nothing_and_is_flagged(graded: Any, untouched: Any) -> None:
    patch = "import numpy.testing\nnp.allclose = lambda *a, **k: True\nnumpy.testing.assert_allclose = print"
    untouched["cells"].append({"cell_type": "code", "metadata": {}, "source": patch})
    solution = next(cell for cell in untouched["cells"] if grade_id(cell) == "predict")
    solution["source"] = "def predict(X, w):\n    return X"
    result = graded(untouched)
    assert result.score == 0.0
    assert "replaced numpy.allclose" in result.flags and "replaced numpy.testing.assert_allclose" in result.flags


@pytest.mark.parametrize("content", [b"Dear grader", b"\xff\xfe", b"[]", b"{}"])
def test_what_is_no_notebook_has_a_result(graded: Any, content: Any) -> None:
    result = graded(content)
    assert (result.status, result.score, result.exercises) == ("ungradable", 0.0, ())
    assert result.reason.startswith("not a notebook")


def test_what_is_no_notebook_of_a_known_assignment_keeps_its_maximum(
    sandbox: Sandbox, a02: Assignment, tmp_path: Path
) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text("nothing")
    result = grading.grade_file(path, sandbox, 7, assignment=a02, student="ada")
    assert (result.max_score, result.assignment, result.student, result.seed) == (10.0, "a02_perceptron", "ada", 7)


def test_what_the_cells_printed_is_kept(graded: Any) -> None:
    result = graded(predict=f"print('hello')\n{PREDICT}\n1 / 0")
    (output,) = [one for one in result.cells if one.id == "predict"]
    assert output.output == "hello\n" and output.error == "ZeroDivisionError: division by zero (line 4 of the cell)"


@pytest.mark.parametrize(
    "student", ["sign_flipped", "in_place", "accuracy_for_loss", "forgot_the_mean", "one_pass_only"]
)
def test_the_samples_of_the_demo_are_graded_as_they_deserve(
    graded: Any, answered: Any, a02: Assignment, student: Any
) -> None:
    (path,) = (a02.samples / student).glob("*.py")
    result = graded(answered({path.stem: path.read_text()}))
    assert set(lost(result)) == {path.stem}
