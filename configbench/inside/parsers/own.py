"""Which files are the program's own: those of neither the interpreter, a package nor a launcher."""

import os
import sys

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Packages that start other programs: what they parse are their own words.
LAUNCHERS = frozenset(
    {
        *("torch", "accelerate", "deepspeed", "lightning_fabric", "horovod", "ray"),
        *("coverage", "debugpy", "pdb", "cProfile", "runpy", "trace", "pipx", "uv"),
    }
)

_INSTALLED = ("site-packages", "dist-packages")
_STANDARD = os.path.dirname(os.path.realpath(os.__file__)) + "/"
_HERE = os.path.dirname(os.path.dirname(os.path.realpath(__file__))) + "/"

#: Real paths, and whether they are own, by the names that code has.
_DECIDED: "dict[str, tuple[str, bool]]" = {}


def real(name: str) -> str:
    """Return the real path of a code's file."""
    return _decided(name)[0]


def is_own(name: str) -> bool:
    """Whether a code's file is the program's own."""
    return _decided(name)[1]


def _decided(name: str) -> "tuple[str, bool]":
    if name not in _DECIDED:
        path = os.path.realpath(name)
        _DECIDED[name] = (path, not name.startswith("<") and _decide(path))
    return _DECIDED[name]


def _decide(path: str) -> bool:
    if path.startswith(_HERE):
        return False
    parts = path.split("/")
    for number, part in enumerate(parts[:-1]):
        if part in _INSTALLED:
            top = parts[number + 1]
            return top.partition(".")[0] in packages()
    return not path.startswith(_STANDARD)


def packages() -> "set[str]":
    """Return the installed packages that are the program: of ``-m``, of a console script."""
    main: Any = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    if spec is not None:
        found = {spec.name.partition(".")[0]}
    else:
        found = _of_script(str(getattr(main, "__file__", "")))
    return found - LAUNCHERS


def _of_script(path: str) -> "set[str]":
    """Return the packages that a script imports which lies beside programs, not beside modules."""
    if os.path.basename(os.path.dirname(path)) not in ("bin", "Scripts"):
        return set()
    import ast

    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
    return found


def files() -> "list[str]":
    """Return the program's own source files among what is imported, in the order of import."""
    found = []
    for module in list(sys.modules.values()):
        file = getattr(module, "__dict__", {}).get("__file__")
        if isinstance(file, str) and file.endswith(".py") and is_own(file):
            found.append(real(file))
    return list(dict.fromkeys(found))


def frame_of(frame: "Any") -> "Any":
    """Return the nearest frame of the program's own, from one on outwards, if there is one."""
    while frame is not None and not is_own(frame.f_code.co_filename):
        frame = frame.f_back
    return frame
