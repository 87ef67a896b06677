"""The warm parent: started clean, holding no secret, it forks one disposable child per submission.

Run as a process by `client`, which names the descriptor of its control channel. It imports what notebooks import, then
waits for spawn requests. A request brings the child's channel as a file descriptor; the answer brings a
pidfd of the child. Of autograder, it imports only its siblings `wire`, `cells` and `isolation`.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import secrets
import signal
import socket
import sys
import types
from pathlib import Path
from typing import Any

from autograder.sandbox import cells, isolation, wire


def main() -> None:
    """Enter the namespaces, import, and serve until the control channel closes."""
    settings = json.loads(sys.argv[1])
    control = socket.socket(fileno=settings["control"])
    isolation.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = Path(settings["work"])
    namespaces: tuple[str, ...] = ()
    if settings["namespaces"]:
        namespaces = isolation.enter_namespaces()
        if namespaces:
            _become_first_of_pid_namespace(control)
    tmpfs = bool(namespaces) and isolation.mount_scratch(work, settings["files"])
    _warm_up(settings)
    confinement = None if settings["trust"] else _confinement(settings, work)
    control.sendall(json.dumps({"ready": True, "namespaces": namespaces, "tmpfs": tmpfs}).encode() + b"\n")
    gc.collect()
    gc.freeze()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 4096, 1)
        if not message:
            os._exit(0)
        if message == b"spawn":
            _spawn(control, descriptors[0], settings, confinement, work)
        else:
            control.sendall(json.dumps(_reap(int(message), work)).encode() + b"\n")


def _become_first_of_pid_namespace(control: socket.socket) -> None:
    pid = os.fork()
    if pid:
        control.close()
        _, status = os.waitpid(pid, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    isolation.die_with_parent()


def _warm_up(settings: dict[str, Any]) -> None:
    """Import what notebooks import, so that a forked child starts with it; render one figure."""
    for name in settings["imports"]:
        importlib.import_module(name)
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot as plt

    figure = plt.figure()
    figure.gca().set_title("$x$")
    figure.canvas.draw()
    plt.close(figure)
    for name in ("MPLCONFIGDIR", "XDG_CACHE_HOME"):
        os.environ.pop(name, None)
    os.environ["HOME"] = os.environ["TMPDIR"] = settings["work"]


def _confinement(settings: dict[str, Any], work: Path) -> tuple[int, bytes]:
    readable, listable = isolation.readable_paths(map(Path, settings["readable"]))
    return isolation.landlock_ruleset(readable, listable, [work, Path(os.devnull)]), isolation.seccomp_filter()


def _spawn(
    control: socket.socket, channel: int, settings: dict[str, Any], confinement: tuple[int, bytes] | None, work: Path
) -> None:
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            _confine(channel, settings, confinement, work)
            Child(socket.socket(fileno=channel), settings).serve()
        finally:
            os._exit(0)
    os.close(channel)
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [str(pid).encode() + b"\n"], [handle])
    os.close(handle)


def _confine(channel: int, settings: dict[str, Any], confinement: tuple[int, bytes] | None, work: Path) -> None:
    os.setsid()
    isolation.die_with_parent()
    null = os.open(os.devnull, os.O_RDWR)
    for target in (0, 1, 2):
        os.dup2(null, target)
    os.chdir(work)
    isolation.limit_resources(settings["memory"], settings["files"], settings["cpu"])
    if confinement is not None:
        ruleset, bpf = confinement
        isolation.no_new_privileges()
        isolation.drop_capabilities()
        isolation.landlock_restrict(ruleset)
        _close_all_but(channel)
        isolation.seccomp_load(bpf)
    else:
        _close_all_but(channel)


def _close_all_but(channel: int) -> None:
    os.closerange(3, channel)
    os.closerange(channel + 1, 4096)


def _reap(pid: int, work: Path) -> dict[str, Any]:
    """Wait for the killed child and empty its folder."""
    _, status = os.waitpid(pid, 0)
    _empty(work)
    return {"status": os.waitstatus_to_exitcode(status)}


def _empty(work: Path) -> None:
    """Delete all below the folder, level by level: no path gets long, no recursion deep, no folder stays closed."""
    number = 0
    while entries := list(os.scandir(work)):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)  # noqa: PTH108
                continue
            os.chmod(entry.path, 0o700)  # noqa: PTH101
            for inner in list(os.scandir(entry.path)):
                number += 1
                if inner.is_dir(follow_symlinks=False):
                    os.chmod(inner.path, 0o700)  # noqa: PTH101  a folder is moved by who may write in it
                    os.rename(inner.path, work / f"{secrets.token_hex(8)}-{number}")  # noqa: PTH104
                else:
                    os.unlink(inner.path)  # noqa: PTH108
            os.rmdir(entry.path)  # noqa: PTH106


class Child:
    """Runs one submission's cells and answers calls to its functions until the channel closes."""

    def __init__(self, channel: socket.socket, settings: dict[str, Any]) -> None:
        self._channel = channel
        self._namespace = cells.new_namespace()
        self._cell_output = settings["output"]
        self._output = cells.Output(self._cell_output)
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._events: list[str] = []
        self._request: Any = None  # the number of the request that is being answered
        self._watched = _watched_functions()
        usual = ["/usr/", "/lib", "/dev/null", "/dev/urandom", "/dev/zero", "/etc/fonts"]
        usual += [sys.prefix, sys.base_prefix, settings["work"]]
        self._usual = tuple(usual + settings["readable"])

    def serve(self) -> None:
        """Answer requests, one frame each, for ever."""
        cells.prepare(self._output)
        sys.addaudithook(self._audit)
        for name in list(sys.modules):
            if name.startswith("autograder"):
                del sys.modules[name]
        del sys.path[0]  # the folder with autograder, put there by `client`; all that is needed is imported
        while True:
            header, payload = wire.receive(self._channel)
            self._request = header.get("id")
            operation = header.get("op")
            if operation == "cell":
                self._reply_cell(header)
            else:
                self._reply_call(header, payload)

    def _reply_cell(self, header: dict[str, Any]) -> None:
        self._output = cells.Output(self._cell_output)
        cells.prepare(self._output)
        error = cells.run_cell(header["source"], header["name"], self._namespace)
        for name, number in header["stubs"].items():
            self._namespace[name] = self._stub(number, name)
        defined = [name for name in header["wanted"] if name in self._namespace]
        result = {"error": error, "output": self._output.text(), "defined": defined}
        self._send({"ok": result, "events": self._new_events()}, [])

    def _reply_call(self, header: dict[str, Any], payload: bytes) -> None:
        try:
            target, arguments, given = self._target(header, payload)
            value = target(*arguments)
            changed = [i for i, old in enumerate(given) if old is not None and old != _snapshot(arguments[i])]
            tree, buffers = wire.encode(value, self._encode_object)
            self._send({"ok": tree, "changed": changed, "events": self._new_events()}, buffers)
        except wire.Refused as refusal:
            self._send({"refused": str(refusal)[:300], "events": self._new_events()}, [])
        except BaseException as error:  # the student's function may raise anything
            text = cells.describe(error, str(header.get("cell", "")))
            self._send({"error": text, "events": self._new_events()}, [])

    def _target(self, header: dict[str, Any], payload: bytes) -> tuple[Any, list[Any], list[bytes | None]]:
        operation, name = header["op"], header.get("name", "")
        if operation == "define":
            return exec, [header["source"], self._namespace], []
        if operation == "attribute":
            return getattr, [self._objects[header["object"]], name], []
        arguments = list(wire.decode(header["arguments"], payload, self._decode_object))
        if operation == "call_object":
            return self._objects[header["object"]], arguments, []
        if name not in self._namespace:
            raise NameError(f"{name} is not defined")
        return self._namespace[name], arguments, [_snapshot(one) for one in arguments]

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
            header, payload = wire.receive(self._channel)
            while "op" in header:  # before it answers, the trusted side may look at objects that stay here
                outer, self._request = self._request, header.get("id")
                self._reply_call(header, payload)
                self._request = outer
                header, payload = wire.receive(self._channel)
            if "error" in header:
                raise ValueError(header["error"])
            return wire.decode(header["ok"], payload, self._decode_object)

        stub.__name__ = name
        return stub

    def _send(self, header: dict[str, Any], buffers: list[bytes]) -> None:
        number = self._request
        try:
            wire.send(self._channel, {**header, "id": number}, buffers)
        except wire.Refused as refusal:
            wire.send(self._channel, {"refused": str(refusal), "events": [], "id": number}, [])
        except (TypeError, ValueError, UnicodeError):
            wire.send(self._channel, {"refused": "a value that cannot be sent", "events": [], "id": number}, [])

    # What an instructor should know about, told as far as the student's code lets it be told.

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if len(self._events) >= 50:
            return
        with contextlib.suppress(BaseException):
            if event in _SUSPICIOUS:
                self._events.append(": ".join([_SUSPICIOUS[event], *[str(one)[:120] for one in arguments[:1]]]))
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


def _watched_functions() -> dict[str, tuple[types.ModuleType, str, Any]]:
    """The functions whose replacement is reported: those that graders have been fooled with."""
    import builtins

    import numpy as np

    found: dict[str, tuple[types.ModuleType, str, Any]] = {}
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


def _snapshot(value: Any) -> bytes | None:
    """The content of an argument that a function might change in place."""
    import numpy as np

    if isinstance(value, np.ndarray):
        return repr((value.shape, value.dtype.str)).encode() + value.tobytes()
    if isinstance(value, list | tuple):
        parts = [_snapshot(one) for one in value]
        return b"|".join(
            part if part is not None else repr(one).encode()[:100] for part, one in zip(parts, value, strict=True)
        )
    return None


if __name__ == "__main__":
    main()
