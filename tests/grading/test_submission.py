"""A student's notebook is rebuilt on the release: what is taken, what is not, and what a broken file costs."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.course.cells import grade_id
from autograder.errors import Unreadable
from autograder.grading import submission


def find(notebook, name):
    """The cell of this grade_id."""
    return next(cell for cell in notebook["cells"] if grade_id(cell) == name)


def code(source, **more):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None, **more}


def insert_after(notebook, name, *cells):
    index = notebook["cells"].index(find(notebook, name)) + 1
    notebook["cells"][index:index] = cells


@pytest.fixture
def rebuild(a02):
    return lambda notebook: submission.rebuild(notebook["cells"], a02)


def source_of(rebuilt, name):
    return next(cell.source for cell in rebuilt.cells if cell.id == name)


def test_a_solved_notebook(rebuild: Any, solved: Any, a02: Assignment) -> None:
    rebuilt = rebuild(solved)
    assert [cell.id for cell in rebuilt.cells] == ["given-imports", *[one.id for one in a02.exercises]]
    assert (rebuilt.missing, rebuilt.flags) == ({}, ())


def test_an_untouched_release_misses_everything(rebuild: Any, untouched: Any, a02: Assignment) -> None:
    assert rebuild(untouched).missing == {one.id: "not written yet" for one in a02.exercises}


def test_blanks_around_a_stub_are_no_answer(rebuild: Any, untouched: Any) -> None:
    find(untouched, "predict")["source"] += ["\n\n"]
    assert rebuild(untouched).missing["predict"] == "not written yet"


def test_the_last_of_duplicates_counts(rebuild: Any, solved: Any) -> None:
    first, last = copy.deepcopy(find(solved, "predict")), copy.deepcopy(find(solved, "predict"))
    first["source"], last["source"] = "def predict(X, w): return 1", "def predict(X, w): return 2"
    insert_after(solved, "predict", first)
    solved["cells"].append(last)
    rebuilt = rebuild(solved)
    assert source_of(rebuilt, "predict") == "def predict(X, w): return 2"
    assert rebuilt.flags == ("the cell predict stands 3 times; the last was graded",)


def test_the_last_of_duplicates_counts_also_if_it_is_no_code(rebuild: Any, solved: Any) -> None:
    insert_after(solved, "predict", {**copy.deepcopy(find(solved, "predict")), "cell_type": "markdown"})
    rebuilt = rebuild(solved)
    assert rebuilt.missing == {"predict": "the cell is no longer a code cell"}
    assert "predict" not in [cell.id for cell in rebuilt.cells]


def test_a_deleted_cell_costs_its_own_exercise(rebuild: Any, solved: Any) -> None:
    solved["cells"].remove(find(solved, "predict"))
    assert rebuild(solved).missing == {"predict": "the cell is missing from the notebook"}


def test_a_cell_turned_to_markdown(rebuild: Any, solved: Any) -> None:
    find(solved, "predict")["cell_type"] = "markdown"
    rebuilt = rebuild(solved)
    assert rebuilt.missing == {"predict": "the cell is no longer a code cell"}
    assert "predict" not in [cell.id for cell in rebuilt.cells]


@pytest.mark.parametrize("source", [None, 3, {"a": 1}, ["x = 1", 2]])
def test_a_text_that_is_none(rebuild: Any, solved: Any, source: Any) -> None:
    find(solved, "predict")["source"] = source
    assert rebuild(solved).missing == {"predict": "the cell's text cannot be read"}


def test_a_giant_cell(rebuild: Any, solved: Any) -> None:
    find(solved, "predict")["source"] = "#" * (submission.MAX_SOURCE + 1)
    assert rebuild(solved).missing == {"predict": "the cell holds more than 1 MB of text"}


def test_lost_metadata_is_made_up_for_by_the_cells_id(rebuild: Any, solved: Any) -> None:
    for cell in solved["cells"]:
        cell["metadata"] = {}
    assert rebuild(solved).missing == {}


def test_an_answer_without_metadata_and_id_counts_where_it_stands(rebuild: Any, solved: Any) -> None:
    cell = find(solved, "predict")
    cell["metadata"] = {}
    del cell["id"]
    rebuilt = rebuild(solved)
    assert rebuilt.missing == {}
    assert cell["source"] in [one.source for one in rebuilt.cells if one.kind == "added"]


@pytest.mark.parametrize("metadata", [None, [], "x", {"nbgrader": 3}, {"nbgrader": {"grade_id": 3}}])
def test_metadata_of_any_form(rebuild: Any, solved: Any, metadata: Any) -> None:
    for cell in solved["cells"]:
        cell["metadata"] = metadata
    assert rebuild(solved).missing == {}


def test_helper_cells_stand_where_the_student_put_them(rebuild: Any, solved: Any) -> None:
    insert_after(solved, "predict", code("helper = 1"), code(["helper", " = 2"]), code("  \n"))
    insert_after(solved, "predict-check", code("helper = 3"))
    solved["cells"].insert(0, code("first = 0"))
    cells = [(cell.kind, cell.source) for cell in rebuild(solved).cells]
    added = [(i, source) for i, (kind, source) in enumerate(cells) if kind == "added"]
    place = next(i for i, cell in enumerate(rebuild(solved).cells) if cell.id == "predict")
    assert added == [(0, "first = 0"), (place + 1, "helper = 1"), (place + 2, "helper = 2"), (place + 3, "helper = 3")]


def test_prose_of_the_student_is_no_cell_to_run(rebuild: Any, solved: Any) -> None:
    insert_after(solved, "predict", {"cell_type": "markdown", "metadata": {}, "source": "I wonder"})
    assert [cell.kind for cell in rebuild(solved).cells].count("added") == 0


def test_moved_cells_go_back_to_their_place(rebuild: Any, solved: Any) -> None:
    wanted = rebuild(copy.deepcopy(solved))
    solved["cells"].reverse()
    assert rebuild(solved) == wanted


def test_a_notebook_without_ids(rebuild: Any, solved: Any) -> None:
    # without its id, a stretch exercise that was written is one more cell of the student
    solved["cells"] = [cell for cell in solved["cells"] if not cell["id"].startswith("stretch-")]
    wanted = rebuild(copy.deepcopy(solved))
    solved["nbformat_minor"] = 4
    for cell in solved["cells"]:
        del cell["id"]
    assert rebuild(solved) == wanted
    insert_after(solved, "predict", code("helper = 1"))
    assert [cell.source for cell in rebuild(solved).cells if cell.kind == "added"] == ["helper = 1"]


def test_an_edited_demonstration_cell_is_not_run(rebuild: Any, solved: Any) -> None:
    demonstration = next(c for c in solved["cells"] if c["cell_type"] == "code" and not grade_id(c))
    demonstration["source"] = "while True: pass"
    assert "while True: pass" not in [cell.source for cell in rebuild(solved).cells]


def test_locked_cells_are_the_releases(rebuild: Any, solved: Any, a02: Assignment) -> None:
    find(solved, "given-imports")["source"] = "import evil as np"
    find(solved, "predict-check")["source"] = "predict = 1"
    wanted = next(cell.source for cell in a02.notebook.cells if grade_id(cell) == "given-imports")
    rebuilt = rebuild(solved)
    assert source_of(rebuilt, "given-imports") == wanted
    assert not any("predict = 1" in cell.source for cell in rebuilt.cells)


def test_odd_things_are_flagged(rebuild: Any, solved: Any) -> None:
    for cell in solved["cells"]:
        cell["metadata"] = {**cell["metadata"], "tags": ["skip-execution"]}
    solved["cells"].remove(find(solved, "predict-check"))
    flags = rebuild(solved).flags
    assert flags == (
        "a cell is tagged skip-execution, which fools other graders; it was graded all the same",
        "1 locked test cells were deleted; they were not needed",
    )


def test_half_a_surrogate_is_mended(rebuild: Any, solved: Any) -> None:
    find(solved, "predict")["source"] = "x = '\ud800'"
    assert source_of(rebuild(solved), "predict") == "x = '?'"


# --- reading ---------------------------------------------------------------------------------------


def test_a_byte_order_mark_is_no_matter(solved: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(solved).encode())
    assert len(submission.read(path)) == len(solved["cells"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "invalid JSON"),
        (b"Dear grader", "invalid JSON"),
        (b'{"cells": [', "invalid JSON"),
        (b"[" * 100_000, "invalid JSON"),
        (b'{"n": ' + b"9" * 10_000 + b"}", "invalid JSON"),
        ('{"cells": ["ä"]}'.encode("latin-1"), "not UTF-8 text"),
        ('{"cells": []}'.encode("utf-16"), "not UTF-8 text"),
        (b"[]", "it has no list of cells"),
        (b'"text"', "it has no list of cells"),
        (b'{"cells": {"a": 1}}', "it has no list of cells"),
        (b'{"worksheets": [{"cells": []}], "nbformat": 3}', "open and save it in JupyterLab, its format is too old"),
    ],
)
def test_a_file_that_is_no_notebook(tmp_path: Path, content: Any, reason: Any) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        submission.read(path)
    assert str(caught.value) == f"not a notebook: {reason}"


def test_what_is_no_cell_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text('{"cells": [1, "x", null, [], {"cell_type": "code"}]}')
    assert submission.read(path) == [{"cell_type": "code"}]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="the file cannot be read: No such file or directory"):
        submission.read(tmp_path / "none.ipynb")
    with pytest.raises(Unreadable, match="is not an ordinary file"):
        submission.read(tmp_path)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "MAX_FILE", 1 << 20)
    path = tmp_path / "a.ipynb"
    path.write_bytes(b" " * ((1 << 20) + 1))
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        submission.read(path)


# --- which assignment ------------------------------------------------------------------------------


def test_a_notebook_is_known_by_its_cells(solved: Any, tmp_path: Path, repository: Path) -> None:
    known = course.assignments(repository)
    assert submission.identify(solved["cells"], tmp_path / "homework.ipynb", known).name == "a02_perceptron"
    cells = [find(solved, "perceptron_update")]
    assert submission.identify(cells, tmp_path / "a05_softmax_regression.ipynb", known).name == "a02_perceptron"


def test_a_notebook_without_known_cells_is_known_by_its_name(tmp_path: Path, repository: Path) -> None:
    path = tmp_path / "a02_perceptron (2).ipynb"
    assert submission.identify([], path, course.assignments(repository)).name == "a02_perceptron"


def test_a_notebook_of_no_known_assignment(tmp_path: Path, repository: Path) -> None:
    with pytest.raises(Unreadable, match="belongs to no known assignment"):
        submission.identify([code("x = 1")], tmp_path / "shopping.ipynb", course.assignments(repository))


def test_mentions_are_whole_words() -> None:
    assert submission.mentions("y = predict(X) + refit_perceptron", {"predict", "fit_perceptron"}) == {"predict"}


def test_an_answer_in_an_added_cell_stands_for_the_untouched_one(rebuild: Any, solved: Any, untouched: Any) -> None:
    answer = {"cell_type": "code", "metadata": {}, "source": find(solved, "predict")["source"]}
    rebuilt = rebuild({**untouched, "cells": [answer, *untouched["cells"]]})
    assert "predict" not in rebuilt.missing
    assert [one.kind for one in rebuilt.cells if "def predict" in one.source] == ["added"]


def test_a_call_of_the_function_in_an_added_cell_is_no_answer(rebuild: Any, untouched: Any) -> None:
    call = {"cell_type": "code", "metadata": {}, "source": "predict(X, w)\nprint(predict)\npredict == 3"}
    assert rebuild({**untouched, "cells": [*untouched["cells"], call]}).missing["predict"] == "not written yet"
