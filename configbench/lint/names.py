"""What names of a module are of, where its source leaves no doubt."""

import ast
import builtins
from collections import defaultdict

from configbench.audit.source.trees import Function, Node, Tree

_BUILTINS = frozenset(dir(builtins))


class Names:
    """The names of one module.

    Parameters
    ----------
    tree
        The module.

    Attributes
    ----------
    packages
        What it imports, anywhere, by the first part of its name.
    has_stars
        Whether it imports whatever another module has.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._imported: dict[str, set[str]] = defaultdict(set)
        self._bound: set[str] = set()
        self._stored: set[str] = set()
        self._functions: dict[str, list[Function]] = defaultdict(list)
        self.has_stars = False
        self.packages: set[str] = set()
        for node in tree.scopes:
            self._read(node)

    def _read(self, node: ast.AST) -> None:
        match node:
            case ast.Import(names=aliases):
                for each in aliases:
                    first = each.name.partition(".")[0]
                    self.packages.add(first)
                    name = each.asname or first
                    self._imported[name].add(each.name if each.asname else first)
            case ast.ImportFrom(names=aliases, module=module, level=level):
                base = "." * level + (module or "")
                self.packages.add(base.partition(".")[0])
                for each in aliases:
                    self.has_stars |= each.name == "*"
                    self._imported[each.asname or each.name].add(f"{base}.{each.name}")
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._functions[node.name].append(node)
                self._bound.add(node.name)
            case ast.ClassDef(name=name) | ast.arg(arg=name):
                self._bound.add(name)
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                self._bound.add(name)
                self._stored.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                self._bound.add(name)

    @property
    def all(self) -> set[str]:
        """All that it gives a name to."""
        return self._bound | self._imported.keys()

    def dotted(self, node: ast.AST) -> set[str]:
        """Return the full names of what an expression may be; empty if that is not known."""
        match node:
            case ast.Name(id=name) if name not in self._bound:
                return self._imported.get(name, set())
            case ast.Attribute(value=value, attr=attribute):
                return {f"{each}.{attribute}" for each in self.dotted(value)}
        return set()

    def builtin(self, node: ast.AST | None) -> str:
        """Return the name of one of Python's own functions, if an expression surely is one."""
        match node:
            case ast.Name(id=name) if name in _BUILTINS:
                # A star may bring another of that name.
                known = name in self.all or self.has_stars
                return "" if known else name
            case ast.Attribute(attr=name) if self.dotted(node) == {f"builtins.{name}"}:
                return name
        return ""

    def calls(self, node: ast.AST | None) -> str:
        """Return which of Python's own functions makes a value of a word.

        ``bool``, ``lambda x: bool(x)``, and a function that only returns ``bool(x)``.
        """
        match node:
            case ast.Lambda(args=arguments, body=body):
                return self._only_calls(arguments, body)
            case ast.Name(id=name) if self._is_function_alone(name):
                (function,) = self._functions[name]
                body_ = [each for each in function.body if not _is_text(each)]
                if (
                    isinstance(function, ast.FunctionDef)
                    and not function.decorator_list
                    and len(body_) == 1
                    and isinstance(body_[0], ast.Return)
                    and body_[0].value is not None
                ):
                    return self._only_calls(function.args, body_[0].value)
        return self.builtin(node)

    def _is_function_alone(self, name: str) -> bool:
        others = name in self._stored or name in self._imported
        return len(self._functions[name]) == 1 and not others

    def _only_calls(self, arguments: ast.arguments, body: ast.expr) -> str:
        match arguments, body:
            case (
                ast.arguments(args=[ast.arg(arg=name)]),
                ast.Call(func=function, args=[ast.Name(id=same)], keywords=[]),
            ) if name == same:
                return self.builtin(function)
        return ""


def value_put(at: Node) -> ast.expr | None:
    """Return what an assignment puts into a name; None if that is not told."""
    above = at.above()
    match above.node if above is not None else None:
        case ast.Assign(value=value, targets=[target]) if target is at.node:
            return value
        case ast.AnnAssign(value=value) | ast.NamedExpr(value=value):
            return value
        case ast.withitem(context_expr=value):
            return value
    return None


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
