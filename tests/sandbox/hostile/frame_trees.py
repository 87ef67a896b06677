"""Replies whose trees are of unknown kinds, of forbidden dtypes, of impossible shapes, and numbers that overflow."""

from hostile import CHANNEL, add_cell, inside

POINTS = 8


def attack(notebook):
    notebook = add_cell(notebook, CHANNEL + _CODE, before="add_bias")
    return inside(notebook, "perceptron_update", "_next_tree()")


_CODE = """
import sys
_trees = [
    {"k": "a", "d": "|O", "s": [1]}, {"k": "a", "d": "<f8", "s": [2**39, 2**39]},
    {"k": "a", "d": "<f8", "s": [0, 2**28, 2**28, 2**28]},
    {"k": "a", "d": "<f8", "s": [-1]}, {"k": "z", "v": [10**4000, 0]}, {"k": "h", "i": -1, "n": "x"},
    {"k": "h", "i": 10**400, "n": []},
    {"k": "c", "i": 0, "n": "x"}, {"k": ["a"]},
    {"k": "d", "v": [[{"k": "l", "v": []}, 1]]}, {"k": "g", "v": {"state": "9" * 5000}},
]
_calls = 0
def _next_tree():
    global _calls
    frame = sys._getframe()
    while frame.f_back is not None:
        header = frame.f_locals.get("header")
        if isinstance(header, dict) and "id" in header:
            tree = _trees[_calls % len(_trees)]
            os.write(_channel(), _frame({"id": header["id"], "ok": tree, "changed": [0, 1, True]}))
            break
        frame = frame.f_back
    _calls += 1
"""
