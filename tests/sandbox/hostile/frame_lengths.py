"""Headers that announce 2 GB, 4 GB, and more payload than comes."""

from hostile import CHANNEL, add_cell, inside

POINTS = 8.5
FLAG = "sent something that is not an answer"


def attack(notebook):
    notebook = add_cell(notebook, CHANNEL, before="add_bias")
    notebook = inside(notebook, "quiz_weights", 'os.write(_channel(), struct.pack(">II", 2**31, 0))')
    return inside(notebook, "add_bias", 'os.write(_channel(), struct.pack(">II", 5, 2**32 - 1) + b"x" * 100)')
