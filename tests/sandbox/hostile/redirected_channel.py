"""Puts one end of a socket pair of its own in the channel's place and answers itself."""

from hostile import CHANNEL, add_cell

POINTS = 10
FLAG = "ended its own process"


def attack(notebook):
    code = "import socket\nchannel = _channel()\na, b = socket.socketpair()\nos.dup2(b.fileno(), channel)\n"
    return add_cell(notebook, CHANNEL + code, before="predict")
