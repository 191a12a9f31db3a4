"""How what was audited is told: each format a module here, and the one list of them.

A format has a function ``write(audited, options) -> str``; what a library is needed for beyond
``rich`` is an extra of ours, which the list names.  Formats of other distributions are modules of
the same form, found by :mod:`.others`.
"""

import importlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from configbench import whole_files
from configbench.audit.formats import others
from configbench.audit.model import Audit, Audited, Severity
from configbench.errors import UserError, known_name

#: The width of a page where there is no terminal.
_WIDTH = 80


@dataclass(frozen=True)
class Format:
    """A format of ours.

    Attributes
    ----------
    extra
        Of ``pip install 'configbench[…]'``, which brings its library; empty if it needs none.
    every
        Whether it tells of each try (:attr:`~configbench.audit.model.Audit.results`).
    """

    extra: str = ""
    every: bool = False


#: Each by its name, which is that of its module.
FORMATS = {
    "terminal": Format(),
    "json": Format(),
    "sarif": Format(),
    "annotations": Format(),
    "gitlab": Format(),
    "markdown": Format(),
    "junit": Format(),
    "html": Format("html", every=True),
}


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
    failing
        Severities of findings for which the exit code is 1.
    """

    cwd: Path
    everything: bool = False
    width: int = _WIDTH
    terminal: bool = False
    colours: bool = False
    failing: frozenset[Severity] = frozenset({Severity.ERROR})


#: What was audited, one program or many, and how it is to look: as a text.
Write = Callable[[Sequence[Audited], Options], str]


@dataclass(frozen=True)
class Output:
    """One of the formats that are asked for.

    Attributes
    ----------
    name, write
        Which it is.
    file
        Where it goes to; None for standard output.
    every
        As in :class:`Format`.
    """

    name: str
    write: Write
    file: Path | None = None
    every: bool = False


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
        if name not in FORMATS:
            known_name("format", name, [*FORMATS, *others.names()])
        if equals and not path:
            raise UserError(f"--format {each!r}: expected a file behind the =")
        file = Path(path) if path else None
        if file in {one.file for one in found}:
            where = f"the file {path!r}" if path else "standard output"
            raise UserError(
                f"--format {each!r}: another format goes to {where}, expected NAME=FILE"
            )
        if file is not None:
            whole_files.require_writable(file)
        found.append(_output(name, file))
    if all(each.file for each in found):
        found.append(_output("terminal", None))
    return tuple(found)


def _output(name: str, file: Path | None) -> Output:
    if name in FORMATS:
        return Output(name, _loaded(name), file, FORMATS[name].every)
    other = others.loaded(name)
    return Output(name, other.write, file, other.every)


def _loaded(name: str) -> Write:
    try:
        module = importlib.import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        extra = FORMATS[name].extra
        if not extra or str(error.name).partition(".")[0] == "configbench":
            raise
        raise UserError(
            f"--format {name} needs {error.name}, which is not installed: "
            f"pip install 'configbench[{extra}]'"
        ) from error
    return cast("Write", module.write)


def write(
    audited: Sequence[Audited], wanted: Sequence[Output], options: Options
) -> None:
    """Write what was audited in each format that is wanted: files first, then standard output."""
    for each in sorted(wanted, key=lambda output: output.file is None):
        if each.file is None:
            print(each.write(audited, for_stdout(options)))
        else:
            whole_files.write(each.file, f"{each.write(audited, options)}\n")


def alone(audited: Sequence[Audited]) -> Audit | None:
    """Return the audit of the one program of the command line; None where there are others."""
    if len(audited) == 1 and not audited[0].name:
        return audited[0].audit
    return None


def for_stdout(options: Options) -> Options:
    """Return how a page is to look on standard output."""
    from rich.console import Console  # noqa: PLC0415  a file needs none of it

    console = Console()
    if not console.is_terminal:
        return options
    colours = console.color_system is not None and not os.environ.get("NO_COLOR")
    return replace(options, width=console.width, terminal=True, colours=colours)
