"""A kernelspec, a language and a format that would run something else than Python."""

POINTS = 10


def attack(notebook):
    notebook["metadata"] = {
        "kernelspec": {
            "name": "bash",
            "display_name": "Bash",
            "language": "bash",
            "argv": ["/bin/sh", "-c", "echo 10"],
        },
        "language_info": {"name": "bash", "nbconvert_exporter": "os.system"},
        "jupytext": {"formats": "ipynb,py:percent", "cell_metadata_filter": "all"},
    }
    notebook["nbformat"], notebook["nbformat_minor"] = 99, -1
    return notebook
