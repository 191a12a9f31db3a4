"""What ``[tool.configbench]`` of the nearest ``pyproject.toml`` states, table by table.

Who reads a table checks its keys; each mistake is one sentence that names the file, the table, the
key, the value and what was expected.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configbench import foreign
from configbench.errors import UserError, known_name

#: The tables and lists of tables that anybody reads.
KEYS = ("settings", "programs", "ignore")

#: The file's name.
FILE = "pyproject.toml"

#: So large a file of ours nobody writes.
_LONGEST = 1_000_000


@dataclass(frozen=True)
class Table:
    """One table of a file.

    Attributes
    ----------
    file
        Where it stands; it need not exist if nothing is stated.
    name
        With those of all around it: ``tool.configbench.settings``.
    values
        By key.
    """

    file: Path
    name: str
    values: dict[str, Any]

    def table(self, key: str) -> "Table":
        """Return a table inside it, empty where there is none.

        Raises
        ------
        UserError
            If it is something else.
        """
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise UserError(
                f"{self.file}: {self.name}.{key} = {_short(value)} is no table, expected "
                f"[{self.name}.{key}]"
            )
        return Table(self.file, f"{self.name}.{key}", value)

    def tables(self, key: str) -> "list[Table]":
        """Return a list of tables inside it, each named by its number from 1.

        Raises
        ------
        UserError
            If it is something else.
        """
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(
            isinstance(each, dict) for each in value
        ):
            raise UserError(
                f"{self.file}: {self.name}.{key} = {_short(value)} is no list of tables, expected "
                f"[[{self.name}.{key}]]"
            )
        return [
            Table(self.file, f"{self.name}.{key}.{number}", each)
            for number, each in enumerate(value, start=1)
        ]

    def text(self, key: str, expected: str) -> str | None:
        """Return a text inside it; None where nothing is stated.

        Raises
        ------
        UserError
            If it is something else, blank, or holds what no system takes.
        """
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            raise self.unexpected(key, f"expected {expected}")
        return value

    def require_known(self, keys: Sequence[str]) -> None:
        """Refuse keys that are none of these, naming the nearest.

        Raises
        ------
        UserError
            If there is one.
        """
        for key in self.values:
            try:
                known_name("key", key, keys)
            except UserError as error:
                raise UserError(
                    f"{self.file}: [{self.name}]: {error}; expected {', '.join(keys)}"
                ) from error

    def unexpected(self, key: str, expected: str) -> UserError:
        """Return what is told of a value that is not as expected."""
        return UserError(f"{self.shown(key)}: {expected}")

    def shown(self, key: str) -> str:
        """Return where a value stands, and what it is, for a sentence."""
        return f"{self.file}: [{self.name}] {key} = {_short(self.values.get(key))}"

    def refused(self, why: str) -> UserError:
        """Return what is told of a table that cannot be followed."""
        return UserError(f"{self.file}: [{self.name}] {why}")


def read(folder: Path) -> Table:
    """Read what the nearest ``pyproject.toml`` states, of this folder or of one above it.

    Raises
    ------
    UserError
        If it cannot be read, or has a table that nobody reads.
    """
    file = nearest(folder)
    return _read(file) if file else Table(folder / FILE, "tool.configbench", {})


def nearest(folder: Path) -> Path | None:
    """Return the nearest ``pyproject.toml``, of this folder or of one above it, if any."""
    files = (each / FILE for each in (folder, *folder.parents))
    return next((each for each in files if each.is_file()), None)


def parts(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    r"""Return what a ``pyproject.toml`` of any time states for us, unchecked, and all the rest.

    Raises
    ------
    ValueError
        If it cannot be read.

    Examples
    --------
    >>> parts(b"[project]\nname = 'a'\n[tool.configbench.settings.lr]\nmin = 0")
    ({'settings': {'lr': {'min': 0}}}, {'project': {'name': 'a'}})
    """
    try:
        rest = tomllib.loads(content.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error
    tool = rest.get("tool")
    if not isinstance(tool, dict):
        return {}, rest
    ours = tool.pop("configbench", {})
    if not tool:
        del rest["tool"]
    return ours if isinstance(ours, dict) else {}, rest


def _read(file: Path) -> Table:
    try:
        content = tomllib.loads(_text(file))
    except ValueError as error:  # a number of thousands of digits, too
        raise UserError(f"{file} is not valid TOML: {error}") from error
    except RecursionError as error:
        raise UserError(f"{file} is nested too deeply to be read") from error
    tool = content.get("tool", {})
    if not isinstance(tool, dict):
        raise UserError(f"{file}: tool = {_short(tool)} is no table, expected [tool]")
    found = Table(file, "tool", tool).table("configbench")
    found.require_known(KEYS)
    return found


def _short(value: object, most: int = 40) -> str:
    try:
        shown = repr(value)
    except (RecursionError, ValueError):  # thousands of digits
        return "…"
    return shown if len(shown) <= most else f"{shown[:most]}…"


def _text(file: Path) -> str:
    """Return the text of a file that a user has written."""
    try:
        # What a link leads to is as much the user's.
        content = foreign.read(file.resolve(), _LONGEST, name=str(file))
    except foreign.ForeignError as error:
        raise UserError(str(error)) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{file} is not UTF-8: {error.reason} at byte {error.start}"
        ) from error
