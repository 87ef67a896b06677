"""A file of a hundred million bytes of empty lists, which take gigabytes once read."""

import json

STATUS = "ungradable"
REASON = "more values than a notebook can need"
POINTS = 0


def attack(notebook):
    text = json.dumps({**notebook, "x": "HERE"})
    return text.replace('"HERE"', "[" + "[]," * 32_000_000 + "[]]").encode()
