"""Where a program hands on what its parser returned, by its source: to whom, and out of sight.

Whoever has it as a whole may read any of its settings, ``vars(args)`` or a library's function: then
nobody can say that a setting is read by nothing.  So whatever is not known to be harmless counts as
out of sight, and names that may hold it count as holding it.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

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

#: What looks at a whole object, and at none of its settings.
_HARMLESS = {"print", "pprint", "isinstance", "type", "id", "bool"}
_LOGS = {"debug", "info", "warning", "error", "log"}

#: What takes the name of one attribute.
BY_NAME = {"getattr", "hasattr", "setattr", "delattr"}

#: What a function may be decorated with, that reads nothing of its arguments.
_DECORATORS = {
    *("staticmethod", "classmethod", "property", "record", "no_grad", "inference_mode"),
    *("lru_cache", "cache", "wraps"),
}


@dataclass(frozen=True)
class _Named:
    """A name in a scope that holds what was returned."""

    tree: Tree
    scope: Scope
    name: str


@dataclass(frozen=True)
class _Attribute:
    """An attribute of anything, that holds it."""

    name: str


@dataclass(frozen=True)
class _Returning:
    """Functions of a name, that return it."""

    name: str


_Holder = _Named | _Attribute | _Returning

#: A function, and how many parameters may stand before what is given first.
_Called = tuple[Node, tuple[int, ...]]


class Passing:
    """Follows what was returned through a program.

    Parameters
    ----------
    forest
        The program.
    begins
        Calls that return it, and functions that are called with it.

    Attributes
    ----------
    out_of_sight
        Where it is handed to what is not known, ``/FILE:LINE`` each.
    globally
        Files in which a name of the module holds it.
    """

    def __init__(self, forest: Forest, begins: list[Node]) -> None:
        self._forest = forest
        self.out_of_sight: list[str] = []
        self.globally: set[Tree] = set()
        #: Each expression that is it.
        self.holding: set[ast.AST] = set()
        self._known: set[_Holder] = set()
        self._waiting: list[_Holder] = []
        for each in begins:
            self._begin(each)
        while self._waiting:
            for node in self._expressions(self._waiting.pop()):
                self._follow(node)

    def _begin(self, at: Node) -> None:
        if not isinstance(at.node, Function):
            self._follow(at)
            return
        for name in parameters(at.node)[:1]:
            self._hold(_Named(at.tree, at.node, name))

    @cached_property
    def _own(self) -> set[str]:
        """What modules of the program are called, and their folders."""
        found = set[str]()
        for tree in self._forest.trees:
            found |= {tree.file.stem, tree.file.parent.name}
        return found

    # -- holders ----------------------------------------------------------------------------------

    def _hold(self, holder: _Holder) -> None:
        if holder in self._known:
            return
        self._known.add(holder)
        self._waiting.append(holder)
        # What a module or a class has is reached as an attribute, too.
        if isinstance(holder, _Named) and not isinstance(holder.scope, Function):
            self.globally.add(holder.tree)
            self._hold(_Attribute(holder.name))

    def _expressions(self, holder: _Holder) -> Iterator[Node]:
        match holder:
            case _Attribute(name=name):
                yield from self._forest.attributes(name)
            case _Returning(name=name):
                yield from self._forest.calls(name)
            case _Named():
                yield from self._named(holder)

    def _named(self, holder: _Named) -> Iterator[Node]:
        for each in self._forest.names(holder.name):
            home = each.tree.home(each.node, holder.name)
            # A name of another module may have been imported from the one that holds it.
            both_global = isinstance(holder.scope, ast.Module) and isinstance(
                home, ast.Module
            )
            if both_global or (each.tree is holder.tree and home is holder.scope):
                yield each

    # -- uses -------------------------------------------------------------------------------------

    def _follow(self, at: Node) -> None:
        """See what becomes of an expression that is it."""
        while at.node not in self.holding:
            self.holding.add(at.node)
            above = at.above()
            if above is None:
                return
            if not self._passes(at, above):
                return
            at = above

    def _passes(self, at: Node, above: Node) -> bool:
        """Whether what holds an expression is the same thing again; all else is dealt with here."""
        node = at.node
        match above.node:
            case ast.BoolOp() | ast.Tuple() | ast.Await():
                return True
            case ast.IfExp(test=test):
                return test is not node
            case ast.NamedExpr(target=name):
                self._assign(name, above)
                return True
            case ast.Assign(targets=targets):
                for target in targets:
                    self._assign(target, above)
            case ast.AnnAssign(target=annotated):
                self._assign(annotated, above)
            case ast.Attribute():
                self._attribute(above)
            case ast.Subscript(value=value, slice=index) if value is node:
                # `parse_known_args()[0]`
                if isinstance(index, ast.Constant) and isinstance(index.value, int):
                    return True
                if literal(index) is None:
                    self._lose(above)
            case ast.Return():
                self._return(above)
            case ast.Call() | ast.keyword():
                self._argument(at, above)
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()]):
                if literal(left) is None:
                    self._lose(above)
            case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
                pass
            case ast.FormattedValue():
                self._printed(above)
            case ast.Expr() | ast.UnaryOp(op=ast.Not()) | ast.Assert():
                pass
            case ast.If(test=test) | ast.While(test=test) if test is node:
                pass
            case _:
                self._lose(above)
        return False

    def _lose(self, at: Node) -> None:
        self.out_of_sight.append(at.where)

    def _assign(self, target: ast.expr, at: Node) -> None:
        match target:
            case ast.Name(id=name):
                self._hold(_Named(at.tree, at.tree.home(target, name), name))
            case ast.Attribute(attr=name):
                self._hold(_Attribute(name))
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                for each in elements:
                    self._assign(each, at)
            case ast.Starred(value=value):
                self._assign(value, at)
            case _:
                self._lose(at)

    def _attribute(self, at: Node) -> None:
        """One of its attributes is one setting; but what is called, or private, may be all."""
        assert isinstance(at.node, ast.Attribute)  # noqa: S101  for the reader
        above = at.above()
        called = (
            above is not None
            and isinstance(above.node, ast.Call)
            and above.node.func is at.node
        )
        if at.node.attr in {"get", "pop"} and called:
            assert above is not None  # noqa: S101  for the reader
            assert isinstance(above.node, ast.Call)  # noqa: S101
            if literal(argument(above.node, 0)) is not None:
                return
        if called or at.node.attr.startswith("_"):
            self._lose(at)

    def _return(self, at: Node) -> None:
        function = at.tree.function(at.node)
        if function is None:
            self._lose(at)
            return
        self._hold(_Returning(function.name))
        if any(last_name(each) == "property" for each in function.decorator_list):
            self._hold(_Attribute(function.name))

    def _printed(self, at: Node) -> None:
        """As part of a text it is printed, or the text may be anything."""
        text = at.above()
        call = text.above() if text is not None else None
        if (
            call is None
            or not isinstance(call.node, ast.Call)
            or not _prints(call.node)
        ):
            self._lose(at)

    # -- calls ------------------------------------------------------------------------------------

    def _argument(self, at: Node, above: Node) -> None:
        """It is handed to a function: to one of the program, which is looked into, or away."""
        call, name = above, ""
        if isinstance(above.node, ast.keyword):
            found = above.above()
            if above.node.arg is None or found is None:
                self._lose(above)
                return
            call, name = found, above.node.arg
        if not isinstance(call.node, ast.Call) or call.node.func is at.node:
            self._lose(call)
            return
        if _prints(call.node):
            return
        by = last_name(call.node.func)
        if by in BY_NAME and argument(call.node, 0) is at.node:
            puts = by in {"setattr", "delattr"}
            if not puts and literal(argument(call.node, 1)) is None:
                self._lose(call)
            return
        position = None if name else call.node.args.index(at.node)  # type: ignore[arg-type]
        starred = any(isinstance(each, ast.Starred) for each in call.node.args)
        functions = self._called(call)
        if not functions or (starred and position is not None):
            self._lose(call)
        for function, behind in functions:
            self._hand(call, function, position, name, behind)

    def _hand(
        self,
        call: Node,
        function: Node,
        position: int | None,
        name: str,
        behind: tuple[int, ...],
    ) -> None:
        assert isinstance(function.node, Function)  # noqa: S101  for the reader
        names = parameters(function.node)
        if position is None:
            taken = (
                [name] if name in names or _keyword_only(function.node, name) else []
            )
        else:
            places = [position + each for each in behind]
            taken = [names[each] for each in places if each < len(names)]
        if not taken or not all(
            last_name(each.func if isinstance(each, ast.Call) else each) in _DECORATORS
            for each in function.node.decorator_list
        ):
            self._lose(call)
        for each in taken:
            self._hold(_Named(function.tree, function.node, each))

    def _called(self, call: Node) -> list[_Called]:
        """Return the functions of the program that a call may be of.

        None unless it is certain that it is one of these.
        """
        assert isinstance(call.node, ast.Call)  # noqa: S101  for the reader
        match call.node.func:
            case ast.Name(id=name):
                found = self._named_so(call.tree, name)
            case ast.Attribute(
                value=ast.Call(func=ast.Name(id="super")), attr="__init__"
            ):
                return self._above(call)
            case ast.Attribute(value=ast.Name(id=base), attr=name) if base in {
                "self",
                "cls",
                *self._own,
            }:
                found = self._forest.defined(name)
            case _:
                return []
        made = [self._made_by(each) for each in found]
        if isinstance(call.node.func, ast.Attribute) and base not in {"self", "cls"}:
            # Of a module, or of a class that is called like one: then `self` is told, too.
            made = [each and (each[0], (0, 1)) for each in made]
        return [] if None in made else [each for each in made if each is not None]

    def _named_so(self, tree: Tree, name: str) -> list[Node]:
        """Return what a name is of, if that is the program's: `Exp = Experiment`, too."""
        if found := self._forest.defined(self._imported(tree, name)):
            return found
        others: list[Node] = []
        for put in self._forest.puts(name):
            statement = put.above()
            if put.tree is not tree:
                continue
            match statement.node if statement is not None else None:
                case ast.Assign(value=ast.Name(id=other)):
                    defined = self._forest.defined(self._imported(tree, other))
                case _:
                    defined = []
            if not defined:
                return []
            others += defined
        return others

    def _above(self, call: Node) -> list[_Called]:
        """Return what `super().__init__` is of, if every class above is the program's."""
        function = call.tree.function(call.node)
        owner = call.tree.scopes[function] if function is not None else None
        if not isinstance(owner, ast.ClassDef):
            return []
        found: list[_Called] = []
        for base in owner.bases:
            above = self._named_so(call.tree, last_name(base))
            made = [self._made_by(each) for each in above]
            if not made or None in made:
                return []
            found += [each for each in made if each is not None]
        return found

    def _made_by(self, at: Node | None) -> _Called | None:
        """Return the function itself, or what makes an instance of a class or of one above it."""
        seen = set[ast.AST]()
        while at is not None and isinstance(at.node, ast.ClassDef):
            for each in at.node.body:
                if isinstance(each, ast.FunctionDef) and each.name == "__init__":
                    return Node(at.tree, each), (1,)
            seen.add(at.node)
            bases = [
                found
                for base in at.node.bases
                for found in self._named_so(at.tree, last_name(base))
            ]
            alone = len(bases) == len(at.node.bases) == 1
            at = bases[0] if alone and bases[0].node not in seen else None
        if at is None:
            return None
        assert isinstance(at.node, Function)  # noqa: S101  for the reader
        static = any(
            last_name(each) == "staticmethod" for each in at.node.decorator_list
        )
        is_method = isinstance(at.tree.scopes[at.node], ast.ClassDef) and not static
        return at, (1,) if is_method else (0,)

    def _imported(self, tree: Tree, name: str) -> str:
        """Return what a name is called where it is defined; empty unless that is the program."""
        for each in ast.walk(tree.module):
            if not isinstance(each, ast.ImportFrom):
                continue
            for alias in each.names:
                if (alias.asname or alias.name) == name:
                    parts = {*(each.module or "").split(".")}
                    return alias.name if each.level or parts & self._own else ""
        return name if any(at.tree is tree for at in self._forest.defined(name)) else ""


def parameters(function: Function) -> list[str]:
    """Return the names of a function's positional parameters."""
    arguments = function.args
    return [each.arg for each in (*arguments.posonlyargs, *arguments.args)]


def _keyword_only(function: Function, name: str) -> bool:
    return any(each.arg == name for each in function.args.kwonlyargs)


def _prints(call: ast.Call) -> bool:
    name = last_name(call.func)
    if isinstance(call.func, ast.Attribute):
        return name in _LOGS and "log" in last_name(call.func.value).lower()
    return name in _HARMLESS
