"""Flags that say what is so already: ``store_true`` with ``default=True``."""

import ast
from collections.abc import Iterator

from configbench.audit.rules.cb108_flag_stays import has_opposite
from configbench.audit.source.trees import dest, literal
from configbench.lint.model import Edit, Found
from configbench.lint.module import Module
from configbench.lint.parsers import Declared

_SAYS = {"store_true": True, "store_false": False}


def found(module: Module) -> Iterator[Found]:
    """Yield the flags that nothing turns the other way."""
    parsers = module.parsers
    for declared in parsers.declared:
        if not _is_stuck(declared) or parsers.defaults_changed(declared.dest):
            continue
        others = [*parsers.others(declared)]
        same = [each for each in others if each.dest == declared.dest]
        names = {dest(each.call) for each in others}
        # An option that is declared in a loop may be the other one.
        unknown = any(not each.dest or each.is_open for each in others)
        if (
            unknown
            or not all(map(_is_stuck, same))
            or has_opposite(declared.dest, names)
        ):
            continue
        on = declared.action == "store_true"
        state, other = ("on", "off") if on else ("off", "on")
        action = declared.given("action")
        assert action is not None  # noqa: S101  for the reader
        yield module.found(
            "CB108",
            action,
            f"{declared.dest} is {state} with {declared.shown} and without it: nothing that is "
            f"typed turns it {other}",
            cause=f"{state} by default, and no word for {other}",
            settings=declared.settings,
            mend=_mend(module, declared, action) if on else (),
        )


def _is_stuck(declared: Declared) -> bool:
    """Whether a flag says what is the default anyway."""
    says = _SAYS.get(declared.action or "")
    default = declared.given("default")
    return (
        says is not None
        and isinstance(default, ast.Constant)
        and default.value is says
        and bool(declared.flags)
    )


def _mend(module: Module, declared: Declared, action: ast.expr) -> tuple[Edit, ...]:
    """Return argparse's own action for both words, where the module can name it."""
    names = [each.removeprefix("--") for each in declared.flags if each[:2] == "--"]
    if not names or any(each.startswith(("no-", "no_")) for each in names):
        return ()
    if "argparse.BooleanOptionalAction" in module.names.dotted(
        ast.Name("BooleanOptionalAction", ast.Load())
    ):
        return (module.edit(action, "BooleanOptionalAction"),)
    argparse = module.names.dotted(ast.Name("argparse", ast.Load()))
    # A text in brackets, or of several pieces, is left to its author.
    if argparse != {"argparse"} or literal(action) is None:
        return ()
    return (module.edit(action, "argparse.BooleanOptionalAction"),)
