"""Archives that a system gives to download, unpacked with those that students put into them, within bounds.

A student's archive can hold a link, a path that leads out, or a thousand times its own size: what a header says is not
believed, and only ordinary files are written, below the archive's own folder.
"""

from __future__ import annotations

import contextlib
import lzma
import shutil
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

SUFFIXES = (".zip", ".gz")
_LARGEST = 100 << 20  # bytes of one file
_ALL = 4 << 30  # of a download, or of what a student's archive in it holds, a fraction
_STUDENTS = 200 << 20
_MOST = 100_000  # files
_DEEPEST = 3  # archives in archives
_PIECE = 1 << 20
_BROKEN: tuple[type[Exception], ...] = (
    *(OSError, EOFError, ValueError, RuntimeError, struct.error, zlib.error, lzma.LZMAError),
    *(zipfile.BadZipFile, tarfile.TarError),
)


@dataclass
class Allowance:
    """What may still be written, and what was left out with its reason."""

    bytes: int = _ALL
    files: int = _MOST
    left_out: list[str] = field(default_factory=list)


def unpack(archive: Path, folder: Path, allowance: Allowance | None = None) -> list[str]:
    """Unpack an archive into a folder, and archives in it into folders beside them; what was left out, and why."""
    allowance = allowance or Allowance()
    _unpack(archive, folder, allowance, 0)
    return allowance.left_out


def folder_of(archive: Path) -> Path:
    """The folder beside an archive that its content goes to: its name without `.zip`, `.gz`, `.tar.gz`."""
    return archive.with_name(archive.name.removesuffix(archive.suffix).removesuffix(".tar"))


def _unpack(archive: Path, folder: Path, allowance: Allowance, depth: int) -> None:
    inner = []
    try:
        with contextlib.closing(_members(archive)) as members:
            for name, opened in members:
                path = _inside(folder, name)
                if path is None:
                    allowance.left_out.append(f"{archive.name}: {name!r} leads out of the folder")
                elif not _write(path, opened, allowance):
                    allowance.left_out.append(f"{archive.name}: {name!r} is larger than a submission can be")
                    if allowance.bytes <= 0 or allowance.files <= 0 or archive.suffix == ".gz":
                        break  # what stands behind it in a stream would have to be unpacked to be passed over
                elif path.suffix in SUFFIXES:
                    inner.append(path)
    except _BROKEN as error:
        allowance.left_out.append(f"{archive.name}: {error}")
    for path in inner:
        if depth == _DEEPEST:
            allowance.left_out.append(f"{path.name}: archives in archives, too deep")
            continue
        share = Allowance(min(allowance.bytes, _STUDENTS), min(allowance.files, _MOST), allowance.left_out)
        before = share.bytes, share.files
        _unpack(path, folder_of(path), share, depth + 1)
        allowance.bytes -= before[0] - share.bytes
        allowance.files -= before[1] - share.files


def _members(archive: Path) -> Generator[tuple[str, Callable[[], IO[bytes] | None]], None, None]:
    """The ordinary files of a zip or a tar, each with how to open it. Raises one of `_BROKEN`."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as zipped:
            for info in zipped.infolist():
                if not info.is_dir():
                    yield info.filename, partial(zipped.open, info)
        return
    with tarfile.open(archive) as tarred:
        for member in tarred:
            if member.isreg():
                yield member.name, partial(tarred.extractfile, member)


def _inside(folder: Path, name: str) -> Path | None:
    """The path of a member below the folder; None if it is none."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return folder.joinpath(*parts) if parts and not {"/", ".."} & set(parts) and "\0" not in name else None


def _write(path: Path, opened: Callable[[], IO[bytes] | None], allowance: Allowance) -> bool:
    """Write a new file; False if it would be too large, and then there is none."""
    allowance.files -= 1
    if allowance.files <= 0 or path.exists() or path.is_symlink():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    limit = min(_LARGEST, allowance.bytes)
    source = opened()
    if source is None:
        return False
    with source, path.open("xb") as target:
        while piece := source.read(_PIECE):
            allowance.bytes -= len(piece)
            limit -= len(piece)
            if limit < 0:
                break
            target.write(piece)
    if limit < 0:
        path.unlink()
    return limit >= 0


def copy(path: Path, folder: Path) -> None:
    """Copy a file that is no archive."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / path.name, follow_symlinks=False)
