"""A mutated module takes the place of the one that is there, in all that has imported it."""

import ast
import inspect
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import _lru_cache_wrapper
from types import CodeType, FunctionType, ModuleType
from typing import Any


@contextmanager
def applied(module: ModuleType, mutated: str) -> Iterator[None]:
    """Let a module have another source.

    A function gets other code, so that whoever imported it has the mutant; a constant of the module
    is replaced wherever it was imported by its name, and so are those that follow from it.

    Raises
    ------
    LookupError
        If nothing is another.
    TypeError
        If something is another that is neither a function nor a constant of the module.
    """
    tree = ast.parse(mutated)
    changed = list(differing(ast.parse(inspect.getsource(module)), tree))
    if not changed:
        raise LookupError(f"{module.__name__}: nothing is another")
    code = compile(mutated, str(module.__file__), "exec", dont_inherit=True)
    with ExitStack() as undo:
        undo.callback(forget, module)
        for path, node in [*changed, *following(tree, changed)]:
            match node:
                case ast.FunctionDef():
                    replace_code(undo, module, f"{path}{node.name}", (code, node))
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value)
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                ) if not path:
                    replace_constant(undo, module, name, value)
                case _:
                    raise TypeError(f"line {node.lineno}: no function, no constant")
        forget(module)
        yield


def differing(
    old: ast.Module | ast.ClassDef, new: ast.Module | ast.ClassDef, path: str = ""
) -> Iterator[tuple[str, ast.stmt]]:
    """Yield what is another in the second of two trees, with the classes around it."""
    for one, other in zip(old.body, new.body, strict=True):
        if isinstance(one, ast.ClassDef) and isinstance(other, ast.ClassDef):
            yield from differing(one, other, f"{path}{other.name}.")
        elif ast.dump(one) != ast.dump(other):
            yield path, other


def following(
    tree: ast.Module, changed: Sequence[tuple[str, ast.stmt]]
) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the constants of a module that are made of those that are others, in their order."""
    others = {name for path, node in changed if not path for name in named(node)}
    for node in tree.body:
        if names := named(node):
            read = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            if not others.isdisjoint(read - names) and others.isdisjoint(names):
                others |= names
                yield "", node


def named(node: ast.stmt) -> set[str]:
    """Return the name that a statement gives to a value, if it does just that."""
    match node:
        case (
            ast.Assign(targets=[ast.Name(id=name)])
            | ast.AnnAssign(target=ast.Name(id=name))
        ):
            return {name}
    return set()


def replace_code(
    undo: ExitStack,
    module: ModuleType,
    name: str,
    mutated: tuple[CodeType, ast.FunctionDef],
) -> None:
    """Give a function the code and the defaults that it has in the mutated module."""
    function = function_of(module, name)
    code, node = mutated
    (own,) = (inner for inner in codes(code) if inner.co_qualname == name)
    own_names = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    mine = {
        "__code__": own,
        "__defaults__": tuple(worth(module, value) for value in node.args.defaults),
        "__kwdefaults__": {
            argument.arg: worth(module, value) for argument, value in own_names if value
        },
    }
    for attribute, value in mine.items():
        undo.callback(setattr, function, attribute, getattr(function, attribute))
        setattr(function, attribute, value)


def replace_constant(
    undo: ExitStack, module: ModuleType, name: str, value: ast.expr
) -> None:
    """Give a constant another value, in its module and wherever it was imported by its name."""
    old, new = vars(module)[name], worth(module, value)
    for importer in list(sys.modules.values()):
        if vars(importer).get(name) is old:
            undo.callback(setattr, importer, name, old)
            setattr(importer, name, new)


def function_of(module: ModuleType, name: str) -> FunctionType:
    """Return a function by its name, or the one behind a property, a class method, a cache."""
    function: Any = module
    for part in name.split("."):
        function = vars(function)[part]
    for attribute in ("fget", "func", "__func__", "__wrapped__"):
        function = getattr(function, attribute, function)
    if not isinstance(function, FunctionType):
        raise TypeError(f"{module.__name__}.{name} is no function")
    return function


def codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the codes of all functions within a code, however deep."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes(constant)


def worth(module: ModuleType, value: ast.expr) -> Any:
    """Return what an expression is worth in a module."""
    return eval(ast.unparse(value), vars(module))  # noqa: S307  our own source


def forget(module: ModuleType) -> None:
    """Empty the caches of a module: what they hold was judged by other code."""
    for thing in vars(module).values():
        if isinstance(thing, _lru_cache_wrapper):
            thing.cache_clear()
