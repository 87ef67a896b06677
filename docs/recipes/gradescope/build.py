"""Build Gradescope's zip for one assignment: `python build.py COURSE ASSIGNMENT OUT.zip [SEED]`.

The zip holds the engine, what this assignment is graded by, and no other assignment's solutions. The seed, drawn
once if none is given, stays with it: a disputed submission gets the same points again.
"""

from __future__ import annotations

import secrets
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
_PACKAGES = ("autograder", "course_tools")
_SHARED = ("pyproject.toml", "constraints.txt", "README.md", "LICENSE")


def build(course: Path, assignment: str, target: Path, seed: int) -> None:
    """Write the zip. Raises SystemExit with one line if the course has no such assignment."""
    if not (course / "solutions" / assignment / "checks.py").is_file():
        raise SystemExit(f"no assignment {assignment} in {course / 'solutions'}")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("setup.sh", "run_autograder"):
            member = zipfile.ZipInfo(name)
            member.external_attr = 0o100755 << 16
            archive.writestr(member, (HERE / name).read_bytes())
        archive.writestr("assignment", assignment)
        archive.writestr("seed", str(seed))
        for path in _files(course, assignment):
            archive.write(path, path.relative_to(course).as_posix())


def _files(course: Path, assignment: str) -> Iterator[Path]:
    folders = [*_PACKAGES, "datasets", f"solutions/{assignment}", f"assignments/{assignment}"]
    for folder in folders:
        yield from (path for path in sorted((course / folder).rglob("*")) if path.is_file() and _wanted(path))
    yield from (course / name for name in _SHARED if (course / name).is_file())


def _wanted(path: Path) -> bool:
    return "__pycache__" not in path.parts and path.suffix != ".pyc"


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        raise SystemExit(__doc__)
    build(
        Path(sys.argv[1]).resolve(),
        sys.argv[2],
        Path(sys.argv[3]),
        int(sys.argv[4]) if len(sys.argv) == 5 else secrets.randbelow(2**31),
    )
