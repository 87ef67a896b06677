"""Which file of a submission's folder is the notebook, and what is said where there is none."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom import jobs, settings
from autograder.course.assignment import Assignment
from autograder.errors import Unreadable
from autograder.grading import submission

EXPECTED = "a02_perceptron.ipynb"


@pytest.mark.parametrize(
    ("files", "path", "note"),
    [
        ([EXPECTED], EXPECTED, None),
        ([EXPECTED, "other.ipynb"], EXPECTED, None),
        (["my homework.ipynb"], "my homework.ipynb", "handed in as 'my homework.ipynb', not as 'a02_perceptron.ipynb'"),
        (["A02_PERCEPTRON.IPYNB"], "A02_PERCEPTRON.IPYNB", "handed in as 'A02_PERCEPTRON.IPYNB'"),
        (["a02_perceptron (1).ipynb", "notes.ipynb"], "a02_perceptron (1).ipynb", "handed in as"),
        (["week2/a02_perceptron.ipynb"], "week2/a02_perceptron.ipynb", "handed in as 'week2/a02_perceptron.ipynb'"),
        (["a/b/c/mine.ipynb", ".ipynb_checkpoints/x.ipynb"], "a/b/c/mine.ipynb", "handed in as"),
    ],
)
def test_the_notebook_is_found(tmp_path: Path, files: Any, path: Any, note: Any) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    found = jobs.notebook(tmp_path, EXPECTED)
    assert found.path == tmp_path / path and found.problem is None
    assert (not found.notes) if note is None else found.notes[0].startswith(note)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "no notebook was handed in: the folder holds nothing; a02_perceptron.ipynb is needed"),
        (["homework.py"], "the folder holds homework.py; a02_perceptron.ipynb is needed"),
        (["a.ipynb", "b.ipynb"], "several notebooks and none named a02_perceptron.ipynb: a.ipynb, b.ipynb"),
        (["x/a.ipynb", "y/a.ipynb"], "several notebooks and none named a02_perceptron.ipynb: x/a.ipynb, y/a.ipynb"),
        (["1/2/3/4/5/a.ipynb"], "no notebook was handed in: the folder holds 1;"),
    ],
)
def test_what_was_found_in_its_place(tmp_path: Path, files: Any, words: str) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert words in str(jobs.notebook(tmp_path, EXPECTED).problem)


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / EXPECTED).write_text("{}")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "link").symlink_to(tmp_path / "elsewhere")
    assert "the folder holds link" in str(jobs.notebook(tmp_path / "mine", EXPECTED).problem)


def test_a_name_that_is_not_utf_8_can_be_printed() -> None:
    assert jobs.printable("jos\udce9") == "jos\\xe9" and jobs.printable("josé") == "josé"


@pytest.fixture
def as_nobody():
    """A folder that everybody may look into, and no rights beyond an ordinary user's."""
    folder = Path(tempfile.mkdtemp(prefix="class-"))
    folder.chmod(0o755)
    yield folder
    os.seteuid(os.getuid())
    shutil.rmtree(folder)


def test_a_student_whose_folder_nobody_may_look_into_is_among_them(as_nobody: Any, a02: Assignment) -> None:
    for student in ("ada", "eve"):
        (as_nobody / "submitted" / student / a02.name).mkdir(parents=True)
    locked = as_nobody / "submitted" / "eve"
    locked.chmod(0)
    if os.getuid() == 0:
        os.seteuid(65534)
    found = jobs.find(a02, settings.read(as_nobody), (), 1)
    assert [job.student for job in found] == ["ada", "eve"]
    with pytest.raises(Unreadable) as told:
        submission.read(found[1].path, found[1].within)
    assert told.value.code == "denied" and "Permission denied" in str(told.value)
    if os.getuid() != 0:
        locked.chmod(0o755)
