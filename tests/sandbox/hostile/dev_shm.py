"""Leaves shared memory behind: /dev/shm, shm_open, multiprocessing.shared_memory, System V segments, queues."""

from hostile import WRITTEN, add_cell

POINTS = 10
FLAG = "tried to"


def attack(notebook):
    return add_cell(
        notebook,
        f"""
        import ctypes, os
        from multiprocessing import shared_memory
        libc = ctypes.CDLL(None)
        try:
            open("/dev/shm/{WRITTEN}", "w").write("x")
        except OSError:
            pass
        try:
            shared_memory.SharedMemory("{WRITTEN}", create=True, size=4096)
        except OSError:
            pass
        made = [libc.shmget(0x5EED, 4096, 0o1666), libc.msgget(0x5EED, 0o1666), libc.semget(0x5EED, 1, 0o1666)]
        made.append(libc.memfd_create(b"{WRITTEN}", 0))
        if any(one != -1 for one in made):
            os._exit(99)
        """,
    )
