"""Lists as deep as JSON may be read in every field that is looked at: ids, types, tags, sources, grade_ids."""

from hostile import cell

POINTS = 9


def attack(notebook):
    deep = 1
    for _ in range(600):
        deep = [deep]
    for one in notebook["cells"]:
        if not one["metadata"].get("nbgrader"):
            one.update(id=deep, cell_type=deep, source=deep, metadata={"tags": deep, "nbgrader": {"grade_id": deep}})
    last = cell(notebook, "quiz_weights")
    last["source"] = deep
    last["id"] = deep
    return notebook
