"""The closing table of `autograder validate`, readable at a hundred columns, and the problems below it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.proof.summary import Row

_COLUMNS: dict[str, Callable[[Row], str]] = {
    "points": lambda row: f"{row.points:g}",
    "mis-\ntakes": lambda row: f"{row.mistakes}",
    "named": lambda row: f"{row.mistakes_named}",
    "red": lambda row: f"{row.mistakes_red}",
    "told": lambda row: f"{row.mistakes_told}",
    "mu-\ntants": lambda row: f"{row.mutants}",
    "killed": lambda row: f"{row.mutants_killed}",
    "red ": lambda row: f"{row.mutants_red}",
    "silent": lambda row: f"{len(row.silent)}",
    "varies": lambda row: f"{len(row.varies)}",
    "re-\nplay": lambda row: f"{row.replayed:.0%}",
    "tri-\nvial": lambda row: f"{row.trivial:.0%}",
    "s": lambda row: f"{row.seconds:.0f}",
}
_LEGEND = (
    "named: told their own hint. red: fail a visible expectation. told: named in the notebook. silent: green, but lose "
    "points. varies: points that the seed decides. replay, trivial: share of the points that last time's or trivial "
    "answers earn."
)


def show(rows: Sequence[Row]) -> None:
    """One row for each assignment; then each problem and each finding, in its own line."""
    console = Console() if sys.stdout.isatty() else Console(width=100)
    table = Table(title="The course proves itself", title_justify="left", padding=(0, 0), pad_edge=False)
    table.add_column("assignment", overflow="fold")
    for name in _COLUMNS:
        table.add_column(name.strip(" "), justify="right", no_wrap=True)
    for row in rows:
        colour = "red" if row.problems else "green"
        table.add_row(f"[{colour}]{row.assignment}[/]", *(column(row) for column in _COLUMNS.values()))
    console.print(table)
    console.print(_LEGEND, highlight=False)
    for row in rows:
        for problem in row.problems:
            console.print(f"[red]{row.assignment}[/]: {escape(problem)}", soft_wrap=True)
    for row in rows:
        for finding in row.findings:
            console.print(f"[yellow]{row.assignment}[/]: {escape(finding)}", soft_wrap=True)
    count, findings = sum(len(row.problems) for row in rows), sum(len(row.findings) for row in rows)
    if findings:
        console.print(f"[yellow]{findings} findings to look at; `--strict` fails on them[/]")
    console.print(f"[red]{count} problems[/]" if count else "[green]proved[/]")
