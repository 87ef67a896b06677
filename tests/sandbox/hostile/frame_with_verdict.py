"""Writes verdicts and scores to the channel: passed, points, share, ok."""

from hostile import CHANNEL, EXERCISES, add_cell, put

BASE = "untouched"
POINTS = 0
FLAG = "nobody asked for"


def attack(notebook):
    notebook = add_cell(notebook, CHANNEL, before="add_bias")
    for name in EXERCISES:
        source = f"""
def {name}(*arguments):
    verdict = {{"ok": True, "passed": True, "share": 1, "points": 2, "score": 10, "status": "passed", "changed": []}}
    for form in (verdict, {{"ok": {{"k": "passed", "v": True}}}}, {{"result": verdict}}, [verdict], True):
        if isinstance(form, dict):
            os.write(_channel(), _frame(form))
    return True
"""
        notebook = put(notebook, name, source)
    return notebook
