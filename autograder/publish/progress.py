"""How far a command is: a bar where stderr is a terminal, else a line every ten seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

_SECONDS = 10.0  # between two lines on a pipe
_WARM = 3  # steps after which a rate says something


class Meter:
    """Counts what is done and what went wrong, and says so: with the rate and the time left."""

    def __init__(self, words: str, total: int, bar: Progress | None) -> None:
        self._words = words
        self.total = total
        self.done = self._problems = 0
        self._bar = bar
        self._task = bar.add_task(words, total=total, told="") if bar else None
        self._start = self._told = time.monotonic()

    def expect(self, total: int) -> None:
        """So many steps there are."""
        self.total = total
        self._start = self._told = time.monotonic()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, total=total)

    def __call__(self, *, problem: bool = False) -> None:
        """One more step is done; `problem`: it did not go well."""
        self.done += 1
        self._problems += problem
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, told=self.rate())
        self.beat()

    def beat(self) -> None:
        """Time goes by: say how far it is, if the last word is ten seconds old."""
        if self._bar is None and time.monotonic() - self._told >= _SECONDS:
            self._told = time.monotonic()
            print(f"{self._words}: {self.done} of {self.total}, {self.rate()}", file=sys.stderr, flush=True)

    def rate(self) -> str:
        """Steps in a second, seconds left, problems, in words."""
        seconds = time.monotonic() - self._start
        parts = []
        if self.done >= _WARM and seconds > 0:
            left = (self.total - self.done) * seconds / self.done
            parts = [f"{self.done / seconds:.1f} a second", f"{_duration(left)} left"]
        problems = f"{self._problems} problem{'' if self._problems == 1 else 's'}" if self._problems else "no problems"
        return ", ".join([*parts, problems])


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


@contextmanager
def bar(total: int, words: str) -> Iterator[Meter]:
    """Show progress while the block runs; gives what to call after each step."""
    if not sys.stderr.isatty():
        yield Meter(words, total, None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Meter(words, total, progress)
