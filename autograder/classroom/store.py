"""Kept results: what was graded from which files by which engine, so that a run takes up where it was interrupted."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from autograder import results
from autograder.classroom.jobs import Job
from autograder.classroom.settings import Settings
from autograder.course import assignment as course
from autograder.course.assignment import Assignment
from autograder.errors import SettingsError, Unreadable
from autograder.files import read_submitted, write_atomically
from autograder.grading import submission
from autograder.results import Result
from autograder.sandbox.client import Limits

_PACKAGE = Path(__file__).resolve().parents[1]
_ENGINE = ("course", "grading", "sandbox", "results.py", "classroom/autograded.py")  # what a result depends on


@dataclass(frozen=True)
class Origin:
    """What a result was made from: digests by the words in which a change of them is told."""

    parts: Mapping[str, str]

    def changed(self, earlier: Origin) -> tuple[str, ...]:
        """What is not as it was."""
        return tuple(name for name, digest in self.parts.items() if earlier.parts.get(name) != digest)


@dataclass(frozen=True)
class Kept:
    """A kept result and what it was made from."""

    result: Result
    origin: Origin


def origin(job: Job, limits: Limits) -> Origin:
    """What the result of a job depends on."""
    try:
        content = _digest([read_submitted(job.path, submission.MAX_FILE, job.within)])
    except Unreadable as error:
        content = error.code
    found = _digest([str(job.problem).encode(), *map(str.encode, job.notes)]) if job.problem or job.notes else ""
    return Origin(
        {
            "the submission": f"{content}{found}",
            "the seed": str(job.seed),
            "the limits": _digest([json.dumps(asdict(limits)).encode()]),
            **_of_course(course.assignment(job.assignment, job.root)),
        }
    )


def _of_course(assignment: Assignment) -> dict[str, str]:
    files = (assignment.release, assignment.source, assignment.checks, assignment.mistakes)
    data = sorted([*(assignment.root / "datasets").glob("*.csv"), *assignment.folder.glob("*.csv")])
    names = ("the release", "the source", "the checks", "the known mistakes")
    course_parts = {name: _file(path, *_stamp(path)) for name, path in zip(names, files, strict=True)}
    data_digest = _digest([_file(path, *_stamp(path)).encode() for path in data])
    return {**course_parts, "the data": data_digest, "the grader": engine()}


@cache
def engine() -> str:
    """Identifies the program that grades: the sources that a result depends on, and the tools of the notebooks."""
    tools = _PACKAGE.parent / "course_tools"
    paths = [_PACKAGE / name for name in _ENGINE] + [tools]
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    return _digest(
        part for file in files if file.suffix in (".py", ".csv") for part in (file.name.encode(), _read(file))
    )


@cache
def _file(path: Path, modified: int, size: int) -> str:
    """A file's digest; `modified` and `size` let it be read once for a class."""
    return _digest([_read(path)])


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _digest(parts: Iterable[bytes]) -> str:
    sha = hashlib.sha256()
    for part in parts:
        sha.update(len(part).to_bytes(8, "big") + part)
    return sha.hexdigest()[:32]


def save(result: Result, made_from: Origin, path: Path) -> None:
    """Keep a result; its file is what says that this submission is done, so it is written last."""
    document = results.document([result])
    document["submissions"][0]["cells"] = [asdict(cell) for cell in result.cells]
    write_atomically(path, json.dumps({**document, "made_from": dict(made_from.parts)}) + "\n")


def load(path: Path) -> Kept | None:
    """A kept result; None if there is none that can be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        parts = {str(name): str(digest) for name, digest in data["made_from"].items()}
        return Kept(results.from_dict(data["submissions"][0]), Origin(parts))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def class_seed(settings: Settings, assignment: str, given: int | None = None) -> int:
    """The seed of an assignment in this class: the one that is given, else the stored one, else a new one; stored."""
    path = settings.results(assignment) / "seed"
    try:
        stored = int(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        stored = None
    except ValueError:
        if given is None:
            raise SettingsError(f"{path} should hold the seed of {assignment}, a number: pass --seed") from None
        stored = None
    seed = given if given is not None else stored if stored is not None else secrets.randbelow(2**31)
    if seed != stored:
        write_atomically(path, f"{seed}\n")
    return seed
