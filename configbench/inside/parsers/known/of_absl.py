"""absl: the main function that ``app.run`` calls, and flags that a program parses itself."""

from .. import calls, own
from ..entries import Call, Entry

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hook(module: "Any") -> None:
    """Wrap what calls the main function, and what parses."""
    if module.__name__ == "absl.app":
        calls.before(module, "_run_main", _main)
        return
    entry = Entry("absl.flags.FLAGS", "absl", _parsed, options=lambda _: options())
    calls.wrapped(module.FlagValues, "__call__", entry)


def _main(main: "Any", argv: "Any" = ()) -> None:
    left = [str(each) for each in argv][1:]
    found = {"returned": values()}
    calls.entered(main, "absl.app.run", "absl", found, left, options)


def _parsed(call: Call) -> "Any":
    return {"returned": values()}, [str(each) for each in call.result][1:]


def _own_flags() -> "list[Any]":
    """Return the flags that the program's own modules define."""
    import sys

    flags: Any = sys.modules["absl.flags"]
    found = []
    for name, defined in flags.FLAGS.flags_by_module_dict().items():
        module = sys.modules.get(name)
        if module is None or name == sys.argv[0]:
            module = sys.modules["__main__"]
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and own.is_own(file):
            found += defined
    return found


def values() -> "dict[str, Any]":
    """Return the values of the program's own flags, by name."""
    return {each.name: each.value for each in _own_flags()}


def options() -> "list[dict[str, Any]]":
    """Return what is known of each flag."""
    from ...typed import typed
    from ..options import option

    found = []
    for each in _own_flags():
        name = f"--{each.name}"
        parser: Any = getattr(each, "parser", None)
        kind = parser.flag_type() if hasattr(parser, "flag_type") else ""
        boolean = bool(getattr(each, "boolean", False))
        found.append(
            option(
                each.name,
                valued=[[f"{name}={{}}"]]
                if boolean
                else [[name, "{}"], [f"{name}={{}}"]],
                on=[name] if boolean else [],
                off=[f"--no{each.name}"] if boolean else [],
                least=0 if boolean else 1,
                annotation=_HINTS.get(kind, ""),
                choices=[
                    str(one) for one in getattr(parser, "enum_values", None) or ()
                ],
                default=typed(each.default),
                help=str(each.help or ""),
                repeatable=type(each).__name__.startswith("Multi"),
            )
        )
    return found


#: What absl calls a type, as Python writes it.
_HINTS = {
    "bool": "bool",
    "int": "int",
    "float": "float",
    "string": "str",
    "multi int": "list[int]",
    "multi float": "list[float]",
    "multi string": "list[str]",
    "comma separated list of strings": "list[str]",
}
