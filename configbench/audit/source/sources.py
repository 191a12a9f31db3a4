"""What the source of a program tells of its settings: read, and never executed.

A doubt is no answer: who asks makes findings of what is said here.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from configbench.audit.model import How, Option, Target
from configbench.audit.source.elsewhere import Elsewhere
from configbench.audit.source.following import (
    EXECUTES,
    Following,
    Way,
    converted_in_loop,
    reads,
)
from configbench.audit.source.help_texts import stated_default
from configbench.audit.source.passing import Passing
from configbench.audit.source.trees import (
    Forest,
    Function,
    Node,
    argument,
    last_name,
    literal,
    read,
)
from configbench.inside.parsers.sources import PARSES

#: Actions of argparse that read nothing.
_ACTIONS = {
    *("store", "store_true", "store_false", "store_const", "append", "append_const"),
    *("count", "extend", "BooleanOptionalAction"),
}

#: Types of options that do nothing with a text but convert it.
_TYPES = {"int", "float", "str", "bool", "complex", "Path"}

#: Decorators of functions whose parameters are the settings.
_COMMANDS = {
    *("command", "option", "argument", "group", "callback", "main", "version_option"),
    *("pass_context", "pass_obj", "password_option", "help_option"),
}

#: What reads names that nobody has written.
_DYNAMIC = {"eval", "exec", "globals", "locals"}


def line(where: str) -> str:
    """Return the text of a place, ``/FILE:LINE`` or ``/FILE:FUNCTION``; empty if there is none."""
    return _found(where)[1]


def number(where: str) -> int:
    """Return the line of a place, from 1; 0 if there is none."""
    return _found(where)[0]


def _found(where: str) -> tuple[int, str]:
    """Return the line of a place and its text; 0 and nothing if there is none."""
    file, _, spot = where.rpartition(":")
    content = read(Path(file)) if file else None
    lines = [] if content is None else content.splitlines()
    if spot.isascii() and spot.isdigit():
        at = int(spot) if len(spot) < len("1000000") else 0
        numbers = [at] if 1 <= at <= len(lines) else []
    else:
        name = re.escape(spot.rpartition(".")[2]).encode("utf-8", "replace")
        defines = re.compile(rb"\s*(async\s+)?def\s+" + name + rb"\s*\(")
        numbers = [at for at, each in enumerate(lines, 1) if defines.match(each)]
    if not numbers:
        return 0, ""
    return numbers[0], lines[numbers[0] - 1].decode("utf-8", "replace").strip()


class Sources:
    """What the source of one program tells, read when it is asked for.

    Files that cannot be parsed tell nothing.

    Parameters
    ----------
    target
        The program.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._converted = cache(self._conversion)

    @cached_property
    def _forest(self) -> Forest:
        # Hundreds of files take seconds: not before it is needed.
        return Forest(self._target.files)

    def _contains(self, pattern: str) -> bool:
        """Whether any file holds what matches, in code or anywhere."""
        return any(re.search(pattern.encode(), each) for each in self._contents)

    @cached_property
    def _contents(self) -> list[bytes]:
        return [content for file in self._target.files if (content := read(file))]

    # -- what is made of a setting ----------------------------------------------------------------

    def converted(self, name: str) -> str | None:
        """Return where the text of a setting is converted, ``/FILE:LINE``, if anywhere."""
        return self._converted(name)

    def _conversion(self, name: str) -> str | None:
        """Look where it is surely read first; then wherever it may be, if somebody has it all."""
        surely, maybe = self._read_apart(name)
        ways = [(surely, Way.FAR)]
        if not surely or self._passing.out_of_sight:
            ways.append((maybe, Way.NEAR))
        for begins, way in ways:
            for found in Following(self._forest, begins, way).conversions():
                return found.where
        return self._converted_with_others(name)

    def _converted_with_others(self, name: str) -> str | None:
        """Return where a loop converts settings that it goes through, this one among them."""
        for texts, whole, where in self._converting:
            if whole or _last(name) in texts:
                return where
        return None

    @cached_property
    def _converting(self) -> list[tuple[set[str], bool, str]]:
        """Loops that convert: the texts in their heads, whether all settings are, and where."""
        found = []
        for loop in self._forest.loops:
            head = [*ast.walk(loop.node.iter)]  # type: ignore[attr-defined]
            texts = {text for each in head if (text := literal(each)) is not None}
            whole = any(self._is_whole(Node(loop.tree, each)) for each in head)
            if (texts or whole) and (where := converted_in_loop(loop)) is not None:
                found.append((texts, whole, where))
        return found

    def _is_whole(self, at: Node) -> bool:
        """Whether an expression is what was returned, and not one setting of it."""
        if at.node not in self._passing.holding:
            return False
        above = at.above()
        if above is not None and isinstance(above.node, ast.Call):
            name = argument(above.node, 1)
            by_name = last_name(above.node.func) == "getattr" and name is not None
            return not by_name or literal(name) is None
        if above is None or not isinstance(above.node, ast.Attribute):
            return True
        return above.node.attr.startswith("_") or above.node.attr in {"items", "keys"}

    def _read_apart(self, name: str) -> tuple[list[Node], list[Node]]:
        """Return the expressions that surely are a setting, and those that may be."""
        surely: list[Node] = []
        maybe: list[Node] = []
        for at in self._read(name):
            known = isinstance(at.node, ast.Name) or (
                _base(at.node) in self._passing.holding
            )
            (surely if known else maybe).append(at)
        return surely, maybe

    def executed(self) -> list[tuple[str, str]]:
        """Return where what is typed is executed, ``/FILE:LINE``, with the text of the call."""
        if not self._contains(r"(?<![\w.])(?:eval|exec)\s*\("):
            return []
        begins = [
            at
            for name in self._target.leaves
            for at in self._read_apart(name)[0]
            if not isinstance(at.node, ast.Name)
        ]
        argv = self._forest.attributes("argv")
        begins += [at for at in argv if _base_name(at.node) == "sys"]
        found = [
            (at.where, ast.unparse(at.node))
            for at in Following(self._forest, begins, Way.SURE).conversions()
            if isinstance(at.node, ast.Call)
            and isinstance(at.node.func, ast.Name)
            and at.node.func.id in EXECUTES
        ]
        return list(dict.fromkeys(found))

    def _read(self, name: str) -> list[Node]:
        """Return the expressions that are a setting."""
        found = reads(self._forest, _last(name))
        if self._entered is not None:
            found += self._within(self._entered, name)
        if self._target.spot.how is How.PLANTED:
            found += self._forest.names(_last(name))
        return found

    # -- who reads it -----------------------------------------------------------------------------

    def reads(self, name: str) -> bool | None:
        """Whether anything reads a setting; None if that cannot be told."""
        # Most are, and then nothing need be parsed.
        taken = rf"\.\s*{re.escape(_last(name))}\b(?!\s*=[^=])"
        if self._contains(taken) or self._read(name):
            return True
        if not self._forest.whole or not self._forest.trees or self._is_dynamic:
            return None
        if self._entered is not None:
            sure = self._is_parameter_alone(self._entered, name)
        else:
            sure = self._is_declared_alone(name)
        return False if sure and not self._elsewhere.may_read(_last(name)) else None

    @cached_property
    def _elsewhere(self) -> Elsewhere:
        return Elsewhere(self._forest, self._target.cwd)

    @cached_property
    def _is_dynamic(self) -> bool:
        """Whether the program reads names that nobody has written."""
        calls = [at for name in _DYNAMIC for at in self._forest.calls(name)]
        calls += [at for at in self._forest.calls("vars") if not at.node.args]  # type: ignore[attr-defined]
        # `model.eval()` is another.
        return any(isinstance(at.node.func, ast.Name) for at in calls)  # type: ignore[attr-defined]

    def _is_declared_alone(self, name: str) -> bool:
        """Whether argparse has the setting, plainly declared, and nothing has all settings."""
        spot = self._target.spot
        if spot.how is not How.RETURNED or not spot.parser.startswith("argparse."):
            return False
        passing = self._passing
        declared = self._declarations(name)
        return (
            bool(passing.holding)
            and not passing.out_of_sight
            and bool(declared)
            and all(_is_plain(at.node) for at in declared)
            and not any(_is_named(at) for at in self._named(_last(name)))
            and not self._elsewhere.may_import(passing.globally)
        )

    def _is_parameter_alone(self, entered: Node, name: str) -> bool:
        """Whether a setting is a parameter of the function, which no decorator reads."""
        function = entered.node
        assert isinstance(function, Function)  # noqa: S101  for the reader
        known = {each.arg for each in _all_parameters(function)}
        decorators = [
            each.func if isinstance(each, ast.Call) else each
            for each in function.decorator_list
        ]
        return (
            name in known
            and {last_name(each) for each in decorators} <= _COMMANDS
            and not any(
                isinstance(each, ast.keyword) and each.arg == "callback"
                for each in ast.walk(function)
            )
            and not self._forest.attributes("params")
        )

    @cached_property
    def _passing(self) -> Passing:
        begins = [at for name in PARSES for at in self._forest.calls(name)]
        spot = self._target.spot
        if spot.how is How.RETURNED:
            last = spot.parser.rpartition(".")[2]
            begins += [at for at in self._forest.calls(last) if self._is_at_spot(at)]
        elif self._entered is not None and self._target.grammar == "hydra":
            begins.append(self._entered)
        return Passing(self._forest, begins)

    def _is_at_spot(self, at: Node) -> bool:
        file, _, number = self._target.spot.at.rpartition(":")
        first = getattr(at.node, "lineno", 0)
        last = getattr(at.node, "end_lineno", None) or first
        return (
            str(at.tree.file) == file
            and number.isdigit()
            and first <= int(number) <= last
        )

    @cached_property
    def _entered(self) -> Node | None:
        """The function that is called with the settings, if that is how they come."""
        spot = self._target.spot
        if spot.how is not How.ENTERED:
            return None
        file, _, name = spot.at.rpartition(":")
        for at in self._forest.defined(name.rpartition(".")[2]):
            if isinstance(at.node, Function) and str(at.tree.file) == file:
                return at
        return None

    def _within(self, function: Node, name: str) -> list[Node]:
        """Return where a parameter is read in its function, by functions within it, too."""
        return [
            at
            for at in self._forest.names(name)
            if at.tree is function.tree and at.tree.home(at.node, name) is function.node
        ]

    def _named(self, name: str) -> Iterator[Node]:
        """Yield the literals that are a name, as an option or not: `"--lr" in sys.argv`."""
        for text, places in self._forest.all_texts():
            if text.lstrip("-").replace("-", "_") == name:
                yield from places

    # -- what is declared -------------------------------------------------------------------------

    def declared(self, name: str) -> str:
        """Return where a setting is declared, ``/FILE:LINE``; empty if that is not known."""
        option = next(
            (each for each in self._target.options if each.leaf == name), None
        )
        if option is not None and option.where:
            return option.where
        found = [*self._declarations(name), *self._fields(name)]
        if self._entered is not None:
            function = self._entered.node
            assert isinstance(function, Function)  # noqa: S101  for the reader
            found += [
                Node(self._entered.tree, each)
                for each in _all_parameters(function)
                if each.arg == name
            ]
        if not found and self._target.spot.how is How.PLANTED:
            found = list(self._assigned(name))
        return found[0].where if found else ""

    def _declarations(self, name: str) -> list[Node]:
        """Return the calls of ``add_argument`` that declare a setting."""
        return [
            at
            for at in self._forest.calls("add_argument")
            if isinstance(at.node, ast.Call) and _dest(at.node) == _last(name)
        ]

    def _fields(self, name: str) -> Iterator[Node]:
        """Yield the annotated names of classes that a setting can be a field of."""
        for tree in self._forest.trees:
            for node, scope in tree.scopes.items():
                match node:
                    case ast.AnnAssign(target=ast.Name(id=field)) if field == _last(
                        name
                    ) and isinstance(scope, ast.ClassDef):
                        yield Node(tree, node)

    def _assigned(self, name: str) -> Iterator[Node]:
        file = self._target.spot.at.rpartition(":")[0]
        for tree in self._forest.trees:
            if str(tree.file) != file:
                continue
            for node in tree.module.body:
                targets = node.targets if isinstance(node, ast.Assign) else []
                if any(
                    isinstance(each, ast.Name) and each.id == name for each in targets
                ):
                    yield Node(tree, node)

    def collects(self) -> bool:
        """Whether the program goes on with what Fire returns, which collects words alone."""
        above = [each.above() for each in self._forest.calls("Fire")]
        return any(
            each is not None and not isinstance(each.node, ast.Expr) for each in above
        )

    def default_in_help(self, option: Option) -> str | None:
        """Return the default that the help of an option states, if it is a plain number or word."""
        return stated_default(option.help)


def _last(name: str) -> str:
    """Return the last part of a dotted name: what it is read by."""
    return name.rpartition(".")[2]


def _base(node: ast.AST) -> ast.AST | None:
    """Return of what an attribute, an item or a named attribute is read."""
    match node:
        case ast.Attribute(value=value) | ast.Subscript(value=value):
            return value
        case ast.Call(func=ast.Attribute(value=value, attr="get" | "pop")):
            return value
        case ast.Call(args=[value, *_]):
            return value
    return None


def _base_name(node: ast.AST) -> str:
    base = _base(node)
    return base.id if isinstance(base, ast.Name) else ""


def _all_parameters(function: Function) -> list[ast.arg]:
    arguments = function.args
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def _dest(call: ast.Call) -> str:
    """Return the name of what a call of ``add_argument`` declares, as argparse makes it."""
    for each in call.keywords:
        if each.arg == "dest":
            return literal(each.value) or ""
    names = [text for each in call.args if (text := literal(each)) is not None]
    long = [each for each in names if each.startswith("--")]
    first = (long or names or [""])[0]
    return first.lstrip("-").replace("-", "_") if first.startswith("-") else first


def _is_plain(node: ast.AST) -> bool:
    """Whether a declaration has neither a type nor an action that could use what is typed."""
    assert isinstance(node, ast.Call)  # noqa: S101  for the reader
    for each in node.keywords:
        value = literal(each.value) or last_name(each.value)
        if each.arg is None or (each.arg == "type" and value not in _TYPES):
            return False
        if each.arg == "action" and value not in _ACTIONS:
            return False
    return True


def _is_named(at: Node) -> bool:
    """Whether a literal stands where a program could read a setting by it."""
    above: Node | None = at
    while above is not None and not isinstance(above.node, ast.stmt):
        match above.node:
            case ast.Call(func=function) if last_name(function) == "add_argument":
                return False
        above = above.above()
    # A text that stands alone is a docstring.
    return (
        above is None
        or not isinstance(above.node, ast.Expr)
        or (above.node.value is not at.node)
    )
