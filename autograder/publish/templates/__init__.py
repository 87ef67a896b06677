"""The pages' templates and how they are filled: all that comes from outside is escaped, nothing is loaded."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.results import Result

STATUS = {"passed": "✓", "partial": "◐", "failed": "✗", "missing": "○"}
"""The sign of each status of an exercise: no page tells it by colour alone."""

_SHOWN = 20_000  # characters of one text
_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# control characters, and those that turn the direction of text, which can show code other than it is
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def render(template: str, **values: Any) -> str:
    """The page that a template gives; it can be written as UTF-8, whatever the values hold."""
    page = _templates.get_template(template).render(**values).replace("\r\n", "\n")
    visible = _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", _TERMINAL.sub("", page))
    return visible.encode("utf-8", "replace").decode("utf-8")


def sentence(text: str) -> str:
    """The text with a full stop, if it ends without one."""
    return text if text.rstrip()[-1:] in ("", ".", "!", "?", ":") else f"{text.rstrip()}."


def shortened(text: str) -> str:
    """At most as much of a text as a page shows: it stays a page."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}\n… {len(text) - _SHOWN} more characters are not shown"


def name(result: Result) -> str:
    """Whose submission it is: the student, or the file if no student is known."""
    return result.student or result.path


def points(number: float) -> str:
    """A number of points with at most two decimals."""
    return f"{round(number, 2):g}"


def percent(share: float) -> str:
    """A share from 0 to 1 as whole percents."""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def prose(text: str) -> Markup:
    """A sentence whose `names` in backticks become code; all else is escaped."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if i % 2 else escape(part) for i, part in enumerate(parts)
    )


_templates = Environment(
    loader=PackageLoader("autograder.publish"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
_templates.filters |= {
    "name": name,
    "percent": percent,
    "points": points,
    "prose": prose,
    "sentence": sentence,
    "shortened": shortened,
}
_templates.globals |= {"STATUS": STATUS}
