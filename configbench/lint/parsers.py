"""What a module declares by argparse: which calls, surely of argparse's parser, and with what."""

import ast
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from configbench.audit.source.trees import (
    Forest,
    Function,
    Node,
    Tree,
    argument,
    dest,
    last_name,
    literal,
)
from configbench.inside.parsers.sources import PARSES
from configbench.lint.names import Names, value_put

#: What makes a parser that converts as argparse does.
_PARSERS = {
    *("argparse.ArgumentParser", "transformers.HfArgumentParser"),
    *("configargparse.ArgumentParser", "configargparse.ArgParser"),
    *("configargparse.get_argument_parser", "configargparse.get_arg_parser"),
    "configargparse.getArgumentParser",
}
_ANNOTATIONS = {*_PARSERS, "argparse._ArgumentGroup", "argparse._ActionsContainer"}

#: Methods of a parser that return one, or what declares for it.
_MORE = {
    *("add_argument_group", "add_mutually_exclusive_group", "add_subparsers"),
    *("add_parser",),
}

#: What a class derived from a parser may have of its own without converting otherwise.
_HARMLESS = {"__init__", "error", "exit", "print_help", "format_help", "print_usage"}

#: Libraries whose parsers look like argparse's, and convert otherwise.
_OTHERS = {
    *("jsonargparse", "lightning", "pytorch_lightning", "lightning_fabric", "tap"),
    *("simple_parsing", "typed_argparse", "datargs", "rich_argparse_plus", "parlai"),
}

#: Actions that convert a word and keep what comes of it.
_STORES = {"store", "append", "extend"}


@dataclass(frozen=True)
class Declared:
    """One call of ``add_argument``.

    Attributes
    ----------
    at
        The call.
    call
        The same, as it was parsed.
    """

    at: Node
    call: ast.Call

    @property
    def dest(self) -> str:
        """What it sets."""
        return dest(self.call)

    @property
    def shown(self) -> str:
        """What is typed: the first long option, else the first, else the name."""
        names = [text for each in self.call.args if (text := literal(each))]
        long = [each for each in names if each.startswith("--")]
        first = next(iter(long or names), self.dest)
        return shlex.quote(first) if first else "an option"

    @property
    def settings(self) -> tuple[str, ...]:
        """What it sets, if that is written there."""
        return (self.dest,) if self.dest else ()

    @property
    def flags(self) -> list[str]:
        """Its options as they are typed; none of what is positional."""
        texts = [literal(each) or "" for each in self.call.args]
        return [each for each in texts if each.startswith("-")]

    @property
    def is_open(self) -> bool:
        """Whether it is given more than is written there."""
        return any(each.arg is None for each in self.call.keywords) or any(
            isinstance(each, ast.Starred) for each in self.call.args
        )

    def given(self, name: str) -> ast.expr | None:
        """Return a keyword's value."""
        found = (each.value for each in self.call.keywords if each.arg == name)
        return next(found, None)

    @property
    def action(self) -> str | None:
        """The name of its action; None where that is not known."""
        if self.is_open:
            return None
        given = self.given("action")
        return "store" if given is None else literal(given)

    @property
    def stores(self) -> bool:
        """Whether it surely converts a word and keeps what comes of it."""
        return self.action in _STORES


class Parsers:
    """The parsers of one module.

    Parameters
    ----------
    tree, names, forest
        The module.
    """

    def __init__(self, tree: Tree, names: Names, forest: Forest) -> None:
        self._tree = tree
        self._names = names
        self._forest = forest
        self._asked: set[ast.AST] = set()

    @cached_property
    def declared(self) -> list[Declared]:
        """All that is surely declared by argparse, in the order of the source."""
        found = [each for each in self.all if self._is_of_argparse(each.call)]
        return sorted(found, key=lambda each: each.call.lineno)

    @cached_property
    def all(self) -> list[Declared]:
        """All that is declared so, by whatever parser."""
        return [
            Declared(at, at.node)
            for at in self._forest.calls("add_argument")
            if isinstance(at.node, ast.Call)
        ]

    def others(self, declared: Declared) -> Iterator[Declared]:
        """Yield what else declares an option, of whatever parser."""
        return (each for each in self.all if each.call is not declared.call)

    @cached_property
    def replaced(self) -> set[str]:
        """Types that are registered to be read by other functions; ``None`` for no type."""
        return {
            ast.unparse(each.node.args[1])
            for each in self._forest.calls("register")
            if isinstance(each.node, ast.Call)
            and literal(argument(each.node, 0)) == "type"
            and len(each.node.args) > 1
        }

    def defaults_changed(self, name: str) -> bool:
        """Whether a setting may be something else by default than is declared."""
        return self._fills_namespace or any(
            each.arg in {None, name}
            for at in self._forest.calls("set_defaults")
            if isinstance(at.node, ast.Call)
            for each in at.node.keywords
        )

    @cached_property
    def _fills_namespace(self) -> bool:
        """Whether words are read into what holds values already."""
        return any(
            argument(at.node, 1, "namespace") is not None
            for name in PARSES
            for at in self._forest.calls(name)
            if isinstance(at.node, ast.Call)
        )

    def type_of(self, declared: Declared) -> str:
        """Return which of Python's types a word becomes; empty if that is not known."""
        given = declared.given("type")
        if given is None:
            return "" if "None" in self.replaced else "str"
        name = self._names.builtin(given)
        return "" if name in self.replaced else name

    # -- whose --------------------------------------------------------------------------------

    def _is_of_argparse(self, call: ast.Call) -> bool:
        self._asked.clear()
        return isinstance(call.func, ast.Attribute) and self._is_parser(call.func.value)

    def _is_parser(self, node: ast.AST) -> bool:
        if node in self._asked:  # `parser = parser.add_argument_group()`
            return True
        self._asked.add(node)
        match node:
            case ast.Call(func=function):
                return self._makes_parser(function)
            case ast.Name(id=name):
                return self._is_named_parser(node, name)
            case ast.Attribute():
                return self._is_likely
        return False

    def _makes_parser(self, function: ast.expr) -> bool:
        if isinstance(function, ast.Attribute) and function.attr in _MORE:
            return self._is_parser(function.value)
        known = self._names.dotted(function)
        if known:
            return known <= _PARSERS
        defined = self._forest.defined(last_name(function))
        return bool(defined) and all(map(self._gives_parser, defined))

    def _gives_parser(self, at: Node) -> bool:
        """Whether a class is argparse's but for words, or a function may return a parser."""
        if not isinstance(at.node, ast.ClassDef):
            return self._is_likely
        own = {each.name for each in at.node.body if isinstance(each, Function)}
        bases = [self._names.dotted(each) for each in at.node.bases]
        return (
            own <= _HARMLESS and bool(bases) and all(x and x <= _PARSERS for x in bases)
        )

    def _is_named_parser(self, node: ast.AST, name: str) -> bool:
        home = self._tree.home(node, name)
        puts = [
            at
            for at in self._forest.puts(name)
            if self._tree.home(at.node, name) is home
        ]
        values = [value_put(at) for at in puts]
        if any(value is None or not self._is_parser(value) for value in values):
            return False
        if isinstance(home, Function):
            for each in ast.walk(home.args):
                if isinstance(each, ast.arg) and each.arg == name:
                    return self._is_annotated(each)
        return bool(values) or self._is_likely

    def _is_annotated(self, parameter: ast.arg) -> bool:
        if parameter.annotation is None:
            return self._is_likely
        known = self._names.dotted(parameter.annotation)
        return (
            bool(known) and known <= _ANNOTATIONS and not self._names.packages & _OTHERS
        )

    @cached_property
    def _is_likely(self) -> bool:
        """Whether the module knows argparse, and nothing that only looks like it."""
        packages = self._names.packages
        return (
            bool(packages & {"argparse", "configargparse"}) and not packages & _OTHERS
        )
