"""The warm parent: started clean, holding no secret, it forks one disposable child per submission.

Run as a process by `client`, which names the descriptor of its control channel. It imports what notebooks import, then
waits for spawn requests. A request brings the child's channel as a file descriptor, and the names of modules that
this submission will need besides; the answer brings a pidfd of the child. Of autograder, it imports only its
siblings.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.sandbox import child, deferred, landlock, limits, namespaces, privileges, scratch, seccomp
from autograder.sandbox.frames import Channel

_NICE = 5  # what a submission does is never more urgent than what grades it


@dataclass(frozen=True)
class _Parent:
    """What the warm parent made ready once, for all its children."""

    control: socket.socket
    settings: dict[str, Any]
    work: Path
    confinement: tuple[int, bytes] | None
    child: child.Child


def main() -> None:
    """Enter the namespaces, import, and serve until the control channel closes."""
    settings = json.loads(sys.argv[1])
    control = socket.socket(fileno=settings["control"])
    privileges.die_with_parent()
    os.sched_setaffinity(0, {settings["core"]})
    os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = Path(settings["work"])
    entered: tuple[str, ...] = ()
    if settings["namespaces"]:
        entered = namespaces.enter()
        if entered:
            _become_first_of_pid_namespace(control)
    tmpfs = bool(entered) and namespaces.mount_scratch(work, settings["files"])
    os.environ["HOME"] = os.environ["TMPDIR"] = settings["work"]
    deferred.defer()
    _import(settings["imports"], settings["matplotlib_cache"])
    confinement = None if settings["trust"] else _confinement(settings, work)
    parent = _Parent(control, settings, work, confinement, child.Child(settings, child.watched_functions()))
    parent.child.warm_up()
    _forget_autograder()
    gc.collect()
    control.sendall(json.dumps({"ready": True, "namespaces": entered, "tmpfs": tmpfs}).encode() + b"\n")
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 4096, 1)
        if not message:
            os._exit(0)
        if message.startswith(b"spawn"):
            _import(message.decode().split()[1:], settings["matplotlib_cache"])
            _spawn(parent, descriptors[0], limits.virtual_memory())
        else:
            control.sendall(json.dumps(_reap(int(message), work)).encode() + b"\n")


def _become_first_of_pid_namespace(control: socket.socket) -> None:
    pid = os.fork()
    if pid:
        control.close()
        _, status = os.waitpid(pid, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    privileges.die_with_parent()


def _forget_autograder() -> None:
    """Nothing of autograder can be imported any more; what this process needs of it, it has."""
    for name in list(sys.modules):
        if name.startswith("autograder"):
            del sys.modules[name]
    del sys.path[0]  # the folder with autograder, put there by `client`


def _import(names: list[str], matplotlib_cache: str) -> None:
    """Import what notebooks import, so that a forked child starts with it; render a figure where one may be drawn."""
    for name in names:
        if name in sys.modules and not deferred.is_pending(name):
            continue
        if name == "matplotlib.pyplot":
            _draw(matplotlib_cache)
        else:
            importlib.import_module(name)


def _draw(matplotlib_cache: str) -> None:
    deferred.load()
    os.environ["MPLCONFIGDIR"] = matplotlib_cache
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot as plt

    figure = plt.figure()
    figure.gca().set_title("$x$")
    figure.canvas.draw()
    plt.close(figure)
    del os.environ["MPLCONFIGDIR"]


def _confinement(settings: dict[str, Any], work: Path) -> tuple[int, bytes]:
    readable, listable = landlock.readable_paths(map(Path, settings["readable"]))
    return landlock.ruleset(readable, listable, [work, Path(os.devnull)]), seccomp.program()


def _spawn(parent: _Parent, channel: int, memory: int) -> None:
    gc.freeze()  # a child's collector leaves what it shares alone
    pid = os.fork()
    if pid == 0:
        try:
            parent.control.close()
            _confine(channel, parent, memory)
            parent.child.serve(Channel(socket.socket(fileno=channel)))
        finally:
            os._exit(0)
    os.close(channel)
    handle = os.pidfd_open(pid)
    socket.send_fds(parent.control, [str(pid).encode() + b"\n"], [handle])
    os.close(handle)


def _confine(channel: int, parent: _Parent, memory: int) -> None:
    os.setsid()
    privileges.die_with_parent()
    null = os.open(os.devnull, os.O_RDWR)
    for target in (0, 1, 2):
        os.dup2(null, target)
    os.chdir(parent.work)
    limits.limit_resources(memory + parent.settings["memory"], parent.settings["files"], parent.settings["cpu"])
    if parent.confinement is not None:
        ruleset, bpf = parent.confinement
        privileges.no_new_privileges()
        privileges.drop_capabilities()
        landlock.restrict(ruleset)
        _close_all_but(channel)
        seccomp.load(bpf)
    else:
        _close_all_but(channel)


def _close_all_but(channel: int) -> None:
    os.closerange(3, channel)
    os.closerange(channel + 1, 4096)


def _reap(pid: int, work: Path) -> dict[str, Any]:
    """Wait for the killed child and empty its folder."""
    _, status = os.waitpid(pid, 0)
    scratch.empty(work)
    return {"status": os.waitstatus_to_exitcode(status)}


if __name__ == "__main__":
    main()
