"""Tables on the terminal, for `check` and `grade`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from autograder.results import CheckResult, Result
from autograder.text import terminal

_STATUS = {
    "passed": "[green]passed[/]",
    "partial": "[yellow]partial[/]",
    "failed": "[red]failed[/]",
    "missing": "[red]missing[/]",
}


def show_checked(found: Sequence[Result]) -> None:
    """One table for each submission: every exercise with its points and what went wrong."""
    console = _console()
    for result in found:
        if result.status == "ungradable":
            words = f"{terminal(result.path)}: [red]not graded[/]: {terminal(result.reason or '')}"
            console.print(words, soft_wrap=True)
            continue
        # no title of the table's, which would break the path at the table's width
        title = f"{terminal(result.path)}: {result.score:g} of {result.max_score:g}"
        console.print(title, style="italic", highlight=False, soft_wrap=True)
        table = Table(show_lines=False)
        table.add_column("exercise", no_wrap=True)
        table.add_column("points", justify="right", no_wrap=True)
        table.add_column("status", no_wrap=True)
        table.add_column("what to know", overflow="fold")
        for exercise in result.exercises:
            points = f"{exercise.points:g} of {exercise.max_points:g}"
            said = exercise.diagnosis or _first_message(exercise.checks)
            table.add_row(exercise.id, points, _STATUS[exercise.status], terminal(said))
        console.print(table)
        for flag in result.flags:
            console.print(f"[magenta]for the instructor:[/] {terminal(flag)}", soft_wrap=True)


def show_class(found: Sequence[Result], seed: int) -> None:
    """One table for a class: student, score, what went wrong in words; above it, the seed of all."""
    words = f"{len(found)} submissions, graded with seed {seed}"
    table = Table(title=words, title_justify="left")
    table.add_column("student", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("what went wrong", overflow="fold")
    for result in found:
        words = "\n".join([in_words(result), *(f"({flag})" for flag in result.flags)])
        table.add_row(terminal(str(result.student)), f"{result.score:g} of {result.max_score:g}", terminal(words))
    _console().print(table)


def in_words(result: Result) -> str:
    """What went wrong in a submission, in one line an exercise; "nothing" if all is right.

    A student may read it: the integrity flags, which are for the instructor, are not in it.
    """
    if result.status == "ungradable":
        return result.reason or ""
    missing = [exercise.id for exercise in result.exercises if exercise.status == "missing"]
    lines = []
    if missing:
        all_of_them = len(missing) == len(result.exercises)
        lines.append("nothing was written" if all_of_them else f"not written: {', '.join(missing)}")
    for exercise in result.exercises:
        if exercise.status in ("partial", "failed"):
            failed = sum(not check.passed for check in exercise.checks)
            lines.append(f"{exercise.id}: {exercise.diagnosis or f'{failed} of {len(exercise.checks)} checks fail'}")
    return "\n".join(lines) or "nothing"


def _console() -> Console:
    """Wide enough for the tables where there is no terminal to ask, as in CI."""
    return Console() if sys.stdout.isatty() else Console(width=120)


def _first_message(checks: Sequence[CheckResult]) -> str:
    return next((check.message for check in checks if not check.passed and check.message), "")
