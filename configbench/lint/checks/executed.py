"""``eval`` and ``exec`` of what was typed."""

import ast
from collections.abc import Iterator

from configbench.audit.source.following import EXECUTES, Following, Way
from configbench.audit.source.trees import Node, last_name
from configbench.lint import readers
from configbench.lint.model import Found
from configbench.lint.module import Module


def found(module: Module) -> Iterator[Found]:
    """Yield where words are run as Python, as far as that is sure."""
    if not any(module.forest.calls(name) for name in EXECUTES):
        return
    seen: set[ast.AST] = set()
    for begin in _typed(module):
        for at in Following(module.forest, [begin], Way.SURE).conversions():
            call = at.node
            if not isinstance(call, ast.Call) or call in seen:
                continue
            name = module.names.builtin(call.func)
            if name not in EXECUTES:
                continue
            seen.add(call)
            setting = (
                begin.node.attr
                if isinstance(begin.node, ast.Attribute) and begin.node.attr != "argv"
                else ""
            )
            of = f" for {setting}" if setting else ""
            yield module.found(
                "CB203",
                call,
                f"{name} runs what is typed{of}: whoever can type can run anything",
                cause=f"{name}(…)",
                settings=(setting,) if setting else (),
            )


def _typed(module: Module) -> Iterator[Node]:
    """Yield the expressions that surely are what was typed."""
    restricted = {
        each.dest
        for each in module.parsers.all
        if each.given("choices") is not None
        or each.given("action") is not None
        or last_name(each.given("type") or ast.Pass()) not in {"", "str"}
        or isinstance(each.given("type"), ast.Lambda)
    }
    for node in module.tree.scopes:
        if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
            continue
        setting = node.value in module.passing.holding and node.attr not in restricted
        if setting or _is_typed(module, node):
            yield Node(module.tree, node)


def _is_typed(module: Module, node: ast.Attribute) -> bool:
    """Whether it is ``sys.argv``, and not the name of the program in it."""
    if readers.is_program_name(module.tree.parents.get(node)):
        return False
    return module.names.dotted(node) == {"sys.argv"}
