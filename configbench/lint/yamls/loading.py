"""Which YAML files a module loads, with what, and what becomes of what they hold.

Where any of it is in doubt, nothing is told.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from configbench.audit.source.trees import Function, Node, argument, literal
from configbench.lint import beside
from configbench.lint.module import Module
from configbench.lint.names import value_put

_PYYAML = {"yaml.safe_load", "yaml.full_load", "yaml.unsafe_load"}
_LOADERS = {
    f"yaml.{prefix}{name}"
    for prefix in ("", "C")
    for name in ("SafeLoader", "FullLoader", "UnsafeLoader", "Loader")
}
_FROM_DICT = {"dacite.from_dict", "dacite.core.from_dict"}

#: What gives a path again, opened or not; a file's folder stands for the file.
_SAME = {
    *("os.path.dirname", "os.path.abspath", "os.path.realpath", "pathlib.Path"),
    *("io.open",),
}

#: What changes a loader for everybody.
_CHANGES = ("add_implicit_resolver", "add_constructor", "yaml_implicit_resolvers")

#: Calls that look at a whole mapping and change nothing of it.
_HARMLESS = {"print", "pprint", "len", "isinstance", "type", "bool"}

_Keys = tuple[str, ...]


@dataclass(frozen=True)
class Built:
    """A class that is made of what a file holds.

    Attributes
    ----------
    by
        The expression that names the class.
    path
        Of which section, by keys.
    how
        ``call`` for ``C(**loaded)``, ``dacite``, ``pydantic``, or ``omegaconf``.
    """

    by: ast.expr
    path: _Keys
    how: str


@dataclass
class Loaded:
    """One file that is loaded.

    Attributes
    ----------
    module, call
        By what.
    file
        Where it lies.
    omegaconf
        Whether OmegaConf reads it; otherwise PyYAML does.
    built, numbers
        What is made of it; expressions in which it must be a number, by keys.
    is_open
        Whether it may be changed, or read by others, in between.
    """

    module: Module
    call: ast.Call
    file: Path
    omegaconf: bool
    built: list[Built] = field(default_factory=list)
    numbers: dict[_Keys, ast.AST] = field(default_factory=dict)
    is_open: bool = False


def loads(module: Module) -> Iterator[Loaded]:
    """Yield the files that a module surely loads."""
    if any(module.forest.attributes(name) for name in _CHANGES):
        return
    for name in ("safe_load", "full_load", "unsafe_load", "load"):
        for at in module.forest.calls(name):
            call = at.node
            assert isinstance(call, ast.Call)  # noqa: S101  for the reader
            reader = _reader(module, call)
            source = argument(call, 0, "stream" if reader == "pyyaml" else "file_")
            path = None if source is None else _path(module, source)
            file = None if path is None else _file(module, *path)
            if not reader or file is None:
                continue
            loaded = Loaded(module, call, file, reader == "omegaconf")
            _follow(loaded, at, ())
            yield loaded


def _reader(module: Module, call: ast.Call) -> str:
    known = module.names.dotted(call.func)
    if len(known) != 1:
        return ""
    (name,) = known
    if name in _PYYAML:
        return "pyyaml"
    if name == "omegaconf.OmegaConf.load":
        return "omegaconf"
    loader = argument(call, 1, "Loader")
    plain = loader is not None and module.names.dotted(loader)
    return "pyyaml" if name == "yaml.load" and plain and plain <= _LOADERS else ""


# -- which file -----------------------------------------------------------------------------------

#: Whether it is beside the module, or where the program runs; and the path.
_Path = tuple[bool, str]


def _path(module: Module, node: ast.expr, depth: int = 8) -> _Path | None:
    """Return the path that an expression is, or of the file that it has opened, if it is told."""
    if not depth:
        return None
    match node:
        case ast.Constant(value=str(text)):
            return False, text
        case ast.Name(id="__file__"):
            return True, "."
        case ast.Name(id=name):
            value = _put(module, node, name)
            return None if value is None else _path(module, value, depth - 1)
        case ast.Attribute(value=value, attr="parent"):
            # Of the module itself, the folder is.
            above = _path(module, value, depth - 1)
            return above if above == (True, ".") else None
        case ast.Attribute(value=value, attr=name) if value in module.passing.holding:
            return _default(module, name)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _joined(
                _path(module, left, depth - 1), _path(module, right, depth - 1)
            )
        case ast.Call():
            return _of_call(module, node, depth - 1)
    return None


def _of_call(module: Module, call: ast.Call, depth: int) -> _Path | None:
    function = call.func
    known = module.names.dotted(function)
    same = known and known <= _SAME
    opens = module.names.builtin(function) in {"open", "str"}
    if (same or opens) and call.args:
        return _path(module, call.args[0], depth)
    if known == {"os.path.join"} and call.args:
        joined = _path(module, call.args[0], depth)
        for each in call.args[1:]:
            joined = _joined(joined, _path(module, each, depth))
        return joined
    match function:
        case ast.Attribute(
            value=value,
            attr="open" | "read" | "read_text" | "read_bytes" | "resolve" | "absolute",
        ):
            return _path(module, value, depth)
    return None


def _joined(first: _Path | None, second: _Path | None) -> _Path | None:
    if first is None or second is None or second[0]:
        return None
    return first[0], str(Path(first[1]) / second[1])


def _put(module: Module, node: ast.AST, name: str) -> ast.expr | None:
    """Return the one value that is put into a name."""
    home = module.tree.home(node, name)
    puts = [
        at for at in module.forest.puts(name) if module.tree.home(at.node, name) is home
    ]
    if isinstance(home, Function) and any(
        isinstance(each, ast.arg) and each.arg == name for each in ast.walk(home.args)
    ):
        return None
    return value_put(puts[0]) if len(puts) == 1 else None


def _default(module: Module, name: str) -> _Path | None:
    """Return the default of an option, if it is a path that is written there."""
    found = [each for each in module.parsers.all if each.dest == name]
    if len(found) != 1 or module.parsers.defaults_changed(name):
        return None
    default = found[0].given("default")
    match default:
        case ast.Call(args=[only]) if module.names.dotted(default.func) == {
            "pathlib.Path"
        }:
            default = only
    text = literal(default)
    return None if text is None else (False, text)


def _file(module: Module, here: bool, text: str) -> Path | None:  # noqa: FBT001  a pair
    """Return the one file that is meant, from the module's folder or from one above it."""
    if Path(text).suffix not in {".yaml", ".yml"}:
        return None
    own = module.file.parent
    folders = [own] if here else [own, *beside.folders(module.file.absolute().parent)]
    found: dict[Path, Path] = {}
    try:
        for folder in folders:
            if (folder / text).is_file():
                found.setdefault((folder / text).resolve(), folder / text)
    except (OSError, ValueError, RuntimeError):
        return None
    return beside.named(next(iter(found.values()))) if len(found) == 1 else None


# -- what becomes of it ---------------------------------------------------------------------------


def _follow(loaded: Loaded, at: Node, path: _Keys, depth: int = 16) -> None:
    """See what becomes of an expression that is a section of a file."""
    above = at.above()
    node = above.node if above is not None else None
    if above is None or not depth:
        loaded.is_open = True
        return
    module = loaded.module
    match node:
        case (
            ast.Assign(targets=[ast.Name(id=name)])
            | ast.AnnAssign(target=ast.Name(id=name))
        ):
            if _put(module, _target(node), name) is not at.node:
                loaded.is_open = True
                return
            home = module.tree.home(_target(node), name)
            if not isinstance(home, Function) and not module.is_entry:
                loaded.is_open = True
            for each in module.forest.names(name):
                if module.tree.home(each.node, name) is home:
                    _follow(loaded, each, path, depth - 1)
        case ast.Subscript(value=value, slice=index, ctx=ast.Load()) if (
            value is at.node and (key := literal(index)) is not None
        ):
            _follow(loaded, above, (*path, key), depth - 1)
        case ast.Attribute(value=value, attr="get", ctx=ast.Load()):
            _got(loaded, above, path, depth)
        case ast.Attribute(value=value, attr=key, ctx=ast.Load()) if loaded.omegaconf:
            _follow(loaded, above, (*path, key), depth - 1)
        case ast.keyword(arg=None):
            _built(loaded, above, path)
        case ast.Call() | ast.keyword():
            _handed(loaded, at, above, path)
        case ast.BinOp() | ast.Compare() | ast.UnaryOp():
            if _is_arithmetic(node, at.node):
                loaded.numbers.setdefault(path, at.node)
        case ast.If() | ast.While() | ast.BoolOp() | ast.Expr() | ast.FormattedValue():
            pass
        case _:
            loaded.is_open = True


def _target(statement: ast.AST) -> ast.expr:
    assert isinstance(statement, ast.Assign | ast.AnnAssign)  # noqa: S101  for the reader
    return (
        statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    )


def _got(loaded: Loaded, at: Node, path: _Keys, depth: int) -> None:
    call = at.above()
    if (
        call is None
        or not isinstance(call.node, ast.Call)
        or call.node.func is not at.node
    ):
        loaded.is_open = True
        return
    key = literal(argument(call.node, 0))
    if key is None:
        loaded.is_open = True
    else:
        _follow(loaded, call, (*path, key), depth - 1)


def _built(loaded: Loaded, keyword: Node, path: _Keys) -> None:
    """``C(**loaded)``, and nothing beside it."""
    call = keyword.above()
    if call is None or not isinstance(call.node, ast.Call):
        loaded.is_open = True
        return
    if not call.node.args and len(call.node.keywords) == 1:
        loaded.built.append(Built(call.node.func, path, "call"))


def _handed(loaded: Loaded, at: Node, above: Node, path: _Keys) -> None:
    call = above.above() if isinstance(above.node, ast.keyword) else above
    node = call.node if call is not None else None
    if not isinstance(node, ast.Call) or node.func is at.node:
        loaded.is_open = True
        return
    names = loaded.module.names
    known = names.dotted(node.func)
    if names.builtin(node.func) in _HARMLESS:
        return
    if known and known <= _FROM_DICT:
        of = argument(node, 0, "data_class")
        if of is not None and argument(node, 2, "config") is None:
            loaded.built.append(Built(of, path, "dacite"))
        return
    if known == {"omegaconf.OmegaConf.merge"} and node.args:
        match node.args[0]:
            case ast.Call(func=function, args=[of, *_]) if names.dotted(function) == {
                "omegaconf.OmegaConf.structured"
            }:
                schema = of.func if isinstance(of, ast.Call) else of
                loaded.built.append(Built(schema, path, "omegaconf"))
                return
    match node.func:
        case ast.Attribute(value=of, attr="model_validate" | "parse_obj") if (
            len(node.args) == 1
        ):
            loaded.built.append(Built(of, path, "pydantic"))
            return
    if isinstance(above.node, ast.keyword) and any(
        each.startswith("torch.optim.") for each in known
    ):
        if above.node.arg in {"lr", "weight_decay", "eps", "momentum"}:
            loaded.numbers.setdefault(path, at.node)
        return
    # What a function makes of one value says nothing of the others.
    if not path:
        loaded.is_open = True


def _is_arithmetic(node: ast.AST, at: ast.AST) -> bool:
    """Whether a text there would end the program: no sum and no product of a text and a number."""
    match node:
        case ast.BinOp(op=ast.Sub() | ast.Div() | ast.FloorDiv() | ast.Pow()):
            return True
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            other = right if left is at else left
            return isinstance(other, ast.Constant) and isinstance(other.value, float)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
            return True
        case ast.Compare(
            left=left,
            ops=[ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE()],
            comparators=[right],
        ):
            other = right if left is at else left
            return isinstance(other, ast.Constant) and isinstance(
                other.value, int | float
            )
    return False
