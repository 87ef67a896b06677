"""Reads and writes /proc: other processes' memory, environment and descriptors, sysrq, oom_score_adj."""

from hostile import add_cell

POINTS = 10
FLAG = "/proc"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import os
        found = []
        parent = os.getppid()
        for path in ("/proc/1/environ", "/proc/self/environ", "/proc/self/mem", "/proc/self/maps", "/proc/1/mem",
                     f"/proc/{parent}/environ", f"/proc/{parent}/mem", f"/proc/{parent}/fd/3", "/proc/sysrq-trigger",
                     "/proc/self/oom_score_adj", f"/proc/{parent}/cmdline", "/proc/sys/kernel/core_pattern"):
            for mode in ("rb", "r+b"):
                try:
                    open(path, mode).read(10)
                    found.append(path)
                except OSError:
                    pass
        try:
            found += os.listdir("/proc")
        except OSError:
            pass
        if found:
            os._exit(99)
        """,
    )
