"""Files: submitted ones are read in one place, by one set of rules; our own are written wholly or not at all.

A submission's folder is its student's to fill: with links, pipes, devices, files that look like terabytes. Who needs
something of it calls `read_submitted`, gets bytes or an `Unreadable` with a code, and goes on with the next student.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import Unreadable

_MISSING = "the file cannot be read: No such file or directory"
_FOLDER = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_PIECE = 1 << 20
_PART = ".part"


def read_submitted(path: Path, limit: int, within: Path | None = None) -> bytes:
    """The content of a submitted file: an ordinary one of at most `limit` bytes, reached through no link.

    `within` is the folder that the instructor named; it may be, or lie behind, a link of theirs, but nothing below it
    may. Without one, it is the current folder if the file is below it, else the file's own folder.
    Raises `Unreadable`: its `code` is "missing", "link", "special", "large", "outside" or "denied".
    """
    with _submitted(path, within) as file:
        try:
            return _content(file, limit)
        except OSError as error:
            raise Unreadable(f"the file cannot be read: {error.strerror}", "denied") from None


def submitted_size(path: Path, limit: int, within: Path | None = None) -> int:
    """How many bytes a submitted file holds. Raises as `read_submitted` does, for what that would not read."""
    with _submitted(path, within) as file:
        return _require_small(file, limit)


@contextlib.contextmanager
def _submitted(path: Path, within: Path | None) -> Iterator[int]:
    """The descriptor of a submitted file, which is an ordinary one, or was when it was looked at."""
    within, parts = _below(path, within)
    folder = _open(str(within), _FOLDER & ~os.O_NOFOLLOW, None)
    try:
        for name in parts[:-1]:
            _require(name, folder, stat.S_ISDIR)
            inner = _open(name, _FOLDER, folder)
            os.close(folder)
            folder = inner
        _require(parts[-1], folder, stat.S_ISREG)  # before it is opened: opening a device may do something
        file = _open(parts[-1], _FILE, folder)
    finally:
        os.close(folder)
    try:
        yield file
    finally:
        os.close(file)


def exists(path: Path) -> bool:
    """Whether anything has this name, a broken link too; False where it cannot be known."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def write_atomically(path: Path, text: str) -> None:
    """Write a file wholly or not at all: into a new file of a name that nobody can know, then put in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{secrets.token_hex(8)}{_PART}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def remove_unfinished(folder: Path) -> None:
    """Delete what a killed process left of files that it was writing into a folder."""
    for part in folder.glob(f".*{_PART}"):
        with contextlib.suppress(OSError):
            part.unlink()


def _below(path: Path, within: Path | None) -> tuple[Path, tuple[str, ...]]:
    """The folder that is trusted, and the names from there to the file."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  lexically: a link on the way is found, not followed
    if within is None:
        here = Path.cwd()
        within = here if absolute.is_relative_to(here) else absolute.parent
    within = Path(os.path.abspath(within))  # noqa: PTH100
    if not absolute.is_relative_to(within) or absolute == within:
        raise Unreadable(f"the file cannot be read: it is not inside {within}", "outside")
    return within, absolute.relative_to(within).parts


def _require(name: str, folder: int, wanted: object) -> None:
    """Raise `Unreadable` unless the name in the folder is what is wanted: an ordinary file, or a folder."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None
    if stat.S_ISLNK(mode):
        raise Unreadable(f"the file cannot be read: {name!r} is a link; hand in the file itself", "link")
    if not wanted(mode):  # type: ignore[operator]
        raise Unreadable(f"the file cannot be read: {name!r} is not an ordinary {_WANTED[wanted]}", "special")


_WANTED: dict[object, str] = {stat.S_ISDIR: "folder", stat.S_ISREG: "file"}


def _open(name: str, flags: int, folder: int | None) -> int:
    try:
        return os.open(name, flags, dir_fd=folder)
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None


def _unreadable(error: OSError | ValueError) -> Unreadable:
    if isinstance(error, FileNotFoundError):
        return Unreadable(_MISSING, "missing")
    return Unreadable(f"the file cannot be read: {getattr(error, 'strerror', None) or error}", "denied")


def _require_small(file: int, limit: int) -> int:
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode):  # it was swapped since it was looked at
        raise Unreadable("the file cannot be read: it is not an ordinary file", "special")
    if found.st_size > limit:
        raise Unreadable(f"the file is larger than {_size(limit)}", "large")
    return found.st_size


def _content(file: int, limit: int) -> bytes:
    _require_small(file, limit)
    pieces, count = [], 0
    while piece := os.read(file, _PIECE):
        pieces.append(piece)
        count += len(piece)
        if count > limit:  # it grows while it is read
            raise Unreadable(f"the file is larger than {_size(limit)}", "large")
    return b"".join(pieces)


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >= 1 << 20 else f"{count} bytes"
