"""How a program reads its settings: by dots, by brackets, or by a call; and in how many characters.

A *read* is an expression that starts at a parameter of the function around it and ends at a
setting: ``args.lr``, ``args["lr"]``, ``config.getint("model", "n_layers")``.  Its *syntax* is what
is neither the start nor a name of a setting.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.categories.lines import roles

DOT, BRACKET, CALL = "dot", "bracket", "call"

#: Marks that come in pairs.
CLOSED = "\"'()[]{}"

#: What needs the shift key, letters aside.
SHIFT = '~!@#$%^&*()_+{}|:"<>?'


@dataclass(frozen=True)
class Read:
    """One read: its text, its kind, and what of its characters is syntax.

    Attributes
    ----------
    syntax
        Characters of syntax.
    closed
        Quotes and brackets among them: what comes in pairs.
    shift
        Characters among them that need the shift key, on the keyboard of the United States that
        the article's readers have too.
    """

    text: str
    kind: str
    syntax: int
    closed: int
    shift: int


def reads(source: str) -> list[Read]:
    r"""Return every read in the functions of a program that stand in the role *wire*.

    >>> found = reads("# -- wire\ndef f(a):\n    return a.b.c, a['b']['c']")
    >>> [(read.text, read.kind, read.syntax, read.closed) for read in found]
    [('a.b.c', 'dot', 2, 0), ("a['b']['c']", 'bracket', 8, 8)]
    """
    found: list[Read] = []
    role_of = roles(source)
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef) and role_of[function.lineno] == "wire":
            names = function.args
            parameters = {
                each.arg
                for each in (*names.posonlyargs, *names.args, *names.kwonlyargs)
            }
            for statement in function.body:
                found += _reads(source, statement, parameters)
    return found


def _reads(source: str, node: ast.AST, parameters: set[str]) -> Iterator[Read]:
    if isinstance(node, ast.FunctionDef):
        return
    chain = _chain(node) if isinstance(node, ast.expr) else None
    if chain is not None and chain[0] in parameters:
        root, keys, kinds = chain
        text = ast.get_source_segment(source, node) or ""
        kind = next(each for each in (CALL, BRACKET, DOT) if each in kinds)
        typed = "".join(text.split())
        # Names hold neither quotes nor brackets; an underscore in one needs the shift key.
        syntax = len(typed) - len(root) - sum(map(len, keys))
        names = "".join([root, *keys])
        yield Read(
            text,
            kind,
            syntax,
            _of(typed, CLOSED),
            _of(typed, SHIFT) - _of(names, SHIFT),
        )
        return
    for child in ast.iter_child_nodes(node):
        yield from _reads(source, child, parameters)


def _of(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _chain(node: ast.expr) -> tuple[str, list[str], set[str]] | None:
    """Take an expression apart into its start, the names of settings, and the kinds of access."""
    match node:
        case ast.Attribute(value=value, attr=name, ctx=ast.Load()):
            inner, keys, kinds = _start(value)
            return (inner, [*keys, name], {*kinds, DOT}) if inner else None
        case ast.Subscript(value=value, slice=ast.Constant(value=str() as key)) if (
            isinstance(node.ctx, ast.Load)
        ):
            inner, keys, kinds = _start(value)
            return (inner, [*keys, key], {*kinds, BRACKET}) if inner else None
        case ast.Call(func=ast.Attribute(value=value), args=[*arguments], keywords=[]):
            words = [
                each.value
                for each in arguments
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            inner, keys, kinds = _start(value)
            if inner and words and len(words) == len(arguments):
                return inner, [*keys, *words], {*kinds, CALL}
    return None


def _start(node: ast.expr) -> tuple[str, list[str], set[str]]:
    if isinstance(node, ast.Name):
        return node.id, [], set()
    return _chain(node) or ("", [], set())
