"""The same engine behind `nbgrader autograde`, and so behind Formgrader's button.

nbgrader's own preprocessor lists call these, named in the repository's nbgrader_config.py.
"""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Int

from autograder.classroom import archives, autograded, downloads, gradebook, nbgrader_files, settings, store
from autograder.classroom.jobs import Job
from autograder.course import assignment as course
from autograder.course import release
from autograder.errors import GraderError
from autograder.grading.file_jobs import FILES, File
from autograder.grading.watched import GradingProcess
from autograder.results import Result
from autograder.sandbox.client import Limits, require_isolation
from autograder.text import one_line

nbgrader_files.follow_our_rules()

_results: dict[tuple[str, str], Result] = {}
_processes: list[GradingProcess[File]] = []


def register_assignment(assignment: str, **_: Any) -> None:
    """Enter the assignment into the gradebook; nbgrader calls this before it looks for it there."""
    class_settings = settings.read(Path.cwd())
    settings.use_course(class_settings)
    with gradebook.open_gradebook(class_settings) as book:
        gradebook.register(book, class_settings, course.assignment(assignment))


class TolerantExporter(NotebookExporter):
    """Reads nothing of a submission: grading does, within its bounds, and says what is wrong with the file.

    nbgrader converts twice: what was submitted, and then what the first conversion wrote.
    """

    def from_filename(self, filename: str, resources: Any = None, **named: Any) -> Any:
        """See nbconvert's `Exporter.from_filename`."""
        resources = resources if resources is not None else {}
        path = Path(os.path.abspath(filename))  # noqa: PTH100  nbgrader changes folders
        resources["submission"] = str(path)
        submitted = path.is_relative_to(settings.read(Path.cwd()).within("submitted"))
        notebook = nbformat.v4.new_notebook() if submitted else nbformat.read(path, as_version=4)
        return self.from_notebook_node(notebook, resources=resources, **named)


class AsReleased(NbGraderPreprocessor):  # type: ignore[misc]
    """The last step of nbgrader's release: what it makes is then what `autograder release` makes."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Drop what nbgrader notes for itself."""
        return release.as_released(nb), resources


class BoundedExtractor(ExtractorPlugin):  # type: ignore[misc]
    """For `nbgrader zip_collect`: unpacks what was downloaded, and what students packed, within bounds."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """See nbgrader's `ExtractorPlugin`."""
        for path in sorted(Path(archive_path).rglob("*")):
            target = Path(extracted_path) / path.relative_to(archive_path)
            if path.suffix in archives.SUFFIXES and path.is_file():
                for words in archives.unpack(path, archives.folder_of(target)):
                    self.log.warning("Left out: %s", one_line(words))
            elif path.is_file():
                archives.copy(path, target.parent)


class DownloadCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """For `nbgrader zip_collect`: whose a file is, by the names that Moodle, Canvas and Gradescope give."""

    def _match(self, filename: str) -> dict[str, str] | None:
        if self.named_regexp:
            return dict(found) if (found := super()._match(filename)) else None
        extracted = Path(self.parent._format_collect_path(self.parent.extracted_directory))
        found = downloads.owner(filename, extracted)
        return {"student_id": found[0], "file_id": found[1]} if found else None


class GradeInSandbox(NbGraderPreprocessor):  # type: ignore[misc]
    """Grade the submitted file and put the autograded notebook in its place."""

    trust_submissions = Bool(False, help="Grade without isolation, on a machine that has none.").tag(config=True)
    seed = Int(0, help="The seed of the drawn inputs; 0 takes the class's own.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Grade `resources["submission"]`; the result is kept for `SaveScores`."""
        names = resources["nbgrader"]
        assignment = course.assignment(names["assignment"])
        if names["notebook"] != assignment.name:  # another one in the student's folder: nothing to grade in it
            return nb, resources
        path = Path(resources["submission"])
        class_settings = settings.read(Path.cwd())
        seed = store.class_seed(class_settings, assignment.name, self.seed or None)
        within = class_settings.within("submitted")
        result = self._process().grade(File(path, seed, assignment, names["student"], within))
        if result.fault is not None:
            raise GraderError(result.reason)
        _results[names["assignment"], names["student"]] = result
        return nbformat.v4.reads(autograded.text(result, assignment)), resources

    def _process(self) -> GradingProcess[File]:
        """The process that grades, executed anew: nbgrader's own has threads, in Formgrader."""
        if not _processes:
            if not self.trust_submissions:
                require_isolation()
            _processes.append(GradingProcess(FILES, trust=self.trust_submissions, forked=False))
            atexit.register(_processes[0].close)
        return _processes[0]


class SaveScores(NbGraderPreprocessor):  # type: ignore[misc]
    """Write the scores of the result into the gradebook, as `autograder grade` does."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Record what `GradeInSandbox` found."""
        names = resources["nbgrader"]
        if names["notebook"] != names["assignment"]:
            return nb, resources
        result = _results.pop((names["assignment"], names["student"]))
        with Gradebook(names["db_url"]) as book:
            entry = book.find_submission(names["assignment"], names["student"])
            gradebook.record_scores(book, entry, result)
        assignment, class_settings = course.assignment(names["assignment"]), settings.read(Path.cwd())
        path = Path(result.path)
        job = Job(
            student=names["student"],
            folder=path.parent,
            path=path,
            assignment=assignment.name,
            root=assignment.root,
            seed=result.seed,
            autograded=None,
            within=class_settings.within("submitted"),
        )
        store.save(result, store.origin(job, Limits()), class_settings.result_file(assignment.name, job.student))
        return nb, resources
