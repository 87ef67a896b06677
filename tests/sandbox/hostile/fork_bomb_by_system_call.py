"""A fork bomb by clone, clone3, fork and vfork through ctypes; a success would end the process."""

from hostile import inside

POINTS = 10
FLAG = "loaded a C library"


def attack(notebook):
    return inside(
        notebook,
        "quiz_weights",
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        for number, arguments in ((56, (17, 0, 0, 0, 0)), (57, ()), (58, ()), (435, (bytes(88), 88)),
                                  (59, (b"/bin/sh", 0, 0)),
                                  (322, (-100, b"/bin/sh", 0, 0, 0)), (425, (8, bytes(120)))):
            if os.uname().machine == "x86_64" and libc.syscall(number, *arguments) != -1:
                os._exit(99)
        """,
    )
