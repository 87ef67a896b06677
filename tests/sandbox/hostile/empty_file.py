"""An empty file."""

STATUS = "ungradable"
REASON = "no valid JSON"
POINTS = 0


def attack(notebook):
    return b""
