"""Marks are put into a copied program, so that its runs tell where they are; pure.

They stand where the program begins, at each statement of its top level and at both ends of each
function, with the role (``# -- wire``) that the code stands under.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.categories.lines import roles
from benchmarks.errors import ProgramError

#: The first word of what a mark prints.
MARK = "configbench-mark"

_NAME = "_configbench_mark"
_PREAMBLE = f"""\
import os as _configbench_os, time as _configbench_time

def {_NAME}(step, role):
    text = f"{MARK} {{_configbench_time.monotonic()!r}} {{step}} {{role}}\\n"
    _configbench_os.write(2, text.encode())

{_NAME}("at", "other")
"""


def instrument(source: str) -> str:
    """Put marks into a program.

    Raises
    ------
    ProgramError
        If it is not Python.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise ProgramError(f"the program is not Python: {error}") from error
    role_of = roles(source)
    marked = _Marker(role_of).visit(tree)
    head = _head(tree.body)
    body: list[ast.stmt] = [*tree.body[:head], *ast.parse(_PREAMBLE).body]
    for statement in tree.body[head:]:
        body += [_mark("at", role_of[statement.lineno]), statement]
    marked.body = body
    return ast.unparse(ast.fix_missing_locations(marked)) + "\n"


def _head(body: Sequence[ast.stmt]) -> int:
    """Return how many statements must stay first: the docstring, and imports of the future."""
    count = 0
    for statement in body:
        docstring = isinstance(statement, ast.Expr) and count == 0
        future = (
            isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        )
        if not (docstring or future):
            break
        count += 1
    return count


def _mark(step: str, role: str) -> ast.stmt:
    return ast.parse(f"{_NAME}({step!r}, {role!r})").body[0]


class _Marker(ast.NodeTransformer):
    """Puts marks at both ends of functions, and before the call of the core."""

    def __init__(self, role_of: Mapping[int, str]) -> None:
        self._role_of = role_of

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        if any(isinstance(part, ast.Yield | ast.YieldFrom) for part in ast.walk(node)):
            return node  # its body runs when it likes
        role, head = self._role_of[node.lineno], _head(node.body)
        inner = node.body[head:] or [ast.Pass()]
        node.body = [
            *node.body[:head],
            _mark("in", role),
            ast.Try(body=inner, handlers=[], orelse=[], finalbody=[_mark("out", role)]),
        ]
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                setattr(node, name, list(_before_train(block)))
        return node


def _before_train(block: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in block:
        simple = isinstance(statement, ast.Expr | ast.Assign | ast.Return)
        if simple and any(_calls_train(node) for node in ast.walk(statement)):
            yield _mark("train", "main")
        yield statement


def _calls_train(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func
    return (isinstance(name, ast.Name) and name.id == "train") or (
        isinstance(name, ast.Attribute) and name.attr == "train"
    )
