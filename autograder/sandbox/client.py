"""The trusted side: starts the warm parent, spawns a child per submission, runs its cells, calls its functions."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.sandbox import isolation, wire
from course_tools import datasets

_PACKAGE_ROOT = Path(__file__).resolve().parent.parent.parent
# What notebooks import: the warm parent has it ready, so a child need not load it.
# numpy loads some of its parts when they are first asked for; each child would do that anew.
_IMPORTS = ["numpy", "numpy.linalg", "numpy.ma", "numpy.random", "numpy.testing"]
_IMPORTS += ["course_tools", "course_tools.datasets", "course_tools.expectations", "course_tools.plots"]
# What only some import: the parent loads it before it forks the first child whose text has such words.
_ON_DEMAND = {
    "matplotlib.pyplot": re.compile("plt|plot|pylab"),
    "IPython.display": re.compile("IPython|display"),
    "IPython.core.inputtransformer2": re.compile(r"^\s*[%!?]|[?]\s*$|=\s*[%!]", re.MULTILINE),
    "asyncio": re.compile("await|asyncio"),
}
_CPU_SECONDS = 3600  # wall-clock limits end a child long before; this is for one whose trusted side is gone
_BLOCK = 4096  # what an empty file or folder takes
_UNCOUNTABLE = 1 << 62
_WATCH = 0.2  # seconds between two looks at the working folder's size
_LONG = 0.002  # seconds: what answers sooner cannot have started many
_MAX_THREADS = 64
_GRACE = 0.25  # the alarm comes after the channel's own time limit, so that only one of the two is met
_TRUSTED_MEMORY = 2 << 30  # what handling a submission may take on this side, on top of what is taken


@dataclass(frozen=True)
class Limits:
    """What a submission may use: seconds for a call, a cell and all; bytes of memory, files, output."""

    call: float = 10.0
    cell: float = 30.0
    submission: float = 120.0
    memory: int = 1536 << 20
    files: int = 64 << 20
    output: int = 1 << 20


class SandboxError(Exception):
    """The sandbox cannot run on this machine, or its parent process failed."""


class Died(Exception):
    """The child is gone: it ended itself, was killed, ran out of time, or sent what is no answer."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind  # "timeout", "died" or "protocol"


class Refused(Exception):
    """The student's function returned something that cannot travel; the message says what."""


class Raised(Exception):
    """The student's function raised an exception; the message describes it."""


@dataclass(frozen=True)
class CellResult:
    """What running one cell gave: the error's description or None, its output, the wanted names it left defined."""

    error: str | None
    output: str
    defined: tuple[str, ...]


@dataclass(frozen=True)
class Handle:
    """An object that stays in the sandbox; attributes and calls go through the session."""

    _session: Session
    _number: int
    _type: str

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._session.request({"op": "attribute", "object": self._number, "name": name})
        except Raised as error:
            raise AttributeError(str(error)) from None

    def __call__(self, *arguments: Any) -> Any:
        """Call the object in the sandbox."""
        return self._session.request({"op": "call_object", "object": self._number}, arguments)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and self._number == other._number and self._session is other._session

    def __hash__(self) -> int:
        return hash((id(self._session), self._number))

    def __repr__(self) -> str:
        return f"<an object of type {self._type}>"


class Sandbox:
    """One warm parent and the children it forks, one at a time. Use as a context manager."""

    def __init__(
        self, limits: Limits | None = None, *, trust: bool = False, namespaces: bool = True, core: int = 0
    ) -> None:
        """Start the warm parent, which imports on while this side does something else.

        `core` counts the sandboxes that work side by side. The process that uses a sandbox and the child take turns,
        and a turn on one core is half as long as between two; so it moves to the core when it first needs the parent.
        """
        self.limits = limits or Limits()
        self._cores = sorted(os.sched_getaffinity(0))
        self._core = self._cores[core % len(self._cores)]
        self._work = tempfile.TemporaryDirectory(prefix="sandbox-")
        os.chmod(self._work.name, 0o700)  # noqa: PTH101
        ours, theirs = socket.socketpair()
        settings = {
            **asdict(self.limits),
            "cpu": _CPU_SECONDS,
            "core": self._core,
            "control": theirs.fileno(),
            "work": self._work.name,
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
            env=_clean_environment(self._work.name),
            pass_fds=[theirs.fileno()],
            cwd=self._work.name,
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

    def session(self, deadline: float | None = None, text: str = "") -> Session:
        """A new child, to be done by `deadline` (of time.monotonic). Close it before the next one.

        `text` is what it will run, as far as that is known: what it seems to import is made ready.
        """
        self._wait_ready()
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        try:
            wanted = [name for name, words in _ON_DEMAND.items() if words.search(text)]
            socket.send_fds(self._control, [" ".join(["spawn", *wanted]).encode()], [theirs.fileno()])
            message, descriptors, _, _ = socket.recv_fds(self._control, 4096, 1)
        except OSError as error:
            raise SandboxError(f"the sandbox's parent process is gone: {error}") from None
        finally:
            theirs.close()
        if not message or not descriptors:
            raise SandboxError(f"the sandbox's parent process ended: {self._complaint()}")
        return Session(self, ours, int(message), descriptors[0], deadline)

    def reap(self, number: int) -> int:
        """Let the parent wait for a killed child and empty its folder; the child's exit status."""
        self._control.sendall(str(number).encode())
        return int(json.loads(self._line())["status"])

    def folder_size(self, pid: int) -> int:
        """Bytes that the child's files take, deleted ones that it holds open too; each counts as a block at least."""
        total, folders = 0, [self._work.name]
        try:
            while folders:
                # what vanishes meanwhile takes no room
                with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folders.pop()) as entries:
                    for entry in entries:
                        total += _BLOCK + entry.stat(follow_symlinks=False).st_size
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
        except OSError:  # a path too long to be named, or a folder closed to its own user: a hiding place
            return _UNCOUNTABLE
        with contextlib.suppress(OSError):
            for name in os.listdir(f"/proc/{pid}/fd"):  # noqa: PTH208
                found = os.stat(f"/proc/{pid}/fd/{name}")  # noqa: PTH116
                total += found.st_size if stat.S_ISREG(found.st_mode) and not found.st_nlink else 0
        return total

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
        self._work.cleanup()
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


class Session:
    """One child with one submission's namespace. After `Died` it answers no more."""

    def __init__(
        self, sandbox: Sandbox, channel: socket.socket, number: int, pidfd: int, deadline: float | None = None
    ) -> None:
        self._sandbox = sandbox
        self._channel = wire.Channel(channel)
        self.number = number  # the child's process id, as its parent sees it
        self._pidfd = pidfd
        self._stubs: dict[int, Callable[..., Any]] = {}
        self._closed = False
        self._broken: Died | None = None
        self._deadline = deadline or time.monotonic() + sandbox.limits.submission
        self._requests = 0
        self._answered = 0  # the last request during which a callback was answered
        self._answer_until: float | None = None  # while a callback is answered: when that must be done
        self._watched = 0.0
        self.events: list[str] = []

    def run_cell(
        self, source: str, name: str, wanted: tuple[str, ...] = (), stubs: dict[str, Callable[..., Any]] | None = None
    ) -> CellResult:
        """Run one cell; then put the stubs in place of the functions of their names."""
        numbers = {stub_name: self._register(function) for stub_name, function in (stubs or {}).items()}
        header = {"op": "cell", "source": source, "name": name, "wanted": list(wanted), "stubs": numbers}
        reply, _ = self._exchange(header, [], self._sandbox.limits.cell)
        result = reply.get("ok")
        if not isinstance(result, dict):
            raise self._break("protocol", "sent what is no answer")
        error, output, defined = result.get("error"), result.get("output"), result.get("defined")
        if not isinstance(output, str) or not isinstance(defined, list) or not isinstance(error, str | None):
            raise self._break("protocol", "sent what is no answer")
        return CellResult(
            None if error is None else _clean(error),
            _clean(output[: self._sandbox.limits.output + 100]),
            tuple(str(one) for one in defined if isinstance(one, str)),
        )

    def call(
        self, name: str, arguments: tuple[Any, ...], cell: str = "", seconds: float | None = None
    ) -> tuple[Any, list[int]]:
        """Call a function by position; its value, and the indices of the arguments that it changed.

        Raises `Raised`, `Refused` or `Died`. Callables among the arguments call back to this side.
        """
        reply, payload = self._request({"op": "call", "name": name, "cell": cell}, arguments, seconds)
        changed = reply.get("changed", [])
        if not isinstance(changed, list) or not all(type(i) is int and 0 <= i < len(arguments) for i in changed):
            raise self._break("protocol", "sent what is no answer")
        return self._value(reply, payload), changed

    def define(self, source: str) -> None:
        """Run trusted helper code in the child's namespace."""
        self._request({"op": "define", "source": source}, None, None)

    def request(self, header: dict[str, Any], arguments: tuple[Any, ...] | None = None) -> Any:
        """An attribute or a call of an object that stays in the sandbox."""
        return self._value(*self._request(header, arguments, None))

    def close(self) -> int:
        """Kill the child and wait until it is gone; its exit status (negative: the signal)."""
        if self._closed:
            return 0
        self._closed = True
        self._channel.close()
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        os.close(self._pidfd)
        return self._sandbox.reap(self.number)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _request(
        self, header: dict[str, Any], arguments: tuple[Any, ...] | None, seconds: float | None
    ) -> tuple[dict[str, Any], bytes]:
        buffers: list[bytes] = []
        if arguments is not None:
            tree, buffers = wire.encode(list(arguments), self._encode_object)
            header = {**header, "arguments": tree}
        reply, payload = self._exchange(header, buffers, seconds or self._sandbox.limits.call)
        if "error" in reply:
            raise Raised(_clean(str(reply["error"])[:2200]))
        if "refused" in reply:
            raise Refused(_clean(str(reply["refused"])[:300]))
        return reply, payload

    def _exchange(self, header: dict[str, Any], buffers: list[bytes], seconds: float) -> tuple[dict[str, Any], bytes]:
        if self._broken is not None:
            raise self._broken
        self._requests += 1
        number = self._requests
        header = {**header, "id": number}
        start = time.monotonic()
        deadline = min(start + seconds, self._deadline, self._answer_until or self._deadline)
        try:
            self._channel.send(header, buffers, deadline)
            with contextlib.ExitStack() as bounds:
                while True:
                    reply, payload = self._receive(deadline)
                    if not isinstance(reply, dict):
                        raise wire.WireError("not a reply")
                    if type(reply.get("id")) is not int or reply["id"] != number:
                        self._note(["sent a reply that nobody asked for"])  # and go on: it spoils no other call
                        continue
                    self._note(reply.get("events"))
                    if "callback" not in reply:
                        if time.monotonic() - start > _LONG and self._threads() > _MAX_THREADS:
                            raise self._break("died", f"started more than {_MAX_THREADS} threads")
                        return reply, payload
                    if self._answer_until is not None:  # one question at a time: its time limit is the alarm's
                        raise wire.WireError("a callback while a callback is being answered")
                    if self._answered != number:
                        self._answered = number
                        bounds.enter_context(_bounded(deadline))
                    self._answer(reply, payload, deadline)
        except (wire.WireError, wire.Refused, RecursionError, MemoryError):
            raise self._break("protocol", "sent what is no answer") from None
        except TimeoutError:
            late = self._deadline <= time.monotonic()
            limit = "the submission has" if late else f"{seconds:g} s"
            raise self._break("timeout", f"took longer than {limit}; is there a loop without an end?") from None
        except (EOFError, OSError):
            status = self.close()
            how = f"killed by signal {-status}" if status < 0 else f"exit status {status}"
            raise self._break("died", f"ended its own process ({how})") from None

    def _receive(self, deadline: float) -> tuple[Any, bytes]:
        """The next frame; meanwhile watch the folder's size where no tmpfs limits it."""
        return self._channel.receive(deadline, None if self._sandbox.has_tmpfs else self._watch_folder)

    def _threads(self) -> int:
        """How many threads the child has: each takes memory that its other functions need."""
        with contextlib.suppress(OSError, ValueError, StopIteration):
            pid = _field(Path(f"/proc/self/fdinfo/{self._pidfd}"), "Pid:")  # as this side numbers it
            return int(_field(Path(f"/proc/{pid}/status"), "Threads:"))
        return 0

    def _watch_folder(self) -> float:
        """Seconds until the next look at the folder's size, after a look if it is time for one."""
        if time.monotonic() - self._watched > _WATCH:
            if self._sandbox.folder_size(self.number) > self._sandbox.limits.files:
                raise self._break("died", "wrote more files than allowed")
            self._watched = time.monotonic()
        return _WATCH

    def _answer(self, reply: dict[str, Any], payload: bytes, deadline: float) -> None:
        function = self._stubs.get(reply["callback"]) if type(reply["callback"]) is int else None
        decoded = wire.decode(reply.get("arguments"), payload, self._decode_object)
        well_formed = isinstance(decoded, list) and len(decoded) == 2 and isinstance(decoded[1], dict)
        if function is None or not well_formed or not all(isinstance(key, str) for key in decoded[1]):
            raise wire.WireError("no such callback")
        try:
            self._answer_until = deadline
            value = function(*decoded[0], **decoded[1])
            tree, buffers = wire.encode(value, self._encode_object)
            answer = {"ok": tree}
        except TimeoutError:
            raise
        except Exception as error:  # the student's arguments may not suit the trusted function
            answer, buffers = {"error": f"{type(error).__name__}: {error}"[:500]}, []
        finally:
            self._answer_until = None
        self._channel.send(answer, buffers, deadline)

    def _value(self, reply: dict[str, Any], payload: bytes) -> Any:
        try:
            return wire.decode(reply.get("ok"), payload, self._decode_object)
        except (wire.WireError, RecursionError, MemoryError):
            raise self._break("protocol", "sent what is no answer") from None

    def _encode_object(self, value: Any) -> dict[str, Any]:
        if isinstance(value, Handle):
            if value._session is not self:
                raise wire.Refused("an object of a child that is gone cannot be sent")
            return {"k": "h", "i": value._number}
        if callable(value):
            return {"k": "c", "i": self._register(value), "n": str(getattr(value, "__name__", "function"))}
        raise wire.Refused(f"{type(value).__name__} cannot be sent to the sandbox")

    def _decode_object(self, tree: dict[str, Any]) -> Any:
        number, name = tree.get("i"), tree.get("n")
        if tree.get("k") == "h" and type(number) is int and isinstance(name, str):
            return Handle(self, number, _clean(name[:80]))
        raise wire.WireError("not a value")

    def _register(self, function: Callable[..., Any]) -> int:
        self._stubs[len(self._stubs)] = function
        return len(self._stubs) - 1

    def _note(self, events: Any) -> None:
        if isinstance(events, list):
            new = [_clean(one[:200]) for one in events[:50] if isinstance(one, str)]
            self.events += [one for one in dict.fromkeys(new) if one not in self.events]
            del self.events[200:]

    def _break(self, kind: str, message: str) -> Died:
        if self._broken is None:
            self._broken = Died(kind, message)
            self.close()
        return self._broken


def _field(path: Path, name: str) -> str:
    """A field of a file of /proc."""
    return next(line.split()[1] for line in path.read_text().splitlines() if line.startswith(name))


def _course_files() -> list[Path]:
    """What a notebook may read of the course: the tools and the public data, not the held-out digits."""
    folder = Path(datasets.__file__).resolve().parent
    files = list(folder.glob("*.py"))  # not all of the folder: a wheel keeps the data in it, held-out digits too
    for name in datasets.SHA256:
        if name != "digits_held_out.csv":
            with contextlib.suppress(FileNotFoundError):
                files.append(datasets.path(name))
    return files


def _clean_environment(work: str) -> dict[str, str]:
    """No variable of ours but what the interpreter and numpy need; one thread for the linear algebra."""
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")}
    return {
        **threads,
        "PATH": "/usr/bin:/bin",
        "HOME": work,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
    }


def _clean(text: str) -> str:
    """Text of a student's process for our messages: valid UTF-8, no control characters."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "�" for letter in text)


@contextlib.contextmanager
def _bounded(deadline: float) -> Iterator[None]:
    """Run trusted functions on a student's arguments: hardly longer than the deadline, with bounded memory."""
    alarm = threading.current_thread() is threading.main_thread()
    if alarm:
        before = signal.signal(signal.SIGALRM, _out_of_time)
        signal.setitimer(signal.ITIMER_REAL, max(0.01, deadline - time.monotonic()) + _GRACE)
    try:
        with bounded_memory():
            yield
    finally:
        if alarm:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def bounded_memory() -> Iterator[None]:
    """Handle what a student made on this side: a MemoryError there, where it would take the machine's memory."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform != "linux" or soft != resource.RLIM_INFINITY:  # bounded already, by the caller or the user
        yield
        return
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    wanted = used + _TRUSTED_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _out_of_time(*_: object) -> None:
    raise TimeoutError


def require_isolation() -> None:
    """Raise `SandboxError`, saying why and what to do, where the baseline cannot be had."""
    reason = isolation.missing()
    if reason:
        raise SandboxError(f"this machine cannot isolate submissions: {reason}; or pass --trust-submissions")
