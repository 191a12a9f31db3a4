"""Which configuration files a process opens to read, and which of its program's lines do.

=====================  =============================================================================
variable               value
=====================  =============================================================================
``CONFIGBENCH_READS``  a file, to which a JSON line is appended for each file that is opened by each
                       line of the program; without it nothing is done
=====================  =============================================================================

A line is ``{"pid": …, "read": path, "stack": [[file, line, function], …]}``: the calls of the
program's own files that stand around it, the innermost first.  Only names that end as configuration
does are told.
"""

import os
import posix
import sys

from . import READS
from .lines import append
from .parsers import own

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

#: Ends of the names of files that hold configuration.
ENDS = (".yaml", ".yml", ".json", ".toml", ".ini", ".cfg", ".conf", ".env")

#: Calls that are told, at most.
_DEEP = 64

_SEEN: "set[Any]" = set()


def begin(environ: "Mapping[str, str]") -> None:
    """Tell what this process reads from now on, if the environment says so."""
    file = environ.get(READS)
    if not file:
        return

    def opened(event: str, arguments: "Any") -> None:
        if event == "open":
            try:
                _opened(file, *arguments)
            except Exception:  # noqa: BLE001, S110  nothing of ours may become the program's
                pass

    sys.addaudithook(opened)


def is_config(name: str) -> bool:
    """Whether a file is called as configuration is: ``config.yaml``, ``.env``, ``.env.local``."""
    last = name.rpartition("/")[2].lower()
    return last.endswith(ENDS) or last.startswith(".env.")


def _opened(file: str, path: "Any", mode: "Any", flags: "Any") -> None:
    if isinstance(path, int):
        return
    name = os.fsdecode(path)
    if not is_config(name) or _writes(mode, flags):
        return
    stack = _stack()
    key = (name, *map(tuple, stack[:1]))
    if not stack or key in _SEEN or not os.path.isfile(name):
        return
    _SEEN.add(key)
    told = {"pid": posix.getpid(), "read": os.path.abspath(name), "stack": stack}
    append(file, told)


def _writes(mode: "Any", flags: "Any") -> bool:
    if isinstance(mode, str):
        return "r" not in mode
    return isinstance(flags, int) and flags & os.O_ACCMODE == os.O_WRONLY


def _stack() -> "list[list[Any]]":
    """Return the calls of the program's own files, the innermost first."""
    found: list[list[Any]] = []
    frame: Any = sys._getframe(2)
    while frame is not None and len(found) < _DEEP:
        code = frame.f_code
        if own.is_own(code.co_filename):
            found.append([own.real(code.co_filename), frame.f_lineno, code.co_name])
        frame = frame.f_back
    return found
