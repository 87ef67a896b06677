"""Where a course's submissions, grades and pages are: nbgrader's own settings, read without importing nbgrader."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from autograder.errors import SettingsError

CONFIG = "nbgrader_config.py"
_STEPS = ("source", "release", "submitted", "autograded", "feedback")


@dataclass(frozen=True)
class Settings:
    """The folders and the gradebook of a class, and where its course is if `c.Autograder.course` says so."""

    root: Path
    db_url: str
    course_id: str
    structure: str
    steps: tuple[tuple[str, str], ...]
    config: Config
    course: Path | None = None

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """The folder of one student's assignment at a step: "submitted", "autograded", "feedback"."""
        name = dict(self.steps)[step]
        return self.root / self.structure.format(nbgrader_step=name, student_id=student, assignment_id=assignment)

    def within(self, step: str) -> Path:
        """The folder of a step that the configuration names: what lies below it is the students'."""
        folder = self.folder(step, "*", "*")
        return Path(*folder.parts[: folder.parts.index("*")])

    def submitted(self, assignment: str) -> dict[str, Path]:
        """The students with a folder for the assignment, and that folder, in alphabetical order.

        One that cannot be looked into is among them: grading says why it got nowhere.
        """
        found = {"": self.within("submitted")}
        for part in self.folder("submitted", "*", assignment).relative_to(self.within("submitted")).parts:
            if "*" in part:
                found = {name: path for folder in found.values() for name, path in _fitting(folder, part)}
            else:
                found = {student: folder / part for student, folder in found.items()}
        return {student: found[student] for student in sorted(found) if _may_exist(found[student])}

    def result_file(self, assignment: str, student: str) -> Path:
        """Where the result of one submission is kept."""
        return self.results(assignment) / f"{student}.json"

    def results(self, assignment: str) -> Path:
        """The folder with the results of an assignment."""
        return self.root / "results" / assignment


def _fitting(folder: Path, pattern: str) -> Iterator[tuple[str, Path]]:
    """The folders in a folder that fit a pattern with one `*`, by what stands in its place."""
    before, _, after = pattern.partition("*")
    if not folder.is_dir():
        return
    for name in os.listdir(folder):  # noqa: PTH208
        inner = name[len(before) : len(name) - len(after)]
        if inner and name == f"{before}{inner}{after}" and not name.startswith("."):
            yield inner, folder / name


def _may_exist(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # nobody may look
        return True
    return True


def read(folder: Path) -> Settings:
    """The settings of the course in a folder: those of its nbgrader_config.py, else nbgrader's defaults.

    Raises `SettingsError`.
    """
    if not folder.is_dir():
        raise SettingsError(f"{folder} is not a folder")
    config = Config()
    if (folder / CONFIG).is_file():
        try:
            config = PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
        except ConfigFileNotFound as error:
            raise SettingsError(f"{folder / CONFIG} cannot be read: {error}") from None
        except BaseException as error:  # the file is Python: it may raise anything
            raise SettingsError(f"{folder / CONFIG} is broken: {type(error).__name__}: {error}") from None
    course = config.get("CourseDirectory", Config())
    root = Path(str(course.get("root", folder))).resolve()
    steps = tuple((step, str(course.get(f"{step}_directory", step))) for step in _STEPS)
    structure = str(course.get("directory_structure", "{nbgrader_step}/{student_id}/{assignment_id}"))
    url = str(course.get("db_url", f"sqlite:///{root / 'gradebook.db'}"))
    named = config.get("Autograder", Config()).get("course")
    course_root = (folder / str(named)).resolve() if named else None
    return Settings(root, url, str(course.get("course_id", "")), structure, steps, config, course_root)


def use_course(settings: Settings) -> None:
    """Let this process, and those it starts, take the course that the settings name; $DELTARULE_COURSE goes first."""
    if settings.course is not None:
        os.environ.setdefault("DELTARULE_COURSE", str(settings.course))
