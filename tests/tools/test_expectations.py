"""Expectations in a notebook: text and HTML, expected and got, an AssertionError for what is wrong."""

from __future__ import annotations

import sys
import types
from typing import Any

import IPython.display
import numpy as np
import pytest

from course_tools import expect
from course_tools.expectations import ExpectationFailed


def double(x):
    return 2 * x


@pytest.fixture(autouse=True)
def no_notebook(monkeypatch):
    """No test before may have left a kernel's modules behind: text, unless a test asks for a notebook."""
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)


@pytest.fixture
def pages(monkeypatch, no_notebook):
    """What is displayed as HTML, as in a notebook; each display brings the text for other front ends too."""
    shown = []

    def display(bundle, raw):
        assert raw and set(bundle) == {"text/html", "text/plain"} and bundle["text/plain"][0] in "✓✗"
        shown.append(bundle["text/html"])

    monkeypatch.setitem(sys.modules, "ipykernel", types.ModuleType("ipykernel"))
    monkeypatch.setattr(IPython.display, "display", display)
    return shown


def test_a_right_answer_shows_one_tick(capsys: pytest.CaptureFixture[str]) -> None:
    expect(double, 3).gives(6, "twice three")
    assert capsys.readouterr().out == "✓ double(3)  twice three\n    got      6\n"


def test_a_wrong_answer_shows_expected_and_got_and_raises(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AssertionError, match=r"^double: expected 7, got 6$"):
        expect(double, 3).gives(7)
    assert capsys.readouterr().out == "✗ double(3)\n    expected 7\n    got      6\n"


def test_the_comparison_is_that_of_the_grader() -> None:
    with pytest.raises(ExpectationFailed, match=r"expected shape \(3,\), got shape \(3, 1\)"):
        expect(lambda: np.ones((3, 1))).gives(np.ones(3))


def test_printed_decimals_are_enough() -> None:
    expect(lambda: 1 / 3).gives(0.333333)
    with pytest.raises(ExpectationFailed):
        expect(lambda: 1 / 3).gives(0.33333)
    expect(lambda: 1 / 3).gives(0.33, rtol=0.1)


def test_a_notebook_gets_html(pages: Any) -> None:
    expect(double, 3).gives(6, "twice <three>")
    assert len(pages) == 1
    assert "✓" in pages[0] and "<code>double(3)</code>" in pages[0] and "twice &lt;three&gt;" in pages[0]


def test_a_notebook_gets_expected_and_got_escaped(pages: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ExpectationFailed):
        expect(lambda: "<script>alert(1)</script>").gives("<b>")
    assert "✗" in pages[0] and "&lt;script&gt;" in pages[0] and "&lt;b&gt;" in pages[0]
    assert "<script>" not in pages[0] and "<b>" not in pages[0].replace('<b style="', "")
    assert capsys.readouterr().out == ""


def test_a_notebook_shows_no_traceback() -> None:
    with pytest.raises(ExpectationFailed) as caught:
        expect(double, 3).gives(7)
    assert caught.value._render_traceback_() == ["AssertionError: double: expected 7, got 6"]


def stub(x):
    raise NotImplementedError()


def test_what_is_not_written_yet_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ExpectationFailed, match="stub: not written yet: replace `raise NotImplementedError"):
        expect(stub, 1).gives(1)
    assert "not written yet" in capsys.readouterr().out


def test_an_exception_is_told_with_its_line() -> None:
    def broken(x):
        return x / 0

    with pytest.raises(ExpectationFailed, match=r"broken: ZeroDivisionError: .* \(line \d+ of broken\)"):
        expect(broken, 1).gives(1)


def in_place_array(x):
    x += 1
    return x


def in_place_list(x, y):
    y[0] = 9
    return 1


def in_place_entry(x, y):
    y[0] = np.ones(2)
    return 1


@pytest.mark.parametrize(
    ("function", "arguments", "answer", "place"),
    [
        (in_place_array, (np.zeros(2),), [1, 1], "first"),
        (in_place_list, (0, [1, 2]), 1, "second"),
        (in_place_list, (0, [np.zeros(2), 2.0]), 1, "second"),
        (in_place_entry, (0, [1.0, 2.0]), 1, "second"),
    ],
)
def test_a_changed_argument_fails_even_a_right_answer(function: Any, arguments: Any, answer: Any, place: Any) -> None:
    with pytest.raises(ExpectationFailed, match=f"changed its {place} argument in place"):
        expect(function, *arguments).gives(answer)


def test_an_unchanged_nan_is_no_change() -> None:
    expect(lambda x, y: 1, np.array([np.nan]), [float("nan"), np.float64("nan")]).gives(1)


def test_the_function_works_on_copies() -> None:
    mine = np.zeros(2)
    with pytest.raises(ExpectationFailed):
        expect(in_place_array, mine).gives([1, 1])
    assert mine.tolist() == [0, 0]


def test_a_property_holds_or_not(capsys: pytest.CaptureFixture[str]) -> None:
    expect(double, 3).satisfies("is even", lambda answer: answer % 2 == 0)
    assert "✓ double(3)  is even" in capsys.readouterr().out
    with pytest.raises(AssertionError, match="double: expected: is odd; got 6"):
        expect(double, 3).satisfies("is odd", lambda answer: answer % 2)


def test_a_property_of_an_unusable_answer() -> None:
    with pytest.raises(ExpectationFailed, match="the answer cannot be used: "):
        expect(lambda: None).satisfies("adds up to 1", lambda p: p.sum() == 1)


def test_long_arguments_are_shown_short(capsys: pytest.CaptureFixture[str]) -> None:
    expect(lambda X, f, rng: 1, np.zeros((50, 2)), double, np.random.default_rng(0)).gives(1)
    assert "(array(50, 2), double, rng)" in capsys.readouterr().out


def test_a_fulfilled_expectation_leaves_no_value_for_the_notebook_to_print() -> None:
    assert expect(double, 3).gives(6) is None
    assert expect(double, 3).satisfies("is even", lambda answer: answer % 2 == 0) is None


@pytest.mark.parametrize(
    ("argument", "shown"),
    [
        (np.eye(4), "f(array(4, 4))"),
        ([(np.zeros((64, 128)), np.zeros(128))], "f([(array(64, 128), array(128,))])"),
        ([(np.eye(2), np.ones(2))], "f([([[1, 0], [0, 1]], [1, 1])])"),
        (np.array([1, -0.0]), "f([1, 0])"),
    ],
)
def test_an_argument_is_shown_in_few_words(argument: Any, shown: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def f(x):
        return 0

    expect(f, argument).gives(0)
    assert shown in capsys.readouterr().out


def test_entries_that_differ_are_marked_side_by_side(pages: Any) -> None:
    with pytest.raises(ExpectationFailed):
        expect(lambda: np.array([[1.0, 2.0], [3.0, 5.0]])).gives([[1, 2], [3, 4]])
    marked = [part.split("<")[0].rpartition(">")[2] for part in pages[0].split("font-weight:bold")[1:]]
    assert marked == ["4", "5"]
    assert ">expected</th>" in pages[0] and ">got</th>" in pages[0]


def test_text_names_the_places_that_differ(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ExpectationFailed):
        expect(lambda: (np.array([1.0, 2.0]), 3.0)).gives(([1, 4], 3))
    assert "differs  at [0][1]: expected 4, got 2\n" in capsys.readouterr().out


def test_an_argument_left_alone_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    expect(double, np.ones(2)).leaves_arguments_alone()
    assert "leaves its arguments alone" in capsys.readouterr().out
    with pytest.raises(ExpectationFailed, match="changed its first argument in place"):
        expect(in_place_array, np.zeros(2)).leaves_arguments_alone()


def test_a_new_array_shares_no_memory_with_an_argument() -> None:
    expect(double, np.ones(2)).gives_a_new_array()
    expect(lambda w, x: (x.copy(), 1), np.ones(2), np.ones(2)).gives_a_new_array()
    with pytest.raises(ExpectationFailed, match="your answer is the second argument itself; return a copy"):
        expect(lambda w, x: x, np.ones(2), np.ones(2)).gives_a_new_array()
    with pytest.raises(ExpectationFailed, match="the first argument itself"):
        expect(lambda w: w[:1], np.ones(2)).gives_a_new_array("a view is no copy")


def test_a_stub_below_own_code_is_told_from_a_stub() -> None:
    def half_done(x):
        """Twice x."""
        answer = 2 * x
        print(answer)
        raise NotImplementedError()

    with pytest.raises(ExpectationFailed, match="still stands below your code; delete that line"):
        expect(half_done, 1).gives(2)


class Odd:
    def __repr__(self):
        raise ValueError("no")

    def __eq__(self, other):
        raise ValueError("no")

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize(
    "answer",
    [
        *(None, "text", Odd(), [Odd()], {}, {1: Odd()}, [1, [2, 3]], np.array([Odd()], dtype=object), range(3), 1j),
        *(np.array([np.nan]), np.array(["a"]), float("inf"), 10**400, [10**400], np.zeros((0, 3)), lambda: 1),
    ],
)
def test_whatever_a_student_returns_the_expectation_fails_and_nothing_else_raises(answer: Any, pages: Any) -> None:
    with np.errstate(all="raise"), pytest.raises(ExpectationFailed):
        expect(lambda: answer).gives([1.5, 2.0])
    with np.errstate(all="raise"), pytest.raises(ExpectationFailed):
        expect(lambda: answer).gives((1.5, [2.0, 1.0], "a"))
    assert len(pages) == 2
