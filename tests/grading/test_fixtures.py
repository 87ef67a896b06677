"""What a check receives: the numerical derivative, the trusted backend, the record of calls."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.grading.fixtures import central_difference, check_run
from autograder.grading.student import Student, StudentError, Trusted
from course_tools.comparison import Mismatch


def test_central_difference_of_a_number() -> None:
    x = np.array([0.5, -1.0, 2.0])
    assert np.allclose(central_difference(lambda v: np.sum(v**3), x), 3 * x**2, atol=1e-8)
    assert x.tolist() == [0.5, -1.0, 2.0]


def test_central_difference_of_a_matrix_argument() -> None:
    W = np.arange(6.0).reshape(2, 3)
    found = central_difference(lambda w: np.sum(np.sin(w)), W)
    assert found.shape == (2, 3) and np.allclose(found, np.cos(W), atol=1e-8)


def test_central_difference_of_an_array_is_a_jacobian() -> None:
    A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    found = central_difference(lambda v: A @ v, np.array([0.1, 0.2, 0.3]))
    assert found.shape == (2, 3) and np.allclose(found, A, atol=1e-8)


def test_central_difference_of_a_matrix_by_a_matrix() -> None:
    W = np.arange(4.0).reshape(2, 2)
    found = central_difference(lambda w: w.T, W)
    assert found.shape == (2, 2, 2, 2) and np.allclose(found[0, 1], [[0, 0], [1, 0]], atol=1e-8)


def add_in_place(a, b):
    a += b
    return a


def test_the_trusted_backend_copies_arguments_and_sees_changes() -> None:
    mine = np.zeros(2)
    value, changed = Trusted({"f": add_in_place}).call("f", (mine, 1.0), None)
    assert value.tolist() == [1, 1] and changed == [0] and mine.tolist() == [0, 0]


@pytest.mark.parametrize("entry", [5, [np.ones(1)], np.ones(2), None])
def test_the_trusted_backend_sees_a_changed_entry_of_a_list(entry: Any) -> None:
    def f(values):
        values[1] = entry

    assert Trusted({"f": f}).call("f", ([1, 2.5],), None) == (None, [0])
    assert Trusted({"f": f}).call("f", ([1, np.zeros(2)],), None) == (None, [0])


def test_the_trusted_backend_leaves_alone_what_nobody_changed() -> None:
    arguments = (
        [1, 2.0, float("nan")],
        (np.array([np.nan]),),
        {"a": 1},
        "x",
        None,
        True,
        np.random.default_rng(0),
        abs,
    )
    assert Trusted({"f": lambda *_: 1}).call("f", arguments, None) == (1, [])


def test_objects_are_passed_as_they_are() -> None:
    node = SimpleNamespace(value=1)
    assert Trusted({"f": lambda one: one}).call("f", (node,), None)[0] is node


def test_a_random_generator_is_a_copy() -> None:
    rng = np.random.default_rng(3)
    backend = Trusted({"f": lambda one: one.normal()})
    assert backend.call("f", (rng,), None) == backend.call("f", (rng,), None)


@pytest.mark.parametrize(
    ("namespace", "kind", "text"),
    [
        ({}, "missing", "f is not defined"),
        ({"f": lambda: 1 / 0}, "raised", "f raised ZeroDivisionError: division by zero"),
    ],
)
def test_errors_become_messages(namespace: Any, kind: Any, text: str) -> None:
    student = Student(Trusted(namespace))
    with pytest.raises(StudentError) as caught:
        student.f()
    assert (caught.value.kind, str(caught.value)) == (kind, text)
    assert student._calls[0].error == f"{kind}: {text}"


def test_a_student_records_its_calls() -> None:
    student = Student(Trusted({"f": add_in_place}))
    student.f(np.zeros(1), 2.0)
    student.call("f", np.zeros(1), 3.0)
    assert [(one.name, one.value.tolist(), one.changed) for one in student._calls] == [("f", [2], [0]), ("f", [3], [0])]
    with pytest.raises(AttributeError):
        _ = student._private


def test_helpers_of_a_check_stand_beside_the_students_functions() -> None:
    student = Student(Trusted({"f": lambda x: x + 1}))
    student.define("def twice(x):\n    return f(f(x))")
    assert student.twice(1) == 3


REFERENCE = SimpleNamespace(f=lambda x: 2 * x)


def of(function, name="test_f"):
    return check_run(Student(Trusted({"f": function})), REFERENCE, 1, name)


def test_agrees_compares_with_the_reference_and_returns_the_students_value() -> None:
    assert of(lambda x: [2 * v for v in x]).agrees("f", np.ones(2)) == [2, 2]
    run = of(lambda x: 3 * x)
    assert run.agrees("f", np.ones(2)).tolist() == [3, 3]
    assert isinstance(run.failure, Mismatch) and str(run.failure).startswith("f: expected")
    assert run.failure.arguments[0].tolist() == [1, 1]
    got, expected = run.failure.whole
    assert got.tolist() == [3, 3] and expected.tolist() == [2, 2]


def test_the_first_failure_is_kept_and_the_check_goes_on() -> None:
    run = of(lambda x: (1, 2)[x])
    for place in range(3):
        run.gives("f", place, expected=1)
    assert isinstance(run.failure, Mismatch) and run.failure.arguments == (1,)
    assert [call.error is None for call in run.student._calls] == [True, True, False]


def test_what_a_call_that_failed_gave_is_none() -> None:
    run = of(lambda x: 1 / x)
    assert run.agrees("f", 0) is None
    assert str(run.failure) == "f raised ZeroDivisionError: division by zero"


def test_what_the_reference_gave_is_remembered_beside_it() -> None:
    asked = []
    reference = SimpleNamespace(f=lambda x: asked.append(x) or 2 * x)
    for _ in range(2):
        check_run(Student(Trusted({"f": lambda x: 2 * x})), reference, 1, "test_f").agrees("f", 3)
    assert asked == [3]


def test_agrees_does_not_let_the_reference_change_the_arguments() -> None:
    one = check_run(Student(Trusted({"f": lambda x, y: x + y})), SimpleNamespace(f=add_in_place), 1, "test_f")
    one.agrees("f", np.zeros(2), 1.0)


def test_gives_keeps_the_whole_answer_of_a_partial_mismatch() -> None:
    run = of(lambda: (1, 2))
    run.gives("f", expected=(1, 3))
    assert str(run.failure).startswith("f[1]") and run.failure.whole == ((1, 2), (1, 3))


def test_the_generator_depends_on_the_seed_and_the_check_only() -> None:
    def draw(seed, name):
        return check_run(Student(Trusted({})), REFERENCE, seed, name).rng.normal()

    assert draw(1, "test_f") == draw(1, "test_f")
    assert len({draw(1, "test_f"), draw(2, "test_f"), draw(1, "test_g")}) == 3


@pytest.mark.parametrize(("given", "kept"), [(0.25, 0.25), (7, 1.0), (-1, 0.0)])
def test_credit_is_a_share(given: Any, kept: Any) -> None:
    one = of(abs)
    one.credit(given, "almost")
    assert (one.share, one.remark) == (kept, "almost")
