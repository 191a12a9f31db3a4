"""Where the text of a setting is made something else, by the program's source.

``float(args.lr)``, ``args.lr = int(args.lr)``, ``[int(x) for x in args.layers.split(",")]``,
and the same through names, attributes, keys and functions of the program.
"""

import ast
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from configbench.audit.source.passing import parameters
from configbench.audit.source.trees import (
    Forest,
    Function,
    Node,
    Scope,
    Tree,
    argument,
    last_name,
    literal,
)
from configbench.audit.truths import FALSE, TRUE

EXECUTES = {"eval", "exec"}

#: Functions that make something else of a text: by their own names,
_BUILTIN = {"int", "float", "complex", *EXECUTES}
#: and in whatever module they are.
_CONVERTS = {
    *("Decimal", "Fraction", "strtobool", "literal_eval", "loads", "safe_load"),
    *("full_load", "float16", "float32", "float64", "int8", "int16", "int32", "int64"),
    *("to_numeric", "fromstring", "timedelta", "Timedelta", "TypeAdapter"),
}
#: What is called as if it did.
_CALLED_SO = re.compile(
    r"(?:to|as|parse|str|text|string)_?2?_?(?:int|float|num|number|bool|boolean|list|tuple)s?$",
    re.IGNORECASE,
)
#: Methods of what was typed that do.
_METHODS = {"astype"}

#: Calls whose result is the text still, or pieces of it.
_KEEPS = {
    *("str", "strip", "lstrip", "rstrip", "lower", "upper", "replace", "split"),
    *("rsplit", "splitlines", "partition", "list", "tuple", "set", "sorted", "zip"),
    *("enumerate", "format", "join", "removeprefix", "removesuffix", "reversed"),
    *("get", "pop", "title", "capitalize", "casefold"),
}

#: Texts of which one is compared with what was typed where somebody takes it for a truth.
_TRUTHS = {*TRUE, *FALSE, "none"}


class Way(Enum):
    """How far a value is followed."""

    #: Through all that may carry it: names, functions, attributes, keys.
    FAR = auto()
    #: Through names and functions of the program.
    NEAR = auto()
    #: The same, and only where it surely is the text that was typed.
    SURE = auto()


@dataclass(frozen=True)
class _Carrier:
    """What has the value: a name in a scope, an attribute, a key, what a function returns."""

    kind: str
    name: str
    tree: Tree | None = None
    scope: Scope | None = None
    base: str = ""


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
    way
        How far.
    """

    def __init__(self, forest: Forest, begins: Iterable[Node], way: Way) -> None:
        self._forest = forest
        self._way = way
        self._waiting = deque(begins)
        self._climbed: set[ast.AST] = set()
        self._known: set[_Carrier] = set()

    def conversions(self) -> Iterator[Node]:
        """Yield what makes something else of it, the nearest first."""
        while self._waiting:
            at = self._waiting.popleft()
            # From an expression on, the way is the same whatever it was come from.
            while at.node not in self._climbed:
                self._climbed.add(at.node)
                above = at.above()
                if above is None:
                    break
                if self._is_conversion(at.node, above.node):
                    yield above
                    break
                if not self._carries(at, above):
                    break
                at = above

    def _is_conversion(self, node: ast.AST, above: ast.AST) -> bool:
        match above:
            case ast.Call() as call:
                if call.func is node:
                    return last_name(node) in _METHODS
                return converts(call)
            case ast.Compare() as compare:
                return _compares_truth(compare)
            # `{"true": True}[args.x]`
            case ast.Subscript(value=ast.Dict()):
                return True
        return False

    def _carries(self, at: Node, above: Node) -> bool:
        """Whether what holds the value has it still; whatever else gets it is remembered."""
        node = at.node
        match above.node:
            case ast.Call() as call:
                if last_name(call.func) in _KEEPS:
                    return True
                if call.func is not node:
                    self._hand(call, above.tree, node, "")
            case ast.keyword(arg=name):
                outer = above.above()
                if outer is not None and isinstance(outer.node, ast.Call):
                    self._hand(outer.node, above.tree, node, name or "")
                    self._put(_Carrier("key", name or ""))
            case ast.Attribute():
                return True  # a method of the text, or nothing that is known
            case ast.Subscript(value=value, slice=index) if value is node:
                # A text has no keys: what has is something else by now.
                return self._way is not Way.SURE or literal(index) is None
            case ast.Tuple(elts=elements) if self._is_unpacked(elements, at, above):
                return False
            case ast.BoolOp() | ast.Tuple() | ast.List() | ast.Set() | ast.Starred():
                return True
            case (
                ast.FormattedValue()
                | ast.JoinedStr()
                | ast.BinOp(op=ast.Add() | ast.Mod())
            ):
                return True
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.Await():
                return True
            case ast.IfExp(test=test):
                return test is not node
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if value is node and literal(key) is not None:
                        self._put(_Carrier("key", str(literal(key))))
            case ast.NamedExpr(target=target):
                self._assign(target, above)
                return True
            case ast.comprehension(target=into, iter=gone_through):
                if gone_through is node:
                    self._assign(into, above)
            case ast.For(target=into, iter=gone_through) if gone_through is node:
                self._assign(into, above)
            case ast.Assign(targets=targets):
                for each in targets:
                    self._assign(each, above)
            case ast.AnnAssign(target=annotated):
                self._assign(annotated, above)
            case ast.Return():
                function = above.tree.function(above.node)
                if function is not None:
                    self._put(_Carrier("call", function.name))
        return False

    def _is_unpacked(self, elements: list[ast.expr], at: Node, above: Node) -> bool:
        """Whether it is one of several that are each put into a name: `a, b = args.a, args.b`."""
        statement = above.above()
        if statement is None or not isinstance(statement.node, ast.Assign):
            return False
        place = elements.index(at.node)  # type: ignore[arg-type]
        for target in statement.node.targets:
            if not isinstance(target, ast.Tuple) or len(target.elts) != len(elements):
                return False
            self._assign(target.elts[place], statement)
        return True

    # -- who has it then --------------------------------------------------------------------------

    def _assign(self, target: ast.expr, at: Node) -> None:
        match target:
            case ast.Name(id=name):
                self._name(at.tree, at.tree.home(target, name), name)
            case ast.Attribute(value=ast.Name(id=base), attr=name):
                # What an instance has, its own file tells.
                tree = at.tree if base in {"self", "cls"} else None
                self._put(_Carrier("attribute", name, tree, base=base))
            case ast.Subscript(slice=index) if literal(index) is not None:
                self._put(_Carrier("key", str(literal(index))))
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                for each in elements:
                    self._assign(each, at)
            case ast.Starred(value=value):
                self._assign(value, at)

    def _name(self, tree: Tree, scope: Scope, name: str) -> None:
        if self._way is Way.SURE:
            # Of a name that is given something else, too, it is not sure.
            puts = sum(
                each.tree is tree and tree.home(each.node, name) is scope
                for each in self._forest.puts(name)
            )
            given = isinstance(scope, Function) and name in parameters(scope)
            if puts + given > 1:
                return
        self._put(_Carrier("name", name, tree, scope))

    def _hand(self, call: ast.Call, tree: Tree, node: ast.AST, keyword: str) -> None:
        """The value is an argument: of a function of the program, its parameter carries it."""
        if self._way is Way.SURE and not isinstance(call.func, ast.Name):
            return
        defined = self._forest.defined(last_name(call.func))
        if len(defined) > 1:
            # Of several of a name, that of the same file is meant.
            defined = [each for each in defined if each.tree is tree] or defined
        for each in defined:
            for function in _functions(each.node):
                name = keyword
                if not keyword and node in call.args:
                    place = call.args.index(node)
                    bound = isinstance(each.tree.scopes[function], ast.ClassDef)
                    names = [*parameters(function), *("" for _ in call.args), ""]
                    name = names[place + bound]
                if name:
                    self._name(each.tree, function, name)
            if keyword and isinstance(each.node, ast.ClassDef):
                self._put(_Carrier("attribute", keyword))

    def _put(self, carrier: _Carrier) -> None:
        far = carrier.kind != "name"
        if (
            not carrier.name
            or carrier in self._known
            or (far and self._way is not Way.FAR)
        ):
            return
        self._known.add(carrier)
        self._waiting.extend(self._expressions(carrier))

    def _expressions(self, carrier: _Carrier) -> Iterator[Node]:
        match carrier:
            case _Carrier(kind="attribute", name=name, tree=tree, base=base):
                for each in self._forest.attributes(name):
                    assert isinstance(each.node, ast.Attribute)  # noqa: S101  for the reader
                    of = last_name(each.node.value)
                    if tree in {None, each.tree} and base in {"", of}:
                        yield each
            case _Carrier(kind="key", name=name):
                for each in reads(self._forest, name):
                    if not isinstance(each.node, ast.Attribute):
                        yield each
            case _Carrier(kind="call", name=name):
                yield from self._forest.calls(name)
            case _Carrier(name=name, tree=tree, scope=scope):
                for each in self._forest.names(name):
                    if each.tree is tree and each.tree.home(each.node, name) is scope:
                        yield each


def converted_in_loop(loop: Node) -> str | None:
    """Return where a loop converts what it goes through, if it does.

    ``for key, value in vars(args).items(): … float(value)``.
    """
    assert isinstance(loop.node, ast.For | ast.AsyncFor | ast.comprehension)  # noqa: S101
    carried = {
        each.id for each in ast.walk(loop.node.target) if isinstance(each, ast.Name)
    }
    above = loop.above()
    body = above if above and isinstance(loop.node, ast.comprehension) else loop
    for each in ast.walk(body.node):
        if (
            isinstance(each, ast.Call)
            and converts(each)
            and any(
                isinstance(part, ast.Name) and part.id in carried
                for part in ast.walk(each)
            )
        ):
            return Node(loop.tree, each).where
    return None


def converts(call: ast.Call) -> bool:
    """Whether a call makes something else of a text; ``map(int, …)`` does."""
    function = call.func
    if last_name(function) == "map" and call.args:
        function = call.args[0]
    name = last_name(function)
    if isinstance(function, ast.Name) and name in _BUILTIN:
        return True
    # `yaml.load` reads a text, `torch.load` a file.
    reads_text = (
        isinstance(function, ast.Attribute) and last_name(function.value) == "yaml"
    )
    return (
        name in _CONVERTS
        or (reads_text and name == "load")
        or bool(_CALLED_SO.search(name))
    )


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
