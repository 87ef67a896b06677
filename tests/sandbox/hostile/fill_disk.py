"""Writes one file without end, then many, then deletes them while they are open."""

from hostile import inside

POINTS = 9


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import os
        kept, total = [], 0
        while total < 1 << 30:
            name = f"file{len(kept)}"
            kept.append(os.open(name, os.O_CREAT | os.O_RDWR))
            os.unlink(name)
            for _ in range(8):
                total += os.write(kept[-1], bytes(1 << 20))
        return np.zeros(3)
        """,
    )
