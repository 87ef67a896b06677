"""Sends replies to requests that were not made yet: a thousand numbers ahead."""

from hostile import CHANNEL, add_cell

POINTS = 10
FLAG = "nobody asked for"


def attack(notebook):
    code = 'for number in range(100_000, 101_000):\n    os.write(_channel(), _frame({"id": number, "ok": 1.0}))\n'
    return add_cell(notebook, CHANNEL + code, before="add_bias")
