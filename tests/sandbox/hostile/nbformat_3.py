"""A notebook in the format of 2013, with worksheets."""

STATUS = "ungradable"
REASON = "too old"
POINTS = 0


def attack(notebook):
    return {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": notebook["cells"], "metadata": {}}],
    }
