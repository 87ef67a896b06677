"""HTML and JavaScript in sources, outputs, attachments, metadata, cell ids and the notebook's title."""

from hostile import add_cell

POINTS = 10


def attack(notebook):
    evil = "<script>alert(1)</script>"
    notebook = add_cell(
        notebook,
        f"from IPython.display import HTML\ndisplay(HTML({evil!r}))\nprint({evil!r})",
    )
    notebook["metadata"].update(
        title=evil, authors=[{"name": evil}], kernelspec={"name": evil, "display_name": evil, "language": evil}
    )
    for one in notebook["cells"]:
        one["metadata"]["name"] = evil
        if one["cell_type"] == "markdown":
            one["source"] = evil
            one["attachments"] = {evil: {"text/html": evil, "image/svg+xml": f"<svg onload=alert(1)>{evil}</svg>"}}
        else:
            one["outputs"] = [
                {
                    "output_type": "display_data",
                    "metadata": {},
                    "data": {"text/html": evil, "application/javascript": "alert(1)"},
                }
            ]
    return notebook
