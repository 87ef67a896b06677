"""Registers an AST transformer with IPython that removes every assert and every raise."""

from hostile import add_cell

BASE = "untouched"
POINTS = 0


def attack(notebook):
    return add_cell(
        notebook,
        """
        import ast
        class Remover(ast.NodeTransformer):
            def visit_Assert(self, node):
                return ast.Pass()
            visit_Raise = visit_Assert
        shell = get_ipython()
        shell.ast_transformers.append(Remover())
        """,
        before="add_bias",
    )
