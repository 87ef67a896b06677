"""A class folder as an attacker fills it: a result for each student, and the class goes on."""

from __future__ import annotations

import json
import os
import shutil
from typing import Any

from autograder.classroom import settings

RIGHT = "ada"


def test_no_students_files_stop_the_class(
    course_folder: Any, solved: Any, empty_book: Any, grade: Any, book_scores: Any
) -> None:
    folder = course_folder({RIGHT: dict(solved), "year1": dict(solved), "zone": dict(solved), "pipetime": dict(solved)})
    shutil.copy(empty_book, folder)
    submitted = folder / "submitted"
    right = submitted / RIGHT / "a02_perceptron" / "a02_perceptron.ipynb"

    def place(student):
        path = submitted / student / "a02_perceptron" / "a02_perceptron.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    (place("year1").parent / "timestamp.txt").write_text("0001-01-01T00:00:00+14:00")
    (place("zone").parent / "timestamp.txt").symlink_to("/dev/zero")
    os.mkfifo(place("pipetime").parent / "timestamp.txt")
    place("linked").symlink_to(right)
    place("device").symlink_to("/dev/zero")
    os.mkfifo(place("pipe"))
    with place("sparse").open("wb") as file:
        file.truncate(8 << 30)
    place("empty").write_bytes(b"")
    place("objects").write_bytes(b'{"cells": [' + b"{}," * 3_000_000 + b"{}]}")
    (submitted / "folder").mkdir()
    (submitted / "folder" / "a02_perceptron").symlink_to(right.parent)
    (submitted / "whole").symlink_to(submitted / RIGHT)
    place("na\nme::error::x").write_bytes(b"Dear grader")
    place("x" * 255).write_bytes(json.dumps(solved).encode())  # no file's name has room for a suffix
    place("\u202egnp").write_bytes(b"Dear grader")
    place("{nbgrader_step}").write_bytes(b"Dear grader")

    results = {result.student: result for result in grade(settings.read(folder), workers=2).results}

    full = {RIGHT, "year1", "zone", "pipetime"}
    assert {student for student, result in results.items() if result.score} == full
    assert len(results) == len(list(submitted.iterdir()))
    for student in ("linked", "device", "pipe", "sparse", "objects", "folder", "whole"):
        assert results[student].status == "ungradable" and results[student].flags, student
    assert results["x" * 255].fault == "grader"  # the folder's name is the instructor's to mend
    assert full <= set(book_scores(settings.read(folder)))
