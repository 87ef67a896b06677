"""A file that is a program, not a notebook."""

STATUS = "ungradable"
REASON = "invalid JSON"
POINTS = 0


def attack(notebook):
    return b"#!/usr/bin/env python3\nprint('10 of 10')\n"
