"""Text that others wrote, made safe for the place where it goes: whoever writes a page, a table or a log calls these.

What comes from a submission (messages, outputs, names of files and students) is cut where it enters, by `cut`, and
passes through the function of its place on the way out. Each keeps what a person reads, and takes away what the place
would obey: escape sequences, markup, formulas, commands of a CI log, characters that turn the direction of a line.
"""

from __future__ import annotations

import html as _html
import re

LONGEST = 2000  # letters of a message
_COMMANDS = re.compile(r"#(?=#(?:\[|vso\[|teamcity\[))")  # of Actions, Azure and TeamCity, anywhere in a line
_FORMULA = ("=", "+", "-", "@", "\t", "\n")
_MARKDOWN = frozenset("\\`*_{}[]()<>|#!~$&")
_NOT_IN_NAMES = re.compile(r"[^\w.@ +-]")


def cut(text: str, limit: int = LONGEST) -> str:
    """The text, or its beginning with a sign that there was more."""
    return text if len(text) <= limit else f"{text[: limit - 2].rstrip()} …"


def clean(text: str) -> str:
    """Valid UTF-8 without control characters, but line ends and tabs; without those that change how a line runs."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() or letter in "\n\t\u00a0\u202f" else "�" for letter in text)


def one_line(text: str) -> str:
    """The same in one line, for a log or a flag: a line of a log that begins with it is no command of a CI system."""
    line = " ".join(clean(text).split())
    line = _COMMANDS.sub("# ", line)
    return f"\N{ZERO WIDTH SPACE}{line}" if line.startswith("::") else line


def terminal(text: str) -> str:
    """For a terminal, through rich: no escape sequence, no markup of rich's; lines stay lines."""
    from rich.markup import escape

    return escape("\n".join(map(one_line, text.split("\n"))))


def html(text: str) -> str:
    """For HTML, in an element or an attribute."""
    return _html.escape(clean(text))


def xml(text: str) -> str:
    """For XML, through a writer that escapes: only characters that XML allows."""
    return clean(text)


def csv(text: str) -> str:
    """For a CSV cell, through a writer that quotes: no spreadsheet takes it for a formula."""
    text = clean(text)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def markdown(text: str) -> str:
    """For a line or a table's cell of Markdown: text that stays text, without links, images and HTML."""
    line = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = "".join(f"\\{letter}" if letter in _MARKDOWN and letter not in "&<>" else letter for letter in line)
    return re.sub(r"(?i)\b(https?|ftp|www)([:.])", "\\1\N{ZERO WIDTH SPACE}\\2", line)


def workflow_message(text: str) -> str:
    """For the message of a GitHub workflow command: its line ends are spelt out."""
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """For a property of a GitHub workflow command."""
    return workflow_message(text).replace(":", "%3A").replace(",", "%2C")


def file_name(text: str) -> str:
    """For one name of a path: no separator, no leading dot or dash, at most 100 letters."""
    name = _NOT_IN_NAMES.sub("_", one_line(text)).lstrip(".- ")[:100].rstrip(". ")
    return name or "_"
