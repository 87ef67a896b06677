"""What this machine offers to confine a child: each layer, tried in a process of its own.

The baseline (Landlock, seccomp, rlimits, no new privileges) needs neither root nor a system package beyond libseccomp2.
Namespaces come on top where the kernel lets an ordinary user have them.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass

from autograder.errors import SandboxError
from autograder.sandbox import landlock, namespaces, privileges, seccomp


@dataclass(frozen=True)
class Layer:
    """One layer of isolation: whether it works here, whether grading needs it, and what to do if not."""

    name: str
    works: bool
    needed: bool
    detail: str


def layers() -> list[Layer]:
    """Probe every layer on this machine, each in a child of its own."""
    if sys.platform != "linux":
        advice = "grade inside a Linux container (docs/security.md says how)"
        return [Layer("linux", False, True, f"{platform.system()} has no Landlock and no seccomp: {advice}")]
    abi = landlock.abi_version()
    found = [
        Layer("landlock", abi > 0, True, f"version {abi}" if abi else "needs Linux 5.13 with CONFIG_SECURITY_LANDLOCK"),
        _probe_seccomp(),
        Layer("rlimits", True, True, "memory, files, CPU time, descriptors"),
        Layer("no new privileges", _in_child(privileges.no_new_privileges), True, "set before the student's code runs"),
    ]
    works = _in_child(_probe_namespaces)
    names = ", ".join(namespaces.NAMES)
    detail = names if works else "not allowed here (kernel.unprivileged_userns_clone, AppArmor); the baseline holds"
    return [*found, Layer("namespaces", works, False, detail)]


def missing() -> str | None:
    """Why grading must refuse on this machine, or None if the baseline is there."""
    lacking = [layer for layer in layers() if layer.needed and not layer.works]
    return "; ".join(f"{layer.name}: {layer.detail}" for layer in lacking) or None


def _probe_seccomp() -> Layer:
    try:
        bpf = seccomp.program()
    except (ImportError, RuntimeError, OSError) as error:
        advice = "install pyseccomp (pip) and libseccomp2 (apt-get install libseccomp2)"
        return Layer("seccomp", False, True, f"{error}; {advice}")

    def probe() -> None:
        privileges.no_new_privileges()
        seccomp.load(bpf)

    return Layer("seccomp", _in_child(probe), True, "libseccomp, an allow-list of system calls")


def _probe_namespaces() -> None:
    if not namespaces.enter():
        raise OSError


def _in_child(action: Callable[[], object]) -> bool:
    pid = os.fork()
    if pid == 0:
        try:
            action()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0


def require_isolation() -> None:
    """Raise `SandboxError`, saying why and what to do, where the baseline cannot be had."""
    reason = missing()
    if reason:
        raise SandboxError(f"this machine cannot isolate submissions: {reason}; or pass --trust-submissions")
