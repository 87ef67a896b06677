"""Every cell of the untouched release is tagged skip-execution, which gives full points elsewhere."""

BASE = "untouched"
POINTS = 0
FLAG = "tagged skip-execution"


def attack(notebook):
    for one in notebook["cells"]:
        one["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove_cell"]
    return notebook
