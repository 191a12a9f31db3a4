"""What the program's own sources tell of its parses: where others are written."""

import ast

from . import own

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Site = tuple[str, int]

#: Methods that return what was typed, whatever they are called on.
PARSES = frozenset(
    {
        *("parse_args", "parse_known_args", "parse_intermixed_args"),
        *("parse_known_intermixed_args", "parse_args_into_dataclasses"),
    }
)
#: Those, and methods that put it into what they are called on.
_METHODS = PARSES | {"merge_with", "merge_with_dotlist", "merge_with_cli"}
#: Functions that parse, with what they are called on.
_FUNCTIONS = frozenset(
    {
        *("tyro.cli", "simple_parsing.parse", "draccus.parse", "pyrallis.parse"),
        *("OmegaConf.merge", "OmegaConf.unsafe_merge", "jsonargparse.CLI"),
        *("jsonargparse.auto_cli", "fire.Fire", "hydra.compose", "docopt.docopt"),
        *("getopt.getopt", "getopt.gnu_getopt"),
    }
)

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)

#: Trees by file.
_TREES: "dict[str, Any]" = {}


def _tree(file: str) -> "Any":
    if file not in _TREES:
        try:
            with open(file, "rb") as there:
                _TREES[file] = ast.parse(there.read())
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            _TREES[file] = None
    return _TREES[file]


def _parses(node: "Any") -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr in _METHODS:
        return not _is_super(function.value)
    on = function.value
    return isinstance(on, ast.Name) and f"{on.id}.{function.attr}" in _FUNCTIONS


def _is_super(node: "Any") -> bool:
    """Whether this is ``super()``: the method of a parser that is a class of the program's."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "super"
    )


class _Parse:
    """A call site: its lines, and the function that it is in, by name and position."""

    def __init__(self, file: str, node: "Any", scope: "Any", *, guarded: bool) -> None:
        self.file, self.scope, self.guarded = file, scope, guarded
        self.first, self.last = node.lineno, node.end_lineno or node.lineno


def _parses_in(file: str) -> "list[_Parse]":
    found = []
    todo: list[Any] = [(_tree(file), None, False)]
    while todo:
        node, scope, guarded = todo.pop()
        if node is None:
            continue
        if _parses(node):
            found.append(_Parse(file, node, scope, guarded=guarded))
        inner = node if isinstance(node, _SCOPES) else scope
        guarded = guarded or _is_guard(node)
        todo += [(child, inner, guarded) for child in ast.iter_child_nodes(node)]
    return found


def _is_guard(node: "Any") -> bool:
    """Whether this is ``if __name__ == "__main__"``."""
    if not isinstance(node, ast.If) or not isinstance(node.test, ast.Compare):
        return False
    sides = [node.test.left, *node.test.comparators]
    return any(isinstance(each, ast.Name) and each.id == "__name__" for each in sides)


def _mentioned(files: "list[str]") -> "set[str]":
    """Return the names that are used anywhere, definitions aside."""
    found = set()
    for file in files:
        for node in _walk(file):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
    return found


def following(site: "Site", done: "set[Site]") -> str:
    """Return where another parse is written that may follow; nothing if none is.

    Those that have returned do not follow, nor what stands above in the same function, nor what is
    in a function that nothing mentions, or in ``if __name__ == "__main__"`` of a module.
    """
    files = own.files()
    every = [each for file in files for each in _parses_in(file)]
    here = [each for each in every if _holds(each, site)]
    mentioned: set[str] | None = None
    for each in every:
        if each in here or any(_holds(each, other) for other in done):
            continue
        if each.guarded and each.file != _main():
            continue
        if any(_above(each, one) for one in here):
            continue
        name = getattr(each.scope, "name", None)
        if name is not None:
            if mentioned is None:
                mentioned = _mentioned(files)
            if name not in mentioned:
                continue
        return f"{each.file}:{each.first}"
    return ""


def within(site: "Site", name: str) -> bool:
    """Whether what a call of that name returns is handed to another parse, in one expression.

    ``OmegaConf.merge(defaults, OmegaConf.from_cli())``
    """
    file, line = site
    return any(
        inner is not node and _is_call_of(inner, name)
        for node in _walk(file)
        if _parses(node) and node.lineno <= line <= (node.end_lineno or line)
        for inner in ast.walk(node)
    )


def _is_call_of(node: "Any", name: str) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == name


def _main() -> str:
    import sys

    main = sys.modules.get("__main__")
    return own.real(str(getattr(main, "__file__", "")))


def _holds(each: _Parse, site: "Site") -> bool:
    return each.file == site[0] and each.first <= site[1] <= each.last


def _above(each: _Parse, here: _Parse) -> bool:
    return (
        each.file == here.file and each.scope is here.scope and each.first <= here.first
    )


def literal(site: "Site", position: int, name: str) -> bool:
    """Whether the words are written down in a call: ``parse_args([])``, ``parse_args(["--x"])``."""
    file, line = site
    for node in _walk(file):
        if not _parses(node) or not node.lineno <= line <= (node.end_lineno or line):
            continue
        given = [*node.args[position : position + 1]]
        given += [each.value for each in node.keywords if each.arg == name]
        if any(map(_is_written, given)):
            return True
    return False


def _is_written(node: "Any") -> bool:
    if isinstance(node, (ast.List, ast.Tuple)):
        return all(isinstance(each, ast.Constant) for each in node.elts)
    text = getattr(node, "value", None)
    if isinstance(node, ast.Constant):
        return isinstance(text, str)
    # A text that is split.
    function = getattr(node, "func", None)
    return isinstance(function, ast.Attribute) and _is_written(function.value)


def declared(file: str, cls: str, names: "list[str]") -> "dict[str, int]":
    """Return the lines on which a class declares its fields, by name."""
    found: dict[str, int] = {}
    for node in _walk(file):
        if isinstance(node, ast.ClassDef) and node.name == cls:
            for each in node.body:
                target = getattr(each, "target", None)
                if isinstance(target, ast.Name) and target.id in names:
                    found.setdefault(target.id, each.lineno)
    return found


def parameters(file: str, line: int, name: str) -> "dict[str, int]":
    """Return the lines on which a function declares its parameters, by name."""
    for node in _walk(file):
        if getattr(node, "name", None) != name or not isinstance(node, _SCOPES):
            continue
        above = getattr(node, "decorator_list", ())
        first = [node.lineno, *(each.lineno for each in above)]
        if line in first:
            given = node.args
            every = [*getattr(given, "posonlyargs", ()), *given.args, *given.kwonlyargs]
            return {each.arg: each.lineno for each in every}
    return {}


def _walk(file: str) -> "Iterator[Any]":
    tree = _tree(file)
    return iter(()) if tree is None else ast.walk(tree)
