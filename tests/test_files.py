"""Submitted files are read by one set of rules; our own are written wholly or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import files
from autograder.errors import Unreadable

SECRET = b"alice's answer"


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """submitted/ with alice's file and mallory's folder."""
    for student in ("alice", "mallory"):
        (tmp_path / "submitted" / student / "a02").mkdir(parents=True)
    (tmp_path / "submitted" / "alice" / "a02" / "a02.ipynb").write_bytes(SECRET)
    return tmp_path / "submitted"


def link_to_a_file(folder: Path) -> None:
    (folder / "mallory/a02/a02.ipynb").symlink_to(folder / "alice/a02/a02.ipynb")


def link_to_a_device(folder: Path) -> None:
    (folder / "mallory/a02/a02.ipynb").symlink_to("/dev/zero")


def link_to_nothing(folder: Path) -> None:
    (folder / "mallory/a02/a02.ipynb").symlink_to(folder / "nobody")


def linked_assignment(folder: Path) -> None:
    (folder / "mallory/a02").rmdir()
    (folder / "mallory/a02").symlink_to(folder / "alice/a02")


def linked_student(folder: Path) -> None:
    (folder / "mallory/a02").rmdir()
    (folder / "mallory").rmdir()
    (folder / "mallory").symlink_to(folder / "alice")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "mallory/a02/a02.ipynb")


def subfolder(folder: Path) -> None:
    (folder / "mallory/a02/a02.ipynb").mkdir()


def sparse(folder: Path) -> None:
    with (folder / "mallory/a02/a02.ipynb").open("wb") as file:
        file.truncate(8 << 30)


def nothing(folder: Path) -> None:
    pass


def file_in_place_of_a_folder(folder: Path) -> None:
    (folder / "mallory/a02").rmdir()
    (folder / "mallory/a02").write_text("")


@pytest.mark.parametrize(
    ("arrange", "code"),
    [
        (link_to_a_file, "link"),
        (link_to_a_device, "link"),
        (link_to_nothing, "link"),
        (linked_assignment, "link"),
        (linked_student, "link"),
        (pipe, "special"),
        (subfolder, "special"),
        (file_in_place_of_a_folder, "special"),
        (sparse, "large"),
        (nothing, "missing"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_is_not_an_ordinary_file_is_not_read(folder: Path, arrange: Callable[[Path], None], code: str) -> None:
    arrange(folder)
    with pytest.raises(Unreadable) as caught:
        files.read_submitted(folder / "mallory/a02/a02.ipynb", 1000, folder)
    assert caught.value.code == code
    assert bool(caught.value.flag) == (code != "missing")


def test_a_closed_file_is_denied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "alice/a02/a02.ipynb"
    path.chmod(0)
    if os.getuid() == 0:  # who may read it all the same
        assert files.read_submitted(path, 1000, folder) == SECRET
        return
    with pytest.raises(Unreadable) as caught:
        files.read_submitted(path, 1000, folder)
    assert caught.value.code == "denied"


def test_an_ordinary_file_is_read_behind_the_instructors_own_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "storage").symlink_to(folder)
    path = tmp_path / "storage" / "alice/a02/a02.ipynb"
    assert files.read_submitted(path, len(SECRET), tmp_path / "storage") == SECRET
    with pytest.raises(Unreadable, match="larger than 13 bytes"):
        files.read_submitted(path, len(SECRET) - 1, tmp_path / "storage")


def test_nothing_outside_the_folder_is_read(folder: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        files.read_submitted(folder / "mallory/../alice/a02/a02.ipynb", 1000, folder / "mallory")
    assert caught.value.code == "outside"


def test_a_named_file_is_read_from_the_current_folder_without_links(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert files.read_submitted(Path("alice/a02/a02.ipynb"), 1000) == SECRET
    assert files.read_submitted(Path("alice/../alice/a02/a02.ipynb"), 1000) == SECRET
    linked_student(folder)
    with pytest.raises(Unreadable, match="'mallory' is a link"):
        files.read_submitted(Path("mallory/a02/a02.ipynb"), 1000)


def test_a_reader_leaves_no_descriptor_open(folder: Path) -> None:
    link_to_a_file(folder)
    before = _descriptors()
    for name in ("alice", "mallory", "nobody"):
        try:
            files.read_submitted(folder / name / "a02/a02.ipynb", 1000, folder)
        except Unreadable:
            continue
    assert _descriptors() == before


def test_a_written_file_replaces_a_link_and_leaves_its_target(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("as it was")
    (tmp_path / "page.html").symlink_to(tmp_path / "target")
    files.write_atomically(tmp_path / "page.html", "new")
    assert (tmp_path / "target").read_text() == "as it was"
    assert (tmp_path / "page.html").read_text() == "new" and not (tmp_path / "page.html").is_symlink()


def test_a_link_laid_where_an_unfinished_file_might_be_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("as it was")
    for name in (
        "page.html.part",
        ".page.html.part",
        f"page.html.{os.getpid()}.part",
        f".page.html.{os.getpid()}.part",
    ):
        (tmp_path / name).symlink_to(tmp_path / "target")
    before = {path.name for path in tmp_path.iterdir()}
    files.write_atomically(tmp_path / "page.html", "new")
    assert (tmp_path / "target").read_text() == "as it was"
    assert {path.name for path in tmp_path.iterdir()} == before | {"page.html"}


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OSError, match="directory"):
        files.write_atomically(tmp_path / "page.html", "new")
    with pytest.raises(UnicodeEncodeError):
        files.write_atomically(tmp_path / "other.html", "\ud800")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize("arrange", [link_to_a_file, link_to_a_device, linked_student, pipe, sparse])
def test_the_size_is_told_of_what_would_be_read(folder: Path, arrange: Callable[[Path], None]) -> None:
    assert files.submitted_size(folder / "alice/a02/a02.ipynb", 1000, folder) == len(SECRET)
    arrange(folder)
    with pytest.raises(Unreadable):
        files.submitted_size(folder / "mallory/a02/a02.ipynb", 1000, folder)
