"""The trusted side of one child: runs its cells, calls its functions, and takes what it says as data."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.sandbox import wire

if TYPE_CHECKING:
    from autograder.sandbox.client import Sandbox

_WATCH = 0.2  # seconds between two looks at the working folder's size
_LONG = 0.002  # seconds: what answers sooner cannot have started many
_MAX_THREADS = 64
_GRACE = 0.25  # the alarm comes after the channel's own time limit, so that only one of the two is met
_TRUSTED_MEMORY = 2 << 30  # what handling a submission may take on this side, on top of what is taken


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
