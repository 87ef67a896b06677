"""The plan asks for every proof of every exercise, mistake and mutant."""

from __future__ import annotations

from autograder.course.assignment import Assignment
from autograder.proof import mutants
from autograder.proof.plan import plan


def test_the_plan_proves_everything(a02: Assignment) -> None:
    tasks = plan([a02], 1)
    names = [exercise.id for exercise in a02.exercises]
    for kind in ("mistakes", "alone", "stand-ins"):
        assert [task.exercise for task in tasks if task.kind == kind] == names
    assert [task.seed for task in tasks if task.kind == "reference"] == [1, 2]
    assert {task.kind for task in tasks} >= {"files", "prose", "untouched"}
    planned = [mutant for task in tasks for mutant in task.mutants]
    assert planned == mutants.of(a02) and all(
        mutant.exercise == task.exercise for task in tasks for mutant in task.mutants
    )
