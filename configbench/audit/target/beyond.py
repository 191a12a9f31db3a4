"""Where a program is done with a configuration file that it reads: by its syntax trees; pure.

From the line that opens the file it is followed as the program goes on: through what takes what was
read apart, merges and checks it, and out of functions that hand it back, up to the first statement
that does something with it.  That is the place.  It is a guess, which a run then confirms.
"""

import ast
import builtins
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

from configbench.audit.model import Read
from configbench.audit.source.trees import blocks, parsed, read

#: Words of the names of what handles settings, and of what only says something.
_HANDLES = frozenset(
    {
        *("merge", "update", "override", "overrides", "overwrite", "load", "read"),
        *("loads", "construct", "attr", "map", "box", "recursive", "flatten"),
        *("parse", "config", "configs", "configuration", "configure", "cfg", "conf"),
        *("opt", "opts", "option", "options", "arg", "args", "argument", "arguments"),
        *("set", "setattr", "setdefault", "default", "defaults", "validate", "check"),
        *("verify", "convert", "cast", "coerce", "resolve", "expand", "normalize"),
        *("freeze", "defrost", "interpolate", "dict", "easydict", "namespace", "param"),
        *("params", "hparam", "hparams", "struct", "structured", "create", "copy"),
        *("deepcopy", "pop", "add", "extend", "append", "settings", "schema", "asdict"),
        *("from", "replace", "apply", "fill", "munch", "bunch", "container", "known"),
        *("dotenv", "environ", "env", "getenv"),
    }
)
_SAYS = frozenset(
    {
        *("print", "pprint", "log", "info", "debug", "warning", "warn", "dump"),
        *("write", "error", "exit", "abort", "fatal"),
    }
)
#: Words of the names of what works with settings, whatever else is in them.
_WORKS = frozenset(
    {
        *("main", "run", "train", "fit", "evaluate", "start", "launch", "trainer"),
        *("worker", "pipeline", "experiment"),
    }
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_BUILTINS = frozenset(dir(builtins))
_DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

#: The blocks around a statement, outermost first, each with its number there.
_Path = tuple[tuple[list[ast.stmt], int], ...]


class _Does(Enum):
    """What a statement does with what was read."""

    NOTHING = "nothing"
    HANDLES = "handles"
    RETURNS = "returns"
    WORKS = "works"


def behind(opened: Read) -> Iterator[str]:
    """Yield places, ``/FILE:LINE`` or ``/FILE:FUNCTION``, behind what opens a file, best first.

    Parameters
    ----------
    opened
        The file, and the lines that stand around its opening.
    """
    inner: list[str] = []
    returned = False
    for number, (where, function) in enumerate(
        zip(opened.stack, opened.functions, strict=True)
    ):
        name, _, line = where.rpartition(":")
        content = read(Path(name))
        tree = None if content is None else parsed(content)
        path = () if tree is None else _path(tree.body, int(line))
        if tree is None or not path:
            break
        whole = function == "<module>"
        entered = _entered(_at(path), tree)
        # What opens it need not hand it to what is called by the same statement.
        hands = isinstance(_at(path), ast.Expr) or number
        if entered and hands and entered != _inner(opened, number):
            inner.append(f"{name}:{entered}")
            break
        place, does, works = _followed(path, returned=returned)
        if place:
            inner.append(f"{name}:{place}")
        if works is not None and (into := _entered(works, tree)):
            inner.append(f"{name}:{into}")
        if does is _Does.WORKS or (does is _Does.NOTHING and whole and number):
            break
        returned = does is _Does.RETURNS
    yield from dict.fromkeys(reversed(inner))


def _inner(opened: Read, number: int) -> str:
    """Return the function that a line around the opening calls, if that is the program's."""
    return opened.functions[number - 1] if number else ""


def _followed(path: _Path, *, returned: bool) -> tuple[int, _Does, ast.stmt | None]:
    """Return the line behind the last statement that handles what was read, and what is there.

    And the statement that works with it, if the two follow each other.  No line if it goes on to
    the end of the function.
    """
    begins = _at(path)
    held = _held(begins, returned=returned)
    if isinstance(begins, ast.Return):
        return (0 if returned else begins.lineno), _Does.RETURNS, None
    rest = [*_rest(path)]
    place = rest[0].lineno if rest else 0
    for number, each in enumerate(rest):
        does = _does(each, held)
        if does is _Does.RETURNS:
            return each.lineno, does, None
        if does is _Does.WORKS:
            return place, does, each
        if does is _Does.HANDLES:
            held |= _bound(each) | _changed(each)
            place = rest[number + 1].lineno if rest[number + 1 :] else 0
    return place, _Does.NOTHING, None


# -- where it begins ------------------------------------------------------------------------------


def _path(block: list[ast.stmt], line: int) -> _Path:
    """Return the way to the innermost statement of a line, within its function."""
    for number, each in enumerate(block):
        if not each.lineno <= line <= (each.end_lineno or each.lineno):
            continue
        here = ((block, number),)
        for inner in blocks(each):
            if found := _path(inner, line):
                return found if isinstance(each, _DEFINITION) else (*here, *found)
        return here
    return ()


def _at(path: _Path) -> ast.stmt:
    block, number = path[-1]
    return block[number]


def _rest(path: _Path) -> Iterator[ast.stmt]:
    """Yield the statements that follow, outwards from one, up to the end of the function."""
    begins = _at(path)
    if isinstance(begins, ast.With | ast.AsyncWith):
        yield from begins.body
    for block, number in reversed(path):
        yield from block[number + 1 :]


def _held(begins: ast.stmt, *, returned: bool) -> set[str]:
    """Return the names that hold what was read once a statement is done."""
    bound = _bound(begins, header=True)
    if bound or returned:
        return bound
    return {
        each.id
        for each in _own(begins)
        if isinstance(each, ast.Name) and each.id not in _BUILTINS
    } | {"os", "environ", "getenv"}


def _entered(statement: ast.stmt, tree: ast.Module) -> str:
    """Return the function of the file that a statement calls with what it makes for it there."""
    call = getattr(statement, "value", None)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return ""
    inner = [*call.args, *(one.value for one in call.keywords)]
    name = call.func.id
    known = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
    given = (ast.Name, ast.Constant)
    makes = any(not isinstance(each, given) for each in inner)
    return name if name in known and makes else ""


# -- what a statement does ------------------------------------------------------------------------


def _does(statement: ast.stmt, held: set[str]) -> _Does:
    if isinstance(statement, (*_DEFINITION, ast.Import, ast.ImportFrom)):
        return _Does.NOTHING
    if isinstance(statement, ast.Return):
        return _Does.RETURNS if _mentions(statement, held) else _Does.WORKS
    if isinstance(statement, ast.Raise):
        return _Does.HANDLES
    if not _mentions(statement, held):
        return _Does.NOTHING
    if any(True for _ in blocks(statement)):
        return _compound(statement, held)
    return _simple(statement, held)


def _compound(statement: ast.stmt, held: set[str]) -> _Does:
    """Return what a statement with others in it does: any that works makes it work."""
    if isinstance(statement, ast.While):
        return _Does.WORKS
    head = _works_in(_own(statement), held)
    ranged = isinstance(statement, ast.For) and any(
        isinstance(each, ast.Call) and _name(each) in {"range", "trange"}
        for each in ast.walk(statement.iter)
    )
    if head or ranged:
        return _Does.WORKS
    known = held | _bound(statement, header=True)
    inner = set()
    for block in blocks(statement):
        for each in block:
            inner.add(_does(each, known))
            known |= _bound(each) | _changed(each)
    if _Does.WORKS in inner:
        return _Does.WORKS
    return _Does.HANDLES if inner - {_Does.NOTHING} else _Does.NOTHING


def _simple(statement: ast.stmt, held: set[str]) -> _Does:
    if isinstance(statement, ast.Expr):
        call = statement.value
        call = call.value if isinstance(call, ast.Await) else call
        if not isinstance(call, ast.Call):
            return _Does.NOTHING
        words = _words(call)
        if words & _SAYS and not _works_in(_below(call), held):
            return _Does.HANDLES if words & {"exit", "error"} else _Does.NOTHING
        if words & _WORKS or not words & _HANDLES:
            return _Does.WORKS
        return _Does.HANDLES
    again = bool(_bound(statement) & held)
    if not again and _works_in(_own(statement), held):
        return _Does.WORKS
    return _Does.HANDLES


def _works_in(nodes: Iterator[ast.AST], held: set[str]) -> bool:
    """Whether any call gets all that was read, and is none that handles it."""
    for each in nodes:
        if not isinstance(each, ast.Call) or _name(each) in _BUILTINS:
            continue
        whole = any(
            isinstance(one, ast.Name) and one.id in held
            for one in [*each.args, *(key.value for key in each.keywords if key.arg)]
        )
        words = _words(each)
        if whole and (words & _WORKS or not words & _HANDLES):
            return True
    return False


def _mentions(statement: ast.stmt, held: set[str]) -> bool:
    return any(
        isinstance(each, ast.Name) and each.id in held for each in ast.walk(statement)
    )


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield what is in a statement itself, and not in the blocks below it."""
    for each in ast.iter_child_nodes(statement):
        if not isinstance(each, ast.stmt | ast.excepthandler | ast.match_case):
            yield from ast.walk(each)


def _below(node: ast.AST) -> Iterator[ast.AST]:
    for each in ast.iter_child_nodes(node):
        yield from ast.walk(each)


def _bound(statement: ast.stmt, *, header: bool = False) -> set[str]:
    """Return the names into which a statement puts something, or into a part of which it does."""
    nodes = _own(statement) if header else ast.walk(statement)
    found = set()
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(
            node.ctx, ast.Store
        ):
            found |= _root(node)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
    return found


def _changed(statement: ast.stmt) -> set[str]:
    """Return the names that calls of a statement may change: ``args`` of ``args.update(x)``."""
    found: set[str] = set()
    for node in ast.walk(statement):
        call = node.value if isinstance(node, ast.Expr) else None
        if isinstance(call, ast.Call):
            owner = call.func.value if isinstance(call.func, ast.Attribute) else None
            inner = ast.walk(owner) if owner is not None else iter(())
            names = [*inner, *call.args]
            found |= {each.id for each in names if isinstance(each, ast.Name)}
    return found - _BUILTINS


def _root(node: ast.AST) -> set[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _name(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else ""


def _words(call: ast.Call) -> set[str]:
    """Return the words of the name of what is called, small, those of a class before it too.

    >>> call = ast.parse("OmegaConf.to_container(x)").body[0].value
    >>> sorted(_words(call))
    ['conf', 'container', 'omega', 'to']
    """
    function = call.func
    names: Sequence[str] = ()
    if isinstance(function, ast.Name):
        names = [function.id]
    elif isinstance(function, ast.Attribute):
        owner = function.value
        before = owner.attr if isinstance(owner, ast.Attribute) else ""
        before = owner.id if isinstance(owner, ast.Name) else before
        names = [function.attr, *([before] if before[:1].isupper() else [])]
    return {word.lower() for name in names for word in _WORD.findall(name)}
