"""Changes its arguments in place, and replaces what in its own process might notice that."""

from hostile import inside

POINTS = 9.75  # predict keeps its values; a quarter is lost for the changed arguments


def attack(notebook):
    code = """
        import sys
        frame, everywhere = sys._getframe(), list(map(vars, list(sys.modules.values())))
        while frame is not None:
            everywhere.append(frame.f_globals)
            frame = frame.f_back
        for names in everywhere:
            for name in ("_snapshot", "changed", "differs", "is_mutable"):
                if callable(names.get(name)):
                    names[name] = lambda *arguments: None
        result = np.where(X @ w > 0, 1, -1)
        X *= 0
        w[:] = 7
        return result
    """
    return inside(notebook, "predict", code)
