"""Words that a parser hands back as not its own, and the program drops."""

import ast
from collections.abc import Iterator

from configbench.audit.source import remainder
from configbench.audit.source.trees import Node, argument
from configbench.lint import beside, readers
from configbench.lint.model import Found
from configbench.lint.module import Module

_KNOWN = {"parse_known_args", "parse_known_intermixed_args"}

#: Keywords by which other parsers hand back what they do not know.
_KEYWORDS = {
    "parse_args_into_dataclasses": "return_remaining_strings",
    "cli": "return_unknown_args",
}


def found(module: Module) -> Iterator[Found]:
    """Yield where unknown words are dropped, if nothing else of the program reads them."""
    dropped = [at for at in _handing_back(module) if _drops(module, at)]
    if not dropped or not module.is_entry or _is_read_elsewhere(module, dropped):
        return
    if not module.asks_for_its_name and beside.is_imported(module.file):
        return  # another reads the rest, perhaps
    if beside.reads_words(module.file, module.tree.module):
        return
    for at in dropped:
        yield module.found(
            "CB103",
            at.node,
            "what the parser does not know is handed back and dropped: a misspelt name runs as "
            "if nothing had been typed",
            cause="words are dropped",
        )


def _handing_back(module: Module) -> Iterator[Node]:
    for name in _KNOWN:
        yield from module.forest.calls(name)
    for name, keyword in _KEYWORDS.items():
        for at in module.forest.calls(name):
            assert isinstance(at.node, ast.Call)  # noqa: S101  for the reader
            if any(
                each.arg == keyword
                and isinstance(each.value, ast.Constant)
                and each.value.value is True
                for each in at.node.keywords
            ):
                yield at


def _drops(module: Module, at: Node) -> bool:
    call = at.node
    assert isinstance(call, ast.Call)  # noqa: S101  for the reader
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in _KNOWN:
        words = argument(call, 0, "args")
        if (
            any(isinstance(each, ast.Starred) for each in call.args)
            or any(each.arg is None for each in call.keywords)
            or not (words is None or _is_command_line(module, words))
        ):
            return False
    return not remainder.used(module.text.text, call.lineno)


def _is_command_line(module: Module, words: ast.expr) -> bool:
    """Whether it is what was typed: ``sys.argv[1:]``, or None, which argparse takes for that."""
    match words:
        case ast.Constant(value=None):
            return True
        case ast.Subscript(
            value=value,
            slice=ast.Slice(lower=ast.Constant(value=1), upper=None, step=None),
        ):
            return module.names.dotted(value) == {"sys.argv"}
    return False


def _is_read_elsewhere(module: Module, dropped: list[Node]) -> bool:
    own = {each for at in dropped for each in ast.walk(at.node)}
    for node in module.tree.scopes:
        match node:
            case ast.Call(func=function) if node not in own:
                name = getattr(function, "attr", getattr(function, "id", ""))
                if (
                    name in readers.NAMES
                    or module.names.dotted(function) & readers.FULL
                ):
                    return True
            case ast.Attribute(attr="argv") if node not in own:
                above = module.tree.parents.get(node)
                if not readers.is_program_name(above):
                    return True
            case (
                ast.FunctionDef(decorator_list=decorators)
                | ast.AsyncFunctionDef(decorator_list=decorators)
            ):
                if any(module.names.dotted(each) & readers.FULL for each in decorators):
                    return True
    return False
