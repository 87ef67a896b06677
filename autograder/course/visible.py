"""What given answers show in the grade cells of a notebook: every visible expectation, and what it got.

Runs trusted code only, in this process: the reference with a known mistake or a mutant in it.
"""

from __future__ import annotations

import contextlib
import copy
import signal
import threading
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id
from autograder.errors import CourseError
from course_tools import hints
from course_tools.expectations import Expectation
from course_tools.verdict import Verdict

SECONDS = 5.0  # for one grade cell; an endless loop is cut off by it


@dataclass(frozen=True)
class Visible:
    """One expectation of an exercise's grade cell: its place there, and what an answer made of it.

    `verdict` is None where the cell itself stopped before it came to the next expectation; `error` says how. `probed`
    is what the function answers to slightly other numbers, `series` what it answers to several rather different inputs,
    where that was asked for (`course_tools.hints`).
    """

    exercise: str
    index: int
    passed: bool
    got: Any
    verdict: Verdict | None
    error: str | None = None
    probed: tuple[Any, str, str] | None = None
    series: list[Any] | None = None


class _TooLong(BaseException):
    """A grade cell ran out of time; no student's `except Exception` catches it."""


def visible_outcomes(
    assignment: Assignment,
    answers: Mapping[str, Callable[..., Any] | str],
    *,
    exercises: tuple[str, ...] | None = None,
    seconds: float = SECONDS,
    probe: bool = False,
) -> list[Visible]:
    """Every visible expectation of the named exercises, when `answers` stand in place of the reference's functions.

    An answer is a function or the source of a solution cell. Without `exercises`, those that have an answer are
    looked at. No expectation ends its cell, so that each is seen; a cell that takes longer than `seconds` ends there.
    Raises `CourseError` if the reference's own cells cannot be run.
    """
    notebook = _prepared(assignment)
    found = []
    for exercise in exercises if exercises is not None else tuple(answers):
        found += notebook.run(exercise, answers, seconds, probe)
    return found


def authoring_problems(assignment: Assignment) -> list[str]:
    """Grade cells that do not stand on their own, and expectations that the reference does not meet, in words."""
    try:
        prepared = _prepared(assignment)
    except CourseError as error:
        return [str(error)]
    problems = []
    for outcome in prepared.reference:
        if outcome.error is not None:
            problems.append(
                f"{outcome.exercise}-check stops: {outcome.error}; grade cells use given, solution and grade cells only"
            )
        elif not outcome.passed and outcome.verdict is not None:
            problems.append(f"{outcome.exercise}-check: the reference fails {outcome.verdict.message}")
    return problems


class _Notebook:
    """The given, solution and grade cells of a source, run once with the reference; each grade cell can be run again.

    All runs share one namespace, for that is what the reference's functions look their helpers up in.
    """

    def __init__(self, assignment: Assignment) -> None:
        self._namespace: dict[str, Any] = {"__name__": "__main__"}
        self._before: dict[str, dict[str, Any]] = {}
        self._cells: dict[str, types.CodeType] = {}
        self.reference: list[Visible] = []
        for index, cell in enumerate(assignment.notebook.cells):
            kind = cell_kind(cell)
            code = compile(cell.source, f"{assignment.name} [cell {index}]", "exec") if kind in _RUN else None
            if code is None:
                continue
            if kind == "grade":
                exercise = grade_id(cell).removesuffix("-check")
                self._cells[exercise] = code
                self._before[exercise] = _copied(self._namespace)
                self.reference += self._run_cell(exercise, 60 * SECONDS)
                continue
            try:
                exec(code, self._namespace)
            except Exception as error:
                place = grade_id(cell) or f"cell {index}"
                raise CourseError(f"{assignment.source}: {place} stops: {type(error).__name__}: {error}") from None
        self._after = _copied(self._namespace)

    def run(
        self, exercise: str, answers: Mapping[str, Callable[..., Any] | str], seconds: float, probe: bool
    ) -> list[Visible]:
        """The expectations of one exercise, with these answers."""
        if exercise not in self._cells:
            raise CourseError(f"there is no grade cell {exercise}-check")
        try:
            self._restore({**self._after, **self._before[exercise]})  # a known mistake may call what comes later
            for name, answer in answers.items():
                if isinstance(answer, str):
                    with _limited(seconds):
                        exec(compile(answer, f"{name} [answer]", "exec"), self._namespace)
                    answer = self._namespace[name]
                self._namespace[name] = _named(answer, name)
            return self._run_cell(exercise, seconds, probe)
        except (Exception, _TooLong) as error:
            return [Visible(exercise, 0, False, None, None, _describe(error))]
        finally:
            self._restore(self._after)

    def _restore(self, namespace: dict[str, Any]) -> None:
        self._namespace.clear()
        self._namespace.update(_copied(namespace))

    def _run_cell(self, exercise: str, seconds: float, probe: bool = False) -> list[Visible]:
        found: list[Visible] = []

        class Recorded(Expectation):
            def _conclude(self, verdict: Verdict) -> None:
                asked = (verdict.function, verdict.arguments)
                probed = hints.probe(*asked) if probe else None
                series = hints.series(*asked) if probe and not self.is_slow else None
                found.append(Visible(exercise, len(found), verdict.passed, verdict.got, verdict, None, probed, series))

        given = self._namespace.get("expect")
        self._namespace["expect"] = lambda function, *arguments: Recorded(function, arguments)
        error: str | None = None
        try:
            with _limited(seconds), contextlib.redirect_stdout(None):
                exec(self._cells[exercise], self._namespace)
        except (Exception, SystemExit, _TooLong) as stopped:
            error = _describe(stopped)
        finally:
            self._namespace["expect"] = given
        return found if error is None else [*found, Visible(exercise, len(found), False, None, None, error)]


_RUN = ("given", "solution", "grade")


@cache
def _prepared(assignment: Assignment) -> _Notebook:
    with _quiet():
        return _Notebook(assignment)


def _named(answer: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The function under the exercise's own name, as it would stand in a notebook."""
    if not isinstance(answer, types.FunctionType):
        return answer
    named = types.FunctionType(answer.__code__, answer.__globals__, name, answer.__defaults__, answer.__closure__)
    named.__kwdefaults__ = answer.__kwdefaults__
    return named


def _copied(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """The namespace, data in it copied: a cell may change an array, and draws from a generator."""
    return {name: copy.deepcopy(value) if _is_data(value) else value for name, value in namespace.items()}


def _is_data(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_data, value))
    if isinstance(value, dict):
        return all(map(_is_data, value.values()))
    return isinstance(value, np.ndarray | np.generic | np.random.Generator | int | float | str)


def _describe(error: BaseException) -> str:
    return "took too long" if isinstance(error, _TooLong) else f"{type(error).__name__}: {error}"


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """As in a notebook, where a warning ends nothing; but without its text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """End what runs longer, where this is the main thread of a system with alarms."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        with _quiet():
            yield
        return

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)  # again: one may be lost in a callback
    try:
        with _quiet():
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
