"""The gradebook on a real PostgreSQL server; what a server that is down says holds no password."""

from __future__ import annotations

import csv
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom import settings

NAME = "a02_perceptron"
PASSWORD = "s3cret@/:x"
QUOTED = "s3cret%40%2F%3Ax"
LOCALE = ("-E", "UTF8", "--locale", "C", "--no-sync")  # whatever this machine's is
_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
_REQUIRED = os.environ.get("POSTGRESQL_TESTS") == "required"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not _PROGRAMS and not _REQUIRED, reason="no PostgreSQL server is installed"),
]


class Server:
    """A server of our own, on a free port, as a user without privileges: it refuses to run as root."""

    def __init__(self, folder):
        self._programs = _PROGRAMS[-1].parent
        self._data = folder / "data"
        self._log = folder / "log"
        self._user: dict[str, Any] = {}
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            self._user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        password = folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run("initdb", "-U", "ada", "-A", "scram-sha-256", "--pwfile", password, *LOCALE)
        self.start()
        address = f"postgresql://ada:{QUOTED}@127.0.0.1:{self.port}/template1"
        import psycopg

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE gradebook")

    @property
    def url(self):
        return f"postgresql+psycopg://ada:{QUOTED}@127.0.0.1:{self.port}/gradebook"

    def start(self):
        socket_folder = self._data.parent
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {socket_folder} -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-l", self._log, "-o", options)

    def stop(self):
        self._run("pg_ctl", "stop", "-m", "immediate")

    def _run(self, program, *arguments):
        command = [self._programs / program, "-D", self._data, *arguments]
        with tempfile.TemporaryFile() as out:  # not a pipe: the server would hold it
            done = subprocess.run(command, cwd="/", stdout=out, stderr=out, **self._user, timeout=120)
            out.seek(0)
            assert done.returncode == 0, out.read().decode()


@pytest.fixture(scope="module")
def server():
    assert _PROGRAMS, "POSTGRESQL_TESTS=required, and no PostgreSQL server is installed"
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        running = Server(folder)
        yield running
        running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def on_server(class_settings, server):
    """The class of three, its gradebook on the server."""
    (class_settings.root / "gradebook.db").unlink()
    with (class_settings.root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = {server.url!r}\n")
    return settings.read(class_settings.root)


def test_a_class_is_graded_into_postgresql(on_server: Any, server: Any, run_autograder: Any, book_scores: Any) -> None:
    folder = on_server.root
    done = run_autograder("grade", NAME, cwd=folder)
    assert done.returncode == 1 and "Traceback" not in done.stderr  # cleo's is not a notebook
    scores = book_scores(on_server)
    assert scores["ada"] == 10.0 > scores["bob"] > scores["cleo"] == 0.0
    assert not list(folder.rglob("gradebook.db"))

    _enter_by_hand(on_server)
    done = run_autograder("grade", NAME, "--force", cwd=folder)
    assert "Traceback" not in done.stderr and book_scores(on_server)["bob"] == pytest.approx(scores["bob"] + 0.5)
    done = run_autograder("export", NAME, "--format", "csv", cwd=folder)
    rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(done.stdout.splitlines())}
    assert rows == pytest.approx(dict(book_scores(on_server)))

    server.stop()
    try:
        done = run_autograder("grade", NAME, cwd=folder)
    finally:
        server.start()
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 1 and len(lines) == 1 and "cannot be opened" in lines[0], done.stderr
    assert PASSWORD not in done.stderr and QUOTED not in done.stderr and "ada:***@" in lines[0]
    done = run_autograder("grade", NAME, cwd=folder)
    assert book_scores(on_server)["bob"] == pytest.approx(scores["bob"] + 0.5), done.stderr


def _enter_by_hand(class_settings):
    """Half a point of extra credit for bob, as Formgrader enters it."""
    from nbgrader.api import Gradebook

    with Gradebook(class_settings.db_url, class_settings.course_id) as book:
        book.find_submission(NAME, "bob").notebooks[0].grades[0].extra_credit = 0.5
        book.db.commit()
