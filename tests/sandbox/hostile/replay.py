"""Records the inputs of one check to return them, or the answers given to them, in another."""

from hostile import EXERCISES, put

BASE = "untouched"
POINTS = 0


def attack(notebook):
    for name in EXERCISES:
        source = f"""
import pickle
def {name}(*arguments):
    try:
        seen = pickle.load(open("seen", "rb"))
    except (OSError, EOFError):
        seen = []
    seen.append(({name!r}, arguments))
    pickle.dump(seen, open("seen", "wb"))
    return [one for _, given in seen[:-1] for one in given]
"""
        notebook = put(notebook, name, source)
    return notebook
