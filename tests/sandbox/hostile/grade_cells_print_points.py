"""Overwrites the locked grade cells by ones that evaluate to points, and their outputs by full marks."""

BASE = "untouched"
POINTS = 0


def attack(notebook):
    for one in notebook["cells"]:
        meta = one["metadata"].get("nbgrader", {})
        if meta.get("grade"):
            one["source"] = "2.0"
            one["outputs"] = [
                {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "metadata": {},
                    "data": {"text/plain": "np.float64(2.0)"},
                }
            ]
            one["execution_count"] = 1
    return notebook
