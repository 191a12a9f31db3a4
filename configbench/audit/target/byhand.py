"""Where a program that reads its words by hand is done with them: by its syntax tree; pure.

Two manners are known: words that are executed (``exec(open("configurator.py").read())``), and
statements that read ``sys.argv``.  The place is the statement behind the last of these.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from configbench.audit.source.trees import blocks, parsed

#: A statement, the block that it is in, and the function; blocks outwards.
_Path = tuple[tuple[list[ast.stmt], int], ...]


@dataclass(frozen=True)
class Behind:
    """The line of the statement behind the words, and the names that were bound without them."""

    line: int
    names: frozenset[str]


def behind(source: bytes) -> Behind | None:
    r"""Return where a program is done with its words; None if its source tells of none.

    Examples
    --------
    >>> found = behind(b"import sys\nlr = 1\nfor word in sys.argv[1:]:\n    exec(word)\nprint(lr)")
    >>> found.line, sorted(found.names)
    (5, ['lr', 'sys'])
    """
    tree = parsed(source)
    if tree is None:
        return None
    every = list(_statements(tree.body, ()))
    functions = {
        each.name: each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)
    }
    executed = [path for path, each in every if _executes_file(each)]
    if executed:
        return _behind_of(executed[-1])
    reading = [(path, each) for path, each in every if _reads(each, _is_argv)]
    if not reading:
        return None
    path, last = max(reading, key=lambda each: each[1].lineno)
    inner = _handed_to(last, functions)
    if inner is not None:
        # The words are a parameter there.
        name = inner.args.args[0].arg
        below = [
            (way, each)
            for way, each in _statements(inner.body, ())
            if _reads(each, lambda node: isinstance(node, ast.Name) and node.id == name)
        ]
        if below:
            path, last = below[-1]
    return _behind_of(path)


def _behind_of(path: _Path) -> Behind | None:
    line = _next_line(path)
    if line is None:
        return None
    names: set[str] = set()
    for block, number in path:
        for each in block[:number]:
            names.update(_bound(each))
    return Behind(line, frozenset(names))


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement binds, in it or below it."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]


def _statements(
    block: list[ast.stmt], above: _Path
) -> Iterator[tuple[_Path, ast.stmt]]:
    for number, each in enumerate(block):
        path = (*above, (block, number))
        yield path, each
        # What is behind a function or a class comes when it is defined, not when it is called.
        outside = () if isinstance(each, ast.FunctionDef | ast.ClassDef) else path
        for inner in blocks(each):
            yield from _statements(inner, outside)


def _next_line(path: _Path) -> int | None:
    """Return the line of the next statement, outwards from a block's end."""
    for block, number in reversed(path):
        if number + 1 < len(block):
            return block[number + 1].lineno
    return None


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield what is in a statement itself, and not in the blocks below it."""
    todo: list[ast.AST] = [
        each
        for each in ast.iter_child_nodes(statement)
        if not isinstance(each, ast.stmt | ast.excepthandler | ast.match_case)
    ]
    while todo:
        node = todo.pop()
        yield node
        todo += ast.iter_child_nodes(node)


def _is_argv(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute | ast.Name) and (
        getattr(node, "attr", "") == "argv" or getattr(node, "id", "") == "argv"
    )


def _reads(statement: ast.stmt, is_words: Callable[[ast.AST], bool]) -> bool:
    """Whether a statement reads the words; the program's own name, ``argv[0]``, is none."""
    named = 0
    for node in _own(statement):
        if isinstance(node, ast.Subscript) and is_words(node.value):
            index = node.slice
            named += isinstance(index, ast.Constant) and index.value == 0
    return sum(map(bool, map(is_words, _own(statement)))) > named


def _executes_file(statement: ast.stmt) -> bool:
    """Whether a statement executes what is in a file."""
    for node in _own(statement):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "exec":
            inner = {getattr(each, "id", "") for each in ast.walk(node)}
            attributes = {getattr(each, "attr", "") for each in ast.walk(node)}
            return bool(inner & {"open", "compile"} or "read_text" in attributes)
    return False


def _handed_to(
    statement: ast.stmt, functions: dict[str, ast.FunctionDef]
) -> ast.FunctionDef | None:
    """Return the function that words are handed to by a statement that is nothing but the call."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    function = functions.get(call.func.id)
    return function if function is not None and function.args.args else None
