"""Closes every descriptor, the channel to the trusted side among them."""

from hostile import inside

POINTS = 9
FLAG = "ended its own process"


def attack(notebook):
    return inside(notebook, "quiz_weights", "import os\nos.closerange(0, 4096)")
