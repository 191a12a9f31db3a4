"""The programs that ``[[tool.configbench.programs]]`` of ``pyproject.toml`` states."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from configbench import project, shell_words
from configbench.audit import narrowing
from configbench.audit.model import Narrowed, Request
from configbench.errors import UserError, known_name
from configbench.looking import PYTHON
from configbench.project import Table

#: What may be stated of a program.
KEYS = ("name", "command", "folder", "environment", "python", "place")

_EXAMPLE = 'such as command = "python train.py"'


@dataclass(frozen=True)
class Program:
    """One program, as it is stated.

    Attributes
    ----------
    name
        By which it is told and chosen.
    command
        As it would be typed in its folder.
    folder
        Absolute; that of the file where nothing is said.
    environment
        Variables that are set.
    python
        The interpreter that stands for ``python`` in the command; None for what is found there.
    place
        As behind ``--at``; None for what is found.
    file
        Where all of this stands.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: tuple[tuple[str, str], ...]
    python: Path | None
    place: str | None
    file: Path

    def asked(self, request: Request) -> Request:
        """Return what is asked of this program, where the same is asked of all.

        Parameters
        ----------
        request
            What the command line asks for, in the folder of this file; a variable that it sets
            wins.

        Raises
        ------
        UserError
            If the ``pyproject.toml`` of its folder states what cannot be followed.
        """
        command, environ = self.command, dict(self.environment)
        if self.python is not None:
            command = _with(command, self.python)
            # What an environment has installed beside its interpreter is found, too.
            path = environ.get("PATH", os.environ.get("PATH", os.defpath))
            environ["PATH"] = f"{self.python.parent}{os.pathsep}{path}"
        return replace(
            request,
            command=command,
            cwd=self.folder,
            at=self.place,
            narrowed=self._narrowed(request),
            environ={**environ, **request.environ},
        )

    def _narrowed(self, request: Request) -> Mapping[str, Narrowed]:
        """Return what is stated of settings where the program is, as if it was typed there."""
        if project.nearest(self.folder) == self.file:
            return request.narrowed  # of this file, which many programs have in common
        return narrowing.narrowed(project.read(self.folder))


def _with(command: tuple[str, ...], python: Path) -> tuple[str, ...]:
    """Return a command with another interpreter in the place of its first ``python``."""
    for number, word in enumerate(command):
        if PYTHON.fullmatch(word):
            return (*command[:number], str(python), *command[number + 1 :])
    return command


def programs(stated: Table) -> tuple[Program, ...]:
    """Read all programs, in their order.

    Parameters
    ----------
    stated
        ``[tool.configbench]``.

    Raises
    ------
    UserError
        If it states what is not understood, or none at all.
    """
    found: dict[str, Program] = {}
    for table in stated.tables("programs"):
        program = _program(table)
        if program.name in found:
            raise table.unexpected("name", "another program has this name")
        found[program.name] = program
    if not found:
        raise UserError(
            f"{stated.file} states no program, expected [[{stated.name}.programs]] with name and "
            f"command, {_EXAMPLE}"
        )
    return tuple(found.values())


def chosen(every: Sequence[Program], names: Sequence[str]) -> tuple[Program, ...]:
    """Return the programs of these names, in the order of the file; all where none is named.

    Raises
    ------
    UserError
        If there is none of a name.
    """
    known = [each.name for each in every]
    wanted = {known_name("program", name, known) for name in names}
    return tuple(each for each in every if not wanted or each.name in wanted)


def _program(table: Table) -> Program:
    table.require_known(KEYS)
    home = table.file.parent
    name = table.text("name", "a name, such as name = 'train'")
    if name is None:
        raise table.refused("has no name, expected one, such as name = 'train'")
    place = table.text("place", "FILE:LINE, FILE:FUNCTION or MODULE:FUNCTION")
    folder = table.text("folder", "a path, from the folder of this file")
    python = table.text("python", "the path of an interpreter")
    return Program(
        name=name,
        command=_command(table),
        folder=home / folder if folder else home,
        environment=_environment(table),
        python=_interpreter(home, python),
        place=place,
        file=table.file,
    )


def _interpreter(home: Path, typed: str | None) -> Path | None:
    if typed is None:
        return None
    # A link of a virtual environment is its interpreter: it is not followed.
    named = PurePath(typed).name != typed
    return home / typed if named or (home / typed).is_file() else Path(typed)


def _command(table: Table) -> tuple[str, ...]:
    value = table.values.get("command")
    if value is None:
        raise table.refused(f"has no command, expected one, {_EXAMPLE}")
    expected = f"expected words, {_EXAMPLE}, or a list of them"
    words = value
    if isinstance(value, str):
        words = [*shell_words.split(value, table.shown("command"))]
    if (
        not isinstance(words, list)
        or not words
        or not all(isinstance(each, str) and "\0" not in each for each in words)
        or not words[0]
    ):
        raise table.unexpected("command", expected)
    return tuple(words)


def _environment(table: Table) -> tuple[tuple[str, str], ...]:
    stated = table.table("environment")
    for name, value in stated.values.items():
        if not name or "=" in name or "\0" in name:
            raise stated.refused(
                f"sets {name!r}: expected the name of a variable, without ="
            )
        if not isinstance(value, str) or "\0" in value:
            raise stated.unexpected(name, f"expected a text, such as {name} = '1'")
    return tuple(stated.values.items())
