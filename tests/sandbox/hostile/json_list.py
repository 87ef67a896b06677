"""JSON that is a list of cells, not a notebook."""

import json

STATUS = "ungradable"
REASON = "no list of cells"
POINTS = 0


def attack(notebook):
    return json.dumps(notebook["cells"]).encode()
