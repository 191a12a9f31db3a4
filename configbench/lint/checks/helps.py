"""Help texts that state another default than there is."""

import ast
from collections.abc import Iterator

from configbench.audit.model import Option
from configbench.audit.rules.cb205_help_lies import lies
from configbench.audit.source.help_texts import stated_default
from configbench.audit.source.trees import literal
from configbench.lint.model import Found
from configbench.lint.module import Module
from configbench.values import Typed


def found(module: Module) -> Iterator[Found]:
    """Yield the options whose help and default differ, where both are written there."""
    parsers = module.parsers
    for declared in parsers.declared:
        given, text = declared.given("default"), literal(declared.given("help"))
        if given is None or not text or declared.action is None:
            continue
        default = _typed(given)
        stated = stated_default(text)
        if default is None or stated is None:
            continue
        name = declared.dest
        # Elsewhere it may have another default, or a value filled in for it.
        if parsers.defaults_changed(name) or module.is_set(name):
            continue
        if any(each.dest == name for each in parsers.others(declared)):
            continue
        words = tuple(declared.flags)
        option = Option(
            name,
            on=words if declared.action == "store_true" else (),
            off=words if declared.action == "store_false" else (),
            default=default,
            help=text,
        )
        if lies(stated, option, default, default):
            shown = ast.unparse(given)
            yield module.found(
                "CB205",
                given,
                f"the help of {declared.shown} says {stated}, and the default is {shown}",
                cause="help",
                settings=declared.settings,
            )


def _typed(node: ast.expr) -> Typed | None:
    if isinstance(node, ast.UnaryOp):
        try:
            value = ast.literal_eval(node)
        except (ValueError, TypeError):
            return None
    else:
        value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, bool | int | float | str):
        return {"t": type(value).__name__, "v": value}
    return None
