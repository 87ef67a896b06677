"""The folder that a child may write in: what its files take, and how it is emptied."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

_BLOCK = 4096  # what an empty file or folder takes
_UNCOUNTABLE = 1 << 62


def size(folder: Path, pid: int) -> int:
    """Bytes that the child's files take, deleted ones that it holds open too; each counts as a block at least.

    No link is followed: a folder is opened as what it was found to be, and read through its descriptor.
    """
    total, folders = 0, [str(folder)]
    try:
        while folders:
            path = folders.pop()
            # what vanishes meanwhile, or is a link by now, takes no room
            with (
                contextlib.suppress(FileNotFoundError, NotADirectoryError),
                _opened(path) as descriptor,
                os.scandir(descriptor) as entries,
            ):
                for entry in entries:
                    total += _BLOCK + entry.stat(follow_symlinks=False).st_size
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{path}/{entry.name}")
    except OSError:  # a path too long to be named, or a folder closed to its own user: a hiding place
        return _UNCOUNTABLE
    with contextlib.suppress(OSError):
        for name in os.listdir(f"/proc/{pid}/fd"):  # noqa: PTH208
            found = os.stat(f"/proc/{pid}/fd/{name}")  # noqa: PTH116
            total += found.st_size if stat.S_ISREG(found.st_mode) and not found.st_nlink else 0
    return total


@contextlib.contextmanager
def _opened(path: str) -> Iterator[int]:
    """A folder's descriptor; raises OSError if it is a link."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
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
