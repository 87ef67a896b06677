"""Many submissions: what needs grading, what is kept, and files that are whole or not there."""

from __future__ import annotations

import json

import pytest

from autograder import files
from autograder.classroom import settings, store
from autograder.classroom import workers as batch
from autograder.classroom.jobs import Job
from autograder.classroom.workers import BatchOptions
from autograder.sandbox.client import Limits


@pytest.fixture
def make_job(tmp_path, a02, solved):
    def make(student="ada", content=None, seed=1):
        path = tmp_path / "in" / student / "a02_perceptron.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if content is not None else json.dumps(solved).encode())
        return Job(student, path, a02.name, a02.root, seed, tmp_path / "out" / student / path.name)

    return make


@pytest.fixture
def where(tmp_path):
    return settings.read(tmp_path)


def test_a_job_is_graded_and_its_notebook_written(make_job, sandbox):
    job = make_job()
    result = batch.grade_job(job, sandbox)
    assert (result.student, result.score) == ("ada", 10.0)
    assert "10 points" not in job.autograded.read_text() and "points" in job.autograded.read_text()


def test_a_job_without_a_place_for_its_notebook(make_job, sandbox, tmp_path):
    job = make_job(content=b"nonsense")
    batch.grade_job(Job(**{**vars(job), "autograded": None}), sandbox)
    assert not (tmp_path / "out").exists()


def test_what_was_done_is_kept(make_job, sandbox, where):
    jobs = [make_job("ada"), make_job("bob", b"nonsense")]
    assert store.pending(jobs, where) == (jobs, [])
    for job in jobs:
        store.save_result(batch.grade_job(job, sandbox), job, where)
    todo, done = store.pending(jobs, where)
    assert todo == [] and [one.student for one in done] == ["ada", "bob"]
    assert [one.status for one in done] == ["graded", "ungradable"]


def test_a_changed_submission_is_to_be_graded_again(make_job, made, where):
    job = make_job()
    store.save_result(made(), job, where)
    job.autograded.parent.mkdir(parents=True)
    job.autograded.write_text("")
    assert store.pending([job], where)[0] == []
    job.path.write_bytes(b"other")
    assert store.pending([job], where)[0] == [job]


def test_a_lost_autograded_notebook_is_to_be_written_again(make_job, made, where):
    job = make_job()
    store.save_result(made(), job, where)
    assert store.pending([job], where)[0] == [job]


def test_a_changed_check_changes_the_digest(course_copy, make_job):
    job = Job(**{**vars(make_job()), "root": course_copy})
    before = store.digest(job)
    assert store.digest(job) == before
    path = course_copy / "solutions" / "a02_perceptron" / "checks.py"
    path.write_text(path.read_text() + "\n")
    assert store.digest(job) != before


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"submissions": [], "digest": ""}', '{"submissions": [3], "digest": ""}']
)
def test_a_broken_result_file_is_none(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    assert store.load_result(tmp_path / "x.json") is None
    assert store.load_result(tmp_path / "none.json") is None


def test_a_kept_result_comes_back(make_job, made, where):
    job = make_job()
    store.save_result(made(), job, where)
    assert store.load_result(where.result_file(job.assignment, job.student)) == (made(), store.digest(job))


def test_files_are_written_wholly_or_not_at_all(tmp_path):
    target = tmp_path / "deep" / "file.txt"
    files.write_atomically(target, "one")
    with pytest.raises(UnicodeEncodeError):
        files.write_atomically(target, "two \ud800")
    assert target.read_text() == "one" and [path.name for path in target.parent.iterdir()] == ["file.txt"]


def test_one_and_two_workers_give_the_same(make_job):
    wrong = b"nonsense"
    jobs = [make_job("ada"), make_job("bob", wrong), make_job("cleo")]
    limits = Limits(call=2.0)
    one = {result.student: result for result in batch.run(jobs, BatchOptions(1, None, limits))}
    two = {result.student: result for result in batch.run(jobs, BatchOptions(2, None, limits))}
    assert {name: (r.score, r.exercises, r.reason) for name, r in one.items()} == {
        name: (r.score, r.exercises, r.reason) for name, r in two.items()
    }
    assert one["ada"].score == 10.0 and one["bob"].status == "ungradable"


@pytest.mark.slow
@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_a_dask_cluster_gives_the_same(make_job):
    distributed = pytest.importorskip("distributed")
    jobs = [make_job("ada"), make_job("bob", b"nonsense")]
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    ) as cluster:
        options = BatchOptions(scheduler=cluster.scheduler_address, limits=Limits(call=2.0))
        found = {result.student: result for result in batch.run(jobs, options)}
    assert found["ada"].score == 10.0 and found["bob"].status == "ungradable"
