"""One grader at a time, and none that is dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import conftest
import pytest

from autograder.classroom import lock

HOLD = """
import sys, time
from pathlib import Path
from autograder.classroom import lock
with lock.held(Path(sys.argv[1]), "grade a02"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "results" / ".lock")]
    process = subprocess.Popen(command, env=conftest.environment(), stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_is_told_who_holds_it(tmp_path: Path, holder: Any) -> None:
    with pytest.raises(lock.LockedError) as told, lock.held(tmp_path / "results" / ".lock", "grade a03"):
        pass
    assert told.value.pid == holder.pid and told.value.purpose == "grade a02"
    assert str(told.value).startswith(f"this class is being graded already by process {holder.pid} on ")


def test_the_lock_of_a_killed_holder_is_free(tmp_path: Path, holder: Any) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with lock.held(tmp_path / "results" / ".lock", "grade a03"):
        pass


def test_it_is_free_after_an_error(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="inner"), lock.held(tmp_path / ".lock", "grade a03"):
            raise ValueError("inner")


def test_a_lock_file_of_nonsense_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / ".lock").write_bytes(b"\xff nonsense")
    with lock.held(tmp_path / ".lock", "grade a03"):
        assert b"grade a03" in (tmp_path / ".lock").read_bytes()
