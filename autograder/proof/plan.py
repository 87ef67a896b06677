"""What there is to prove of a course: the tasks, and the form of their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.course.assignment import Assignment
from autograder.course.mistakes import mistakes
from autograder.grading import checks as checking
from autograder.proof import mutants
from autograder.proof.judged import Judged
from autograder.proof.mutants import Mutant

Kind = Literal["files", "prose", "reference", "untouched", "alone", "stand-ins", "mistakes", "mutants"]
_AT_ONCE = 12  # mutants of one task: so that two workers end at about the same time


@dataclass(frozen=True)
class Task:
    """One thing to prove: of which assignment, what, of which exercise, and under which seed."""

    assignment: Assignment
    kind: Kind
    seed: int
    exercise: str = ""
    mutants: tuple[Mutant, ...] = ()


@dataclass(frozen=True)
class Earned:
    """What the best stand-in for an exercise earns: the share of its points (0 to 1), and which one it is."""

    exercise: str
    share: float
    stand_in: str


@dataclass(frozen=True)
class Proof:
    """What came of a task: its problems (none if it is proved), what an author should look at, and what it measured."""

    task: Task
    problems: tuple[str, ...]
    seconds: float = 0.0
    judged: tuple[Judged, ...] = ()
    replayed: Earned | None = None
    trivial: Earned | None = None
    findings: tuple[str, ...] = ()


def plan(assignments: Sequence[Assignment], seed: int, *, quick: bool = False) -> list[Task]:
    """Everything to prove, what takes longest first; if `quick`, without the known mistakes and the mutants."""
    tasks: list[Task] = []
    for assignment in assignments:
        checking.collect(assignment)  # here, so that forked workers have it
        mistakes(assignment)
        names = [exercise.id for exercise in assignment.exercises]
        tasks += [Task(assignment, "files", seed), Task(assignment, "prose", seed)]
        tasks += [Task(assignment, "reference", seed), Task(assignment, "reference", seed + 1)]
        tasks.append(Task(assignment, "untouched", seed))
        kinds: tuple[Kind, ...] = ("alone", "stand-ins") if quick else ("mistakes", "alone", "stand-ins")
        for kind in kinds:
            tasks += [Task(assignment, kind, seed, name) for name in names]
        if quick:
            continue
        found = mutants.of(assignment)
        for name in names:
            mine = [mutant for mutant in found if mutant.exercise == name]
            pieces = [tuple(mine[start : start + _AT_ONCE]) for start in range(0, len(mine), _AT_ONCE)]
            tasks += [Task(assignment, "mutants", seed, name, piece) for piece in pieces]
    return tasks
