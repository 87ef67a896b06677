"""The submissions of an assignment: who handed in what, and what was found in place of a notebook."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.settings import Settings
from autograder.course.assignment import Assignment
from autograder.errors import CourseError

_SUFFIX = ".ipynb"
_CHECKPOINTS = ".ipynb_checkpoints"
_DEEPEST = 4  # levels of folders in which a notebook is looked for
_MOST = 1000  # entries that are looked at
_LONGEST = 128  # letters of a student's id in nbgrader's gradebook
_LONGEST_FILE = 240  # bytes of a file's name, less a suffix


@dataclass(frozen=True)
class Job:
    """One submission to grade, and how; below the folder `within`, no link is followed.

    `folder` is what was handed in, `path` the notebook, perhaps deeper in it. `problem` is why it cannot be graded,
    where that shows before a file is opened; `notes` are for the instructor.
    """

    student: str
    folder: Path
    path: Path
    assignment: str
    root: Path
    seed: int
    autograded: Path | None
    within: Path | None = None
    problem: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The notebook of a submission's folder, or why there is none; what is odd about its place or name."""

    path: Path
    problem: str | None = None
    notes: tuple[str, ...] = ()


def find(assignment: Assignment, settings: Settings, students: tuple[str, ...], seed: int) -> list[Job]:
    """The submissions of an assignment, of these students or of all. Raises `CourseError` if there are none."""
    folders = settings.submitted(assignment.name)
    unknown = sorted(set(students) - set(folders))
    if unknown:
        raise CourseError(f"no submission of {assignment.name} from {', '.join(map(printable, unknown))}")
    if not folders:
        place = settings.folder("submitted", "<student>", assignment.name)
        raise CourseError(f"no submissions of {assignment.name}: there is no {place}")
    return [
        _job(assignment, settings, student, folder, seed)
        for student, folder in folders.items()
        if not students or student in students
    ]


def _job(assignment: Assignment, settings: Settings, student: str, folder: Path, seed: int) -> Job:
    found = notebook(folder, f"{assignment.name}{_SUFFIX}")
    autograded = settings.folder("autograded", student, assignment.name)
    return Job(
        student=student,
        folder=folder,
        path=found.path,
        assignment=assignment.name,
        root=assignment.root,
        seed=seed,
        autograded=autograded / f"{assignment.name}{_SUFFIX}",
        within=settings.within("submitted"),
        problem=misnamed(student) or found.problem,
        notes=found.notes,
    )


def notebook(folder: Path, expected: str) -> Found:
    """The submitted notebook: by its own name, else the one that can be meant, also in a folder of the folder."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  names alone: nothing of it is looked at
    except OSError:  # reading the file will say why
        return Found(folder / expected)
    if expected in names:
        return Found(folder / expected)
    nested = [] if any(map(_is_notebook, names)) else _nested(folder)
    candidates = nested or [folder / name for name in names if _is_notebook(name)]
    meant = [path for path in candidates if path.name.startswith(expected.removesuffix(_SUFFIX))]
    choice = candidates if len(candidates) == 1 else meant
    if len(choice) == 1:
        name = printable(str(choice[0].relative_to(folder)))
        return Found(choice[0], notes=(f"handed in as {name!r}, not as {expected!r}",))
    if candidates:
        listed = ", ".join(printable(str(path.relative_to(folder))) for path in candidates[:5])
        return Found(folder / expected, f"several notebooks and none named {expected}: {listed}; rename the right one")
    listed = ", ".join(map(printable, names[:5])) or "nothing"
    return Found(folder / expected, f"no notebook was handed in: the folder holds {listed}; {expected} is needed")


def misnamed(student: str) -> str | None:
    """Why no gradebook and no file of ours can have this name of a student's folder; None if they can."""
    if printable(student) != student:
        return f"the folder's name {printable(student)!r} is not UTF-8, and no gradebook can hold it: rename it"
    if len(student) > _LONGEST or len(student.encode()) > _LONGEST_FILE:
        return f"the folder's name is longer than {_LONGEST} letters, and no gradebook can hold it: rename it"
    return None


def printable(name: str) -> str:
    """A file's name as text that can be written anywhere: bytes that are not UTF-8 are spelt out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_notebook(name: str) -> bool:
    return name.lower().endswith(_SUFFIX)


def _nested(folder: Path) -> list[Path]:
    """The notebooks in the folders of a folder; links are not followed."""
    found, count = [], 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != _CHECKPOINTS)
        count += len(folders) + len(names)
        if len(Path(place).relative_to(folder).parts) >= _DEEPEST or count > _MOST:
            folders.clear()
        found += [Path(place) / name for name in sorted(names) if _is_notebook(name)]
    return found
