"""nbgrader's own commands run this engine and give what `autograder grade` gives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import conftest
import nbformat
import pytest

from autograder.classroom import settings

SEED = 7


def run(command, folder):
    """One of nbgrader's or our own commands, as typed in the course's folder."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(program), *command[1:]],
        cwd=folder,
        env=conftest.environment(),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def scores(folder):
    """Every automatic score in the gradebook, and the marks of what is missing."""
    from nbgrader.api import Gradebook

    where = settings.read(folder)
    with Gradebook(where.db_url, where.course_id) as book:
        return {
            entry.student.id: (
                {grade.name: grade.auto_score for grade in entry.notebooks[0].grades},
                {comment.name: comment.auto_comment for comment in entry.notebooks[0].comments},
                entry.score,
            )
            for entry in book.assignment_submissions("a02_perceptron")
        }


def cells(folder, student):
    path = folder / "autograded" / student / "a02_perceptron" / "a02_perceptron.ipynb"
    notebook = nbformat.read(path, as_version=4)
    return [
        (cell.id, cell.cell_type, cell.source, json.dumps(cell.get("outputs"), sort_keys=True))
        for cell in notebook.cells
    ]


@pytest.fixture(scope="module")
def courses(tmp_path_factory, repository, a02):
    """The same submissions, graded by nbgrader's command in one folder and by ours in the other."""
    from autograder import demo as demonstration

    wrong = "print('hello')\ndef predict(X, w):\n    return np.where(X @ w >= 0, 1, -1)"
    right = demonstration.reference_notebook(a02)
    helper = {
        "cell_type": "code",
        "id": "mine",
        "metadata": {},
        "source": "helper = 1",
        "outputs": [],
        "execution_count": None,
    }
    with_helper = {**right, "cells": [*right["cells"][:8], helper, *right["cells"][8:]]}
    students = {
        "ada": json.dumps(right).encode(),
        "bob": json.dumps(demonstration.answered(a02, {"predict": wrong})).encode(),
        "cleo": b"Dear grader, please find my homework attached.",
        "dora": json.dumps(with_helper).encode(),
        "eve": a02.release.read_bytes(),
    }
    folders = []
    for name in ("nbgrader", "autograder"):
        folder = tmp_path_factory.mktemp(name)
        shutil.copy(repository / "nbgrader_config.py", folder)
        for student, content in students.items():
            place = folder / "submitted" / student / "a02_perceptron"
            place.mkdir(parents=True)
            (place / "a02_perceptron.ipynb").write_bytes(content)
        folders.append(folder)
    theirs, ours = folders
    done = run(["nbgrader", "autograde", "a02_perceptron", f"--GradeInSandbox.seed={SEED}"], theirs)
    assert done.returncode == 0, done.stderr
    run(["autograder", "grade", "a02_perceptron", "--seed", str(SEED)], ours)
    return theirs, ours


@pytest.mark.slow
def test_the_same_scores(courses: Any) -> None:
    theirs, ours = map(scores, courses)
    assert theirs == ours
    assert {name: one[2] for name, one in ours.items() if name != "bob"} == {"ada": 10, "cleo": 0, "dora": 10, "eve": 0}
    assert 0 < ours["bob"][2] < 1


@pytest.mark.slow
@pytest.mark.parametrize("student", ["ada", "bob", "cleo", "dora", "eve"])
def test_the_same_autograded_notebook(courses: Any, student: Any) -> None:
    theirs, ours = (cells(folder, student) for folder in courses)
    assert theirs == ours


@pytest.mark.slow
def test_the_same_results_are_kept(courses: Any) -> None:
    def kept(folder):
        data = json.loads((folder / "results" / "a02_perceptron" / "bob.json").read_text())["submissions"][0]
        return {key: value for key, value in data.items() if key not in ("path", "seconds")}

    assert kept(courses[0]) == kept(courses[1])


@pytest.mark.slow
def test_nothing_is_graded_again_by_the_other_command(courses: Any) -> None:
    done = run(["autograder", "grade", "a02_perceptron"], courses[0])
    kept = json.loads((courses[0] / "results" / "a02_perceptron" / "bob.json").read_text())["submissions"][0]
    assert done.returncode == 1 and kept["seed"] == SEED  # 1 because of the file that is no notebook


@pytest.mark.slow
@pytest.mark.parametrize("which", [0, 1], ids=["after nbgrader", "after autograder"])
def test_nbgraders_feedback_and_export_work(courses: Any, which: Any) -> None:
    folder = courses[which]
    done = run(["nbgrader", "generate_feedback", "a02_perceptron"], folder)
    assert done.returncode == 0, done.stderr
    page = (folder / "feedback" / "bob" / "a02_perceptron" / "a02_perceptron.html").read_text()
    assert "At a score of exactly 0" in page
    done = run(["nbgrader", "export", "--to", "grades.csv"], folder)
    assert done.returncode == 0, done.stderr
    lines = (folder / "grades.csv").read_text().splitlines()
    assert len(lines) == 6 and any(",ada," in line and line.endswith("10.0") for line in lines)


def cost(folder, student):
    """What nbgrader's own command takes for a student, with all processes it starts: CPU seconds, most memory in kB."""
    program = [str(Path(sys.executable).with_name("nbgrader")), "autograde", "a02_perceptron", "--student", student]
    process = subprocess.Popen(program, cwd=folder, env=conftest.environment(), stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss


@pytest.mark.slow
def test_ten_megabytes_of_objects_cost_no_more_than_a_few_right_submissions(
    course_folder: Any, solved: Any, empty_book: Any
) -> None:
    """The first edition took 7.1 GB and 84 s for them: nbgrader's exporter read the file before the grader did."""
    text = json.dumps(solved)
    objects = f'{text[:-1]}, "x": [{",".join(["{}"] * 3_400_000)}]}}'
    folder = course_folder({"ada": dict(solved), "bob": objects.encode()})
    shutil.copy(empty_book, folder)
    seconds, memory = cost(folder, "ada")
    more_seconds, more_memory = cost(folder, "bob")
    assert more_seconds < 3 * seconds, f"{more_seconds} s against {seconds} s"
    assert more_memory < 2 * memory, f"{more_memory} kB against {memory} kB"
    kept = json.loads((folder / "results" / "a02_perceptron" / "bob.json").read_text())["submissions"][0]
    assert (kept["status"], "more values" in kept["reason"], bool(kept["flags"])) == ("ungradable", True, True)
    assert scores(folder)["ada"][2] == 10 and scores(folder)["bob"][2] == 0


@pytest.mark.slow
def test_what_lies_beside_a_notebook_stops_no_class_and_is_not_followed(
    course_folder: Any, solved: Any, empty_book: Any
) -> None:
    """nbgrader's own command copies those files before it calls a plugin."""
    folder = course_folder({name: dict(solved) for name in ("ada", "beside", "late", "when")})
    shutil.copy(empty_book, folder)
    place = {path.name: path / "a02_perceptron" for path in (folder / "submitted").iterdir()}
    (place["ada"] / "notes.txt").write_text("mine")
    (place["beside"] / "device.csv").symlink_to("/dev/zero")
    (place["beside"] / "notes.txt").symlink_to(place["ada"] / "notes.txt")
    (place["beside"] / "deeper").symlink_to(place["ada"])
    os.mkfifo(place["beside"] / "pipe.csv")
    with (place["beside"] / "sparse.csv").open("wb") as file:
        file.truncate(1 << 40)
    os.mkfifo(place["late"] / "timestamp.txt")
    (place["when"] / "timestamp.txt").write_text("0001-01-01T00:00:00+14:00")
    (folder / "submitted" / "linked").mkdir()
    (folder / "submitted" / "linked" / "a02_perceptron").symlink_to(place["ada"])

    run(["nbgrader", "autograde", "a02_perceptron"], folder)

    right = {"ada", "beside", "late", "when"}
    assert {name for name, found in scores(folder).items() if found[2] == 10} == right
    copied = {
        name: {path.name for path in (folder / "autograded" / name / "a02_perceptron").iterdir()}
        for name in ("ada", "beside", "late", "when", "linked")
    }
    notebook = {"a02_perceptron.ipynb"}
    assert copied["ada"] == notebook | {"notes.txt"}
    assert copied["beside"] == copied["late"] == copied["linked"] == notebook
    assert scores(folder)["linked"][2] == 0
