"""Lists nested a million levels deep in a cell's metadata."""

import json

STATUS = "ungradable"
REASON = "invalid JSON"
POINTS = 0


def attack(notebook):
    notebook["cells"][0]["metadata"]["x"] = "HERE"
    return json.dumps(notebook).replace('"HERE"', "[" * 1_000_000 + "]" * 1_000_000).encode()
