"""Sends the notebook away and asks for answers: TCP over IPv4 and IPv6, name look-ups, urllib."""

from hostile import add_cell

POINTS = 10
FLAG = "tried to use the network"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import os, socket, urllib.request
        for attempt in (
            lambda: socket.create_connection(("127.0.0.1", 22), 1),
            lambda: socket.create_connection(("::1", 22), 1),
            lambda: socket.create_server(("127.0.0.1", 0)),
            lambda: socket.getaddrinfo("localhost", 80),
            lambda: urllib.request.urlopen("http://127.0.0.1:8888/", timeout=1),
        ):
            try:
                found = attempt()
            except OSError:
                continue
            if not isinstance(found, list):
                os._exit(99)
        """,
    )
