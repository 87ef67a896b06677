"""The hostile corpus, through the real engine: exact points, the flag, no harm to anything outside."""

from __future__ import annotations

import copy
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import hostile
import nbformat
import pytest
from rich.console import Console

from autograder import results, text
from autograder.classroom import autograded
from autograder.course import assignment as course
from autograder.course import release
from autograder.grading import grade as grading
from autograder.publish import github, gradescope, junit, table
from autograder.results import Result
from autograder.sandbox import layers
from autograder.sandbox.client import Limits, Sandbox

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
NAME = "a02_perceptron"
FILES = sorted(path for path in (HERE / "hostile").glob("*.py") if path.stem != "__init__")
STUDENT = "<script>alert(1)</script>"
# Room for right code on a slow machine; whatever ends by a limit ends soon. The memory is on top of the warm parent's.
LIMITS = Limits(call=1.0, cell=2.0, submission=20.0, memory=512 << 20, files=16 << 20)
_KEPT = (".py", ".csv", ".ipynb", ".md", ".toml")
SHARED = [Path(place) for place in ("/dev/shm", "/var/tmp", "/run", "/") if Path(place).is_dir()]


@dataclass(frozen=True)
class Ground:
    """Where attacks are graded: a course folder with a gradebook, a home, and canaries in shared folders."""

    folder: Path
    submission: Path
    canaries: tuple[Path, ...]
    solved: dict[str, Any]
    untouched: dict[str, Any]


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("course")
    home = folder / "home"
    submission = folder / "submitted" / "mallory" / NAME / f"{NAME}.ipynb"
    beside = [folder / "gradebook.db", home / ".bashrc", home / ".ssh" / "id_rsa", submission.with_name("notes.txt")]
    beside += [folder / "submitted" / "alice" / NAME / f"{NAME}.ipynb", folder / "nbgrader_config.py"]
    shared = [Path(tempfile.gettempdir()) / f"canary-{os.getpid()}"]
    shared += [place / f"canary-{os.getpid()}" for place in SHARED[:1] if os.access(place, os.W_OK)]
    for path in (*beside, *shared):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("as it was")
    submission.parent.mkdir(parents=True, exist_ok=True)
    one = course.assignment(NAME)
    solved = json.loads(nbformat.writes(release.source_notebook(one)))
    untouched = json.loads(one.release.read_text(encoding="utf-8"))
    hostile.TARGETS[:] = [str(path) for path in (*beside, *shared)]
    before, cache = dict(os.environ), Path.home() / ".cache" / "matplotlib"
    os.environ.update({"HOME": str(home), "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(cache))})
    yield Ground(folder, submission, (*beside, *shared), solved, untouched)
    os.environ.clear()
    os.environ.update(before)
    for path in shared:
        path.unlink(missing_ok=True)


@pytest.fixture(scope="session", params=["all layers", "baseline"])
def arena(request: pytest.FixtureRequest, ground: Ground) -> Iterator[Sandbox]:
    """A sandbox with all layers that this machine has, and one with the baseline that needs no namespaces."""
    with Sandbox(LIMITS, namespaces=request.param == "all layers") as sandbox:
        assert sandbox.namespaces or request.param == "baseline" or not layers.layers()[-1].works
        yield sandbox


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_hostile_submission_gets_what_it_deserves_and_harms_nothing(
    path: Path, arena: Sandbox, ground: Ground
) -> None:
    module = _load(path)
    _write(module, ground)
    before, processes = _outside(ground), _processes(arena)

    result = _grade(arena, ground.submission)

    assert result.status == getattr(module, "STATUS", "graded"), result.reason
    assert getattr(module, "REASON", "") in (result.reason or "")
    if module.POINTS is not None:
        assert result.score == pytest.approx(module.POINTS), _told(result)
    assert any(getattr(module, "FLAG", "") in flag for flag in (*result.flags, "")), result.flags
    assert all(len(flag) < 400 and (flag.replace("\n", "").isprintable()) for flag in result.flags)
    assert len(result.flags) <= 60
    _require_safe_outputs(result, ground.submission)
    assert _outside(ground) == before
    assert not _left_behind()
    assert _processes(arena) == processes

    ground.submission.write_text(json.dumps(ground.solved), encoding="utf-8")
    following = _grade(arena, ground.submission)
    assert (following.score, following.flags) == (10.0, ()), _told(following)


def test_the_corpus_is_named_and_described() -> None:
    assert len(FILES) >= 60
    for path in FILES:
        module = _load(path)
        words = module.__doc__ or ""
        assert words.strip() == words, path
        assert "\n" not in words, path
        assert hasattr(module, "POINTS"), path


def test_targets_that_cannot_be_overwritten_are_there_to_overwrite(ground: Ground) -> None:
    """Or the corpus would prove nothing: the same attack, unconfined, does its harm."""
    victim = ground.folder / "victim.txt"
    victim.write_text("as it was")
    notebook = hostile.add_cell(ground.untouched, f"open({str(victim)!r}, 'w').write('10')")
    ground.submission.write_text(json.dumps(notebook), encoding="utf-8")
    with Sandbox(LIMITS, trust=True) as sandbox:
        result = _grade(sandbox, ground.submission)
    assert result.score == 0
    assert victim.read_text() == "10"


@pytest.mark.slow
def test_the_corpus_passes_as_an_ordinary_user() -> None:
    """In a user namespace whose only user is 1000: to the kernel, an ordinary user without capabilities."""
    if os.getuid() != 0:
        pytest.skip("this run is the ordinary user's already")
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("unshare of util-linux is not installed")
    become = [unshare, "--user", "--map-user=1000", "--map-group=1000"]
    probe = subprocess.run([*become, "true"], capture_output=True, text=True, check=False)
    if probe.returncode:
        pytest.skip(f"user namespaces cannot be had here: {probe.stderr.strip()}")
    command = [sys.executable, "-m", "pytest", "-qx", "-k", "not ordinary_user", "-p", "no:cacheprovider", __file__]
    done = subprocess.run([*become, *command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"hostile.{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _write(module: ModuleType, ground: Ground) -> None:
    base = ground.untouched if getattr(module, "BASE", "solved") == "untouched" else ground.solved
    made = module.attack(copy.deepcopy(base))
    ground.submission.write_bytes(made if isinstance(made, bytes) else json.dumps(made).encode())


def _grade(sandbox: Sandbox, path: Path) -> Result:
    return grading.grade_file(path, sandbox, 1, assignment=course.assignment(NAME), student=STUDENT)


def _told(result: Result) -> str:
    lines = [f"{one.id}: {one.points:g} of {one.max_points:g}: {one.diagnosis}" for one in result.exercises]
    return "\n".join([f"{result.score:g} points", *lines, *result.flags])


def _outside(ground: Ground) -> dict[str, tuple[int, ...]]:
    """What must stay as it is: the course folder but the submission itself, the canaries, the repository's files."""
    places = [path for path in ground.folder.rglob("*") if path != ground.submission]
    for name in ("solutions", "assignments", "autograder", "course_tools", "datasets", "tests"):
        found = [path for path in (REPOSITORY / name).rglob("*.*") if path.suffix in _KEPT]
        assert found, f"there is no {name} to compare"
        places += found
    return {str(path): _stamp(path) for path in (*places, *ground.canaries)}


def _stamp(path: Path) -> tuple[int, ...]:
    found = path.lstat()
    return found.st_size, found.st_mtime_ns, found.st_mode, found.st_nlink


def _left_behind() -> list[str]:
    folders = [
        *SHARED,
        Path(tempfile.gettempdir()),
        REPOSITORY,
        REPOSITORY / "datasets",
        REPOSITORY / "solutions" / "a02_perceptron",
    ]
    return [str(path) for folder in folders for path in folder.glob(f"{hostile.WRITTEN}*")]


def _processes(sandbox: Sandbox) -> set[int]:
    """The processes of the sandbox: a fork has the command line of the warm parent, which names its folder."""
    mark, found = str(sandbox.folder).encode(), set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark in path.read_bytes():
                found.add(int(path.parent.name))
        except OSError:  # it ended meanwhile, or is another user's
            continue
    return found


def _require_safe_outputs(result: Result, path: Path) -> None:
    """Every output can be written and read back, and what a browser or a terminal shows holds no live code."""
    document = json.loads(json.dumps(results.document([result])))
    assert document["submissions"][0]["score"] == result.score
    assert results.from_dict(document["submissions"][0]).score == result.score
    suites = junit.document([result])
    assert ElementTree.fromstring(suites).find("testsuite") is not None
    assert json.loads(gradescope.document([result]))["score"] == result.score
    json.dumps(github.classroom([result]))
    summary = github.summary([result])
    assert all("\n" not in line for line in github.workflow_commands([result]))
    assert "<script" not in suites.lower()
    assert "<script" not in summary.lower()
    out = io.StringIO()
    Console(file=out, width=200, force_terminal=True).print(text.terminal(table.in_words(result)))
    assert "\x1b[2J" not in out.getvalue()
    assert "\x07" not in out.getvalue()
    notebook = autograded.text(result, course.assignment(NAME))
    nbformat.validate(nbformat.reads(notebook, as_version=4))
    for one in json.loads(notebook)["cells"]:
        for output in one.get("outputs", []):
            assert output["output_type"] in ("stream", "error", "display_data")
            assert set(output.get("data", {})) <= {"text/plain"}
