"""Magics and ! commands that run programs, install packages and write files."""

from hostile import WRITTEN, add_cell

POINTS = 10


def attack(notebook):
    lines = [
        "!touch /tmp/{0} ../{0}",
        "files = !ls /",
        "%system touch /tmp/{0}",
        "%sx id",
        "%pip install evil",
        "%run /etc/passwd",
    ]
    for line in [
        *lines,
        "%%bash\ntouch /tmp/{0}",
        "%%script sh\nid",
        "%%writefile /tmp/{0}\nx",
        "%load_ext evil",
        "%cd /",
    ]:
        notebook = add_cell(notebook, line.format(WRITTEN))
    return notebook
