"""How a notebook shows a verdict: HTML in JupyterLab, VS Code and Colab, text elsewhere."""

from __future__ import annotations

import html
import sys
from typing import Any

import numpy as np

from course_tools.comparison import show
from course_tools.verdict import Verdict

_GOOD, _BAD, _PALE = "#1a7f37", "#b42318", "#57606a"
_CODE = "display:inline-block;vertical-align:top;max-width:calc(100% - 6em);white-space:pre-wrap"
_CELL = "padding:0 .5em;text-align:right;font-family:monospace;border:none"
_OFF = f"{_CELL};background:#ffd8d3;color:#7a0c02;font-weight:bold;outline:1px solid {_BAD}"
_BRACKETS = "border:none;border-left:2px solid #8c959f;border-right:2px solid #8c959f"
_MAX_ROWS, _MAX_COLUMNS = 12, 10


def show_verdict(verdict: Verdict, relation: str | None = None, hint: str | None = None) -> None:
    """Show one line for a met expectation, and all that helps for one that is not.

    `relation` says what the answer has in common with the right one; `hint` names a mistake and is folded in.
    """
    text = _text(verdict, relation, hint)
    if "ipykernel" not in sys.modules:
        print(text)
        return
    from IPython.display import display

    display({"text/html": _page(verdict, relation, hint), "text/plain": text}, raw=True)


def _rows(verdict: Verdict) -> list[tuple[str, str]]:
    if verdict.passed:
        return [("got", show(verdict.got))]
    got = verdict.error_text if verdict.error else show(verdict.got)
    rows = [("expected", verdict.wanted), ("got", got)]
    places = _differences(verdict)
    return [*rows, ("differs", places)] if places else rows


def _text(verdict: Verdict, relation: str | None, hint: str | None) -> str:
    lines = [f"{'✓' if verdict.passed else '✗'} {verdict.call}" + (f"  {verdict.why}" if verdict.why else "")]
    rows = [*_rows(verdict), *_remarks(relation, hint)]
    return "\n".join([*lines, *(f"    {label:8} {text}" for label, text in rows)])


def _remarks(relation: str | None, hint: str | None) -> list[tuple[str, str]]:
    return [(label, text) for label, text in (("note", relation), ("hint", hint)) if text]


def _page(verdict: Verdict, relation: str | None, hint: str | None) -> str:
    colour, mark = (_GOOD, "✓") if verdict.passed else (_BAD, "✗")
    reason = f' <span style="color:{_PALE}">{html.escape(verdict.why)}</span>' if verdict.why else ""
    parts = [f'<b style="color:{colour}">{mark}</b> <code>{html.escape(verdict.call)}</code>{reason}']
    tables = None if verdict.passed or verdict.error else _side_by_side(verdict)
    parts += [tables] if tables else [_line(label, text) for label, text in _rows(verdict)]
    if relation:
        parts.append(f'<div style="margin-left:1.4em">→ {html.escape(relation)}</div>')
    if hint:
        parts.append(
            f'<details style="margin-left:1.4em"><summary style="cursor:pointer">A hint: what may be wrong</summary>'
            f'<div style="margin:.3em 0 .3em 1em">{html.escape(hint)}</div></details>'
        )
    return f"<div>{''.join(parts)}</div>"


def _line(label: str, text: str) -> str:
    return (
        f'<div style="margin-left:1.4em"><span style="color:{_PALE};display:inline-block;width:5em">{label}</span>'
        f'<code style="{_CODE}">{html.escape(text)}</code></div>'
    )


def _pairs(verdict: Verdict) -> list[tuple[str, np.ndarray, np.ndarray]] | None:
    """Got and expected as arrays of one shape, each with its place in the answer; None if they are not alike."""
    mismatch = verdict.mismatch
    if mismatch is None:
        return None
    return _leaves("", verdict.got, verdict.expected)


def _leaves(place: str, got: Any, expected: Any) -> list[tuple[str, np.ndarray, np.ndarray]] | None:
    wanted, came = _numbers(expected), _numbers(got)
    if wanted is not None:
        return None if came is None or came.shape != wanted.shape else [(place, came, wanted)]
    if not isinstance(expected, list | tuple) or not isinstance(got, list | tuple) or len(got) != len(expected):
        return None
    found = []
    for index, (one, other) in enumerate(zip(got, expected, strict=True)):
        inner = _leaves(f"{place}[{index}]", one, other)
        if inner is None:
            return None
        found += inner
    return found


def _numbers(value: Any) -> np.ndarray | None:
    """The value as an array of numbers or truth values, if it is one; a tuple of results is not."""
    if isinstance(value, tuple) or value is None or isinstance(value, str):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return array if array.dtype.kind in "biuf" else None


def _off(got: np.ndarray, expected: np.ndarray, verdict: Verdict) -> np.ndarray:
    rtol, atol = (verdict.mismatch.rtol, verdict.mismatch.atol) if verdict.mismatch else (0.0, 0.0)
    one, other = got.astype(float), expected.astype(float)
    off = ~np.isclose(one, other, rtol=rtol, atol=atol, equal_nan=True)
    return np.asarray(off | ((got.dtype.kind == "b") != (expected.dtype.kind == "b")))


def _differences(verdict: Verdict) -> str:
    """The first places where an array differs, as text."""
    pairs = _pairs(verdict) or []
    found = []
    for place, got, expected in pairs:
        if got.ndim == 0 and not place:
            continue
        for index in np.argwhere(_off(got, expected, verdict))[:4]:
            inner = f"[{', '.join(map(str, index))}]" if got.ndim else ""
            was, now = show(expected[tuple(index)]), show(got[tuple(index)])
            found.append(f"at {place}{inner}: expected {was}, got {now}")
    return "; ".join(found[:4]) + ("; …" if len(found) > 4 else "")


def _side_by_side(verdict: Verdict) -> str | None:
    """Expected and got as two tables, entries that differ marked; None where a line of text says it better."""
    pairs = _pairs(verdict)
    if not pairs or len(pairs) > 6 or any(not _fits(expected) for _, _, expected in pairs):
        return None
    if all(expected.ndim == 0 for _, _, expected in pairs) and len(pairs) == 1:
        return None
    rows = []
    for place, got, expected in pairs:
        off = _off(got, expected, verdict)
        label = f'<td style="{_CELL};color:{_PALE}">{html.escape(place)}</td>' if place else ""
        cells = [f'<td style="border:none;vertical-align:top">{_table(one, off)}</td>' for one in (expected, got)]
        rows.append(f'<tr style="background:none">{label}{"".join(cells)}</tr>')
    empty = "<th></th>" if any(place for place, _, _ in pairs) else ""
    head = "".join(f'<th style="color:{_PALE};font-weight:normal;text-align:left">{word}</th>' for word in _HEADS)
    return f'<table style="margin-left:1.4em;border:none"><tr>{empty}{head}</tr>{"".join(rows)}</table>'


_HEADS = ("expected", "got")


def _fits(array: np.ndarray) -> bool:
    shape = array.shape if array.ndim > 1 else (1, array.size)
    return array.ndim <= 2 and shape[0] <= _MAX_ROWS and shape[1] <= _MAX_COLUMNS


def _table(array: np.ndarray, off: np.ndarray) -> str:
    rows, marks = np.atleast_2d(array), np.atleast_2d(off)
    lines = []
    for row, marked in zip(rows, marks, strict=True):
        cells = [
            f'<td style="{_OFF if bad else _CELL}">{html.escape(show(value))}</td>'
            for value, bad in zip(row, marked, strict=True)
        ]
        lines.append(f'<tr style="background:none">{"".join(cells)}</tr>')
    return f'<table style="{_BRACKETS}">{"".join(lines)}</table>'
