"""Sends UDP datagrams and raw packets."""

from hostile import add_cell

POINTS = 10
FLAG = "tried to use the network"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import os, socket
        for family, kind in ((socket.AF_INET, socket.SOCK_DGRAM), (socket.AF_INET6, socket.SOCK_DGRAM),
                             (socket.AF_INET, socket.SOCK_RAW), (socket.AF_PACKET, socket.SOCK_RAW),
                             (socket.AF_NETLINK, socket.SOCK_RAW)):
            try:
                with socket.socket(family, kind) as one:
                    one.sendto(b"answers, please", ("127.0.0.1", 53))
            except OSError:
                continue
            os._exit(99)
        """,
    )
