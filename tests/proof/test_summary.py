"""The summary counts, and says what nobody has reviewed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.errors import CourseError
from autograder.proof import mutants, reviewed, summary, table
from autograder.proof.judged import Judged
from autograder.proof.plan import Earned, Proof, Task


def proofs(assignment, *judged, **measured):
    return [Proof(Task(assignment, "mistakes", 1, "predict"), (), 1.5, judged, **measured)]


def mistake(label, points=(0.5,), red=True, hints=("hint",), told="hint"):
    return Judged("predict", label, "hint", 1.0, points, hints, red, told if red else None)


def mutant(label, points, red=True, hints=("told",)):
    return Judged("predict", label, None, 1.0, points, hints, red)


def summarised(assignment, *judged, **measured):
    (row,) = summary.summarise([assignment], proofs(assignment, *judged, **measured))
    return row


def reviewed_problems(row):
    return [problem for problem in [*row.problems, *row.findings] if "listed as equivalent" not in problem]


def test_the_summary_counts(a02: Assignment) -> None:
    row = summarised(a02, mistake("a"), mistake("b", hints=("other",)), mutant("c", (0.0,)))
    assert (row.functions, row.points, row.mistakes, row.mistakes_named, row.mistakes_red) == (9, 10.0, 2, 1, 2)
    assert row.mistakes_told == 2
    assert (row.mutants, row.mutants_killed, row.mutants_red, row.seconds) == (1, 1, 1, 1.5)
    assert reviewed_problems(row) == []
    assert len(row.problems) == len(mutants.equivalent(a02))  # none of those that it lists is alive here
    assert json.loads(json.dumps(summary.document([row])))["assignments"][0]["mistakes"] == 2


def test_what_survives_is_a_problem_unless_it_is_listed(a02: Assignment) -> None:
    exercise, was, now = next(iter(mutants.equivalent(a02)))
    row = summarised(a02, mutant(mutants.label(exercise, was, now), (1.0,)), mutant("c", (1.0, 1.0)))
    assert "a mutant survives: c" in row.problems
    assert len(row.problems + row.findings) == len(mutants.equivalent(a02)) + 1  # its own, strict; the others are stale


def test_what_nobody_has_reviewed_is_a_problem(a02: Assignment) -> None:
    row = summarised(a02, mistake("a", red=False), mistake("b", (1.0,)), mistake("c", (0.0, 0.75)))
    assert reviewed_problems(row) == [
        "a is green in the notebook and loses points",
        "b is red in the notebook and loses no points",
        "c gets points that depend on the seed: 0, 0.75 of 1",
        "1 of 3 wrong answers stay green in the notebook and lose points, more than 2%",
    ]


SILENT = """
[[silent]]
mistake = "a"
reason = "The text says why."

[[strict]]
exercise = "predict"
was = "x"
now = "y"
reason = "The text says why."

[[stand_in]]
exercise = "quiz_weights"
reason = "Its answer is one value."
"""


def test_what_is_reviewed_is_none_and_what_is_no_longer_so_is_one(edited: Any) -> None:
    one = edited("silent.toml", "", SILENT)
    many = [mistake(f"m{number}") for number in range(50)]
    strict = mutant("predict: 'x' → 'y'", (1.0,))
    earned = Earned("quiz_weights", 1.0, "the constant 1")
    row = summarised(one, mistake("a", red=False), strict, *many, trivial=earned)
    assert reviewed_problems(row) == ["a mutant survives: predict: 'x' → 'y'"]
    assert row.silent == ["a"] and row.easily_earned == ["quiz_weights"] and row.trivial == pytest.approx(0.1)
    assert reviewed_problems(summarised(one, *many)) == [
        "silent.toml: a is no longer silent",
        "silent.toml: predict: 'x' → 'y' is no longer strict",
        "silent.toml: quiz_weights is no longer earned by a stand-in",
    ]


def test_what_is_easily_earned_is_a_problem(a02: Assignment) -> None:
    row = summarised(
        a02,
        replayed=Earned("predict", 0.5, "the answers of another seed"),
        trivial=Earned("predict", 0.2, "argument 1 handed back"),
    )
    assert reviewed_problems(row) == ["predict: the answers of another seed earn 50% of its points, more than 20%"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[silent]]\nmistake = "a"\n', "an entry lacks 'reason'"),
        ('[[silent]]\nmistake = "a"\nreason = ""\n', "an entry of silent has an empty reason"),
        ('[[quiet]]\nmistake = "a"\nreason = "b"\n', "'quiet' is not one of silent, strict, varies, stand_in"),
        ("[[silent\n", "silent.toml: "),
    ],
)
def test_a_broken_list_is_a_course_error(edited: Any, text: str, problem: Any) -> None:
    with pytest.raises(CourseError, match=problem):
        reviewed.entries(edited("silent.toml", "", text))


def test_what_the_notebook_does_not_name_is_a_problem(a02: Assignment) -> None:
    named = [mistake(f"m{number}") for number in range(5)]
    row = summarised(a02, *named, mistake("a", told=None), mistake("b", told="other"))
    assert (row.mistakes_red, row.mistakes_told) == (7, 5)
    assert reviewed_problems(row) == [
        "b is named otherwise in the notebook: other",
        "the notebook names 5 of 7 mistakes that are red in it, fewer than 75%",
    ]


def test_the_hints_of_mutants_are_written_down(a02: Assignment) -> None:
    judged = (mutant("m", (0.0,), hints=("one", "two", "one")), mutant("n", (0.0,), hints=(None,)), mistake("a"))
    shown = Judged("predict", "o", None, 1.0, (0.0,), (None,), True, "three")
    assert summary.hints_given(proofs(a02, *judged, shown)).splitlines() == [
        "a02_perceptron m",
        "    one",
        "    two",
        "a02_perceptron o",
        "    (nothing)",
        "    in the notebook: three",
    ]


def test_the_table_is_readable_at_a_hundred_columns(a02: Assignment, capsys: pytest.CaptureFixture[str]) -> None:
    row = summarised(a02, mistake("a", red=False))
    row.assignment = "a05_softmax_regression"
    table.show([row])
    lines = capsys.readouterr().out.splitlines()
    drawn = [line for line in lines if line[:1] in "┏┃┡│└"]
    assert max(map(len, drawn)) <= 100 and any("a05_softmax_regression" in line for line in drawn)
    assert "a05_softmax_regression: a is green in the notebook and loses points" in lines
