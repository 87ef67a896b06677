"""The trusted side of the sandbox: starts the warm parent, and asks it for a child per submission."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.errors import SandboxError
from autograder.sandbox import budget, scratch
from autograder.sandbox.ahead import Request
from autograder.sandbox.layers import require_isolation
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Session
from course_tools import datasets

__all__ = ["Limits", "Sandbox", "require_isolation", "sandboxes"]

_PACKAGE_ROOT = Path(__file__).resolve().parent.parent.parent
# What notebooks import: the warm parent has it ready, so a child need not load it.
# numpy loads some of its parts when they are first asked for; each child would do that anew.
_IMPORTS = ["numpy", "numpy.linalg", "numpy.ma", "numpy.random", "numpy.testing"]
_IMPORTS += ["course_tools", "course_tools.datasets", "course_tools.expectations", "course_tools.plots"]
# What only some import: the parent loads it before it forks the first child whose text has such words.
_ON_DEMAND = {
    "matplotlib.pyplot": re.compile("plt|plot|pylab"),
    "IPython.display": re.compile("IPython|display"),
    "IPython.core.inputtransformer2": re.compile(r"^[ \t]*[%!?]|[?][ \t]*$|=[ \t]{0,80}[%!]", re.MULTILINE),
    "asyncio": re.compile("await|asyncio"),
}
_CPU_SECONDS = 3600  # wall-clock limits end a child long before; this is for one whose trusted side is gone


class Sandbox:
    """One warm parent and the children it forks, one at a time. Use as a context manager."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        trust: bool = False,
        namespaces: bool = True,
        core: int = 0,
        folder: Path | None = None,
    ) -> None:
        """Start the warm parent, which imports on while this side does something else.

        `core` counts the sandboxes that work side by side. The process that uses a sandbox and the child take turns,
        and a turn on one core is half as long as between two; so it moves to the core when it first needs the parent.
        The children's files go to `folder`, which is emptied after each, or to a temporary one.
        """
        self.limits = limits or Limits()
        self._cores = sorted(os.sched_getaffinity(0))
        self._core = self._cores[core % len(self._cores)]
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="sandbox-", ignore_cleanup_errors=True)
        self.folder = folder or Path(self._temporary.name if self._temporary else "")
        self.folder.chmod(0o700)
        self._session: Session | None = None
        self.kept_calls: dict[Hashable, Sequence[Request]] = {}  # by what they are for: sent ahead to the next child
        ours, theirs = socket.socketpair()
        settings = {
            **asdict(self.limits),
            "cpu": _CPU_SECONDS,
            "core": self._core,
            "control": theirs.fileno(),
            "work": str(self.folder),
            "trust": trust,
            "namespaces": namespaces and not trust and sys.platform == "linux",
            "imports": _IMPORTS,
            "readable": [str(path) for path in _course_files()],
            "matplotlib_cache": os.environ.get("MPLCONFIGDIR") or str(Path.home() / ".cache" / "matplotlib"),
        }
        start = f"import sys; sys.path.insert(0, {str(_PACKAGE_ROOT)!r})"
        start += "; from autograder.sandbox import server; server.main()"
        command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", start, json.dumps(settings)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=_clean_environment(self.folder),
            pass_fds=[theirs.fileno()],
            cwd="/",  # not a folder in which a child may write: libraries look for their settings where they are
        )
        theirs.close()
        self._control = ours
        self._ready: dict[str, Any] | None = None

    @property
    def has_tmpfs(self) -> bool:
        """Whether the working folder is a tmpfs with a size of its own."""
        return bool(self._wait_ready()["tmpfs"])

    @property
    def namespaces(self) -> tuple[str, ...]:
        """The namespaces that the children are in."""
        return tuple(self._wait_ready()["namespaces"])

    def wait(self) -> None:
        """Wait until it is ready to make children; raises `SandboxError` if it cannot."""
        self._wait_ready()

    def session(self, deadline: float | None = None, text: str = "") -> Session:
        """A new child, to be done by `deadline` (of time.monotonic), once the last one is gone.

        `text` is what it will run, as far as that is known: what it seems to import is made ready.
        """
        self._wait_ready()
        if self._session is not None:
            self._session.close()
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        wanted = [name for name, words in _ON_DEMAND.items() if words.search(text)]
        with budget.undisturbed():
            try:
                socket.send_fds(self._control, [" ".join(["spawn", *wanted]).encode()], [theirs.fileno()])
                message, descriptors, _, _ = socket.recv_fds(self._control, 4096, 1)
            except OSError as error:
                raise SandboxError(f"the sandbox's parent process is gone: {error}") from None
            finally:
                theirs.close()
            if not message or not descriptors:
                raise SandboxError(f"the sandbox's parent process ended: {self._complaint()}")
            self._session = Session(self, ours, int(message), descriptors[0], deadline)
        return self._session

    def reap(self, number: int) -> int:
        """Let the parent wait for a killed child and empty its folder; the child's exit status."""
        if self._session is not None and self._session.number == number:
            self._session = None
        try:
            self._control.sendall(str(number).encode())
            return int(json.loads(self._line())["status"])
        except OSError as error:
            raise SandboxError(f"the sandbox's parent process is gone: {error}") from None

    def close(self) -> None:
        """End the parent and whatever it forked."""
        self._control.close()
        if self._ready is None:  # not used, or by a worker that is done: no need to wait until it reads so
            self._process.kill()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                scratch.empty(self.folder)
            self._temporary.cleanup()
        os.sched_setaffinity(0, self._cores)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _wait_ready(self) -> dict[str, Any]:
        if self._ready is None:
            os.sched_setaffinity(0, {self._core})
            self._ready = json.loads(self._line())
        return self._ready

    def _line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            piece = self._control.recv(4096)
            if not piece:
                raise SandboxError(f"the sandbox did not start: {self._complaint()}")
            line += piece
        return line

    def _complaint(self) -> str:
        self._process.wait(5)
        text = self._process.stderr.read().decode("utf-8", "replace") if self._process.stderr else ""
        return text.strip().rpartition("\n")[2] or f"exit status {self._process.returncode}"


@contextlib.contextmanager
def sandboxes(count: int, limits: Limits, *, trust: bool = False) -> Iterator[tuple[Sandbox, ...]]:
    """Sandboxes that work side by side; they get ready while this process does something else."""
    with contextlib.ExitStack() as stack:
        started = [Sandbox(limits, trust=trust, core=number) for number in range(count)]
        yield tuple(stack.enter_context(sandbox) for sandbox in started)


def _course_files() -> list[Path]:
    """What a notebook may read of the course: the tools and the public data."""
    folder = Path(datasets.__file__).resolve().parent
    files = list(folder.glob("*.py"))
    for name in datasets.SHA256:
        with contextlib.suppress(FileNotFoundError):
            files.append(datasets.path(name))
    return files


def _clean_environment(work: Path) -> dict[str, str]:
    """No variable of ours but what the interpreter and numpy need; one thread for the linear algebra."""
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")}
    return {
        **threads,
        "PATH": "/usr/bin:/bin",
        "HOME": str(work),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
    }
