"""One small change of the student's own code makes the checks pass: the hint names its line, never the change."""

from __future__ import annotations

import pytest

from autograder.grading.repair import Edit, edits, search

RIGHT = "def f(x, y, n):\n    s = x - y\n    for i in range(n):\n        s = s + i\n    return s * n\n"


def works(source):
    namespace = {}
    try:
        exec(source, namespace)
        return all(namespace["f"](*numbers) == right(*numbers) for numbers in ((5, 2, 3), (1.5, 9, 4), (0, 1, 1)))
    except Exception:
        return False


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
def test_the_line_is_found(was, now, line, kind):
    wrong = RIGHT.replace(was, now)
    assert not works(wrong)
    edit = search(wrong, works, 20)
    assert edit is not None
    assert edit.line == line
    assert kind is None or edit.kind == kind


def test_the_hint_names_line_and_kind_and_not_the_change():
    edit = search(RIGHT.replace("x - y", "x + y"), works, 20)
    assert edit.hint == "Line 2 of the cell: look at the operator."


def test_every_kind_has_words():
    for edit in edits(
        "def f(x, k=1):\n    y = x.T @ np.sum(x, axis=0)\n    y += k\n    if x > 0 and k:\n        return -y[1]\n"
    ):
        assert edit.hint.startswith(f"Line {edit.line} of the cell: ") and edit.hint.endswith((".", "?."))


def test_what_no_small_change_mends_is_left_alone():
    assert search("def f(x, y, n):\n    return 42\n", works, 5) is None


def test_the_time_ends_the_search():
    tried = []
    assert search(RIGHT, lambda source: bool(tried.append(source)), 0) is None
    assert len(tried) <= 1


@pytest.mark.parametrize(
    "source",
    [
        *("", "def f(:", "x" * 7000, "\0", "\n" * 500, "9" * 5900, "def f():\n" + "    if 1:\n" * 50),
        *(f"x = {'(' * 2900}{')' * 2900}", f"x = {'-' * 5000}1", f"x = {'+'.join('1' * 2000)}", f"x = {'a.' * 2500}b"),
    ],
)
def test_odd_texts_are_no_trouble(source):
    assert all(isinstance(edit, Edit) for edit, _ in zip(edits(source), range(20), strict=False))


def test_a_wrong_function_that_nobody_knows_gets_its_line(graded):
    answer = "def decision_line(w):\n    a, b, c = w\n    slope = -b / c\n    return slope, -a / (c + 1)\n"
    result = graded(decision_line=answer)
    (found,) = [exercise for exercise in result.exercises if exercise.id == "decision_line"]
    assert "Line 4 of the cell: look at " in found.diagnosis
