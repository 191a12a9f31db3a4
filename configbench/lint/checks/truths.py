"""A default of True or False and no type: the text ``False`` arrives, and is true."""

import ast
from collections.abc import Iterator

from configbench.audit.source.following import Following, Way, reads
from configbench.audit.source.trees import Node
from configbench.lint.model import CONVERTER, Edit, Found
from configbench.lint.module import Module
from configbench.lint.parsers import Declared


def found(module: Module) -> Iterator[Found]:
    """Yield the settings whose text is used as a truth, and for nothing else."""
    for declared in module.parsers.declared:
        default = declared.given("default")
        if not isinstance(default, ast.Constant) or not isinstance(default.value, bool):
            continue
        if not _is_text(module, declared) or not _is_all_seen(module, declared):
            continue
        used = reads(module.forest, declared.dest)
        if not used or not all(map(is_truth, used)):
            continue
        line = getattr(used[0].node, "lineno", 0)
        yield module.found(
            "CB101",
            default,
            f"{declared.shown} False arrives as the text 'False', which line {line} takes for true",
            cause="text as a truth",
            settings=declared.settings,
            mend=_mend(module, declared),
        )


def _is_text(module: Module, declared: Declared) -> bool:
    """Whether one word is taken as it is typed."""
    bare = all(declared.given(name) is None for name in ("nargs", "const", "choices"))
    plain = module.parsers.type_of(declared) == "str"
    return bool(declared.flags) and declared.action == "store" and bare and plain


def _is_all_seen(module: Module, declared: Declared) -> bool:
    """Whether nothing but what is seen here can make something else of a setting."""
    name = declared.dest
    if any(each.dest == name for each in module.parsers.others(declared)):
        return False
    if module.parsers.defaults_changed(name) or module.forest.calls("setattr"):
        return False
    if not module.passing.holding or module.passing.out_of_sight:
        return False
    return not module.is_set(name) and not any(
        Following(module.forest, reads(module.forest, name), Way.FAR).conversions()
    )


def is_truth(at: Node) -> bool:
    """Whether of an expression nothing but its truth is used."""
    above = at.above()
    match above.node if above is not None else None:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            return test is at.node
        case ast.Assert(test=test):
            return test is at.node
        case ast.UnaryOp(op=ast.Not()):
            return True
        case ast.BoolOp():
            assert above is not None  # noqa: S101  for the reader
            return is_truth(above)
    return False


def _mend(module: Module, declared: Declared) -> tuple[Edit, ...]:
    type_ = declared.given("type")
    if type_ is not None:
        return (module.edit(type_, CONVERTER),)
    begins = next(each for each in declared.call.keywords if each.arg == "default")
    at = module.begin(begins)
    return (Edit(at, at, f"type={CONVERTER}, "),)
