"""Writes into every folder that usually takes files: /tmp, /dev/shm, /var/tmp, the home, /run, the repository."""

from hostile import REPOSITORY, TARGETS, WRITTEN, add_cell

POINTS = 10
FLAG = "tried to open"


def attack(notebook):
    return add_cell(
        notebook,
        f"""
        import os, tempfile
        folders = ["/tmp", "/dev/shm", "/var/tmp", "/run", "/", "/root", "/home", os.path.expanduser("~"),
                   {REPOSITORY!r},
                   {REPOSITORY!r} + "/solutions/a02_perceptron", {REPOSITORY!r} + "/datasets",
                   os.path.dirname(os.__file__)]
        folders += [os.path.dirname(path) for path in {TARGETS!r}]
        for folder in folders:
            for make in (lambda p: open(p, "w").write("x"), os.mkdir, os.mkfifo,
                         lambda p: os.symlink("/etc/passwd", p)):
                try:
                    make(os.path.join(folder, {WRITTEN!r}))
                except OSError as error:
                    print(error)
        """,
    )
