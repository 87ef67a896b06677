"""The folder that a child writes in is measured without following a link, whatever the child does meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.sandbox import scratch

BLOCK = 4096
NOBODY = 1 << 30  # no process has this number


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The child's folder, with two folders in each other and a file; a large file lies elsewhere."""
    (tmp_path / "work" / "a" / "b").mkdir(parents=True)
    (tmp_path / "work" / "a" / "b" / "file").write_bytes(b"x" * 1000)
    (tmp_path / "elsewhere" / "b").mkdir(parents=True)
    for place in ("elsewhere", "elsewhere/b"):
        (tmp_path / place / "large").write_bytes(b"x" * 10_000_000)
    return tmp_path / "work"


@pytest.fixture
def swapped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[str]]:
    """Put a link to what is elsewhere in the place of a folder, just before a folder of this name is opened."""
    really, done = os.open, []

    def arrange(opened: str, name: str) -> list[str]:
        def swap(path: str, flags: int, *rest: object, **named: object) -> int:
            if Path(path).name == opened and not done:
                done.append(name)
                (folder / name).rename(folder.parent / "aside")
                (folder / name).symlink_to(folder.parent / "elsewhere", target_is_directory=True)
            return really(path, flags, *rest, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(scratch.os, "open", swap)
        return done

    return arrange


@pytest.fixture(autouse=True)
def _no_descriptor_is_left() -> Iterator[None]:
    before = len(list(Path("/proc/self/fd").iterdir()))
    yield
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_everything_counts_as_a_block_at_least(folder: Path) -> None:
    sizes = sum(path.lstat().st_size for path in folder.rglob("*"))
    assert scratch.size(folder, NOBODY) == 3 * BLOCK + sizes


def test_a_link_is_not_followed(folder: Path) -> None:
    before = scratch.size(folder, NOBODY)
    (folder / "link").symlink_to(folder.parent / "elsewhere")
    assert scratch.size(folder, NOBODY) < before + 2 * BLOCK


@pytest.mark.parametrize(("opened", "name"), [("a", "a"), ("b", "a/b"), ("b", "a")])
def test_a_folder_that_becomes_a_link_between_the_look_and_the_opening_is_not_followed(
    folder: Path, swapped: Callable[[str, str], list[str]], opened: str, name: str
) -> None:
    done = swapped(opened, name)
    assert scratch.size(folder, NOBODY) < 10 * BLOCK
    assert done == [name]


def test_what_vanishes_takes_no_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.open

    def remove(path: str, flags: int, *rest: object, **named: object) -> int:
        if path == "b":
            (folder / "a/b").rename(folder.parent / "aside")
        return really(path, flags, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(scratch.os, "open", remove)
    assert BLOCK < scratch.size(folder, NOBODY) < 10 * BLOCK


def test_folders_without_end_are_more_than_any_limit(folder: Path) -> None:
    deep = os.open(folder, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d", dir_fd=deep)
        inner = os.open("d", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = inner
    os.close(deep)
    assert scratch.size(folder, NOBODY) > 1 << 50
    scratch.empty(folder)
    assert not list(folder.iterdir())


def test_a_deleted_file_that_is_held_open_counts(folder: Path) -> None:
    before = scratch.size(folder, os.getpid())
    with (folder / "held").open("wb") as file:
        file.write(b"x" * 5_000_000)
        file.flush()
        (folder / "held").unlink()
        assert scratch.size(folder, os.getpid()) - before >= 5_000_000
