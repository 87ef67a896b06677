"""The trusted side of one child: runs its cells, calls its functions, and takes what it says as data."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

from autograder.sandbox import budget, changes, supervision, wire
from autograder.sandbox.ahead import Ahead, Request
from autograder.sandbox.callbacks import Callbacks
from autograder.sandbox.frames import Channel, to_json
from autograder.sandbox.handle import Handle
from autograder.sandbox.limits import Limits
from autograder.sandbox.outcomes import CellResult, Died, Raised
from autograder.text import clean, one_line

_SLOW = 0.2  # seconds
_LONG = 0.002  # seconds: what answers sooner cannot have started many threads
_GRACE = 0.25  # the alarm comes after the channel's own time limit, so that only one of the two is met
_NO_ANSWER = "sent something that is not an answer"
_TEXT = 2000  # letters of an error's description
_VALUE = 8  # bytes that a byte of structure becomes, about: lists and numbers take more than their text


class Parent(Protocol):
    """What a session knows of the sandbox that started its child."""

    @property
    def limits(self) -> Limits:
        """What a child may use."""

    @property
    def folder(self) -> Path:
        """Where the child's files go."""

    @property
    def has_tmpfs(self) -> bool:
        """Whether the kernel limits them."""

    def reap(self, number: int) -> int:
        """Wait for the child's end; its exit status."""


class Session:
    """One child with one submission's namespace. After `Died` it answers no more. Use as a context manager."""

    def __init__(
        self, sandbox: Parent, channel: socket.socket, number: int, pidfd: int, deadline: float | None = None
    ) -> None:
        self._sandbox = sandbox
        self._channel = Channel(channel)
        self.number = number  # the child's process id, as its parent sees it
        self._pidfd = pidfd
        self._callbacks = Callbacks()
        self._closed = False
        self._broken: Died | None = None
        self._deadline = deadline or time.monotonic() + sandbox.limits.submission
        self._requests = 0
        self._ahead = Ahead()
        self._slowest = 0.0  # seconds that an answer took
        self._answer_until: float | None = None  # while a callback is answered: when that must be done
        self._watch = None if sandbox.has_tmpfs else self._folder_watch()
        self.received = 0  # bytes that the values sent by the child take, about
        self.events: list[str] = []

    def run_cell(self, source: str, name: str, stubs: dict[str, Callable[..., Any]] | None = None) -> CellResult:
        """Run one cell; then put the stubs in place of the functions of their names."""
        numbers = {stub_name: self._callbacks.register(function) for stub_name, function in (stubs or {}).items()}
        header = {"op": "cell", "source": source, "name": name, "stubs": numbers}
        reply, _ = self._exchange(header, [], self._sandbox.limits.cell)
        result = reply.get("ok")
        if not isinstance(result, dict):
            raise self._break("protocol", _NO_ANSWER)
        error, output = result.get("error"), result.get("output")
        if not isinstance(output, str) or not isinstance(error, str | None):
            raise self._break("protocol", _NO_ANSWER)
        told = None if error is None else clean(error[:_TEXT])
        return CellResult(told, clean(output[: self._sandbox.limits.output + 100]))

    def call(
        self, name: str, arguments: tuple[Any, ...], cell: str = "", seconds: float | None = None
    ) -> tuple[Any, list[int]]:
        """Call a function by position; its value, and the indices of the arguments that it changed in place.

        The child sends the arguments back; they are compared here. Raises `Raised`, `Refused` or `Died`. Callables
        among the arguments call back to this side.
        """
        back = [index for index, value in enumerate(arguments) if changes.is_mutable(value)]
        header = {"op": "call", "name": name, "cell": cell, "back": back}
        trees, buffers = self._encode_arguments(arguments)
        reply, payload = self._request(header, (trees, [piece for pieces in buffers for piece in pieces]), seconds)
        sent = b"".join(piece for index in back for piece in buffers[index])
        given = reply.pop("given", None)
        if payload.endswith(sent) and changes.are_same(given, [trees[index] for index in back]):
            return self._value(reply, payload[: len(payload) - len(sent)]), []
        # only what may have changed is built again
        value = self._value({"ok": {"k": "l", "v": [reply.get("ok"), {"k": "l", "v": given}]}}, payload)
        if not isinstance(value[1], list) or len(value[1]) != len(back):
            raise self._break("protocol", _NO_ANSWER)
        changed = changes.changed([arguments[index] for index in back], value[1])
        return value[0], [back[index] for index in changed]

    def foresee(self, requests: Sequence[Request]) -> None:
        """Send calls that will be asked for, as they were in another child; from here on, `made` has what is called.

        Not where the student's code may call back: it would find the next question in place of its answer. Nor where
        it is slow: calls that nobody asks for then take time from those that somebody does.
        """
        self._ahead.begin()
        if requests and not (self._broken or self._callbacks or self._ahead.in_flight or self._slowest > _SLOW):
            with contextlib.suppress(OSError):  # whether the child still lives shows at the next call
                self._ahead.send(requests, self._send(requests, self._until(self._sandbox.limits.call)))

    def made(self) -> tuple[Request, ...]:
        """The calls since `foresee` that can be sent to another child."""
        return self._ahead.made()

    def define(self, source: str) -> None:
        """Run trusted helper code in the child's namespace."""
        self._request({"op": "define", "source": source}, None, None)

    def request(self, header: dict[str, Any], arguments: tuple[Any, ...] | None = None) -> Any:
        """An attribute or a call of an object that stays in the sandbox."""
        if arguments is None:
            return self._value(*self._request(header, None, None))
        trees, buffers = self._encode_arguments(arguments)
        return self._value(*self._request(header, (trees, [piece for pieces in buffers for piece in pieces]), None))

    def close(self) -> int:
        """Kill the child and wait until it is gone; its exit status (negative: the signal)."""
        if self._closed:
            return 0
        with budget.undisturbed():
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

    def _encode_arguments(self, arguments: tuple[Any, ...]) -> tuple[list[Any], list[list[bytes]]]:
        """The tree of each argument, and its buffers. Raises `Refused`."""
        try:
            encoded = [wire.encode(argument, self._encode_object) for argument in arguments]
        except wire.Refused as refusal:
            refusal.argument = True
            raise
        return [tree for tree, _ in encoded], [buffers for _, buffers in encoded]

    def _request(
        self, header: dict[str, Any], arguments: tuple[list[Any], list[bytes]] | None, seconds: float | None
    ) -> tuple[dict[str, Any], bytes]:
        buffers: list[bytes] = []
        if arguments is not None:
            trees, buffers = arguments
            header = {**header, "arguments": {"k": "l", "v": trees}}
        reply, payload = self._exchange(header, buffers, seconds or self._sandbox.limits.call)
        if "error" in reply:
            line, kind = reply.get("line"), clean(str(reply.get("exception", ""))[:80])
            raise Raised(clean(str(reply["error"])[:_TEXT]), kind, line if type(line) is int else None)
        if "refused" in reply:
            raise wire.Refused(clean(str(reply["refused"])[:300]))
        return reply, payload

    def _exchange(self, header: dict[str, Any], buffers: list[bytes], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request, answer the callbacks that come of it, and receive the reply. Raises `Died`."""
        if self._broken is not None:
            raise self._broken
        request = Request(to_json(header), b"".join(buffers))
        self._ahead.note(request)
        try:
            for number in self._ahead.passed_over(request):
                self._reply(number, self._until(seconds))
            start, deadline = time.monotonic(), self._until(seconds)
            number = self._ahead.take() or self._send([request], deadline)
            reply, payload = self._reply(number, deadline)
        except (wire.WireError, wire.Refused, RecursionError, MemoryError):
            raise self._break("protocol", _NO_ANSWER) from None
        except TimeoutError:
            late = self._deadline <= time.monotonic()
            limit = "the submission has" if late else f"{seconds:g} s"
            raise self._break("timeout", f"took longer than {limit}; is there a loop without an end?") from None
        except (EOFError, OSError):
            status = self.close()
            how = f"killed by signal {-status}" if status < 0 else f"exit status {status}"
            raise self._break("died", f"ended its own process ({how})") from None
        took = time.monotonic() - start
        self._slowest = max(self._slowest, took)
        if took > _LONG and supervision.threads(self._pidfd) > supervision.MAX_THREADS:
            raise self._break("died", f"started more than {supervision.MAX_THREADS} threads")
        return reply, payload

    def _until(self, seconds: float) -> float:
        return min(time.monotonic() + seconds, self._deadline, self._answer_until or self._deadline)

    def _send(self, requests: Sequence[Request], deadline: float) -> int:
        """Send requests with the next numbers; the first one's."""
        first = self._requests + 1
        self._requests += len(requests)
        numbered = enumerate(requests, first)
        frames = [(f'{{"id":{number},{request.header[1:]}', request.payload) for number, request in numbered]
        self._channel.send_all(frames, deadline)
        return first

    def _reply(self, number: int, deadline: float) -> tuple[dict[str, Any], bytes]:
        """The reply to the request of this number; until it comes, callbacks are answered."""
        with contextlib.ExitStack() as bounds:
            bounded = False
            while True:
                reply, payload = self._channel.receive(deadline, self._watch)
                if not isinstance(reply, dict):
                    raise wire.WireError("not a reply")
                if type(reply.get("id")) is not int or reply["id"] != number:
                    self._note(["sent a reply that nobody asked for"])  # and go on: it spoils no other call
                    continue
                self._note(reply.get("events"))
                if "callback" not in reply:
                    return reply, payload
                if self._answer_until is not None:  # one question at a time: its time limit is the alarm's
                    raise wire.WireError("a callback while a callback is being answered")
                if not bounded:
                    bounds.enter_context(budget.until(deadline + _GRACE))
                    bounds.enter_context(budget.bounded_memory())
                    bounded = True
                self._answer(reply, payload, deadline)

    def _answer(self, reply: dict[str, Any], payload: bytes, deadline: float) -> None:
        call = self._callbacks.requested(reply, payload, self._decode_object)
        answer: dict[str, Any]
        try:
            self._answer_until = deadline
            tree, buffers = wire.encode(call(), self._encode_object)
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
            raise self._break("protocol", _NO_ANSWER) from None
        finally:
            self.received += len(payload) + _VALUE * self._channel.header_size

    def _encode_object(self, value: Any) -> dict[str, Any]:
        if isinstance(value, Handle):
            if value._session is not self:
                raise wire.Refused("an object of a child that is gone cannot be sent")
            return {"k": "h", "i": value._number}
        if callable(value):
            name = str(getattr(value, "__name__", "function"))
            return {"k": "c", "i": self._callbacks.register(value), "n": name}
        raise wire.Refused(f"{type(value).__name__} cannot be sent to the sandbox")

    def _decode_object(self, tree: dict[str, Any]) -> Any:
        number, name = tree.get("i"), tree.get("n")
        if tree.get("k") == "h" and type(number) is int and isinstance(name, str):
            return Handle(self, number, clean(name[:80]))
        raise wire.WireError("not a value")

    def _folder_watch(self) -> Callable[[], float]:
        def exceeded() -> None:
            raise self._break("died", "wrote more files than allowed")

        return supervision.folder_watch(self._sandbox.folder, self.number, self._sandbox.limits.files, exceeded)

    def _note(self, events: Any) -> None:
        if isinstance(events, list):
            new = [one_line(event[:200]) for event in events[:50] if isinstance(event, str)]
            self.events += [event for event in dict.fromkeys(new) if event not in self.events]
            del self.events[200:]

    def _break(self, kind: Literal["timeout", "died", "protocol"], message: str) -> Died:
        if self._broken is None:
            self._broken = Died(kind, message)
            self.close()
        return self._broken
