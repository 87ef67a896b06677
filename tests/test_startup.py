"""What the commands do without: it is not loaded, and nothing that is used misses it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DEFER = "from autograder.sandbox import deferred; deferred.defer(); import sys\n"
COMMAND = "import autograder.cli, sys\n"


def run(code):
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_pyplot_is_imported_when_it_is_used() -> None:
    seen = 'print("matplotlib.figure" in sys.modules)\n'
    code = f"import matplotlib.pyplot as plt, matplotlib\n{seen}plt.figure()\n{seen}print(matplotlib.__version__)"
    assert run(DEFER + code)[:2] == ["False", "True"]


@pytest.mark.parametrize(
    "code",
    [
        "from matplotlib import pyplot as plt; print(plt.get_backend())",
        "from matplotlib.figure import Figure; print(Figure())",
        "import matplotlib; matplotlib.use('agg'); import matplotlib.pyplot as plt; print(plt.figure())",
        "import matplotlib.pyplot as plt; plt.rcParams['font.size'] = 9; print(plt.subplots())",
        "from matplotlib.pyplot import plot; print(plot)",
        "import matplotlib.cm; print(matplotlib.cm)",
    ],
)
def test_matplotlib_can_be_imported_in_any_way(code: Any) -> None:
    assert run(f"{DEFER}{code}")


def test_what_is_imported_already_stays() -> None:
    assert run(f"import matplotlib.pyplot as plt\n{DEFER}print(sys.modules['matplotlib.pyplot'] is plt)") == ["True"]


def test_a_gradebook_is_opened_without_the_jupyter_server(tmp_path: Path) -> None:
    code = f"""{COMMAND}
from pathlib import Path
from autograder.course import assignment as course
from autograder.classroom import gradebook
from autograder.classroom import settings
where = settings.read(Path({str(tmp_path)!r}))
with gradebook.open_gradebook(where) as book:
    gradebook.register(book, where, course.assignment("a02_perceptron"))
print([name for name in ("jupyter_server", "matplotlib.figure", "rfc3987_syntax.parser") if name in sys.modules])
"""
    assert run(code) == ["[]"]
    assert (tmp_path / "gradebook.db").is_file()
