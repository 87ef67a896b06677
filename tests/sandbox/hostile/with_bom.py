"""A file that begins with a byte-order mark: nothing is wrong with it."""

import json

POINTS = 10


def attack(notebook):
    return b"\xef\xbb\xbf" + json.dumps(notebook, ensure_ascii=False).encode()
