"""Numbers in the prose, recomputed from the notebook's own run; and that its cells raise nothing on the way."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from typing import Any

from autograder.course.assignment import Assignment
from autograder.course.prose import Claim, claims


def wrong(assignment: Assignment) -> list[str]:
    """Run the source notebook from top to bottom and compare each claim with what its origin gives there, in words."""
    found = [
        claim for cell in assignment.notebook.cells if cell.cell_type == "markdown" for claim in claims(cell.source)
    ]
    if not found:
        return []
    import matplotlib

    matplotlib.use("agg")
    namespace: dict[str, Any] = {"__name__": "__main__"}
    problems: list[str] = []
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        for number, cell in enumerate(assignment.notebook.cells):
            if cell.cell_type == "markdown":
                problems += [problem for claim in claims(cell.source) if (problem := _problem(claim, namespace))]
                continue
            try:
                exec(compile(_plain(cell.source), f"{assignment.name} [cell {number}]", "exec"), namespace)
            except Exception as error:
                return [f"cell {number} of the notebook stops: {type(error).__name__}: {error}"]
    return problems


def _problem(claim: Claim, namespace: dict[str, Any]) -> str | None:
    try:
        computed = str(eval(f"f{claim.field!r}", dict(namespace)))
    except Exception as error:
        return f"the prose says {claim.text}, but {claim.field} cannot be computed: {type(error).__name__}: {error}"
    if _bare(claim.text).endswith(_bare(computed)):
        return None
    return f"the prose says {claim.text}, but {claim.field} gives {computed}"


def _bare(text: str) -> str:
    """A number as digits: without a leading zero before the point, with a plain minus, without marks of Markdown."""
    text = text.replace("−", "-").replace("–", "-").strip("*_$`")
    return re.sub(r"(?<!\d)0\.", ".", text)


def _plain(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))
