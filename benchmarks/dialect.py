"""How a row spells settings: its ``dialect.py``, loaded.

``SAVED`` says where the saved config lies, ``spell`` how a setting is written, ``restore`` which
words start from a saved config.  The file's own class ``Unsupported`` says that there is no
documented spelling.
"""

import importlib.util
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.errors import AbsentError, RowError, UnsupportedError
from benchmarks.leftovers import taken_from
from benchmarks.registry import Adapter
from configbench import foreign

_NAMES = ("SAVED", "spell", "restore")


class _Never(Exception):  # noqa: N818  stands for a class that a dialect does without
    """Raised by nobody."""


@dataclass(frozen=True)
class Dialect:
    """The spelling of settings in a row's own words.

    Attributes
    ----------
    path
        The file.
    saved
        Where a saved config lies, as a pattern below the working folder.
    """

    path: Path
    saved: str
    _restore: Callable[[str], list[str]]
    _spell: Callable[[str, object], list[list[str]]]
    _unsupported: type[Exception] = _Never

    def left_in(self, files: Iterable[str]) -> bool:
        """Whether a saved config is among the relative names of the files that a run left."""
        name = self.saved.rpartition("/")[2]
        return any(name in file.split("/") for file in files)

    def found_in(self, folder: Path) -> list[Path]:
        """Return the saved configs below a working folder, sorted; links by their own name.

        Raises
        ------
        ForeignInputError
            If the folder holds too much to be searched.
        """
        with taken_from(folder):
            return foreign.matching(folder, self.saved)

    def restore(self, saved: Path) -> list[str]:
        """Return the words that start from a saved config.

        Raises
        ------
        RowError
            If the file's ``restore`` fails or gives anything but words.
        """
        words = self._ask("restore", self._restore, str(saved))
        if not _are_words(words):
            raise RowError(f"{self.path}: restore gives {words!r}; expected words")
        return list(words)

    def spell(self, path: str, value: object) -> list[list[str]]:
        """Return all documented spellings of ``path`` = ``value``, each a list of words.

        Raises
        ------
        UnsupportedError
            With the dialect's reason, where there is none.
        RowError
            If the file's ``spell`` fails or gives anything but lists of words.
        """
        spellings = self._ask("spell", self._spell, path, value)
        if not (
            isinstance(spellings, list)
            and spellings
            and all(map(_are_words, spellings))
        ):
            raise RowError(
                f"{self.path}: spell({path!r}, …) gives {spellings!r}; "
                "expected a list of lists of words"
            )
        return spellings

    def words(self, settings: Mapping[str, object]) -> list[str]:
        """Return words that set all of ``settings``, each in its first documented spelling."""
        return [
            word
            for path, value in settings.items()
            for word in self.spell(path, value)[0]
        ]

    def _ask(self, name: str, function: Callable[..., Any], *arguments: object) -> Any:
        try:
            return function(*arguments)
        except self._unsupported as answer:
            raise UnsupportedError(str(answer)) from answer
        except (Exception, SystemExit) as error:
            told = ", ".join(map(repr, arguments))[:100]
            raise RowError(f"{self.path}: {name}({told}): {error!r}") from error


def _are_words(words: object) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) for word in words)


def load(row: Adapter) -> Dialect:
    """Load a row's ``dialect.py``.

    Raises
    ------
    RowError
        If it is missing, fails to load, or lacks one of its three names.
    """
    path = row.folder / "dialect.py"
    module = load_module(path, f"dialect_of_{row.name}", _NAMES)
    if not isinstance(module.SAVED, str):
        raise RowError(f"{path}: SAVED is {module.SAVED!r}; expected a pattern")
    unsupported = getattr(module, "Unsupported", _Never)
    if not (isinstance(unsupported, type) and issubclass(unsupported, Exception)):
        raise RowError(f"{path}: Unsupported is {unsupported!r}; expected an exception")
    return Dialect(path, module.SAVED, module.restore, module.spell, unsupported)


def load_module(path: Path, name: str, needed: Iterable[str]) -> Any:
    """Load a Python data file of a row, which must have the ``needed`` names.

    Raises
    ------
    AbsentError
        If it is not there.
    RowError
        If it fails to load, or lacks one of them.
    """
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise AbsentError(f"{path}: not found; an adapter needs a {path.name}")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise RowError(f"{path}: cannot be loaded: {error!r}") from error
    for each in needed:
        if not hasattr(module, each):
            expected = ", ".join(needed)
            raise RowError(f"{path}: has no {each!r}; expected {expected}")
    return module
