"""Whether a program uses the words that its parser hands back as not its own.

``args, rest = parser.parse_known_args()`` may drop ``rest``, or give it to another parser.  Where
that cannot be told it counts as used: then nothing is said of the words.
"""

import ast
from pathlib import Path

from configbench.audit.model import Spot
from configbench.audit.source.trees import parsed, read


def handed_on(spot: Spot) -> bool:
    """Whether what is handed back at a place is used, by the source of its file.

    A function that is entered with its words may collect those that it does not name.
    """
    file, _, place = spot.at.rpartition(":")
    content = read(Path(file))
    if content is None:
        return True
    return used(content, int(place)) if place.isdigit() else collected(content, place)


def collected(source: str | bytes, name: str) -> bool:
    r"""Whether a function uses what it collects beside its parameters; in doubt it does.

    >>> collected("def main(lr=1, **more):\n    return lr", "main")
    False
    >>> collected("def main(lr=1, **more):\n    check(more)", "main")
    True
    """
    tree = parsed(source)
    if tree is None:
        return True
    functions = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name == name.rpartition(".")[2]
        and node.args.kwarg is not None
    ]
    return not functions or any(
        isinstance(node, ast.Name)
        and each.args.kwarg
        and node.id == each.args.kwarg.arg
        for each in functions
        for node in ast.walk(each)
    )


def used(source: str | bytes, line: int) -> bool:
    r"""Whether what the statement on a line hands back beside the settings is used.

    >>> used("args, rest = p.parse_known_args()", 1)
    False
    >>> used("args, rest = p.parse_known_args()\nother.parse_args(rest)", 1)
    True
    """
    tree = parsed(source)
    if tree is None:
        return True
    scope, statement = _at(tree, line)
    if statement is None or _takes_first(statement):
        return statement is None
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return True
    target = statement.targets[0]
    if not isinstance(target, ast.Tuple) or not isinstance(statement.value, ast.Call):
        return True
    rest = target.elts[-1]
    name = rest.value if isinstance(rest, ast.Starred) else rest
    if not isinstance(name, ast.Name):
        return True
    return any(
        isinstance(node, ast.Name)
        and node.id == name.id
        and isinstance(node.ctx, ast.Load)
        for node in ast.walk(scope)
    )


def _at(tree: ast.Module, line: int) -> tuple[ast.AST, ast.stmt | None]:
    """Return the innermost statement on a line, and the function or module that it is of."""
    scope: ast.AST = tree
    found: ast.stmt | None = None
    # Breadth first: what is further in comes later.
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (
            node.end_lineno or node.lineno
        ):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                scope = node
            found = node
    return scope, found


def _takes_first(statement: ast.stmt) -> bool:
    """Whether only the settings are taken: ``parser.parse_known_args()[0]``."""
    return any(
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == "parse_known_args"
        and isinstance(node.slice, ast.Constant)
        and node.slice.value == 0
        for node in ast.walk(statement)
    )
