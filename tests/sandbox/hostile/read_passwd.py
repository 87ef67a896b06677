"""Reads /etc/passwd, /etc/shadow, keys and histories, and returns what it finds as weights."""

from hostile import inside

POINTS = 9
FLAG = "tried to open /etc/passwd"


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import os
        found = ""
        for path in ("/etc/passwd", "/etc/shadow", "~/.ssh/id_rsa", "~/.bash_history", "~/.gitconfig", "/etc/hostname"):
            try:
                found += open(os.path.expanduser(path)).read()
            except OSError:
                pass
        return found or None
        """,
    )
