"""Foreign text is cut where it enters, and keeps no power over the place where it goes."""

from __future__ import annotations

import pytest

from autograder import text


def test_what_is_ordinary_stays_as_it_is() -> None:
    words = "predict: expected shape (4, 3), got (3, 4) at “x”; −1 ≤ η·δ"
    for place in (text.clean, text.one_line, text.csv, text.xml, text.workflow_message):
        assert place(words) == words
    assert [text.csv(cell) for cell in ("ada", "", "a=b", "10", "é")] == ["ada", "", "a=b", "10", "é"]


def test_a_long_text_is_cut_with_a_sign() -> None:
    assert text.cut("short") == "short"
    assert len(text.cut("x" * 5000)) == text.LONGEST and text.cut("x" * 5000).endswith(" …")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1"])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    assert text.csv(cell).startswith("'")
    assert "\r" not in text.csv(cell)


@pytest.mark.parametrize(
    "line", ["::error::x", "a\n::set-output name=x::y", "  ::add-mask::a", "##[error]x", "##vso[x]y"]
)
def test_no_line_is_a_command_of_a_ci_log(line: str) -> None:
    for shown in (text.one_line(line), *text.terminal(line).split("\n")):
        assert not shown.lstrip().startswith("::") and "##[" not in shown and "##vso[" not in shown


@pytest.mark.parametrize("mark", ["[link](x)", "![i](x)", "<img src=x>", "*b*", "`c`", "a|b", "https://x.y", "www.x.y"])
def test_markdown_stays_text(mark: str) -> None:
    assert mark not in text.markdown(mark)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("ada", "ada"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("-rf", "rf"),
        ("", "_"),
        (".", "_"),
        ("a\nb", "a b"),
        ("x" * 300, "x" * 100),
    ],
)
def test_a_file_name_is_one_name(name: str, safe: str) -> None:
    assert text.file_name(name) == safe


def test_directions_and_escapes_are_taken_away() -> None:
    assert text.clean("a\u202eb\x1b[2Jc\x00\ud800\u2028") == "a�b�[2Jc�?�"
