"""The demo's class: right answers in several styles, typical mistakes, accidents; and the whole loop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder import demo as demonstration
from autograder.course import assignment as course
from autograder.course import mistakes as known_mistakes
from autograder.course import release
from autograder.course.assignment import Assignment
from autograder.course.cells import grade_id


def test_the_class_is_as_large_and_mixed_as_promised(a02: Assignment) -> None:
    samples = {sample.student: sample.content for sample in demonstration.samples(a02)}
    assert len(samples) >= 12
    assert {
        "all_right",
        "perfect_loops",
        "perfect_lists",
        "blank",
        "syntax_error",
        "infinite_loop",
        "crash",
    } <= set(samples)
    assert samples["blank"] == json.dumps(json.loads(a02.release.read_text())).encode()
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(samples["no_notebook"])
    assert "skip-execution" in samples["tests_deleted"].decode()


def test_another_assignments_class_makes_its_known_mistakes(repository: Path) -> None:
    one = course.assignment("a05_softmax_regression", repository)
    names = [sample.student for sample in demonstration.samples(one)]
    assert names[0] == "all_right" and names[-3:] == ["blank", "no_notebook", "tests_deleted"]
    assert len(names) == 14 and set(names[1:-3]) <= {mistake.name for mistake in known_mistakes.mistakes(one)}


def test_answered_changes_these_cells_only(a02: Assignment) -> None:
    notebook = demonstration.answered(a02, {"predict": "x = 1"})
    pristine = release.notebook(a02).cells
    changed = [
        grade_id(cell)
        for cell, was in zip(notebook["cells"], pristine, strict=True)
        if "".join(cell["source"]) != was.source
    ]
    assert changed == ["predict"]


@pytest.mark.slow
def test_the_whole_loop(run_autograder: Any, tmp_path: Path) -> None:
    done = run_autograder("demo", "--keep", tmp_path / "demo", cwd=tmp_path)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert "perfect_loops" in done.stdout and "gradebook.db" in done.stdout
    assert (tmp_path / "demo" / "gradebook.db").is_file()
    assert (tmp_path / "demo" / "feedback" / "sign_flipped" / "a02_perceptron" / "a02_perceptron.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_folder_that_is_not_empty_is_left_alone(run_autograder: Any, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("")
    done = run_autograder("demo", "--keep", tmp_path, cwd=tmp_path)
    assert done.returncode == 1 and done.stderr.strip().endswith("is not empty; the demo wants a folder of its own")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
