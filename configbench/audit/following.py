"""Where the text of a setting is made something else, by the program's source.

``float(args.lr)``, ``args.lr = int(args.lr)``, ``[int(x) for x in args.layers.split(",")]``,
and the same through names, attributes, keys and functions of the program.  What may carry the value
counts as carrying it: a conversion that is seen and is none costs a missed finding, no false one.
"""

import ast
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from configbench.audit.passing import parameters
from configbench.audit.trees import (
    Forest,
    Function,
    Node,
    Scope,
    Tree,
    argument,
    last_name,
    literal,
)

#: What makes something else of a text.
_CONVERTS = {
    *("int", "float", "complex", "Decimal", "Fraction", "strtobool", "array"),
    *("literal_eval", "eval", "exec", "loads", "load", "safe_load", "full_load"),
    *("float16", "float32", "float64", "int8", "int16", "int32", "int64", "astype"),
    *("tensor", "to_numeric", "fromstring", "strptime", "timedelta", "Timedelta"),
}

#: And what is called as if it did.
_CALLED_SO = re.compile(
    r"(?:^|_)(?:parse|convert|cast|coerce)|(?:^|_|2)to_(?:int|float|num|bool)"
    r"|2(?:int|float|num|bool|list|tuple)|(?:^|_)as(?:int|float|bool)",
    re.IGNORECASE,
)

#: Calls whose result is the text still, or pieces of it.
_KEEPS = {
    *(
        "str",
        "strip",
        "lstrip",
        "rstrip",
        "lower",
        "upper",
        "replace",
        "split",
        "rsplit",
    ),
    *("splitlines", "partition", "list", "tuple", "set", "sorted", "enumerate", "zip"),
    *("format", "join", "removeprefix", "removesuffix", "get", "pop", "reversed"),
}

#: Texts of which one is compared with what was typed where somebody takes it for a truth.
_TRUTHS = {
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "1",
    "0",
    "y",
    "n",
    "t",
    "f",
    "none",
}

EXECUTES = {"eval", "exec"}


@dataclass(frozen=True)
class _Name:
    """A name in a scope, an attribute, a key, what a function returns: whatever carries it."""

    kind: str
    name: str
    tree: Tree | None = None
    scope: Scope | None = None


def reads(forest: Forest, name: str) -> list[Node]:
    """Return where a setting is read by its name: ``x.lr``, ``x["lr"]``, ``getattr(x, "lr")``."""
    found = list(forest.attributes(name))
    for each in forest.texts(name):
        above = each.above()
        match above.node if above is not None else None:
            case ast.Subscript(slice=index, ctx=ast.Load()) if index is each.node:
                found.append(Node(each.tree, above.node))  # type: ignore[union-attr]
            case ast.Call() as call if _takes_name(call, each.node):
                found.append(Node(each.tree, call))
    return found


def _takes_name(call: ast.Call, text: ast.AST) -> bool:
    by = last_name(call.func)
    if by in {"getattr", "hasattr"}:
        return argument(call, 1) is text
    return by in {"get", "pop"} and argument(call, 0) is text


class Following:
    """Follows one value through a program.

    Parameters
    ----------
    forest
        The program.
    begins
        Expressions that are the value.
    strictly
        Follow what surely is the text alone, not what some function makes of it.
    """

    def __init__(
        self, forest: Forest, begins: Iterable[Node], *, strictly: bool = False
    ) -> None:
        self._forest = forest
        self._strictly = strictly
        self._waiting = deque(begins)
        self._climbed: set[tuple[ast.AST, bool]] = set()
        self._known: set[_Name] = set()

    def conversions(self) -> Iterator[Node]:
        """Yield what makes something else of it, the nearest first."""
        while self._waiting:
            yield from self._climb(self._waiting.popleft())

    def _climb(self, at: Node) -> Iterator[Node]:
        """Look at all that is around an expression, up to its statement."""
        kept = True
        above = at.above()
        # From an expression on, the way is the same whatever it was come from.
        while above is not None and (at.node, kept) not in self._climbed:
            self._climbed.add((at.node, kept))
            match above.node:
                case ast.Call() as call:
                    if _converts(call):
                        yield above
                        kept = False
                    elif last_name(call.func) not in _KEEPS:
                        if kept and at.node is not call.func:
                            self._hand(call, at, "")
                        kept = False
                case ast.keyword(arg=name):
                    outer = above.above()
                    if kept and outer is not None and isinstance(outer.node, ast.Call):
                        self._hand(outer.node, at, name or "")
                        self._put(_Name("key", name or ""))
                case ast.Compare() as compare:
                    if _compares_truth(compare):
                        yield above
                    kept = False
                case ast.Subscript(value=ast.Dict()):
                    yield above
                case ast.Dict(keys=keys, values=values):
                    for key, value in zip(keys, values, strict=True):
                        if kept and value is at.node and literal(key) is not None:
                            self._put(_Name("key", str(literal(key))))
                case ast.NamedExpr(target=target):
                    if kept:
                        self._assign(target, above)
                case ast.comprehension(target=target) | ast.For(target=target):
                    if kept:
                        self._assign(target, above)
                    return
                case ast.stmt() as statement:
                    if kept:
                        self._end(statement, above)
                    return
            if self._strictly and not kept:
                return
            at, above = above, above.above()

    def _end(self, statement: ast.stmt, at: Node) -> None:
        """See what a statement makes of an expression that carries the value."""
        match statement:
            case ast.Assign(targets=targets):
                for target in targets:
                    self._assign(target, at)
            case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
                self._assign(target, at)
            case ast.Return():
                function = at.tree.function(statement)
                if function is not None:
                    self._put(_Name("call", function.name))

    def _assign(self, target: ast.expr, at: Node) -> None:
        match target:
            case ast.Name(id=name):
                self._put(_Name("name", name, at.tree, at.tree.home(target, name)))
            case ast.Attribute(attr=name):
                self._put(_Name("attribute", name))
            case ast.Subscript(slice=index) if literal(index) is not None:
                self._put(_Name("key", str(literal(index))))
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                for each in elements:
                    self._assign(each, at)
            case ast.Starred(value=value):
                self._assign(value, at)

    def _hand(self, call: ast.Call, at: Node, keyword: str) -> None:
        """The value is an argument: of a function of the program, its parameter carries it."""
        for each in self._forest.defined(last_name(call.func)):
            for function in _functions(each.node):
                name = keyword
                if not keyword and at.node in call.args:
                    place = call.args.index(at.node)
                    bound = isinstance(each.tree.scopes[function], ast.ClassDef)
                    names = [*parameters(function), *("" for _ in call.args), ""]
                    name = names[place + bound]
                if name:
                    self._put(_Name("name", name, each.tree, function))
            if keyword and isinstance(each.node, ast.ClassDef):
                self._put(_Name("attribute", keyword))

    def _put(self, name: _Name) -> None:
        loosely = name.kind != "name"
        if not name.name or name in self._known or (loosely and self._strictly):
            return
        self._known.add(name)
        match name.kind:
            case "attribute" | "key":
                self._waiting.extend(reads(self._forest, name.name))
            case "call":
                self._waiting.extend(self._forest.calls(name.name))
            case "name":
                self._waiting.extend(
                    each
                    for each in self._forest.names(name.name)
                    if each.tree is name.tree
                    and each.tree.home(each.node, name.name) is name.scope
                )


def converted_in_loops(forest: Forest, among: set[ast.AST]) -> str | None:
    """Return where a loop converts what it goes through, if ``among`` is in its head.

    ``for key, value in vars(args).items(): … float(value)``.
    """
    for loop in forest.loops:
        assert isinstance(loop.node, ast.For | ast.AsyncFor | ast.comprehension)  # noqa: S101
        if among.isdisjoint(ast.walk(loop.node.iter)):
            continue
        carried = {
            each.id for each in ast.walk(loop.node.target) if isinstance(each, ast.Name)
        }
        above = loop.above()
        body = above if above and isinstance(loop.node, ast.comprehension) else loop
        for each in ast.walk(body.node):
            if (
                isinstance(each, ast.Call)
                and _converts(each)
                and any(
                    isinstance(part, ast.Name) and part.id in carried
                    for part in ast.walk(each)
                )
            ):
                return Node(loop.tree, each).where
    return None


def _converts(call: ast.Call) -> bool:
    """Whether a call makes something else of a text; ``map(int, …)`` does."""
    name = last_name(call.func)
    if name == "map" and call.args:
        name = last_name(call.args[0])
    return name in _CONVERTS or bool(_CALLED_SO.search(name))


def _functions(node: ast.AST) -> Iterator[Function]:
    """Yield a function, or what makes an instance of a class."""
    if isinstance(node, Function):
        yield node
    elif isinstance(node, ast.ClassDef):
        for each in node.body:
            if isinstance(each, Function) and each.name == "__init__":
                yield each


def _compares_truth(compare: ast.Compare) -> bool:
    """Whether something is compared with ``"True"``, or sought in ``("yes", "no")``."""
    for side in (compare.left, *compare.comparators):
        for each in ast.walk(side):
            text = literal(each)
            if text is not None and text.lower() in _TRUTHS:
                return True
    return False
