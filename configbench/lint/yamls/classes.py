"""Classes that are made of files: their fields, where nothing but the class says what they are."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from configbench.audit.source.trees import Tree, last_name
from configbench.lint import beside
from configbench.lint.module import Module
from configbench.lint.names import Names

#: Methods that change what a class takes, or what comes of it.
_OWN = {"__init__", "__new__", "__post_init__", "__setattr__", "__init_subclass__"}


@dataclass(frozen=True)
class Class:
    """One class.

    Attributes
    ----------
    name, where
        How it is called, and ``FILE:LINE``.
    kind
        ``dataclass`` or ``pydantic``.
    fields
        The type of each: ``int``, ``float``, ``bool``, ``str``; empty for any other.
    """

    name: str
    where: str
    kind: str
    fields: dict[str, str]


def named(module: Module, by: ast.expr) -> Class | None:
    """Return the class that an expression names, if all of it is seen."""
    if not isinstance(by, ast.Name):
        return None
    own = module.forest.defined(by.id)
    if own:
        return _read(module.file, module.names, [each.node for each in own])
    known = module.names.dotted(by)
    if len(known) != 1:
        return None
    base, _, name = next(iter(known)).rpartition(".")
    for file in reversed(beside.imported_from(module.file, base)):
        tree = Tree.read(file)
        if tree is not None:
            found = [
                each
                for each in tree.module.body
                if isinstance(each, ast.ClassDef) and each.name == name
            ]
            return _read(beside.named(file), Names(tree), found)
    return None


def _read(
    file: Path, names: Names, found: list[ast.AST] | list[ast.ClassDef]
) -> Class | None:
    if len(found) != 1 or not isinstance(found[0], ast.ClassDef):
        return None
    (node,) = found
    assert isinstance(node, ast.ClassDef)  # noqa: S101  for the reader
    kind = _kind(names, node)
    if not kind or not _is_plain(node):
        return None
    fields = {name: _type(names, each) for name, each in _annotated(node)}
    return Class(node.name, f"{file}:{node.lineno}", kind, fields)


def _kind(names: Names, node: ast.ClassDef) -> str:
    bases = [names.dotted(each) for each in node.bases]
    made = [
        names.dotted(each.func if isinstance(each, ast.Call) else each)
        for each in node.decorator_list
    ]
    if not bases and made == [{"dataclasses.dataclass"}]:
        call = node.decorator_list[0]
        # `init=False`
        more = call.keywords if isinstance(call, ast.Call) else []
        return "" if any(each.arg == "init" for each in more) else "dataclass"
    return "pydantic" if bases == [{"pydantic.BaseModel"}] and not made else ""


def _is_plain(node: ast.ClassDef) -> bool:
    """Whether it has neither names for its fields nor code that reads them."""
    if node.keywords:
        return False
    for each in node.body:
        match each:
            case ast.ClassDef():
                return False
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                plain = {last_name(one) for one in each.decorator_list} <= {
                    *("property", "cached_property", "classmethod", "staticmethod")
                }
                if each.name in _OWN or not plain:
                    return False
            case ast.Assign():
                return False  # model_config, or a default that is no field
            case ast.AnnAssign(value=ast.Call(keywords=keywords)):
                if any(
                    one.arg in {None, "alias", "validation_alias", "init"}
                    for one in keywords
                ):
                    return False
    return True


def _annotated(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for each in node.body:
        match each:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                if last_name(_outer(annotation)) != "ClassVar":
                    yield name, annotation


def _outer(annotation: ast.expr) -> ast.expr:
    return annotation.value if isinstance(annotation, ast.Subscript) else annotation


def _type(names: Names, annotation: ast.expr) -> str:
    """Return the one plain type of an annotation, ``float | None`` included."""
    match annotation:
        case ast.Constant(value=str(text)):
            try:
                return _type(names, ast.parse(text, mode="eval").body)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return ""
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
            return _type(names, left)
        case ast.Subscript(value=value, slice=inner) if last_name(value) == "Optional":
            return _type(names, inner)
    found = names.builtin(annotation)
    return found if found in {"int", "float", "bool", "str"} else ""
