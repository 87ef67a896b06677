"""An import hook that gives a forged module for whatever is imported from then on."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0


def attack(notebook):
    return add_cell(
        notebook,
        """
        import importlib.abc, importlib.util, sys
        class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
            def find_spec(self, name, path=None, target=None):
                return importlib.util.spec_from_loader(name, self)
            def exec_module(self, module):
                module.__getattr__ = lambda name: (lambda *_, **__: True)
        sys.meta_path.insert(0, Hook())
        sys.path_hooks.insert(0, lambda path: Hook())
        """,
    )
