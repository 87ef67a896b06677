"""Every notebook, with the reference's answers, from top to bottom in a real kernel: no error, no warning."""

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder import demo as demonstration
from autograder.course import assignment as course
from autograder.course.cells import grade_id

NAMES = [one.name for one in course.assignments()]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the kernel's own machinery; what the notebook warns of is in its outputs
@pytest.mark.parametrize("name", NAMES)
def test_a_solved_notebook_runs_without_a_warning(name: str, repository: Path) -> None:
    one = course.assignment(name)
    notebook = nbformat.reads(json.dumps(demonstration.reference_notebook(one)), as_version=4)
    resources = {"metadata": {"path": str(repository)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 2, "pictures are part of the notebook"
    for exercise in one.exercises:
        cell = next(cell for cell in notebook.cells if grade_id(cell) == f"{exercise.id}-check")
        shown = "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
        assert "✓" in shown, f"{exercise.id} shows nothing that passed"
        assert "✗" not in shown
