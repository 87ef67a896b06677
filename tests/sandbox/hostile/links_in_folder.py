"""Fills the working folder with symlinks and hard links to files outside and loops of links."""

from hostile import REPOSITORY, TARGETS, add_cell

POINTS = 10


def attack(notebook):
    return add_cell(
        notebook,
        f"""
        import os
        paths = {TARGETS!r} + ["/etc/passwd", "/", {REPOSITORY!r} + "/datasets/iris.csv", ".", "..", "loop"]
        for number, path in enumerate(paths):
            for link in (os.symlink, os.link):
                try:
                    link(path, f"link-{{link.__name__}}-{{number}}")
                except OSError as error:
                    print(error)
            try:
                open(f"link-symlink-{{number}}", "a").write("10")
            except OSError as error:
                print(error)
        os.symlink("loop", "loop")
        """,
    )
