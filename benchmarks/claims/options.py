"""What one more option takes to write, in tokens: no count that a longer name changes.

A line is an accident of layout: one name more than fits, and a formatter makes three lines of one.
Tokens are counted of the syntax tree written anew, so that neither a line break nor the comma or
bracket that comes with it counts.  Help texts are left aside, as in the category *lines*, and with
them what stands there for nothing else: not every row has a place for one.
"""

import ast
from pathlib import Path

from benchmarks.categories import lines
from benchmarks.categories.change import apply, cases
from benchmarks.registry import Adapter
from configbench.workplace import workplace

#: The change that adds one option.
CHANGE = "add_int_option"


class _WithoutHelp(ast.NodeTransformer):
    """Cuts ``help=…``, ``"help": …``, and a ``metadata=`` that holds nothing after that."""

    def visit_Dict(self, node: ast.Dict) -> ast.Dict:
        self.generic_visit(node)
        pairs = [
            (key, value)
            for key, value in zip(node.keys, node.values, strict=True)
            if not (isinstance(key, ast.Constant) and key.value == "help")
        ]
        node.keys, node.values = [key for key, _ in pairs], [each for _, each in pairs]
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        node.keywords = [
            each
            for each in node.keywords
            if each.arg != "help"
            and not (
                each.arg == "metadata"
                and isinstance(each.value, ast.Dict)
                and not each.value.keys
            )
        ]
        return node


def python_tokens(source: str) -> int:
    r"""Count the tokens of Python source that are code, whatever its layout, help left aside.

    >>> python_tokens("f(a=1, help='b')"), python_tokens("f(\n    a=1,\n)")
    (6, 6)
    """
    return lines.python_tokens(ast.unparse(_WithoutHelp().visit(ast.parse(source))))


def tokens(row: Adapter) -> int:
    """Count the tokens of a row's program and config files."""
    files = lines.config_files(row)
    counted = python_tokens(_text(row.program))
    return counted + sum(
        lines.config_tokens(_text(path), path.suffix) for path in files
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def added(row: Adapter) -> int:
    """Return how many tokens more a copy of a row has with one more option.

    Raises
    ------
    RowError
        If the row's patch does not apply.
    """
    with workplace() as place:
        return tokens(apply(row, cases()[CHANGE], place)) - tokens(row)
