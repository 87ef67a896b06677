"""The child: runs one submission's cells and answers calls to its functions, until it is killed.

It lives in the process with the student's code, so nothing that it says is trusted: not its replies, and not
its reports of what looks odd, which are hints for the instructor.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import socket
import sys
import types
from typing import Any

import numpy as np

from autograder.sandbox import cells, wire
from autograder.sandbox.frames import Channel

_WARMING = 20  # the interpreter adapts a function to its types after some calls

Watched = dict[str, tuple[types.ModuleType, str, Any]]
"""Functions whose replacement is reported: name -> (module, attribute, original)."""


class Child:
    """Runs one submission's cells and answers calls to its functions until the channel closes."""

    def __init__(self, settings: dict[str, Any], watched: Watched) -> None:
        self._channel: Channel
        self._namespace: dict[str, Any] = {}
        self._cell_output = settings["output"]
        self._output = cells.Output(self._cell_output)
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._events: list[str] = []
        self._request: Any = None  # the number of the request that is being answered
        self._watched = dict(watched)
        usual = ["/usr/", "/lib", "/dev/null", "/dev/urandom", "/dev/zero", "/etc/fonts"]
        usual += [sys.prefix, sys.base_prefix, settings["work"]]
        self._usual = tuple(usual + settings["readable"])

    def warm_up(self) -> None:
        """Answer the usual requests once, in the parent: what the interpreter learns by it, each fork inherits."""
        ours, theirs = socket.socketpair()
        cell: dict[str, Any] = {"op": "cell", "name": "c", "stubs": {}}
        cell["source"] = "import numpy as np\n\n\ndef f(x, y):\n    return x + y\n"
        tree, buffers = wire.encode([np.ones(2), 1.0])
        call = {"op": "call", "name": "f", "cell": "c", "back": [0], "arguments": tree}
        with ours, theirs:
            self._channel = Channel(theirs)
            self._namespace = {}
            for _ in range(_WARMING):
                Channel(ours).send(cell, [])
                self._answer()
                Channel(ours).send(call, buffers)
                self._answer()
                ours.recv(1 << 16)

    def serve(self, channel: Channel) -> None:
        """Answer requests, one frame each, for ever."""
        self._channel = channel
        self._namespace = cells.new_namespace()
        cells.prepare(self._output)
        sys.addaudithook(self._audit)
        while True:
            self._answer()

    def _answer(self) -> None:
        header, payload = self._channel.receive()
        self._request = header.get("id")
        if header.get("op") == "cell":
            self._reply_cell(header)
        else:
            self._reply_call(header, payload)

    def _reply_cell(self, header: dict[str, Any]) -> None:
        self._output = cells.Output(self._cell_output)
        cells.prepare(self._output)
        error = cells.run_cell(header["source"], header["name"], self._namespace)
        for name, number in header["stubs"].items():
            self._namespace[name] = self._stub(number, name)
        result = {"error": error, "output": self._output.text()}
        self._send({"ok": result, "events": self._new_events()}, [])

    def _reply_call(self, header: dict[str, Any], payload: bytes) -> None:
        try:
            target, arguments = self._target(header, payload)
            value = target(*arguments)
            tree, buffers = wire.encode(value, self._encode_object)
            given = []
            for index in header.get("back", ()):
                tree_given, bytes_given = self._given(arguments[index])
                given.append(tree_given)
                buffers += bytes_given
            self._send({"ok": tree, "given": given, "events": self._new_events()}, buffers)
        except wire.Refused as refusal:
            self._send({"refused": str(refusal)[:300], "events": self._new_events()}, [])
        except BaseException as error:  # the student's function may raise anything
            name = str(header.get("cell", ""))
            told = {"error": cells.describe(error, name), "exception": type(error).__name__[:80]}
            self._send({**told, "line": cells.line_of(error, name), "events": self._new_events()}, [])

    def _given(self, argument: Any) -> tuple[Any, list[bytes]]:
        """An argument to send back after the call; None if it was changed to what cannot travel."""
        try:
            return wire.encode(argument, self._encode_object)
        except wire.Refused:
            return None, []

    def _target(self, header: dict[str, Any], payload: bytes) -> tuple[Any, list[Any]]:
        operation, name = header["op"], header.get("name", "")
        if operation == "define":
            return exec, [header["source"], self._namespace]
        if operation == "attribute":
            return getattr, [self._objects[header["object"]], name]
        arguments = list(wire.decode(header["arguments"], payload, self._decode_object))
        if operation == "call_object":
            return self._objects[header["object"]], arguments
        if name not in self._namespace:
            raise NameError(f"{name} is not defined")
        return self._namespace[name], arguments

    def _encode_object(self, value: Any) -> dict[str, Any]:
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._objects)
            if number > 200_000:
                raise wire.Refused("too many objects")
            self._objects[number] = value
            self._numbers[id(value)] = number
        return {"k": "h", "i": number, "n": str(type(value).__name__)[:80]}

    def _decode_object(self, tree: dict[str, Any]) -> Any:
        if tree["k"] == "h":
            return self._objects[tree["i"]]
        return self._stub(tree["i"], tree["n"])

    def _stub(self, number: int, name: str) -> Any:
        """A function that asks the trusted side."""

        def stub(*arguments: Any, **named: Any) -> Any:
            tree, buffers = wire.encode([list(arguments), named], self._encode_object)
            self._send({"callback": number, "arguments": tree}, buffers)
            header, payload = self._channel.receive()
            while "op" in header:  # before it answers, the trusted side may look at objects that stay here
                outer, self._request = self._request, header.get("id")
                self._reply_call(header, payload)
                self._request = outer
                header, payload = self._channel.receive()
            if "error" in header:
                raise ValueError(header["error"])
            return wire.decode(header["ok"], payload, self._decode_object)

        stub.__name__ = name
        return stub

    def _send(self, header: dict[str, Any], buffers: list[bytes]) -> None:
        number = self._request
        try:
            self._channel.send({**header, "id": number}, buffers)
        except wire.Refused as refusal:
            self._channel.send({"refused": str(refusal), "events": [], "id": number}, [])
        except (TypeError, ValueError, UnicodeError):
            self._channel.send({"refused": "a value that cannot be sent", "events": [], "id": number}, [])

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note what an instructor should know about, as far as the student's code lets it be told."""
        if len(self._events) >= 50:
            return
        with contextlib.suppress(BaseException):
            if event in _SUSPICIOUS:
                self._events.append(
                    ": ".join([_SUSPICIOUS[event], *[str(argument)[:120] for argument in arguments[:1]]])
                )
            elif event in _ABOUT_FILES and self._is_odd(os.fsdecode(arguments[0])):
                self._events.append(f"{_ABOUT_FILES[event]} {os.fsdecode(arguments[0])[:120]}")
            elif event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
                self._events.append("tried to use the network")
            elif event == "import" and arguments[0].partition(".")[0] == "autograder":
                self._events.append("tried to import the autograder")

    def _is_odd(self, path: str) -> bool:
        if path.startswith(self._usual):
            return False
        return path.startswith(("/", "..")) or any(word in path for word in ("gradebook", "solutions", "autograder"))

    def _new_events(self) -> list[str]:
        changed = [
            name
            for name, (module, attribute, original) in self._watched.items()
            if getattr(module, attribute, None) is not original
        ]
        for name in changed:
            del self._watched[name]
            self._events.append(f"replaced {name}")
        events, self._events = self._events[:50], []
        return events


_SUSPICIOUS = {
    "os.system": "tried to run a command",
    "subprocess.Popen": "tried to run a program",
    "os.exec": "tried to run a program",
    "os.posix_spawn": "tried to run a program",
    "os.fork": "tried to start a process",
    "os.forkpty": "tried to start a process",
    "os.kill": "tried to signal a process",
    "os.killpg": "tried to signal a process",
    "socket.connect": "tried to use the network",
    "socket.bind": "tried to use the network",
    "socket.sendto": "tried to use the network",
    "ctypes.dlopen": "loaded a C library",
    "socket.getaddrinfo": "tried to use the network",
    "socket.gethostbyname": "tried to use the network",
    "sqlite3.connect": "tried to open a database",
    "sys.settrace": "traced the interpreter",
    "sys.setprofile": "traced the interpreter",
    "gc.get_objects": "searched the interpreter's memory",
    "gc.get_referrers": "searched the interpreter's memory",
}
_ABOUT_FILES = {
    "open": "tried to open",
    "os.remove": "tried to delete",
    "os.rename": "tried to rename",
    "os.link": "tried to link to",
    "os.symlink": "tried to link to",
    "os.truncate": "tried to change",
    "os.chmod": "tried to change",
    "os.mkdir": "tried to make the folder",
    "os.listdir": "tried to list",
}


def watched_functions() -> Watched:
    """The functions whose replacement is reported: those that graders have been fooled with."""
    found: Watched = {}
    for label, module, names in (
        ("numpy", np, ["allclose", "isclose", "array_equal", "array_equiv", "all", "asarray", "array", "ndarray"]),
        ("numpy.testing", np.testing, [name for name in dir(np.testing) if name.startswith("assert")]),
        ("builtins", builtins, ["isinstance", "len", "type", "abs", "all", "any", "__import__", "print", "sum", "max"]),
    ):
        for name in names:
            found[f"{label}.{name}"] = (module, name, getattr(module, name))
    expectations = sys.modules.get("course_tools.expectations")
    comparison = sys.modules.get("course_tools.comparison")
    if expectations is not None and comparison is not None:
        found["course_tools.expect"] = (expectations, "expect", expectations.expect)
        found["course_tools' comparison"] = (comparison, "require", comparison.require)
    return found
