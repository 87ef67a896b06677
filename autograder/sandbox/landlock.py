"""Landlock: which files a process may reach, for good, without any privilege. Source: landlock(7)."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.libc import LIBC, checked

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_MAKE_CHAR, _MAKE_SOCK, _MAKE_FIFO, _MAKE_BLOCK = 1 << 6, 1 << 9, 1 << 10, 1 << 11
_READ = _EXECUTE | _READ_FILE | _READ_DIR


def abi_version() -> int:
    """The kernel's Landlock version, 0 if there is none."""
    return max(0, int(LIBC.syscall(_LANDLOCK_CREATE, None, 0, 1)))


def ruleset(readable: Iterable[Path], listable: Iterable[Path], writable: Iterable[Path]) -> int:
    """A ruleset that allows no file access but these, no TCP, no signals or abstract sockets to outside.

    Returns its descriptor, for `restrict` in any number of children.
    """
    abi = abi_version()
    files = (1 << 13) - 1 | (1 << 13 if abi >= 2 else 0) | (_TRUNCATE if abi >= 3 else 0) | (1 << 15 if abi >= 5 else 0)
    attributes = struct.pack("=QQQ", files, 3, 3)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    descriptor = checked(LIBC.syscall(_LANDLOCK_CREATE, attributes, len(attributes), 0), "landlock_create_ruleset")
    for paths, rights in (
        (readable, _READ),
        (listable, _READ_DIR),
        (writable, files & ~(_EXECUTE | _MAKE_CHAR | _MAKE_BLOCK | _MAKE_SOCK | _MAKE_FIFO | 1 << 15)),
    ):
        for path in paths:
            _allow(descriptor, path, rights)
    return descriptor


def restrict(ruleset: int) -> None:
    """Confine this process by the ruleset, for good."""
    checked(LIBC.syscall(_LANDLOCK_RESTRICT, ruleset, 0), "landlock_restrict_self")


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what does not exist needs no permission
    try:
        if not path.is_dir():
            rights &= _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
        rule = struct.pack("=Qi", rights, descriptor)
        checked(LIBC.syscall(_LANDLOCK_ADD, ruleset, 1, rule, 0), "landlock_add_rule")
    finally:
        os.close(descriptor)


def readable_paths(extra: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """What an interpreter needs to read: (paths with all below, folders that may only be listed).

    Of site-packages every entry but this project's own: neither check nor solution of an installed
    course can be read.
    """
    readable = [Path(p) for p in ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/etc/fonts")]
    readable += [Path(p) for p in ("/usr/share/fonts", "/usr/share/zoneinfo", "/dev/null", "/dev/zero", "/dev/urandom")]
    readable += [Path(sys.base_prefix) / "bin", *extra]
    listable: list[Path] = []
    for folder in {Path(entry).resolve() for entry in sys.path if entry.startswith((sys.prefix, sys.base_prefix))}:
        if folder.is_dir():
            listable.append(folder)
            readable += [path for path in folder.iterdir() if _is_library(path)]
    readable += (Path(sys.base_prefix) / "lib").glob("*.so*")
    return readable, listable


def _is_library(path: Path) -> bool:
    name = path.name
    if name in ("site-packages", "dist-packages") or name.endswith(".pth"):
        return False
    return not name.startswith(("autograder", "deltarule", "course_tools", "_deltarule", "__editable__"))
