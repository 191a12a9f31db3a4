"""How an audit is told: each format a module here, and the one list of them.

A format has a function ``write(audit, options) -> str``; what a library is needed for beyond
``rich`` is an extra of ours, which the list names.
"""

import importlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from configbench.audit.formats import files
from configbench.audit.model import Audit
from configbench.errors import UserError, known_name

#: Each format, with the extra that brings its library; empty if it needs none.
FORMATS = {"terminal": "", "json": ""}

#: The width of a page where there is no terminal.
_WIDTH = 80


@dataclass(frozen=True)
class Options:
    """How a page is to look.

    Attributes
    ----------
    cwd
        Paths below it are shown as they are typed there.
    everything
        Every setting, too, and all names.
    width, terminal, colours
        Columns; whether lines are cut at these; whether it is coloured.
    """

    cwd: Path
    everything: bool = False
    width: int = _WIDTH
    terminal: bool = False
    colours: bool = False


Write = Callable[[Audit, Options], str]


@dataclass(frozen=True)
class Output:
    """One of the formats that are asked for, and the file that it goes to; none: to stdout."""

    name: str
    write: Write
    file: Path | None = None


def outputs(typed: Iterable[str]) -> tuple[Output, ...]:
    """Read which formats are wanted, ``NAME[=FILE]`` each, and see that they can be written.

    Where none is for standard output, the page for people goes there.

    Raises
    ------
    UserError
        If there is no such format, its library is missing, or its file cannot be written.
    """
    found: list[Output] = []
    for each in typed:
        name, equals, path = each.partition("=")
        known_name("format", name, FORMATS)
        if equals and not path:
            raise UserError(f"--format {each!r}: expected a file behind the =")
        file = Path(path) if path else None
        if file in {one.file for one in found}:
            where = f"the file {path!r}" if path else "standard output"
            raise UserError(
                f"--format {each!r}: another format goes to {where}, expected NAME=FILE"
            )
        if file is not None:
            files.require_writable(file)
        found.append(Output(name, _loaded(name), file))
    if all(each.file for each in found):
        found.append(Output("terminal", _loaded("terminal")))
    return tuple(found)


def _loaded(name: str) -> Write:
    try:
        module = importlib.import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        extra = FORMATS[name]
        if not extra or str(error.name).partition(".")[0] == "configbench":
            raise
        raise UserError(
            f"--format {name} needs {error.name}, which is not installed: "
            f"pip install 'configbench[{extra}]'"
        ) from error
    return cast("Write", module.write)


def write(audit: Audit, wanted: Sequence[Output], options: Options) -> None:
    """Write an audit in each format that is wanted: files first, then standard output."""
    for each in sorted(wanted, key=lambda output: output.file is None):
        if each.file is None:
            print(each.write(audit, for_stdout(options)))
        else:
            files.write(each.file, f"{each.write(audit, options)}\n")


def for_stdout(options: Options) -> Options:
    """Return how a page is to look on standard output."""
    from rich.console import Console  # noqa: PLC0415  a file needs none of it

    console = Console()
    if not console.is_terminal:
        return options
    colours = console.color_system is not None and not os.environ.get("NO_COLOR")
    return Options(
        options.cwd, options.everything, console.width, terminal=True, colours=colours
    )
