"""The course proves itself: reference, release, mistakes, mutants, numbers, each through the real engine."""

from __future__ import annotations

import dataclasses
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing.util import Finalize
from typing import Any, Literal

from autograder.course import cells as course_cells
from autograder.course import release
from autograder.course.assignment import Assignment
from autograder.grading import attempt as attempts
from autograder.grading import checks as checking
from autograder.grading import grade as grading
from autograder.grading import submission
from autograder.grading.mistakes import Mistake, mistake_answer
from autograder.grading.mistakes import mistakes as known_mistakes
from autograder.grading.student import Student
from autograder.grading.submission import Cell, Submission
from autograder.proof import errata, leaks, mutants
from autograder.proof.mutants import Mutant
from autograder.results import Result
from autograder.sandbox.client import Limits, Sandbox

Kind = Literal["course", "reference", "untouched", "alone", "mistake", "mutant"]
_CALL_SECONDS = 10.0  # a mutant that loops for ever is caught by this; the reference's calls take far less


@dataclass(frozen=True)
class Task:
    """One thing to prove: of which assignment, what, and which exercise, mistake or mutant."""

    assignment: Assignment
    kind: Kind
    seed: int
    name: str = ""
    mutant: Mutant | None = None


@dataclass(frozen=True)
class Proof:
    """What came of a task: its problems (none if it is proved), and whether a mutant survived as listed."""

    task: Task
    problems: tuple[str, ...]
    seconds: float
    survived: bool = False


@dataclass
class Row:
    """One assignment in the closing table."""

    assignment: str
    functions: int
    points: float
    checks: int
    mistakes: int
    mistakes_named: int = 0
    mutants: int = 0
    mutants_killed: int = 0
    mutants_equivalent: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)


def plan(assignments: Sequence[Assignment], seed: int) -> list[Task]:
    """Everything to prove, the longest first, so that the workers end together."""
    tasks = []
    for one in assignments:
        tasks += [Task(one, "course", seed), Task(one, "reference", seed), Task(one, "reference", seed + 1)]
        tasks.append(Task(one, "untouched", seed))
        tasks += [Task(one, "alone", seed, exercise.id) for exercise in one.exercises]
        tasks += [Task(one, "mistake", seed, mistake.name) for mistake in known_mistakes(one)]
        tasks += [Task(one, "mutant", seed, mutant.exercise, mutant) for mutant in mutants.of(one)]
        checking.collect(one)
    return tasks


def run(tasks: Sequence[Task], workers: int) -> Iterator[Proof]:
    """Prove all tasks side by side; forked workers inherit what was collected."""
    context = multiprocessing.get_context("fork")
    count = context.Value("i", 0)
    with ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=(count,)) as pool:
        futures = [pool.submit(prove, task) for task in tasks]
        for future in as_completed(futures):
            yield future.result()


_sandbox: Sandbox | None = None


def _start_worker(count: Any) -> None:
    global _sandbox
    _sandbox = Sandbox(Limits(call=_CALL_SECONDS), core=_next_core(count))
    Finalize(None, _sandbox.close, exitpriority=1)  # a worker's end runs no atexit


def _next_core(count: Any) -> int:
    """A number for each worker process, from a `multiprocessing.Value` that they share."""
    with count.get_lock():
        count.value += 1
        return int(count.value) - 1


def prove(task: Task) -> Proof:
    """Carry out one task."""
    start = time.monotonic()
    assert _sandbox is not None
    survived = False
    if task.kind == "course":
        problems = _course(task.assignment)
    elif task.kind == "reference":
        problems = _reference(task, _sandbox)
    elif task.kind == "untouched":
        problems = _untouched(task, _sandbox)
    elif task.kind == "alone":
        problems = _alone(task, _sandbox)
    elif task.kind == "mistake":
        problems = _mistake(task, _sandbox)
    else:
        survived = _mutant_survives(task, _sandbox)
        problems = [] if not survived or _is_listed(task) else [_describe(task)]
    return Proof(task, tuple(problems), time.monotonic() - start, survived)


def summarise(assignments: Sequence[Assignment], proofs: Sequence[Proof]) -> list[Row]:
    """One row for each assignment."""
    rows = []
    for one in assignments:
        mine = [proof for proof in proofs if proof.task.assignment == one]
        mistakes = [proof for proof in mine if proof.task.kind == "mistake"]
        tried = [proof for proof in mine if proof.task.kind == "mutant"]
        row = Row(
            assignment=one.name,
            functions=len(one.exercises),
            points=sum(exercise.max_points for exercise in one.exercises),
            checks=len(checking.collect(one).items),
            mistakes=len(mistakes),
            mistakes_named=sum(not proof.problems for proof in mistakes),
            mutants=len(tried),
            mutants_killed=sum(not proof.survived for proof in tried),
            mutants_equivalent=sum(proof.survived and not proof.problems for proof in tried),
            seconds=sum(proof.seconds for proof in mine),
            problems=[problem for proof in mine for problem in proof.problems],
        )
        alive = {(m.exercise, m.was, m.now) for p in tried if p.survived and (m := p.task.mutant)}
        stale = set(mutants.equivalent(one)) - alive
        row.problems += [f"listed as equivalent, but caught or not a mutant any more: {key}" for key in sorted(stale)]
        rows.append(row)
    return rows


# --- the single proofs ----------------------------------------------------------------------------


def _course(one: Assignment) -> list[str]:
    """Headers, release, leaks, numbers, at least three mistakes for each exercise."""
    problems = []
    if not release.is_current(one):
        problems.append("the release is not what the source gives; run `autograder release`")
    problems += leaks.find(one)
    problems += errata.wrong(one)
    known = [mistake.exercise for mistake in known_mistakes(one)]
    names = [exercise.id for exercise in one.exercises]
    problems += [
        f"{name}: {known.count(name)} known mistakes, at least 3 are needed" for name in names if known.count(name) < 3
    ]
    problems += [f"a mistake for {name!r}, which is no exercise" for name in sorted(set(known) - set(names))]
    problems += [f"{mistake.name}: no hint" for mistake in known_mistakes(one) if not mistake.hint]
    for check in checking.collect(one).items:
        if check.exercise not in names or not check.description:
            problems.append(f"{check.name}: no such exercise, or no docstring")
    problems += [f"{name}: no check" for name in names if not checking.collect(one).of(name)]
    return problems


def _reference(task: Task, sandbox: Sandbox) -> list[str]:
    result = grading.grade(reference_submission(task.assignment), task.assignment, sandbox, task.seed)
    problems = [
        f"the reference loses points on {one.id}: {_messages(result, one.id)}"
        for one in result.exercises
        if one.status != "passed"
    ]
    return problems + [f"the reference is flagged: {flag}" for flag in result.flags]


def _untouched(task: Task, sandbox: Sandbox) -> list[str]:
    cells = [dict(cell) for cell in release.notebook(task.assignment).cells]
    result = grading.grade(submission.rebuild(cells, task.assignment), task.assignment, sandbox, task.seed)
    odd = [one.id for one in result.exercises if one.points or one.status != "missing"]
    return [f"the untouched release gets points or no reason for {name}" for name in odd]


def _alone(task: Task, sandbox: Sandbox) -> list[str]:
    """Only this exercise is solved: it gets its points, by right versions of what it depends on, and no other does."""
    one = task.assignment
    stubs = submission.stubs(one)
    cells = [
        dataclasses.replace(cell, source=stubs[cell.id]) if cell.kind == "solution" and cell.id != task.name else cell
        for cell in reference_submission(one).cells
    ]
    missing = {name: "not written yet" for name in stubs if name != task.name}
    result = grading.grade(Submission(tuple(cells), missing, ()), one, sandbox, task.seed)
    problems = []
    for exercise in result.exercises:
        wanted = exercise.max_points if exercise.id == task.name else 0.0
        if exercise.points != wanted:
            problems.append(
                f"only {task.name} solved: {exercise.id} gets {exercise.points:g}, not {wanted:g}: "
                f"{_messages(result, exercise.id)}"
            )
    return problems


def _mistake(task: Task, sandbox: Sandbox) -> list[str]:
    mistake = _find_mistake(task)
    result = grading.grade(
        reference_submission(task.assignment, {mistake.exercise: mistake_answer(task.assignment, mistake)}),
        task.assignment,
        sandbox,
        task.seed,
    )
    problems = []
    for exercise in result.exercises:
        if exercise.id == mistake.exercise:
            if exercise.status == "passed" or exercise.carried_forward:
                problems.append(f"{mistake.name} loses no points")
            elif exercise.diagnosis != mistake.hint:
                problems.append(f"{mistake.name} is named otherwise: {exercise.diagnosis}")
        elif exercise.status != "passed":
            problems.append(f"{mistake.name} costs {exercise.id} points too: {_messages(result, exercise.id)}")
    return problems


def _mutant_survives(task: Task, sandbox: Sandbox) -> bool:
    assert task.mutant is not None
    one, exercise = task.assignment, task.mutant.exercise
    cells = reference_submission(one, {exercise: task.mutant.source})
    checks = checking.collect(one)
    limit = checks.seconds.get("submission", sandbox.limits.submission)
    with attempts.Attempt(sandbox, cells, {}, time.monotonic() + limit) as attempt:
        student = Student(attempts.InSandbox(attempt, exercise))
        outcomes = []
        for seed in (task.seed, task.seed + 1):
            for check in checks.of(exercise):
                outcomes.append(checking.run(check, student, one.reference, seed))
                if outcomes[-1].share < 1:
                    return False
        return checking.unchanged(exercise, outcomes).share == 1


def reference_submission(one: Assignment, replaced: dict[str, str] | None = None) -> Submission:
    """The reference as a submission, some of its solution cells replaced."""
    cells = []
    for cell in release.source_notebook(one).cells:
        kind = course_cells.cell_kind(cell)
        name = course_cells.grade_id(cell)
        if kind == "given":
            cells.append(Cell("given", name, cell.source))
        elif kind == "solution":
            cells.append(Cell("solution", name, (replaced or {}).get(name, cell.source)))
    return Submission(tuple(cells), {}, ())


def _find_mistake(task: Task) -> Mistake:
    return next(one for one in known_mistakes(task.assignment) if one.name == task.name)


def _is_listed(task: Task) -> bool:
    mutant = task.mutant
    return mutant is not None and (mutant.exercise, mutant.was, mutant.now) in mutants.equivalent(task.assignment)


def _describe(task: Task) -> str:
    mutant = task.mutant
    assert mutant is not None
    return f"{mutant.exercise}: a mutant survives: {mutant.was!r} → {mutant.now!r}"


def _messages(result: Result, exercise: str) -> str:
    one = next(each for each in result.exercises if each.id == exercise)
    failed = [check for check in one.checks if not check.passed]
    return "; ".join(f"{check.name}: {check.message}" for check in failed[:2]) or str(one.diagnosis)
