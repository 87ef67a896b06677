"""What confines a child: Landlock, seccomp, rlimits, no new privileges; namespaces where they work.

The baseline (Landlock, seccomp, rlimits, no-new-privileges) needs neither root nor a system package
beyond libseccomp2. Namespaces come on top where the kernel lets an ordinary user have them.
Sources: landlock(7), seccomp(2), user_namespaces(7), prctl(2).
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)

# --- no new privileges, capabilities --------------------------------------------------------------

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SECCOMP_MODE_FILTER = 2


def no_new_privileges() -> None:
    """No exec gains rights any more; Landlock and seccomp need it."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent() -> None:
    """The kernel kills this process when its parent ends."""
    _prctl(_PR_SET_PDEATHSIG, 9)


def drop_capabilities() -> None:
    """Give up all capabilities, those inside a user namespace too."""
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread
    _check(_LIBC.capset(header, bytes(24)), "capset")


def _prctl(option: int, argument: int) -> None:
    _check(_LIBC.prctl(option, argument, 0, 0, 0), f"prctl {option}")


def _check(result: int, what: str) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result


# --- Landlock -------------------------------------------------------------------------------------

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_MAKE_CHAR, _MAKE_SOCK, _MAKE_FIFO, _MAKE_BLOCK = 1 << 6, 1 << 9, 1 << 10, 1 << 11
_READ = _EXECUTE | _READ_FILE | _READ_DIR


def landlock_abi() -> int:
    """The kernel's Landlock version, 0 if there is none."""
    return max(0, int(_LIBC.syscall(_LANDLOCK_CREATE, None, 0, 1)))


def landlock_ruleset(readable: Iterable[Path], listable: Iterable[Path], writable: Iterable[Path]) -> int:
    """A ruleset that allows no file access but these, no TCP, no signals or abstract sockets to outside.

    Returns its descriptor, for `landlock_restrict` in any number of children.
    """
    abi = landlock_abi()
    files = (1 << 13) - 1 | (1 << 13 if abi >= 2 else 0) | (_TRUNCATE if abi >= 3 else 0) | (1 << 15 if abi >= 5 else 0)
    attributes = struct.pack("=QQQ", files, 3, 3)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    ruleset = _check(_LIBC.syscall(_LANDLOCK_CREATE, attributes, len(attributes), 0), "landlock_create_ruleset")
    for paths, rights in (
        (readable, _READ),
        (listable, _READ_DIR),
        (writable, files & ~(_EXECUTE | _MAKE_CHAR | _MAKE_BLOCK | _MAKE_SOCK | _MAKE_FIFO | 1 << 15)),
    ):
        for path in paths:
            _allow(ruleset, path, rights)
    return ruleset


def landlock_restrict(ruleset: int) -> None:
    """Confine this process by the ruleset, for good."""
    _check(_LIBC.syscall(_LANDLOCK_RESTRICT, ruleset, 0), "landlock_restrict_self")


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what does not exist needs no permission
    try:
        if not path.is_dir():
            rights &= _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
        rule = struct.pack("=Qi", rights, descriptor)
        _check(_LIBC.syscall(_LANDLOCK_ADD, ruleset, 1, rule, 0), "landlock_add_rule")
    finally:
        os.close(descriptor)


def readable_paths(extra: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """What an interpreter needs to read: (paths with all below, folders that may only be listed).

    Of site-packages every entry but this project's own: neither check nor solution of an installed
    course can be read.
    """
    readable = [Path(p) for p in ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/etc/fonts")]
    readable += [Path(p) for p in ("/usr/share/fonts", "/usr/share/zoneinfo", "/dev/null", "/dev/zero", "/dev/urandom")]
    readable += [Path(sys.base_prefix) / "bin", *extra]
    listable: list[Path] = []
    for folder in {Path(entry).resolve() for entry in sys.path if entry.startswith((sys.prefix, sys.base_prefix))}:
        if folder.is_dir():
            listable.append(folder)
            readable += [one for one in folder.iterdir() if _is_library(one)]
    readable += (Path(sys.base_prefix) / "lib").glob("*.so*")
    return readable, listable


def _is_library(path: Path) -> bool:
    name = path.name
    if name in ("site-packages", "dist-packages") or name.endswith(".pth"):
        return False
    return not name.startswith(("autograder", "deltarule", "course_tools", "_deltarule", "__editable__"))


# --- seccomp --------------------------------------------------------------------------------------

_ALLOWED = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek close close_range dup dup2 dup3
flock fsync fdatasync ftruncate fallocate fadvise64 copy_file_range sendfile
creat stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink
readlinkat getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2
link linkat symlink symlinkat umask
mmap munmap mprotect mremap madvise brk msync mincore mlock munlock membarrier
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack
alarm setitimer getitimer pause restart_syscall
pipe pipe2 poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2
eventfd eventfd2 timerfd_create timerfd_settime timerfd_gettime socketpair
sendto recvfrom sendmsg recvmsg shutdown getsockopt setsockopt getsockname getpeername
getpid getppid gettid getuid geteuid getgid getegid getgroups getpgrp getpgid getsid getresuid getresgid
getrusage getrlimit times sysinfo uname getcpu sched_yield sched_getaffinity sched_getparam sched_getscheduler
sched_get_priority_max sched_get_priority_min getpriority capget
clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time
futex futex_waitv set_robust_list get_robust_list set_tid_address arch_prctl rseq getrandom
exit exit_group wait4 waitid
""".split()
# Pretended to succeed: a library's copy or save may call them, and Landlock does not cover them.
_IGNORED = "chmod fchmod fchmodat chown fchown lchown fchownat utime utimes utimensat futimesat".split()


# By command: a descriptor's owner (F_SETOWN, FIOSETOWN) and its signal (F_SETSIG) would signal any process.
_FCNTL = [0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032]  # duplicate, flags, locks, size of a pipe
_IOCTL = [0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451]  # a terminal? its size, bytes to read, non-blocking, on exec


def seccomp_filter() -> bytes:
    """The BPF program: an allow-list; no new process, no exec, no socket, no signal to anybody.

    Everything else fails with EPERM, clone3 with ENOSYS (so that libc falls back to clone, whose flags
    can be inspected). Raises ImportError or RuntimeError where libseccomp is missing.
    """
    import errno

    import pyseccomp as seccomp

    program = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    for name in _ALLOWED:
        _add(program, seccomp.ALLOW, name)
    for name in _IGNORED:
        _add(program, seccomp.ERRNO(0), name)
    _add(program, seccomp.ERRNO(errno.ENOSYS), "clone3")
    for name, commands in (("fcntl", _FCNTL), ("ioctl", _IOCTL)):
        for command in commands:
            _add(program, seccomp.ALLOW, name, seccomp.Arg(1, seccomp.EQ, command))
    for name, flags in (("open", 1), ("openat", 2)):
        # Landlock before version 3 takes O_RDONLY | O_TRUNC for reading: no truncation but with writing
        _add(program, seccomp.ALLOW, name, seccomp.Arg(flags, seccomp.MASKED_EQ, os.O_TRUNC, 0))
        for mode in (os.O_WRONLY, os.O_RDWR):
            _add(program, seccomp.ALLOW, name, seccomp.Arg(flags, seccomp.MASKED_EQ, os.O_ACCMODE, mode))
    thread = 0x10000  # CLONE_THREAD
    _add(program, seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, thread, thread))
    _add(program, seccomp.ALLOW, "prlimit64", seccomp.Arg(0, seccomp.EQ, 0), seccomp.Arg(2, seccomp.EQ, 0))
    for option in (3, 15, 16, 0x53564D41):  # get dumpable, set and get a thread's name, name memory
        _add(program, seccomp.ALLOW, "prctl", seccomp.Arg(0, seccomp.EQ, option))
    with tempfile.TemporaryFile() as file:
        program.export_bpf(file)
        file.seek(0)
        return file.read()


def _add(program: object, action: object, name: str, *arguments: object) -> None:
    try:
        program.add_rule(action, name, *arguments)  # type: ignore[attr-defined]
    except (ValueError, OSError):
        return  # a call that this architecture does not have


def seccomp_load(bpf: bytes) -> None:
    """Install the program in this process, for good."""
    buffer = ctypes.create_string_buffer(bpf, len(bpf))
    program = struct.pack("=HxxxxxxQ", len(bpf) // 8, ctypes.addressof(buffer))
    _check(_LIBC.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0), "seccomp")


# --- rlimits --------------------------------------------------------------------------------------


def limit_resources(memory: int, file_size: int, cpu_seconds: int) -> None:
    """Limit what this process may use: addresses and file size in bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0))


def virtual_memory() -> int:
    """Bytes of addresses that this process has taken."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


# --- namespaces -----------------------------------------------------------------------------------

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
_NAMESPACES = {
    "user": _NEWUSER,
    "mount": _NEWNS,
    "pid": _NEWPID,
    "net": _NEWNET,
    "ipc": _NEWIPC,
    "uts": _NEWUTS,
}
NOBODY = 65534


def enter_namespaces() -> tuple[str, ...]:
    """Move this process into namespaces of its own; returns which, () where the kernel forbids it.

    Inside, the user is nobody; outside it is still the caller's, so that files are readable.
    The pid namespace holds this process's next children. Call before any thread exists.
    """
    uid, gid = os.getuid(), os.getgid()
    flags = 0
    for flag in _NAMESPACES.values():
        flags |= flag
    if _LIBC.unshare(flags) != 0:
        return ()
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {gid} 1")
    return tuple(_NAMESPACES)


def mount_scratch(folder: Path, size: int) -> bool:
    """A tmpfs of `size` bytes over the folder, seen in this mount namespace only; False if impossible."""
    private, recursive = 1 << 18, 1 << 14
    if _LIBC.mount(b"none", b"/", None, recursive | private, None) != 0:
        return False
    options = f"size={size},nr_inodes=4096,mode=700".encode()
    nosuid_nodev_noexec = 2 | 4 | 8
    return int(_LIBC.mount(b"tmpfs", bytes(folder), b"tmpfs", nosuid_nodev_noexec, options)) == 0


# --- what this machine offers ---------------------------------------------------------------------


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
    abi = landlock_abi()
    found = [
        Layer("landlock", abi > 0, True, f"version {abi}" if abi else "needs Linux 5.13 with CONFIG_SECURITY_LANDLOCK"),
        _probe_seccomp(),
        Layer("rlimits", True, True, "memory, files, CPU time, descriptors"),
        Layer("no new privileges", _in_child(no_new_privileges), True, "set before the student's code runs"),
    ]
    works = _in_child(_probe_namespaces)
    names = ", ".join(_NAMESPACES)
    detail = names if works else "not allowed here (kernel.unprivileged_userns_clone, AppArmor); the baseline holds"
    return [*found, Layer("namespaces", works, False, detail)]


def missing() -> str | None:
    """Why grading must refuse on this machine, or None if the baseline is there."""
    lacking = [layer for layer in layers() if layer.needed and not layer.works]
    return "; ".join(f"{layer.name}: {layer.detail}" for layer in lacking) or None


def _probe_seccomp() -> Layer:
    try:
        bpf = seccomp_filter()
    except (ImportError, RuntimeError, OSError) as error:
        advice = "install pyseccomp (pip) and libseccomp2 (apt-get install libseccomp2)"
        return Layer("seccomp", False, True, f"{error}; {advice}")

    def probe() -> None:
        no_new_privileges()
        seccomp_load(bpf)

    return Layer("seccomp", _in_child(probe), True, "libseccomp, an allow-list of system calls")


def _probe_namespaces() -> None:
    if not enter_namespaces():
        raise OSError


def _in_child(action: object) -> bool:
    pid = os.fork()
    if pid == 0:
        try:
            action()  # type: ignore[operator]
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0
