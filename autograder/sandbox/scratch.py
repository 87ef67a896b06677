"""The folder that a child may write in: what its files take, and how it is emptied."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

_BLOCK = 4096  # what an empty file or folder takes
_DEEPEST = 100  # folders in folders: more are a hiding place, or meant to use up descriptors
_UNCOUNTABLE = 1 << 62


def size(folder: Path, pid: int) -> int:
    """Bytes that the child's files take, deleted ones that it holds open too; each counts as a block at least.

    No link is followed, whatever is swapped meanwhile: each folder is opened in its parent, as a folder, and read
    through its descriptor.
    """
    try:
        with _opened(str(folder), None) as descriptor:
            total = _below(descriptor, 0)
    except OSError:  # a folder closed to its own user, or the whole is gone
        return _UNCOUNTABLE
    with contextlib.suppress(OSError):
        for name in os.listdir(f"/proc/{pid}/fd"):  # noqa: PTH208
            found = os.stat(f"/proc/{pid}/fd/{name}")  # noqa: PTH116
            total += found.st_size if stat.S_ISREG(found.st_mode) and not found.st_nlink else 0
    return total


def _below(folder: int, depth: int) -> int:
    if depth > _DEEPEST:
        return _UNCOUNTABLE
    total = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            # what vanishes meanwhile, or is a link by now, takes no room
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                total += _BLOCK + entry.stat(follow_symlinks=False).st_size
                if entry.is_dir(follow_symlinks=False):
                    with _opened(entry.name, folder) as inner:
                        total += _below(inner, depth + 1)
    return total


@contextlib.contextmanager
def _opened(name: str, parent: int | None) -> Iterator[int]:
    """A folder's descriptor; raises NotADirectoryError if it is a link."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(name, flags, dir_fd=parent)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def empty(folder: Path) -> None:
    """Delete all below the folder, level by level: no path gets long, no recursion deep, no folder stays closed.

    Whoever wrote there is gone.
    """
    number = 0
    while entries := list(os.scandir(folder)):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)  # noqa: PTH108
                continue
            os.chmod(entry.path, 0o700)  # noqa: PTH101
            for inner in list(os.scandir(entry.path)):
                number += 1
                if inner.is_dir(follow_symlinks=False):
                    os.chmod(inner.path, 0o700)  # noqa: PTH101  a folder is moved by who may write in it
                    os.rename(inner.path, folder / f"{secrets.token_hex(8)}-{number}")  # noqa: PTH104
                else:
                    os.unlink(inner.path)  # noqa: PTH108
            os.rmdir(entry.path)  # noqa: PTH106
