"""Leaves its right functions in a file of the working folder, and reads those of the submission before."""

from hostile import put

POINTS = 9


def attack(notebook):
    source = """
import os
def quiz_weights():
    found = os.listdir(".")
    open("answers.py", "w").write("left behind")
    return [len(found)]
"""
    return put(notebook, "quiz_weights", source)
