"""Compile a file with one statement planted at a place; everything else stays as it is.

Line numbers, signatures, docstrings and tracebacks are those of the file.  The planted statement
calls :data:`CALL`, which :mod:`look` puts among the builtins.  Nothing is traced: what is not
planted runs as fast as ever.

Trees are handled without :mod:`ast`, whose import would cost more than all the rest.
"""

import _ast

from . import ATTACH, CALL

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType
    from typing import Any

    from . import Place

    #: A list of statements, and which one of them the planted one precedes.
    Spot = tuple[list[Any], int]

#: The fields of statements, handlers and cases that hold statements, handlers or cases.
_BLOCKS = ("body", "handlers", "orelse", "finalbody", "cases")

_DEFINITIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef)


class NotFoundError(Exception):
    """The file has no such place; the message says what is missing."""


def planted(
    source: "bytes | str", filename: str, place: "Place", returned: "str | None" = None
) -> "CodeType":
    """Return the code of a file with the statement planted.

    Parameters
    ----------
    source, filename
        The file, as ``compile`` takes it.
    place
        Where; a function that a module does not define is looked up once the module has run.
    returned
        An expression in the words of the program: the function returns its value where the planted
        call says so.

    Raises
    ------
    NotFoundError
        If the file has no such place.
    SyntaxError
        If the file cannot be compiled; or ``returned`` is no expression, or cannot be returned
        from there.
    """
    tree: Any = compile(source, filename, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)
    if place.line is not None:
        spots = _before(tree, place.line)
    else:
        spots = _entries(tree.body, str(place.function).split("."))
    for body, index in spots:
        near = body[min(index, len(body) - 1)]
        body.insert(index, _statement(CALL, near, returned))
    if not spots:
        if place.line is not None:
            raise NotFoundError(f"line {place.line} holds no statement")
        if place.file is not None:
            raise NotFoundError(f"no function is called {place.function}")
        tree.body += [_statement(ATTACH, each) for each in tree.body[-1:]]
    code: CodeType = compile(tree, filename, "exec", dont_inherit=True)
    return code


def _statement(name: str, near: "Any", returned: "str | None" = None) -> "Any":
    """Return ``name()``, or ``if name(): return returned``, where a statement begins."""
    text = (
        f"{name}()" if returned is None else f"if {name}():\n return (\n{returned}\n)"
    )
    tree: Any = compile(text, "<place>", "exec", _ast.PyCF_ONLY_AST)
    (statement,) = tree.body
    todo = [statement]
    while todo:
        node = todo.pop()
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = near.lineno
            node.col_offset = node.end_col_offset = near.col_offset
        for field in node._fields:
            value = getattr(node, field, None)
            todo += value if isinstance(value, list) else [value]
        todo = [each for each in todo if isinstance(each, _ast.AST)]
    return statement


def _blocks(node: "Any") -> "Iterator[list[Any]]":
    """Yield the lists of statements that a node holds itself."""
    for name in _BLOCKS:
        block = getattr(node, name, None)
        if isinstance(block, list) and block:
            if isinstance(block[0], _ast.stmt):
                yield block
            else:
                for each in block:
                    yield each.body


def _before(tree: "Any", line: int) -> "list[Spot]":
    """Return the innermost statement that holds a line; of a compound one, its head."""
    found: list[Spot] = []
    todo = [tree]
    while todo:
        node = todo.pop()
        for block in _blocks(node):
            for index, each in enumerate(block):
                first = min(
                    [each.lineno]
                    + [one.lineno for one in getattr(each, "decorator_list", ())]
                )
                if not first <= line <= (each.end_lineno or first):
                    continue
                todo.append(each)
                heads = [inner[0].lineno for inner in _blocks(each)]
                if line < min(heads, default=line + 1) or line == each.lineno:
                    found = [(block, index)]
    # What must come first in a file, comes first.
    return [
        (body, max(index, _first(body)) if body is tree.body else index)
        for body, index in found
    ]


def _entries(block: "list[Any]", path: "list[str]") -> "list[Spot]":
    """Return the first statement of each function of this dotted name."""
    found: list[Spot] = []
    todo = [*block]
    while todo:
        each = todo.pop()
        if isinstance(each, _DEFINITIONS):
            if each.name != path[0]:
                continue
            if path[1:]:
                found += _entries(each.body, path[1:])
            elif not isinstance(each, _ast.ClassDef):
                found.append((each.body, _first(each.body)))
        else:
            for inner in _blocks(each):
                todo += inner
    return found


def _first(body: "list[Any]") -> int:
    """Return which statement is the first behind a docstring and imports from the future."""
    index = 0
    if isinstance(body[0], _ast.Expr) and isinstance(
        getattr(body[0].value, "value", None), str
    ):
        index = 1
    while (
        index < len(body)
        and isinstance(body[index], _ast.ImportFrom)
        and body[index].module == "__future__"
    ):
        index += 1
    return index
