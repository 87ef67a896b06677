"""What confines a child: each layer is reported, and a child really cannot do what it must not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import SandboxError
from autograder.sandbox import layers
from autograder.sandbox.client import require_isolation

TRY = """
import os, socket, sys
def outcome(action):
    try:
        return "did it: " + str(action())[:80]
    except BaseException as error:
        return type(error).__name__
"""


@pytest.fixture
def attempt(sandbox):
    """Try an expression in a child; "did it: …" or the exception's name."""

    def run(expression, before=""):
        with sandbox.session() as session:
            assert session.run_cell(TRY + before, "try").error is None
            return session.run_cell(f"print(outcome(lambda: {expression}))", "try").output.strip()

    return run


def test_the_layers_of_this_machine() -> None:
    found = {layer.name: layer for layer in layers.layers()}
    assert list(found) == ["landlock", "seccomp", "rlimits", "no new privileges", "namespaces"]
    assert all(layer.detail for layer in found.values())
    assert [layer.name for layer in found.values() if not layer.needed] == ["namespaces"]
    assert all(layer.works for layer in found.values() if layer.needed)


def test_nothing_is_missing_where_the_baseline_works() -> None:
    assert layers.missing() is None
    require_isolation()


def test_what_is_missing_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = layers.Layer("seccomp", False, True, "no module; install pyseccomp")
    absent = layers.Layer("namespaces", False, False, "not allowed here")
    monkeypatch.setattr(layers, "layers", lambda: [broken, absent])
    assert layers.missing() == "seccomp: no module; install pyseccomp"
    with pytest.raises(SandboxError, match=r"cannot isolate submissions: seccomp: .*; or pass --trust-submissions"):
        require_isolation()


def test_without_landlock_grading_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers.landlock, "abi_version", lambda: 0)
    assert "landlock: needs Linux 5.13" in layers.missing()


def test_another_system_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers.sys, "platform", "darwin")
    monkeypatch.setattr(layers.platform, "system", lambda: "Darwin")
    assert "Darwin has no Landlock" in layers.missing()


def test_this_process_stays_as_free_as_it_was() -> None:
    layers.layers()
    assert Path("/etc/passwd").read_bytes()
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0


def test_the_test_itself_sees_success(attempt: Any) -> None:
    assert attempt("1 + 1") == "did it: 2"
    assert attempt("open('mine', 'w').write('x')") == "did it: 1"


@pytest.mark.parametrize(
    "expression",
    [
        "open('/etc/passwd').read()",
        "open('/proc/1/environ').read()",
        "os.listdir('/')",
        "os.listdir(os.path.expanduser('~root'))",
        "open('/tmp/outside', 'w')",
        "open('/dev/shm/outside', 'w')",
        "os.mkdir('/tmp/outside')",
        "os.symlink('/etc/passwd', 'link') or open('link').read()",
        "os.link('/etc/passwd', 'hard')",
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "__import__('subprocess').run(['true'])",
        "__import__('multiprocessing').get_context('fork').Process(target=print).start()",
        "socket.socket()",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_UNIX)",
        "socket.create_connection(('127.0.0.1', 80), 1)",
        "os.kill(os.getppid(), 0)",
        "os.kill(os.getpid(), 9)",
        "os.kill(1, 9)",
        "os.killpg(0, 9)",
        "os.setuid(0)",
        "os.setpriority(os.PRIO_PROCESS, 0, -5)",
        "os.chroot('.')",
        "__import__('resource').setrlimit(__import__('resource').RLIMIT_CPU, (10**6, 10**6))",
        "os.mkfifo('pipe')",
        "__import__('ctypes').CDLL(None).ptrace(0, 0, 0, 0) and None or 1 / 0",
    ],
)
def test_a_child_cannot(attempt: Any, expression: Any) -> None:
    assert not attempt(expression).startswith("did it"), expression


def test_a_child_cannot_read_the_course(attempt: Any, repository: Path) -> None:
    for name in (
        "solutions/a02_perceptron/notebook.py",
        "solutions/a02_perceptron/checks.py",
        "solutions/a11_digits/held_out.csv",
    ):
        assert (repository / name).is_file()
        assert not attempt(f"open({str(repository / name)!r}).read()").startswith("did it"), name
    assert attempt(f"open({str(repository / 'datasets' / 'iris.csv')!r}).read(1)").startswith("did it")


def test_a_child_has_no_inherited_secret(attempt: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert attempt("'PYTEST_CURRENT_TEST' in os.environ") == "did it: False"
    assert attempt("[name for name in sys.modules if name.startswith('autograder')]") == "did it: []"
    descriptors = "[fd for fd in range(3, 200) if exists(fd)]"  # nothing but the channel
    assert attempt(descriptors, EXISTS).count(",") == 0 and attempt(descriptors, EXISTS).startswith("did it: [")


WORK = """
import threading
done = []
def work():
    thread = threading.Thread(target=lambda: done.append(1))
    thread.start()
    thread.join()
    return done
"""

EXISTS = """
def exists(fd):
    try:
        os.fstat(fd)
        return True
    except OSError:
        return False
"""


def test_a_child_may_use_threads(attempt: Any) -> None:
    assert attempt("work()", WORK) == "did it: [1]"
