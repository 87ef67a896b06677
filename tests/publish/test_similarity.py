"""Copied answers stand out from a class; common ones, short ones and the release's own text do not."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.grading import submission
from autograder.publish import scores, similarity

COPIED = """def {name}(a, b):
    total = 0.0
    for index in range(len(a)):
        part = a[index] * b[index]
        if part > 3:
            total += part - 1
        else:
            total -= part / 2
    return total
"""


def own(seed):
    """An answer of its own shape: different operators, names and lengths for each student."""
    names = [f"v{seed}_{i}" for i in range(9 + seed % 5)]
    lines = [f"    {name} = a {'+-*/'[(seed + i) % 4]} {seed * i + 1}" for i, name in enumerate(names)]
    loops = [f"    while {names[i]} > {seed}: {names[i]} {'+-'[i % 2]}= {seed + i}" for i in range(seed % 4)]
    return "\n".join(["def predict(a, b):", *lines, *loops, f"    return {' * '.join(names[: 2 + seed % 3])}"])


@pytest.fixture
def answers(a02):
    stubs = submission.stubs(a02)
    return {f"s{seed}": {**stubs, "predict": own(seed)} for seed in range(12)}


def test_a_copy_with_other_comments_and_layout_stands_out(answers: Any, a02: Assignment) -> None:
    answers["eve"] = {**answers["s3"], "predict": COPIED.format(name="predict")}
    text = COPIED.format(name="predict").replace("    ", "  ").replace("total = 0.0", "# mine\n  total  = 0.0")
    answers["mal"] = {**answers["s3"], "predict": text.replace("(a, b):", '(a, b):\n  """Mine."""')}
    found = similarity.find(answers, a02)
    assert [(pair.students, pair.alike, pair.same) for pair in found.pairs] == [(("eve", "mal"), 1.0, ("predict",))]
    assert found.usual < 0.8 and found.compared == 14


def test_a_copy_with_another_name_is_found_too(answers: Any, a02: Assignment) -> None:
    answers["eve"] = {"predict": COPIED.format(name="predict")}
    answers["mal"] = {"predict": COPIED.format(name="predict").replace("total", "summe")}
    (pair,) = similarity.find(answers, a02).pairs
    assert pair.students == ("eve", "mal") and 0.8 < pair.alike < 1 and pair.same == ()


def test_what_the_whole_class_wrote_says_nothing(answers: Any, a02: Assignment) -> None:
    for code in answers.values():
        code["add_bias"] = COPIED.format(name="add_bias")
    assert similarity.find(answers, a02).pairs == ()


def test_untouched_and_short_answers_are_not_compared(answers: Any, a02: Assignment) -> None:
    stubs = submission.stubs(a02)
    answers |= {"blank": stubs, "empty": {**stubs}, "x": {"predict": "f = 1"}, "y": {"predict": "f = 1"}}
    found = similarity.find(answers, a02)
    assert found.pairs == () and found.compared == 12


@pytest.mark.parametrize("count", [0, 1])
def test_a_class_too_small_to_compare(answers: Any, a02: Assignment, count: Any) -> None:
    assert similarity.find(dict(list(answers.items())[:count]), a02).pairs == ()


def test_what_is_not_python_is_compared_too(answers: Any, a02: Assignment) -> None:
    broken = f"def predict(a, b:\n{COPIED}{COPIED}'''"
    answers |= {"eve": {"predict": broken}, "mal": {"predict": broken}}
    assert [pair.students for pair in similarity.find(answers, a02).pairs] == [("eve", "mal")]


def test_an_answer_of_megabytes_is_compared_by_its_beginning(
    answers: Any, a02: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of them would take the grader minutes in one C call, which no signal ends."""
    compared = []
    real = similarity.process.cdist

    def cdist(given, *rest, **named):
        compared.extend(map(len, given))
        return real(given, *rest, **named)

    monkeypatch.setattr(similarity.process, "cdist", cdist)
    long = "def predict(a, b):\n" + "    a = b + 1\n" * 80_000
    answers |= {"eve": {"predict": long}, "mal": {"predict": long}}
    assert [pair.students for pair in similarity.find(answers, a02).pairs] == [("eve", "mal")]
    assert 1000 < max(compared) < 50_000


def test_of_a_class_the_graded_code_is_read(settings: Any, a02: Assignment) -> None:
    found = similarity.of_class(scores.read(a02, settings), settings)
    assert found.compared == 2
    assert [pair.students for pair in found.pairs] == [("ada", "bob")]  # the reference, but for one exercise
