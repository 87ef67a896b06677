"""An empty file."""

STATUS = "ungradable"
REASON = "invalid JSON"
POINTS = 0


def attack(notebook):
    return b""
