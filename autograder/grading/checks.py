"""The hidden checks of an assignment: collected by pytest once, run again and again."""

from __future__ import annotations

import ast
import inspect
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType, SimpleNamespace
from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.course.cells import cell_kind, grade_id, load_file
from autograder.errors import CourseError, GraderError
from autograder.grading.fixtures import check_run
from autograder.grading.student import Call, Student, Trusted
from autograder.text import cut

UNCHANGED = "leaves_its_arguments_unchanged"


@dataclass(frozen=True)
class Check:
    """One collected pytest item: `name` with its parameters' id, the exercise, and what it shows."""

    name: str
    exercise: str
    description: str
    function: Callable[..., Any]
    parameters: dict[str, Any]
    fixtures: tuple[str, ...]

    @property
    def demand(self) -> str:
        """What its test function asks for; all parametrised instances of it are one demand."""
        return self.name.partition("[")[0]


@dataclass(frozen=True)
class Checks:
    """The checks of one assignment, what its exercises depend on, and its own time limits."""

    items: tuple[Check, ...]
    needs: dict[str, tuple[str, ...]]
    seconds: dict[str, float]

    def of(self, exercise: str) -> tuple[Check, ...]:
        """The checks of one exercise."""
        return tuple(check for check in self.items if check.exercise == exercise)


@dataclass(frozen=True)
class Outcome:
    """What one run of one check gave: the share of its points (0 to 1), and why not all."""

    check: Check
    share: float
    message: str | None
    error: AssertionError | None
    calls: tuple[Call, ...]


class _LoadedModule(pytest.Module):
    """An author's file, run by its path and never imported: files of one name in different folders do not meet."""

    def _getobj(self) -> ModuleType:
        module = ModuleType(self.path.stem)
        vars(module).update(load_file(self.path))
        return module


class _Collector:
    def __init__(self) -> None:
        self.items: list[pytest.Item] = []
        self.errors: list[str] = []

    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> pytest.Module:
        return _LoadedModule.from_parent(parent, path=module_path)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = list(session.items)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            last = str(report.longrepr).rstrip().rpartition("\n")[2]  # the exception, below its traceback
            self.errors.append(last.removeprefix("E").strip())


@cache
def collect(assignment: Assignment) -> Checks:
    """Collect the assignment's hidden checks; raises `CourseError` if they cannot be run."""
    collector = _Collector()
    options = ["--collect-only", "-o", "addopts=", "-p", "no:terminal", "-p", "no:cacheprovider", "--assert=plain"]
    # nobody's plugins, settings or conftest.py have a say in what is graded
    options += ["--disable-plugin-autoload", "--noconftest", "-c", os.devnull, "--rootdir", str(assignment.folder)]
    pytest.main([*options, str(assignment.checks)], plugins=[collector])
    if collector.errors or not collector.items:
        raise CourseError(f"{assignment.checks}: {'; '.join(collector.errors) or 'no checks found'}")
    module: ModuleType = collector.items[0].module  # type: ignore[attr-defined]
    names = [exercise.id for exercise in assignment.exercises]
    return Checks(
        tuple(_check(item, names) for item in collector.items),
        _needs(assignment, getattr(module, "NEEDS", {})),
        dict(getattr(module, "SECONDS", {})),
    )


def _needs(assignment: Assignment, declared: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """What each exercise depends on: the exercises that its reference calls, and those that the checks declare."""
    names = {exercise.id for exercise in assignment.exercises}
    needs = {}
    for cell in assignment.notebook.cells:
        if cell_kind(cell) == "solution":
            try:
                tree = ast.parse(cell.source)
            except SyntaxError as error:
                place = f"{assignment.source}: the cell {grade_id(cell)!r}"
                raise CourseError(f"{place}: SyntaxError: {error.msg} (line {error.lineno} of the cell)") from None
            called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & names
            needs[grade_id(cell)] = tuple(sorted((called | set(declared.get(grade_id(cell), ()))) - {grade_id(cell)}))
    return needs


def _check(item: Any, exercises: Sequence[str]) -> Check:
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    names = [name for name in item._fixtureinfo.argnames if name not in parameters]
    words = inspect.cleandoc(item.function.__doc__ or "").replace("\n", " ")
    if getattr(item, "callspec", None) and (case := _case(item.callspec.id, parameters)):
        words = f"{words} ({case})"
    return Check(item.name, _exercise_of(item, exercises), words, item.function, parameters, tuple(names))


def _exercise_of(item: Any, exercises: Sequence[str]) -> str:
    """The exercise that a check belongs to: by its mark, else by its name, `test_<exercise>_<what it shows>`."""
    marker = item.get_closest_marker("exercise")
    if marker is not None:
        return str(marker.args[0])
    fitting = [name for name in exercises if f"{item.originalname}_".startswith(f"test_{name}_")]
    if not fitting:
        raise CourseError(f"{item.nodeid}: no exercise has this name; write test_<exercise>_<what it shows>")
    return max(fitting, key=len)


def _case(identity: str, parameters: dict[str, Any]) -> str:
    """What sets a parametrised check apart, in words: its id if an author gave one, else its short parameters."""
    made_up = re.fullmatch(r"[\w.-]*\d+(-[\w.-]+)*", identity) is not None
    if not made_up:
        return identity
    short = {name: value for name, value in parameters.items() if isinstance(value, int | float | str | tuple)}
    return ", ".join(f"{name.replace('_', ' ')} = {value}" for name, value in short.items() if len(str(value)) < 20)


def run(check: Check, student: Student, reference: SimpleNamespace, seed: int) -> Outcome:
    """Run one check on a student's functions; nothing that the student returns can raise here."""
    given_run = check_run(student, reference, seed, check.name)
    before = len(student._calls)
    given = given_run.fixtures()
    failure: AssertionError | None = None
    try:
        check.function(**{name: given[name] for name in check.fixtures}, **check.parameters)
    except AssertionError as error:
        failure = error
    except GraderError:
        raise
    except Exception as error:
        if given_run.failure is None:  # nothing that this could follow from
            _require_sound(check, reference, seed)  # else the answer has a form that the check cannot work with
        failure = AssertionError(f"{check.exercise}: the answer cannot be used: {type(error).__name__}: {error}")
    failure = given_run.failure or failure  # what came after the first failure may follow from it
    message = None if failure is None else cut(str(failure))
    share = given_run.share if failure is None else 0.0
    return Outcome(check, share, message or given_run.remark, failure, tuple(student._calls[before:]))


def _require_sound(check: Check, reference: SimpleNamespace, seed: int) -> None:
    """Raise `GraderError` if a check fails on the reference's own answers too: that is no fault of a student's."""
    given = check_run(Student(Trusted(dict(vars(reference)))), reference, seed, check.name).fixtures()
    try:
        check.function(**{name: given[name] for name in check.fixtures}, **check.parameters)
    except AssertionError:
        return
    except Exception as error:
        raise GraderError(f"the check {check.name} itself fails: {type(error).__name__}: {error}") from error


def run_exercise(
    exercise: str,
    checks: Checks,
    student: Student,
    reference: SimpleNamespace,
    seed: int,
    known: Mapping[str, Outcome] = MappingProxyType({}),
) -> list[Outcome]:
    """Run the checks of one exercise whose outcome is not known by name, and the one that no file needs to spell out.

    That one is: arguments unchanged.
    """
    due = checks.of(exercise)
    calls = (seed, *((check.function, check.name) for check in due if check.name not in known))
    student.foresee(calls)
    outcomes = [known.get(check.name) or run(check, student, reference, seed) for check in due]
    if all(outcome.share == 1 for outcome in outcomes):
        student.keep(calls)
    return [*outcomes, unchanged(exercise, outcomes)]


def unchanged(exercise: str, outcomes: list[Outcome]) -> Outcome:
    """Did any call of these outcomes change an argument? Earned only beside another passed check."""
    check = Check(UNCHANGED, exercise, "leaves its arguments unchanged", run, {}, ())
    changed = [call for outcome in outcomes for call in outcome.calls if call.changed]
    if changed:
        place = ("first", "second", "third", "fourth", "fifth")[min(changed[0].changed[0], 4)]
        message = f"{changed[0].name}: your function changed its {place} argument in place; work on a copy"
        return Outcome(check, 0.0, message, AssertionError(message), ())
    if not any(outcome.share for outcome in outcomes):
        return Outcome(check, 0.0, "not counted: no other check of this function passed", None, ())
    return Outcome(check, 1.0, None, None, ())
