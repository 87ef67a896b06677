"""One small change of the student's own code makes the checks pass: the hint names its line, never the change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.grading.grade import grade_file
from autograder.grading.repair import Edit, Known, Place, edits, search
from autograder.sandbox.client import Limits, Sandbox

RIGHT = "def f(x, y, n):\n    s = x - y\n    for i in range(n):\n        s = s + i\n    return s * n\n"


def works(source, known=False):
    namespace = {}
    try:
        exec(source, namespace)
        return all(namespace["f"](*numbers) == right(*numbers) for numbers in ((5, 2, 3), (1.5, 9, 4), (0, 1, 1)))
    except Exception:
        return False


def f_with(source, *numbers):
    namespace = {}
    try:
        exec(source, namespace)
        return namespace["f"](*numbers)
    except Exception:
        return None


def right(x, y, n):
    namespace = {}
    exec(RIGHT, namespace)
    return namespace["f"](x, y, n)


@pytest.mark.parametrize(
    ("was", "now", "line", "kind"),
    [
        ("x - y", "x + y", 2, "operator"),
        ("x - y", "y - x", 2, None),
        ("s + i", "s - i", 4, "operator"),
        ("range(n)", "range(n - 1)", 3, None),
        ("return s * n", "return s", 5, "factor"),
        ("return s * n", "return -s * n", 5, "sign"),
        ("    return s * n", "        return s * n", 5, "return"),
    ],
)
def test_the_line_is_found(was: Any, now: Any, line: Any, kind: Any) -> None:
    wrong = RIGHT.replace(was, now)
    assert not works(wrong)
    found = search(wrong, works, 20)
    assert found is not None and not found.known
    assert found.place.lines == (line,)
    assert kind is None or found.place.kind == kind


def test_the_hint_names_line_and_kind_and_not_the_change() -> None:
    found = search(RIGHT.replace("x - y", "x + y"), works, 20)
    assert found.hint == "Line 2 of the cell: look at the operator."


def test_every_kind_has_words() -> None:
    for edit in edits(
        "def f(x, k=1):\n    y = x.T @ np.sum(x, axis=0)\n    y += k\n    if x > 0 and k:\n        return -y[1]\n"
    ):
        hint = Place((edit.line,), edit.kind).hint
        assert hint.startswith(f"Line {edit.line} of the cell: ") and hint.count(".") + hint.count("?") == 1


def test_an_index_that_is_off_by_one_is_found_wherever_it_stands_in_its_line() -> None:
    source = "def f(names, i):\n    name = names[i] if names[i] != 'softmax' else ''\n    return name\n"

    def one_before(source, known):
        return f_with(source, "abcd", 2) == "b" and f_with(source, ["a", "b", "softmax"], 2) == "b"

    found = search(source, one_before, 20)
    assert found.hint == "Line 2 of the cell: look at the number or index."


def test_what_no_small_change_mends_is_left_alone() -> None:
    assert search("def f(x, y, n):\n    return 42\n", works, 5) is None


def test_the_time_ends_the_search() -> None:
    tried = []
    assert search(RIGHT, lambda source, known: bool(tried.append(source)), 0) is None
    assert len(tried) <= 1


def test_the_number_of_tries_ends_the_search() -> None:
    tried = []
    assert search(RIGHT, lambda source, known: bool(tried.append(source)), 20, tries=7) is None
    assert len(tried) == 7


def test_where_either_of_two_lines_could_be_mended_both_are_named() -> None:
    wrong = "def f(x, y, n):\n    s = y - x\n    for i in range(n):\n        s = s + i\n    return s * n\n"
    opposite = "def f(a, b):\n    s = b - a\n    return 2 * s\n"

    def negated(source, known):
        return f_with(source, 5, 2) == 6 and f_with(source, 1, 9) == -16

    assert search(wrong, works, 20).place.lines == (2,)
    found = search(opposite, negated, 20)
    assert found.place.lines == (2, 3)
    assert found.hint == "Line 2 or 3 of the cell: compare the two; one of them is wrong."


def test_where_any_of_many_lines_could_be_mended_nothing_is_said() -> None:
    source = "def f(x):\n    a = 2 * x\n    b = 2 * a\n    c = 2 * b\n    return 2 * c\n"

    def eightfold(source, known):
        return f_with(source, 3) == 24 and f_with(source, 5) == 40

    assert search(source, eightfold, 20) is None


TWO = "def f(x, y, n):\n    s = x + y\n    t = s * n\n    return t - 1\n"  # right: x - y, and t + 1


def test_two_mistakes_of_which_one_is_known() -> None:
    def attempt(source, known):
        given = [f_with(source, *numbers) for numbers in ((5, 2, 3), (1.5, 9, 4), (0, 1, 7))]
        if given == [(x - y) * n + 1 for x, y, n in ((5, 2, 3), (1.5, 9, 4), (0, 1, 7))]:
            return True
        if known and given == [(x - y) * n - 1 for x, y, n in ((5, 2, 3), (1.5, 9, 4), (0, 1, 7))]:
            return Known("You take 1 away; it is added.", closer=False)
        return False

    found = search(TWO, attempt, 20)
    assert found.hint == "Two things. You take 1 away; it is added. And: line 2 of the cell: look at the operator."


def test_a_change_that_happens_upon_a_known_mistake_is_not_told() -> None:
    def attempt(source, known):
        return Known("You add where you should take away.", closer=False) if "s + n" in source else False

    assert search(TWO, attempt, 20) is None


def test_two_known_mistakes_of_which_each_remains_when_the_other_is_mended() -> None:
    numbers = ((5, 2, 3), (1.5, 9, 4), (0, 1, 7))

    def attempt(source, known):
        given = [f_with(source, *each) for each in numbers]
        if given == [(x - y) * n + 1 for x, y, n in numbers]:
            return True
        one = known and given == [(x - y) * n - 1 for x, y, n in numbers]
        other = known and given == [(x + y) * n + 1 for x, y, n in numbers]
        return Known("You take 1 away.", closer=False) if one else Known("You add y.", closer=False) if other else False

    assert search(TWO, attempt, 20).hint == "Two things. You take 1 away. And: You add y."


def test_of_many_known_mistakes_that_fit_none_is_told() -> None:
    def attempt(source, known):
        return Known(f"hint {len(source)}", closer=True) if "s" in source else False

    assert search(TWO, attempt, 20) is None


@pytest.mark.parametrize(
    "source",
    [
        *("", "def f(:", "x" * 7000, "\0", "\n" * 500, "9" * 5900, "def f():\n" + "    if 1:\n" * 50),
        *(f"x = {'(' * 2900}{')' * 2900}", f"x = {'-' * 5000}1", f"x = {'+'.join('1' * 2000)}", f"x = {'a.' * 2500}b"),
    ],
)
def test_odd_texts_are_no_trouble(source: Any) -> None:
    assert all(isinstance(edit, Edit) for edit, _ in zip(edits(source), range(20), strict=False))


def diagnosis_of(result, name):
    (found,) = [exercise for exercise in result.exercises if exercise.id == name]
    return found.diagnosis


def test_two_things_in_one_line_are_both_named(answered: Any, a02: Assignment, tmp_path: Path) -> None:
    answer = "def perceptron_loss(X, y, w):\n    return np.sum(np.maximum(0, y * (X @ w)))\n"
    file = tmp_path / "student.ipynb"
    file.write_text(json.dumps(answered({"perceptron_loss": answer})), encoding="utf-8")
    with Sandbox(Limits(call=10.0, repair=60.0)) as sandbox:  # a busy machine takes its time
        text = diagnosis_of(grade_file(file, sandbox, 1, assignment=a02), "perceptron_loss")
    assert text.startswith("Two things. ") and "The sign inside is flipped" in text and "their mean" in text


def test_nothing_is_changed_in_a_line_that_calls_the_students_own_helper(graded: Any, answered: Any) -> None:
    notebook = answered({"predict": "def predict(X, w):\n    return classes(X, w)\n"})
    place = next(i for i, cell in enumerate(notebook["cells"]) if "def predict" in "".join(cell["source"]))
    helper = "def classes(X, w):\n    return np.where(X @ w > 0, 1, -1)[::-1] * 3\n"
    cell = {"cell_type": "code", "metadata": {}, "source": helper, "outputs": [], "execution_count": None}
    notebook["cells"].insert(place, cell)
    assert "Line" not in (diagnosis_of(graded(notebook), "predict") or "")


def test_a_search_of_no_seconds_is_no_search(solved: Any, answered: Any, a02: Assignment, tmp_path: Path) -> None:
    answer = "def decision_line(w):\n    a, b, c = w\n    slope = -b / c\n    return slope, -a / (c + 1)\n"
    file = tmp_path / "student.ipynb"
    file.write_text(json.dumps(answered({"decision_line": answer})), encoding="utf-8")
    with Sandbox(Limits(call=2.0, repair=0.0)) as sandbox:
        result = grade_file(file, sandbox, 1, assignment=a02)
    assert "Line" not in (diagnosis_of(result, "decision_line") or "")


def test_a_wrong_function_that_nobody_knows_gets_its_line(answered: Any, a02: Assignment, tmp_path: Path) -> None:
    answer = "def decision_line(w):\n    a, b, c = w\n    slope = -b / c\n    return slope, -a / (c + 1)\n"
    file = tmp_path / "student.ipynb"
    file.write_text(json.dumps(answered({"decision_line": answer})), encoding="utf-8")
    with Sandbox(Limits(call=10.0, repair=60.0)) as sandbox:
        assert "Line 4 of the cell: look at " in diagnosis_of(
            grade_file(file, sandbox, 1, assignment=a02), "decision_line"
        )
