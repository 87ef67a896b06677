"""Writes garbage to the channel while its cell is run."""

from hostile import CHANNEL, add_cell

POINTS = 10
FLAG = "sent something that is not an answer"


def attack(notebook):
    return add_cell(notebook, CHANNEL + "os.write(_channel(), b'\\xff' * 5000)\n", before="add_bias")
