"""The zip that students get: notebooks, data, course_tools, a README; no solution, no check."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import course_tools
from autograder.course import handbook, release
from autograder.course.assignment import Assignment

_README = """\
# {title}

You need Python 3.11 or newer. In this folder, once:

    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt

and then, whenever you want to work:

    .venv/bin/jupyter lab {first}

(On Windows: `py -m venv .venv`, `.venv\\Scripts\\pip` and `.venv\\Scripts\\jupyter`.)

Replace each `raise NotImplementedError()` by your own code and run the cell below it: it shows what was
expected and what came. `handbook.ipynb` has the symbols, the lectures' errata and an index of all functions. Save, and
hand in the notebook alone: the file {first}.
You may add cells; do not delete the others.
"""


def write(assignments: list[Assignment], target: Path) -> None:
    """Write the zip that students get: notebooks, data, course_tools, requirements, a README.

    No solution, no check, no held-out data. The same input gives the same bytes.
    """
    folder = target.stem
    root = assignments[0].root
    first = f"{assignments[0].name}.ipynb"
    files: dict[str, bytes] = {
        "README.md": _README.format(title=assignments[0].title, first=first).encode(),
        "requirements.txt": _requirements(root).encode(),
    }
    for assignment in assignments:
        release.notebook(assignment)
        files[f"{assignment.name}.ipynb"] = assignment.release.read_bytes()
        if assignment.hints.is_file():
            files[f"hints/{assignment.name}.json"] = assignment.hints.read_bytes()
    files |= companions(root)
    part = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(files):
                archive.writestr(
                    zipfile.ZipInfo(f"{folder}/{name}", (2024, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED
                )
        shutil.move(part, target)
    finally:
        part.unlink(missing_ok=True)


def companions(root: Path) -> dict[str, bytes]:
    """What students need beside a notebook, by path: course_tools, the public data, a handbook if there is one."""
    files = {}
    page = root / "assignments" / handbook.NAME
    if page.is_file():
        files[handbook.NAME] = page.read_bytes()
    tools = Path(course_tools.__file__).parent
    for path in sorted(tools.glob("*.py")):
        files[f"course_tools/{path.name}"] = path.read_bytes()
    data = next(place for place in (root / "datasets", tools.parent / "datasets", tools / "data") if place.is_dir())
    for path in sorted(data.iterdir()):
        if path.suffix in (".csv", ".md"):
            files[f"datasets/{path.name}"] = path.read_bytes()
    return files


def _requirements(root: Path) -> str:
    """The student's packages, pinned as the course's constraints say."""
    wanted = ("numpy", "matplotlib", "jupyterlab", "nbgrader")
    pins = (
        (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if (root / "constraints.txt").is_file()
        else []
    )
    return "\n".join([pin for pin in pins if pin.partition("==")[0] in wanted] or wanted) + "\n"
