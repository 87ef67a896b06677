"""Hidden checks are collected once and run on anything; known mistakes are read from their file."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.course import mistakes as known_mistakes
from autograder.course.assignment import Assignment
from autograder.errors import CourseError, GraderError
from autograder.grading import checks as checking
from autograder.grading.checks import UNCHANGED, Check
from autograder.grading.student import Student, Trusted


def student_of(assignment, **functions):
    return Student(Trusted({**vars(assignment.reference), **functions}))


def test_every_exercise_has_described_checks(a02: Assignment) -> None:
    checks = checking.collect(a02)
    assert {check.exercise for check in checks.items} == {one.id for one in a02.exercises}
    assert all(check.description for check in checks.items)
    assert len({check.name for check in checks.items}) == len(checks.items)
    assert {name: needs for name, needs in checks.needs.items() if needs} == {"fit_perceptron": ("perceptron_update",)}


def test_parameters_and_fixtures_are_told_apart(a02: Assignment) -> None:
    (check,) = [one for one in checking.collect(a02).items if one.name == "test_add_bias_to_random_samples[shape1]"]
    assert check.parameters == {"shape": (2, 4)} and set(check.fixtures) == {"agrees", "rng"}
    assert check.description == "puts a column of ones in front of random samples (shape = (2, 4))"


def test_the_reference_passes_every_check(a02: Assignment) -> None:
    checks = checking.collect(a02)
    for exercise in a02.exercises:
        outcomes = checking.run_exercise(exercise.id, checks, student_of(a02), a02.reference, 1)
        assert [one.message for one in outcomes if one.share < 1] == []
        assert outcomes[-1].check.name == UNCHANGED


def broken(course_copy, old, new):
    path = course_copy / "solutions" / "a02_perceptron" / "checks.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return Assignment("a02_perceptron", course_copy)


def test_checks_that_cannot_be_imported_are_a_course_error(course_copy: Path) -> None:
    with pytest.raises(CourseError, match=r"checks\.py: .*no_such_module"):
        checking.collect(broken(course_copy, "import pytest\n", "import pytest\nimport no_such_module\n"))


def test_a_check_of_no_exercise_is_a_course_error(course_copy: Path) -> None:
    with pytest.raises(CourseError, match="no exercise has this name; write test_<exercise>_<what it shows>"):
        checking.collect(broken(course_copy, "def test_adaline_update_", "def test_adalines_update_"))


def test_no_checks_are_a_course_error(course_copy: Path) -> None:
    (course_copy / "solutions" / "a02_perceptron" / "checks.py").write_text('"""None."""\n')
    with pytest.raises(CourseError, match="no checks found"):
        checking.collect(Assignment("a02_perceptron", course_copy))


def run(function, answer=lambda: 1, **parameters):
    check = Check("test_f", "f", "is one", function, parameters, ("student", "gives", "credit"))
    return checking.run(check, Student(Trusted({"f": answer})), SimpleNamespace(), 1)


def test_a_passed_check() -> None:
    outcome = run(lambda student, gives, credit: gives("f", expected=1))
    assert (outcome.share, outcome.message, outcome.error, len(outcome.calls)) == (1.0, None, None, 1)


def test_the_first_failure_is_the_message_not_what_follows_from_it() -> None:
    def check(student, gives, credit):
        gives("f", expected=[1, 2])
        gives("f", expected=3)
        len(gives("f", expected=1))
        raise ZeroDivisionError

    outcome = run(check)
    assert "shape (2,)" in outcome.message and len(outcome.calls) == 3


def test_a_failed_check_has_the_message() -> None:
    outcome = run(lambda student, gives, credit: gives("f", expected=2))
    assert (outcome.share, outcome.message) == (0.0, "f: expected 2, got 1")


def test_an_answer_that_the_check_cannot_work_with() -> None:
    outcome = run(lambda student, gives, credit: student.f()["weights"])
    assert outcome.share == 0.0 and outcome.message.startswith("f: the answer cannot be used: TypeError")


def test_a_share_of_a_checks_points() -> None:
    outcome = run(lambda student, gives, credit: credit(0.5, "half of them are right"))
    assert (outcome.share, outcome.message, outcome.error) == (0.5, "half of them are right", None)


def test_credit_before_a_failure_is_lost() -> None:
    def check(student, gives, credit):
        credit(0.5, "half")
        gives("f", expected=2)

    assert run(check).share == 0.0


def test_parameters_reach_the_check() -> None:
    assert run(lambda student, gives, credit, n: gives("f", expected=n), n=1).share == 1.0


def test_a_changed_argument_costs_a_check_of_its_own(a02: Assignment) -> None:
    def in_place(w, x, y, eta):
        if y * (w @ x) <= 0:
            w += eta * y * x
        return w

    student = student_of(a02, perceptron_update=in_place)
    outcomes = checking.run_exercise("perceptron_update", checking.collect(a02), student, a02.reference, 1)
    assert outcomes[-1].share == 0.0
    assert (
        outcomes[-1].message == "perceptron_update: your function changed its first argument in place; work on a copy"
    )


def test_unchanged_arguments_earn_nothing_alone(a02: Assignment) -> None:
    student = student_of(a02, perceptron_update=lambda w, x, y, eta: None)
    outcomes = checking.run_exercise("perceptron_update", checking.collect(a02), student, a02.reference, 1)
    assert sum(one.share for one in outcomes) == 0
    assert outcomes[-1].message == "not counted: no other check of this function passed"


def test_inputs_depend_on_the_seed_only(a02: Assignment) -> None:
    def values(seed):
        seen = []
        student = student_of(a02, add_bias=lambda X: seen.append(X.tolist()) or a02.reference.add_bias(X))
        checking.run_exercise("add_bias", checking.collect(a02), student, a02.reference, seed)
        return seen

    assert values(1) == values(1) != values(2)


def test_known_mistakes_have_hints(a02: Assignment) -> None:
    found = known_mistakes.mistakes(a02)
    names = {one.name for one in found}
    assert {"perceptron_update__minus", "zero_one_loss__accuracy"} <= names and len(names) == len(found)
    assert {one.exercise for one in found} == {one.id for one in a02.exercises}
    assert all(one.hint and "\n" not in one.hint for one in found)


def test_a_mistake_as_an_answer_runs_on_its_own(a02: Assignment) -> None:
    for mistake in known_mistakes.mistakes(a02):
        namespace = {}
        exec(known_mistakes.mistake_answer(a02, mistake), namespace)
        assert namespace[mistake.exercise].__name__ == mistake.name
        others = [name for name in namespace if "__" in name.strip("_") and name != mistake.name]
        assert others == []


def test_a_failure_of_the_grader_is_no_wrong_answer(a02: Assignment) -> None:
    class Broken:
        def call(self, name, arguments, seconds):
            raise KeyError("a bug of ours")

        def define(self, source):
            raise NotImplementedError

        foresee = keep = define

    check = checking.collect(a02).items[0]
    with pytest.raises(GraderError, match="a bug of ours"):
        checking.run(check, Student(Broken()), a02.reference, 1)


def test_an_outcome_that_is_known_is_not_made_again(a02: Assignment) -> None:
    student = student_of(a02)
    first, *others = checking.run_exercise("predict", checking.collect(a02), student, a02.reference, 1)
    before = len(student._calls)
    known = {first.check.name: first}
    again = checking.run_exercise("predict", checking.collect(a02), student, a02.reference, 1, known)
    assert again[0] is first and all(one is not other for one, other in zip(again[1:], others, strict=True))
    assert len(student._calls) - before == before - len(first.calls)
