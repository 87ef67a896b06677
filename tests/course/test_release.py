"""A release is what its source gives, byte for byte, and a bad header is refused by name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.course import release
from autograder.course.assignment import Assignment
from autograder.course.cells import grade_id
from autograder.errors import CourseError


@pytest.fixture
def edited(course_copy):
    """The copied course's assignment, its source changed."""

    def edit(old, new):
        path = course_copy / "solutions" / "a02_perceptron" / "notebook.py"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return Assignment("a02_perceptron", course_copy)

    return edit


def test_twice_the_same_bytes(a02: Assignment) -> None:
    assert release.generate(a02) == release.generate(a02) == a02.release.read_text(encoding="utf-8")


def test_a_stale_release_is_detected_and_written_anew(edited: Any) -> None:
    one = edited("The perceptron and Adaline", "The perceptron")
    assert not release.is_current(one)
    assert release.write(one) is True
    assert "# 2 · The perceptron" in one.release.read_text() and release.is_current(one)
    assert release.write(one) is False


def test_a_missing_release_is_written(course_copy: Path) -> None:
    one = Assignment("a02_perceptron", course_copy)
    shutil.rmtree(one.release.parent)
    assert not release.is_current(one)
    with pytest.raises(CourseError, match="is missing; run `autograder release a02_perceptron`"):
        release.notebook(one)
    assert release.write(one) and release.notebook(one).cells


def test_the_students_notebook_holds_no_solution(a02: Assignment) -> None:
    text = a02.release.read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in text and "END SOLUTION" not in text
    cells = json.loads(text)["cells"]
    solutions = ["".join(cell["source"]) for cell in cells if cell["metadata"].get("nbgrader", {}).get("solution")]
    assert len(solutions) == 9
    assert all(source.rstrip().endswith("raise NotImplementedError()") and '"""' in source for source in solutions)


def test_cells_have_stable_ids_and_no_outputs(a02: Assignment) -> None:
    cells = json.loads(a02.release.read_text(encoding="utf-8"))["cells"]
    ids = [cell["id"] for cell in cells]
    assert len(set(ids)) == len(ids) and "perceptron-update" in ids and "perceptron-update-check" in ids
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_check_cells_are_locked_and_carry_the_points(a02: Assignment) -> None:
    metas = [cell.metadata.nbgrader for cell in release.notebook(a02).cells if "nbgrader" in cell.metadata]
    assert sum(meta.get("points", 0) for meta in metas) == 10
    assert all(meta.locked for meta in metas if not meta.solution)


PREDICT_HEADER = '"grade_id": "predict", "locked": false, "schema_version": 3, "solution": true'
CHECK_HEADER = '"grade_id": "predict-check", "locked": true, "points": 1, "schema_version": 3, "solution": false'


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (f'# %% nbgrader={{"grade": false, {PREDICT_HEADER}}}', "# %%", "solution markers and no solution header"),
        ("### BEGIN SOLUTION\n    return np.where", "return np.where", "solution header, or the reverse"),
        (CHECK_HEADER, CHECK_HEADER.replace('"points": 1, ', ""), "incomplete nbgrader header; it needs .*points"),
        (CHECK_HEADER, CHECK_HEADER.replace('"locked": true', '"locked": false'), "incomplete nbgrader header"),
        (
            PREDICT_HEADER,
            PREDICT_HEADER.replace('"schema_version": 3', '"schema_version": 2'),
            "incomplete nbgrader header",
        ),
        (PREDICT_HEADER, PREDICT_HEADER.replace('"schema_version": 3, ', ""), "incomplete nbgrader header"),
        (
            PREDICT_HEADER,
            PREDICT_HEADER.replace('"solution"', '"task": false, "solution"'),
            "incomplete nbgrader header",
        ),
    ],
    ids=["no header", "no marker", "no points", "not locked", "old schema", "no schema", "more than needed"],
)
def test_a_bad_header_is_refused(edited: Any, old: Any, new: Any, words: str) -> None:
    with pytest.raises(CourseError, match=words) as caught:
        release.source_notebook(edited(old, new))
    assert "a02_perceptron/notebook.py: the cell " in str(caught.value)


def test_the_sources_own_notebook_keeps_the_solutions(a02: Assignment) -> None:
    cells = {grade_id(cell): cell.source for cell in release.source_notebook(a02).cells}
    assert "np.where(X @ w > 0, 1, -1)" in cells["predict"]
