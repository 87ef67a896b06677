"""Unshare, mount, ptrace, chroot, io_uring, bpf, keyctl, personality, process_vm_writev and more through ctypes."""

from hostile import inside

POINTS = 10
FLAG = "loaded a C library"


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import ctypes, os
        libc = ctypes.CDLL(None)
        numbers = {
            "unshare": (272, 0x10000000),
            "mount": (165, b"none", b"/tmp", b"tmpfs", 0, 0),
            "umount": (166, b"/tmp", 2),
            "ptrace": (101, 16, os.getppid(), 0, 0),
            "chroot": (161, b"."),
            "pivot_root": (155, b".", b"."),
            "io_uring_setup": (425, 8, bytes(120)),
            "bpf": (321, 0, bytes(64), 64),
            "keyctl": (250, 0, -3, 1),
            "personality": (135, 0x0040000),
            "process_vm_writev": (311, os.getppid(), 0, 0, 0, 0, 0),
            "process_vm_readv": (310, os.getppid(), 0, 0, 0, 0, 0),
            "userfaultfd": (323, 0),
            "setns": (308, 0, 0),
            "perf_event_open": (298, bytes(128), 0, -1, -1, 0),
            "init_module": (175, 0, 0, b""),
            "reboot": (169, 0, 0, 0, 0),
            "open_by_handle_at": (304, -100, bytes(16), 0),
            "memfd_create": (319, b"x", 0),
            "setrlimit": (160, 7, bytes(16)),
            "prlimit": (302, os.getppid(), 7, bytes(16), 0),
            "socket": (41, 2, 1, 0),
            "setsid": (112,),
            "inotify_init": (253,),
            "add_key": (248, b"user", b"x", b"x", 1, -3),
            "kcmp": (312, 1, 1, 0, 0, 0),
            "setxattr": (188, b".", b"user.x", b"x", 1, 0),
            "prctl": (157, 8, 1, 0, 0, 0),
            "openat2": (437, -100, b".", bytes(24), 24),
        }
        for name, (number, *arguments) in numbers.items():
            if os.uname().machine == "x86_64" and libc.syscall(number, *arguments) != -1:
                os._exit(99)
        """,
    )
