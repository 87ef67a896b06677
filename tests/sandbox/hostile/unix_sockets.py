"""Connects to unix sockets and abstract ones (docker, dbus), listens on its own, passes its channel around."""

from hostile import CHANNEL, add_cell

POINTS = 10


def attack(notebook):
    return add_cell(
        notebook,
        CHANNEL
        + """
import socket
for address in ("/run/docker.sock", "/run/dbus/system_bus_socket", "mine.sock", "\\0abstract", "\\0/tmp/.X11-unix/X0"):
    for method in ("connect", "bind"):
        try:
            with socket.socket(socket.AF_UNIX) as one:
                getattr(one, method)(address)
        except OSError:
            continue
        os._exit(99)
a, b = socket.socketpair()
socket.send_fds(a, [b"x"], [_channel(), 0, 1, 2])
with socket.socket(fileno=os.dup(_channel())) as channel:
    socket.send_fds(channel, [_frame({"id": -1})], [0, 1, 2] * 30)
""",
    )
