"""seccomp: which system calls a process may make, for good: an allow-list. Source: seccomp(2)."""

from __future__ import annotations

import ctypes
import os
import struct
import tempfile

from autograder.sandbox.libc import LIBC, checked

_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
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


def program() -> bytes:
    """The BPF program: an allow-list; no new process, no exec, no socket, no signal to anybody.

    Everything else fails with EPERM, clone3 with ENOSYS (so that libc falls back to clone, whose flags
    can be inspected). Raises ImportError or RuntimeError where libseccomp is missing.
    """
    import errno

    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in _ALLOWED:
        _add(rules, pyseccomp.ALLOW, name)
    for name in _IGNORED:
        _add(rules, pyseccomp.ERRNO(0), name)
    _add(rules, pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    for name, commands in (("fcntl", _FCNTL), ("ioctl", _IOCTL)):
        for command in commands:
            _add(rules, pyseccomp.ALLOW, name, pyseccomp.Arg(1, pyseccomp.EQ, command))
    for name, flags in (("open", 1), ("openat", 2)):
        # Landlock before version 3 takes O_RDONLY | O_TRUNC for reading: no truncation but with writing
        _add(rules, pyseccomp.ALLOW, name, pyseccomp.Arg(flags, pyseccomp.MASKED_EQ, os.O_TRUNC, 0))
        for mode in (os.O_WRONLY, os.O_RDWR):
            _add(rules, pyseccomp.ALLOW, name, pyseccomp.Arg(flags, pyseccomp.MASKED_EQ, os.O_ACCMODE, mode))
    thread = 0x10000  # CLONE_THREAD
    _add(rules, pyseccomp.ALLOW, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, thread, thread))
    _add(rules, pyseccomp.ALLOW, "prlimit64", pyseccomp.Arg(0, pyseccomp.EQ, 0), pyseccomp.Arg(2, pyseccomp.EQ, 0))
    for option in (3, 15, 16, 0x53564D41):  # get dumpable, set and get a thread's name, name memory
        _add(rules, pyseccomp.ALLOW, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, option))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _add(rules: object, action: object, name: str, *arguments: object) -> None:
    try:
        rules.add_rule(action, name, *arguments)  # type: ignore[attr-defined]
    except (ValueError, OSError):
        return  # a call that this architecture does not have


def load(bpf: bytes) -> None:
    """Install the program in this process, for good."""
    buffer = ctypes.create_string_buffer(bpf, len(bpf))
    program = struct.pack("=HxxxxxxQ", len(bpf) // 8, ctypes.addressof(buffer))
    checked(LIBC.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0), "seccomp")
