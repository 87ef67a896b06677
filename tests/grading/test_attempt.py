"""A failure of the grader itself, at whichever call, leaves a clean sandbox to the next submission."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.course.assignment import Assignment
from autograder.grading import grade as grading
from autograder.grading.submission import Submission, rebuild
from autograder.sandbox.client import Sandbox
from autograder.sandbox.session import Session

LEAVES_A_FILE = "open('left', 'w').write('x')\nimport os\n"
SEES_A_FILE = "import os\nprint(sorted(os.listdir('.')))\n"


class GraderFailed(Exception):
    """What is injected."""


def with_cell(solved: dict[str, Any], source: str, assignment: Assignment) -> Submission:
    cell = {"cell_type": "code", "metadata": {}, "source": source}
    return rebuild([cell, *solved["cells"]], assignment)


@pytest.mark.parametrize("method", ["run_cell", "call", "_reply", "_value", "_note"])
@pytest.mark.parametrize("at", [1, 5])
def test_the_next_submission_finds_a_clean_sandbox(
    sandbox: Sandbox, solved: dict[str, Any], a02: Assignment, monkeypatch: pytest.MonkeyPatch, method: str, at: int
) -> None:
    whole, calls = getattr(Session, method), iter(range(1, 10_000))

    def fails(*arguments: Any, **named: Any) -> Any:
        if next(calls) == at:
            raise GraderFailed
        return whole(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Session, method, fails)
        with pytest.raises(Exception, match=r"GraderFailed|^$"):
            grading.grade(with_cell(solved, LEAVES_A_FILE, a02), a02, sandbox, 1)
    result = grading.grade(with_cell(solved, SEES_A_FILE, a02), a02, sandbox, 1)
    assert result.score == result.max_score
    assert [cell.output for cell in result.cells if cell.kind == "added"] == ["[]\n"]


def test_a_session_that_nobody_closed_is_ended_before_the_next(sandbox: Sandbox) -> None:
    forgotten = sandbox.session()
    forgotten.run_cell("open('left', 'w').write('x')", "c")
    with sandbox.session() as session:
        assert session.run_cell(SEES_A_FILE, "c").output == "[]\n"
        assert session.number != forgotten.number
