"""Whose a file is, by the names that other systems give to downloads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.classroom import downloads


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("/x/Ada Lovelace_123456_assignsubmission_file_/a02.ipynb", "123456"),
        ("/x/Ada Lovelace_123456_assignsubmission_file_a02.ipynb", "123456"),
        ("/x/O_Neil Ann_7_assignsubmission_file_/deep/a02.ipynb", "7"),
        ("/x/lovelaceada_12345_67890_a02.ipynb", "12345"),
        ("/x/lovelaceada_LATE_12345_67890_a02.ipynb", "12345"),
        ("/x/lovelaceada_12345_67890_a02-2.ipynb", "12345"),
        ("/x/assignment_1_export/submission_42/a02.ipynb", "42"),
    ],
)
def test_known_names(path: Any, student: Any) -> None:
    assert downloads.owner(path) == (student, "a02")


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("Mallory_1_assignsubmission_file_x_999_assignsubmission_file_a02.ipynb", "1"),
        ("Mallory_1_assignsubmission_file_/Ada_999_assignsubmission_file_/a02.ipynb", "1"),
        ("Mallory_1_assignsubmission_file_/hw/submission_999/a02.ipynb", "1"),
        ("Mallory_1_assignsubmission_file_/lovelaceada_999_1_a02.ipynb", "1"),
        ("mallory_1_2_hw/lovelaceada_999_1_a02.ipynb", "1"),
        ("mallory_1_2_hw/submission_999/a02.ipynb", "1"),
        ("mallory_1_2_x_999_3_a02.ipynb", "1"),
        ("assignment_1_export/submission_1/submission_999/a02.ipynb", "1"),
        ("assignment_1_export/submission_1/Ada_999_assignsubmission_file_/a02.ipynb", "1"),
    ],
)
def test_names_that_the_student_gave_do_not_make_it_anothers(tmp_path: Path, path: Any, student: Any) -> None:
    """The download stands in a folder that has the name of one, too."""
    within = tmp_path / "submission_5" / "Eve_5_assignsubmission_file_"
    assert downloads.owner(str(within / path), within)[0] == student


def test_no_metadata_of_a_students_own_are_read(tmp_path: Path) -> None:
    hidden = tmp_path / "submission_1" / "hw"
    hidden.mkdir(parents=True)
    (hidden / "submission_metadata.yml").write_text("submission_7:\n  :submitters:\n  - :sid: ada\n")
    assert downloads.owner(str(hidden / "submission_7" / "a02.ipynb"), tmp_path) == ("1", "a02")


@pytest.mark.parametrize("path", ["/x/a02.ipynb", "/x/ada/a02.ipynb", "/x/report_12_34_a02.pdf", ""])
def test_other_names(path: Any) -> None:
    assert downloads.owner(path) is None


def test_gradescopes_metadata(tmp_path: Path) -> None:
    (tmp_path / "submission_metadata.yml").write_text(
        "---\nsubmission_1:\n  :submitters:\n  - :name: Ada\n    :sid: '0042'\n    :email: ada@x.org\n"
        "submission_2:\n  :submitters:\n  - :name: Bob\n    :sid: ''\n    :email: bob@x.org\n"
        "submission_3:\n  :submitters: []\n"
    )
    owners = [downloads.owner(f"{tmp_path}/submission_{number}/a02.ipynb") for number in (1, 2, 3)]
    assert owners == [("0042", "a02"), ("bob@x.org", "a02"), ("3", "a02")]
