"""Changes the metadata: points of 1000, cells no longer locked or graded, solution cells declared as graded tests."""

BASE = "untouched"
POINTS = 0


def attack(notebook):
    for one in notebook["cells"]:
        meta = one["metadata"].get("nbgrader")
        if meta:
            meta.update(points=1000, grade=True, locked=False, solution=not meta["solution"], schema_version=99)
    notebook["metadata"]["nbgrader"] = {"score": 10, "max_score": 10}
    return notebook
