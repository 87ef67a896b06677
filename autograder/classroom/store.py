"""Kept results: what was graded from which files, so that a run takes up where it was interrupted."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from autograder import results
from autograder.classroom.jobs import Job
from autograder.classroom.settings import Settings
from autograder.course import assignment as course
from autograder.errors import Unreadable
from autograder.files import read_submitted, write_atomically
from autograder.grading import submission
from autograder.results import Result


def pending(jobs: list[Job], settings: Settings) -> tuple[list[Job], list[Result]]:
    """The jobs whose submission or course changed since their last result, and the results of the others."""
    todo, done = [], []
    for job in jobs:
        kept = load_result(settings.result_file(job.assignment, job.student))
        same = kept is not None and kept[1] == digest(job)
        if kept is not None and same and (job.autograded is None or job.autograded.is_file()):
            done.append(kept[0])
        else:
            todo.append(job)
    return todo, done


def save_result(result: Result, job: Job, settings: Settings) -> None:
    """Keep a result; its file is what says that this submission is done, so it is written last."""
    document = {**results.document([result]), "digest": digest(job)}
    write_atomically(settings.result_file(job.assignment, job.student), json.dumps(document) + "\n")


def load_result(path: Path) -> tuple[Result, str] | None:
    """A kept result and the digest of what it was made from; None if there is none that can be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return results.from_dict(data["submissions"][0]), str(data["digest"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def digest(job: Job) -> str:
    """Identifies a submission's content and the course's: its source, checks and mistakes."""
    assignment = course.assignment(job.assignment, job.root)
    sha = hashlib.sha256()
    try:
        sha.update(read_submitted(job.path, submission.MAX_FILE, job.within))
    except Unreadable as error:
        sha.update(error.code.encode())
    for path in (assignment.release, assignment.source, assignment.checks, assignment.mistakes):
        sha.update(b"\0")
        sha.update(path.read_bytes() if path.is_file() else b"")
    return sha.hexdigest()
