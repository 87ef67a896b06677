"""A file in UTF-16, which no notebook is."""

import json

STATUS = "ungradable"
REASON = "not UTF-8"
POINTS = 0


def attack(notebook):
    return json.dumps(notebook).encode("utf-16")
