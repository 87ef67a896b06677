"""Fifty kinds of bad input: one clear line for each, the others are graded, the exit status is 1, nothing is lost."""

from __future__ import annotations

import copy
import csv
import json
import os
import shutil
from typing import Any

import conftest
import pytest

from autograder import demo as demonstration
from autograder.classroom import settings
from autograder.course import assignment as course

pytestmark = pytest.mark.slow

NAME = "a02_perceptron"
NOTEBOOK = f"{NAME}.ipynb"


def put(name, content):
    """A kind that is one file in the submission's folder."""

    def make(folder, right):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content(right) if callable(content) else content
        path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())

    return make


def beside(name, content):
    """A kind that is a file beside a right notebook."""

    def make(folder, right):
        (folder / NOTEBOOK).write_text(json.dumps(right))
        (folder / name).write_bytes(content)

    return make


def linked(target):
    return lambda folder, right: (folder / NOTEBOOK).symlink_to(target)


def two_odd_names(folder, right):
    for name in ("first.ipynb", "second.ipynb"):
        (folder / name).write_text(json.dumps(right))


def giant(folder, right):
    with (folder / NOTEBOOK).open("wb") as file:
        file.truncate(1 << 33)


def a_file_in_place_of_the_folder(folder, right):
    folder.rmdir()
    folder.write_text("")


def timestamp_folder(folder, right):
    (folder / NOTEBOOK).write_text(json.dumps(right))
    (folder / "timestamp.txt").mkdir()


def colab(*, ids):
    """As Colab saves it: nbgrader's metadata gone, the cells' ids too."""

    def content(right):
        made = copy.deepcopy(right)
        for number, cell in enumerate(made["cells"]):
            cell["metadata"] = {}
            if not ids:
                cell["id"] = f"colab{number}"
        return made

    return content


def older(right):
    made = copy.deepcopy(right)
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "# as it was last year"
    return made


def deep(right):
    return b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def numbers(right):
    made = copy.deepcopy(right)
    for cell in made["cells"]:
        cell["source"] = 3
    return made


def other_assignment(right):
    return OTHER.release.read_bytes()


OTHER = next(each for each in course.assignments(conftest.REPOSITORY) if each.name != NAME)

# what the student's folder holds, and the words of the one line that says why there is no verdict
UNGRADABLE = {
    "empty_folder": (lambda folder, right: None, "no notebook was handed in: the folder holds nothing"),
    "python_file": (put("homework.py", b"x = 1"), "the folder holds homework.py; a02_perceptron.ipynb is needed"),
    "pdf": (put("homework.pdf", b"%PDF"), "the folder holds homework.pdf"),
    "zip": (put("homework.zip", b"PK"), "the folder holds homework.zip"),
    "two_odd_names": (
        two_odd_names,
        "none named a02_perceptron.ipynb: first.ipynb, second.ipynb",
    ),
    "empty_file": (put(NOTEBOOK, b""), "not a notebook: invalid JSON"),
    "a_letter": (put(NOTEBOOK, b"Dear grader"), "not a notebook: invalid JSON"),
    "truncated": (put(NOTEBOOK, lambda right: json.dumps(right).encode()[:-40]), "not a notebook: invalid JSON"),
    "json_list": (put(NOTEBOOK, b"[]"), "not a notebook: it has no list of cells"),
    "json_number": (put(NOTEBOOK, b"3"), "not a notebook: it has no list of cells"),
    "json_null": (put(NOTEBOOK, b"null"), "not a notebook: it has no list of cells"),
    "no_cells": (put(NOTEBOOK, b"{}"), "not a notebook: it has no list of cells"),
    "cells_a_dict": (put(NOTEBOOK, b'{"cells": {}}'), "not a notebook: it has no list of cells"),
    "nbformat_3": (put(NOTEBOOK, b'{"worksheets": []}'), "open and save it in JupyterLab, its format is too old"),
    "latin_1": (put(NOTEBOOK, '{"cells": ["é"]}'.encode("latin-1")), "not a notebook: not UTF-8 text"),
    "utf_16": (put(NOTEBOOK, '{"cells": []}'.encode("utf-16")), "not a notebook: not UTF-8 text"),
    "nul_bytes": (put(NOTEBOOK, bytes(1000)), "not a notebook: invalid JSON"),
    "deep": (put(NOTEBOOK, deep), "not a notebook"),
    "giant": (giant, "the file is larger than 100 MB"),
    "fifo": (lambda folder, right: os.mkfifo(folder / NOTEBOOK), "not an ordinary file"),
    "link_to_another": (linked("../../good/a02_perceptron/a02_perceptron.ipynb"), "is a link; hand in the file itself"),
    "dangling_link": (linked("nowhere"), "is a link; hand in the file itself"),
    "endless_device": (linked("/dev/zero"), "is a link; hand in the file itself"),
    "link_to_itself": (linked(NOTEBOOK), "is a link; hand in the file itself"),
    "a_folder_of_that_name": (lambda folder, right: (folder / NOTEBOOK).mkdir(), "not an ordinary file"),
    "a_file_in_place_of_the_folder": (a_file_in_place_of_the_folder, "not an ordinary folder"),
    "other_assignment": (put(NOTEBOOK, other_assignment), f"not the notebook of {NAME}: its exercises are others"),
    "line\nend": (put(NOTEBOOK, b"Dear grader"), "not a notebook: invalid JSON"),
}
# what is graded all the same: the score, and what the instructor is told (nothing: "")
GRADED = {
    "good": (put(NOTEBOOK, lambda right: right), 10, ""),
    "upper_case": (put("A02_PERCEPTRON.IPYNB", lambda right: right), 10, "handed in as 'A02_PERCEPTRON.IPYNB'"),
    "renamed": (put("my homework.ipynb", lambda right: right), 10, "handed in as 'my homework.ipynb'"),
    "second_download": (put("a02_perceptron (1).ipynb", lambda right: right), 10, "handed in as"),
    "nested": (
        put("week 2/a02_perceptron.ipynb", lambda right: right),
        10,
        "handed in as 'week 2/a02_perceptron.ipynb'",
    ),
    "deeply_nested": (put("a/b/c/my.ipynb", lambda right: right), 10, "handed in as 'a/b/c/my.ipynb'"),
    "checkpoint": (put(f".ipynb_checkpoints/{NOTEBOOK}", lambda right: right), None, ""),
    "bom": (put(NOTEBOOK, lambda right: b"\xef\xbb\xbf" + json.dumps(right).encode()), 10, ""),
    "colab": (put(NOTEBOOK, colab(ids=False)), 10, ""),
    "metadata_dropped": (put(NOTEBOOK, colab(ids=True)), 10, ""),
    "older_release": (put(NOTEBOOK, older), 10, "9 locked cells differ from the release"),
    "no_code": (put(NOTEBOOK, b'{"cells": []}'), 0, "9 locked test cells were deleted"),
    "sources_are_numbers": (put(NOTEBOOK, numbers), 0, "locked cells differ"),
    "unknown_zone": (beside("timestamp.txt", b"2026-01-03 12:00:00 Mars/Olympus"), 10, "unknown time zone"),
    "no_date": (beside("timestamp.txt", b"yesterday"), 10, "does not hold a date"),
    "binary_date": (beside("timestamp.txt", b"\xff\xfe"), 10, "not UTF-8"),
    "timestamp_folder": (timestamp_folder, 10, "timestamp.txt was not read"),
    "year_1": (beside("timestamp.txt", b"0001-01-01T00:00:00+14:00"), 10, "does not hold a date"),
    "=cmd()": (put(NOTEBOOK, lambda right: right), 10, ""),
    "O'Neil; DROP TABLE grade": (put(NOTEBOOK, lambda right: right), 10, ""),
    "n" * 120: (put(NOTEBOOK, lambda right: right), 10, ""),
}
NOT_UTF_8 = os.fsdecode(b"jos\xe9")


@pytest.fixture(scope="module")
def bad_class(tmp_path_factory, repository, a02):
    """A class of all of them, graded by the command: its folder, what it said, its exit status."""
    folder = tmp_path_factory.mktemp("bad")
    shutil.copy(repository / "nbgrader_config.py", folder)
    right = demonstration.reference_notebook(a02)
    kinds = {**{name: kind[0] for name, kind in UNGRADABLE.items()}, **{name: kind[0] for name, kind in GRADED.items()}}
    for student, make in {**kinds, NOT_UTF_8: put(NOTEBOOK, lambda right: right)}.items():
        place = folder / "submitted" / student / NAME
        place.mkdir(parents=True)
        make(place, right)
    (folder / "submitted" / "a file").write_text("")
    (folder / "submitted" / ".ipynb_checkpoints" / NAME).mkdir(parents=True)
    return folder, conftest.autograder(folder, "grade", NAME, "--seed", "1")


def result(folder, student):
    return json.loads((folder / "results" / NAME / f"{student}.json").read_text())["submissions"][0]


@pytest.mark.parametrize("student", list(UNGRADABLE))
def test_what_cannot_be_graded_has_one_line_and_a_result(bad_class: Any, student: Any) -> None:
    folder, done = bad_class
    words = UNGRADABLE[student][1]
    found = result(folder, student)
    assert found["status"] == "ungradable" and words in found["reason"] and found["code"]
    lines = [line for line in done.stderr.splitlines() if f"/{student.partition(chr(10))[0]}" in line]
    lines = [line for line in lines if f"/{student}/" in line or "\n" in student]
    assert len(lines) == 1 and words in lines[0], lines


@pytest.mark.parametrize("student", [name for name in GRADED if name != "checkpoint"])
def test_what_is_odd_is_graded_and_told(bad_class: Any, student: Any) -> None:
    _, score, words = GRADED[student]
    found = result(bad_class[0], student)
    assert (found["status"], found["score"]) == ("graded", score), found["reason"]
    assert any(words in flag for flag in found["flags"]) if words else found["flags"] == []


def test_the_class_as_a_whole(bad_class: Any) -> None:
    folder, done = bad_class
    assert done.returncode == 1
    known = {*UNGRADABLE, *GRADED}
    class_settings = settings.read(folder)
    from nbgrader.api import Gradebook

    with Gradebook(class_settings.db_url, class_settings.course_id) as book:
        scores = {entry.student.id: entry.score for entry in book.assignment_submissions(NAME)}
    assert set(scores) == known
    assert {name for name, score in scores.items() if score == 10} == {
        name for name, kind in GRADED.items() if kind[1] == 10
    }
    odd = [line for line in done.stderr.splitlines() if "is not UTF-8, and no gradebook can hold it" in line]
    assert len(odd) == 1 and "jos\\xe9" in odd[0]


def test_a_second_look_grades_nothing_and_says_the_same(bad_class: Any) -> None:
    folder, done = bad_class
    again = conftest.autograder(folder, "grade", NAME)
    first, second = (
        sorted(line for line in each.stderr.splitlines() if line.startswith("autograder:")) for each in (done, again)
    )
    assert again.returncode == 1 and first == second and "graded again" not in again.stderr
    done = conftest.autograder(folder, "export", NAME, "--format", "csv")
    assert len(list(csv.reader(done.stdout.splitlines()))) >= len(UNGRADABLE) + len(GRADED)
