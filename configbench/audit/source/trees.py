"""The source files of a program as trees: names by scope, what is called, who stands around what.

Read and never executed.  Nothing here raises, whatever a file holds: what cannot be parsed is told.
"""

import ast
import io
import tokenize
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: What has names of its own.
Scope = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
Function = ast.FunctionDef | ast.AsyncFunctionDef

#: What puts something into a name.
_BINDING = (
    *(ast.Name, ast.arg, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
    *(ast.Import, ast.ImportFrom, ast.ExceptHandler, ast.MatchAs, ast.MatchStar),
    *(ast.MatchMapping, ast.Global, ast.Nonlocal),
)

#: A larger file is generated, or no source.
LARGEST = 4_000_000


@dataclass(frozen=True, eq=False)
class Node:
    """A node of a tree, with where it stands."""

    tree: "Tree"
    node: ast.AST

    @property
    def where(self) -> str:
        """``/FILE:LINE``."""
        return f"{self.tree.file}:{getattr(self.node, 'lineno', 1)}"

    def above(self) -> "Node | None":
        """Return what holds it; None for a module."""
        parent = self.tree.parents.get(self.node)
        return None if parent is None else Node(self.tree, parent)


@dataclass(eq=False)
class Tree:
    """One source file.

    Attributes
    ----------
    file
        Its path.
    module
        What was parsed.
    parents, scopes
        Of each node: what holds it, and the scope that it stands in.
    bound, elsewhere
        Of each scope: the names that are bound in it, and those that are said to be of another.
    """

    file: Path
    module: ast.Module
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict)
    scopes: dict[ast.AST, Scope] = field(default_factory=dict)
    bound: dict[Scope, set[str]] = field(default_factory=lambda: defaultdict(set))
    elsewhere: dict[Scope, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def read(cls, file: Path) -> "Tree | None":
        """Return a file's tree; None if it cannot be read or parsed here."""
        content = read(file)
        module = None if content is None else parsed(content)
        if module is None:
            return None
        return cls.of(file, module)

    @classmethod
    def of(cls, file: Path, module: ast.Module) -> "Tree":
        """Return the tree of what was parsed of a file."""
        tree = cls(file, module)
        tree._walk()
        return tree

    def _walk(self) -> None:
        # Not by recursion: expressions of strangers are nested as deeply as the parser lets them.
        waiting: list[tuple[ast.AST, Scope]] = [(self.module, self.module)]
        for node, scope in waiting:
            self.scopes[node] = scope
            if isinstance(node, _BINDING):
                self._bind(node, scope)
            inner = node if isinstance(node, Scope) else scope
            outside = {*map(id, self._outside(node))}
            for child in _children(node):
                self.parents[child] = node
                own = self.scopes[inner] if id(child) in outside else inner
                waiting.append((child, own))
        for scope, names in self.elsewhere.items():
            self.bound[scope] -= names

    def _bind(self, node: ast.AST, scope: Scope) -> None:
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                if not self._is_of_comprehension(node):
                    self.bound[scope].add(name)
            case ast.arg(arg=name):
                # Those of a lambda, too, are taken for names of what is around it.
                if isinstance(self.parents[self.parents[node]], Function):
                    self.bound[scope].add(name)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self.bound[scope].add(node.name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                self.bound[scope] |= {
                    each.asname or each.name.partition(".")[0] for each in aliases
                }
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                self.bound[scope].add(name)
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                self.bound[scope].add(name)
            case ast.Global(names=names):
                self.elsewhere[scope] |= {*names}
                self.bound[self.module] |= {*names}
            case ast.Nonlocal(names=names):
                self.elsewhere[scope] |= {*names}

    def _is_of_comprehension(self, node: ast.AST) -> bool:
        above = self.parents[node]
        while isinstance(above, ast.Tuple | ast.List | ast.Starred):
            above = self.parents[above]
        return isinstance(above, ast.comprehension)

    def _outside(self, node: ast.AST) -> list[ast.AST]:
        """Return what is evaluated around a function or a class, and not in it."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return [*node.decorator_list]
            case ast.ClassDef():
                return [*node.decorator_list, *node.bases, *node.keywords]
            case ast.arguments(defaults=defaults, kw_defaults=more):
                if isinstance(self.parents[node], Function):
                    return [*defaults, *(each for each in more if each is not None)]
        return []

    def home(self, node: ast.AST, name: str) -> Scope:
        """Return the scope whose name this is, where it is used in a node."""
        scope = first = self.scopes.get(node, self.module)
        while not isinstance(scope, ast.Module):
            # The names of a class are not those of its methods.
            seen = scope is first or not isinstance(scope, ast.ClassDef)
            if seen and name in self.bound[scope]:
                return scope
            scope = self.scopes[scope]
        return scope

    def function(self, node: ast.AST) -> Function | None:
        """Return the function that a node stands in."""
        scope = self.scopes.get(node, self.module)
        return scope if isinstance(scope, Function) else None


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node holds; contexts and operators are one object for all trees."""
    for name in node._fields:
        value = getattr(node, name, None)
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, ast.AST) and not isinstance(
                each, ast.expr_context | ast.operator
            ):
                yield each


def read(file: Path) -> bytes | None:
    """Return what a source file holds; None if it cannot be read."""
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            return None
        return file.read_bytes()
    except (OSError, ValueError):
        return None


def decoded(content: bytes) -> tuple[str, str] | None:
    """Return the text of a source and its encoding; None if it is not in the one it states."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return content.decode(encoding), encoding
    except (SyntaxError, UnicodeError, LookupError):
        return None


def parsed(content: bytes | str) -> ast.Module | None:
    """Return the tree of a source; None if it cannot be parsed here."""
    with warnings.catch_warnings():
        # The program's own interpreter warns of its escapes, if that is wanted.
        warnings.simplefilter("ignore")
        try:
            return ast.parse(content)
        # Newer or older grammar, a NUL, an encoding that there is not, too deep for the parser.
        except (SyntaxError, ValueError, LookupError, RecursionError, MemoryError):
            return None


#: What is asked for by name.
_INDEXED = (
    *(ast.Name, ast.Attribute, ast.Call, ast.Constant, ast.FunctionDef),
    *(ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.comprehension),
)


class Forest:
    """All source files of a program, asked by name.

    Parameters
    ----------
    files
        Absolute; each once.

    Attributes
    ----------
    trees
        Of those that can be parsed.
    whole
        Whether all can be.
    loops
        What goes through something, statements and comprehensions.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        wanted = list(dict.fromkeys(files))
        found = [Tree.read(file) for file in wanted]
        self._grow([tree for tree in found if tree is not None])
        self.whole = len(self.trees) == len(wanted)

    @classmethod
    def of(cls, trees: Iterable[Tree]) -> "Forest":
        """Return the forest of trees that are there already."""
        forest = cls(())
        forest._grow([*trees])
        return forest

    def _grow(self, trees: list[Tree]) -> None:
        self.trees = trees
        self._names: dict[str, list[Node]] = defaultdict(list)
        self._puts: dict[str, list[Node]] = defaultdict(list)
        self._attributes: dict[str, list[Node]] = defaultdict(list)
        self._calls: dict[str, list[Node]] = defaultdict(list)
        self._texts: dict[str, list[Node]] = defaultdict(list)
        self._defined: dict[str, list[Node]] = defaultdict(list)
        self.loops: list[Node] = []
        for tree in self.trees:
            for node in tree.scopes:
                # Most are of no interest, and there are many.
                if isinstance(node, _INDEXED):
                    self._put(Node(tree, node))

    def _put(self, at: Node) -> None:
        match at.node:
            case ast.Name(id=name, ctx=ast.Load()):
                self._names[name].append(at)
            case ast.Name(id=name, ctx=ast.Store()):
                self._puts[name].append(at)
            case ast.Attribute(attr=name) if _is_read(at):
                self._attributes[name].append(at)
            case ast.Call(func=function):
                self._calls[last_name(function)].append(at)
            case ast.Constant(value=str(text)):
                self._texts[text].append(at)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                self._defined[name].append(at)
            case ast.ClassDef(name=name):
                self._defined[name].append(at)
            case ast.For() | ast.AsyncFor() | ast.comprehension():
                self.loops.append(at)

    def names(self, name: str) -> list[Node]:
        """Return where a name is read."""
        return self._names.get(name, [])

    def puts(self, name: str) -> list[Node]:
        """Return where something is put into a name."""
        return self._puts.get(name, [])

    def attributes(self, name: str) -> list[Node]:
        """Return where an attribute of that name is read, of whatever."""
        return self._attributes.get(name, [])

    def calls(self, name: str) -> list[Node]:
        """Return what calls something whose last name this is."""
        return self._calls.get(name, [])

    def texts(self, text: str) -> list[Node]:
        """Return the literals that are this text."""
        return self._texts.get(text, [])

    def all_texts(self) -> Iterator[tuple[str, list[Node]]]:
        """Yield each text that stands somewhere as a literal, with where."""
        yield from self._texts.items()

    def defined(self, name: str) -> list[Node]:
        """Return the functions and classes of that name."""
        return self._defined.get(name, [])


def _is_read(at: Node) -> bool:
    """Whether an attribute's value is taken; ``x.a += 1`` takes it, too."""
    assert isinstance(at.node, ast.Attribute)  # noqa: S101  for the reader
    if isinstance(at.node.ctx, ast.Load):
        return True
    above = at.above()
    return above is not None and isinstance(above.node, ast.AugAssign)


def last_name(node: ast.AST) -> str:
    """Return the last part of what is named: ``f`` of ``a.b.f``; empty for another expression."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def argument(call: ast.Call, position: int, name: str = "") -> ast.expr | None:
    """Return an argument of a call, by its position or its name."""
    if position < len(call.args) and not any(
        isinstance(each, ast.Starred) for each in call.args[: position + 1]
    ):
        return call.args[position]
    found = (each.value for each in call.keywords if name and each.arg == name)
    return next(found, None)


def literal(node: ast.AST | None) -> str | None:
    """Return a text that stands there as a literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def dest(call: ast.Call) -> str:
    """Return the name of what a call of ``add_argument`` declares, as argparse makes it."""
    for each in call.keywords:
        if each.arg == "dest":
            return literal(each.value) or ""
    names = [text for each in call.args if (text := literal(each)) is not None]
    long = [each for each in names if each.startswith("--")]
    first = (long or names or [""])[0]
    return first.lstrip("-").replace("-", "_") if first.startswith("-") else first


def blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the blocks of statements that stand in a statement itself."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield block
    for name in ("handlers", "cases"):
        for each in getattr(node, name, ()):
            yield each.body
