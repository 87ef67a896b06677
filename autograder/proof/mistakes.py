"""Each known mistake is graded as a submission: it loses points, is told its own hint, and costs no other exercise."""

from __future__ import annotations

import dataclasses

from autograder.course.assignment import Assignment
from autograder.course.mistakes import Mistake, mistake_answer, mistakes
from autograder.grading import checks as checking
from autograder.grading import grade as grading
from autograder.proof.judged import Judged, judge
from autograder.proof.submissions import messages, solved
from autograder.sandbox.client import Sandbox


def judged(assignment: Assignment, exercise: str, sandbox: Sandbox, seed: int) -> tuple[list[str], list[Judged]]:
    """The problems of an exercise's known mistakes, and what each gets."""
    problems, found = [], []
    for mistake in mistakes(assignment):
        if mistake.exercise == exercise:
            here = judge(assignment, exercise, mistake.name, mistake_answer(assignment, mistake), mistake.hint, seed)
            problems += _problems(assignment, mistake, here.points[0], sandbox, seed)
            found.append(here)
    return problems, found


def _problems(assignment: Assignment, mistake: Mistake, points: float, sandbox: Sandbox, seed: int) -> list[str]:
    """What the sandbox makes of it; exercises that do not use the mistaken one are left out."""
    submitted = solved(assignment, {mistake.exercise: mistake_answer(assignment, mistake)})
    affected = _affected(assignment, mistake.exercise)
    aside = {exercise.id: "left out" for exercise in assignment.exercises if exercise.id not in affected}
    result = grading.grade(dataclasses.replace(submitted, missing=aside), assignment, sandbox, seed)
    problems = []
    for graded in result.exercises:
        if graded.id == mistake.exercise:
            if graded.status == "passed" or graded.carried_forward:
                problems.append(f"{mistake.name} loses no points")
            elif graded.diagnosis != mistake.hint:
                problems.append(f"{mistake.name} is named otherwise: {graded.diagnosis}")
            if graded.points != points:
                problems.append(f"{mistake.name} gets {graded.points:g} in the sandbox, {points:g} outside it")
        elif graded.id not in aside and graded.status != "passed":
            problems.append(f"{mistake.name} costs {graded.id} points too: {messages(result, graded.id)}")
    return problems


def _affected(assignment: Assignment, exercise: str) -> set[str]:
    """The exercise, and those that use it, directly or by others."""
    needs = checking.collect(assignment).needs
    found = {exercise}
    while more := {name for name, needed in needs.items() if found & set(needed)} - found:
        found |= more
    return found
