"""How a row spells settings: its ``dialect.py``, asked in a process of its own.

``SAVED`` says where the saved config lies, ``spell`` how a setting is written, ``restore`` which
words start from a saved config.  The file's own class ``Unsupported`` says that there is no
documented spelling.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data_files.asking import PythonFile, Question
from benchmarks.errors import RowError
from benchmarks.leftovers import taken_from
from benchmarks.registry import Adapter
from benchmarks.texts import short
from configbench import foreign


@dataclass(frozen=True)
class Dialect:
    """The spelling of settings in a row's own words.

    Attributes
    ----------
    file
        What answers.
    saved
        Where a saved config lies, as a pattern below the working folder.
    """

    file: PythonFile
    saved: str

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
        words = self.file.ask(Question("restore", (str(saved),)))
        if not _are_words(words):
            told = short(repr(words))
            raise RowError(f"{self.file.path}: restore gives {told}; expected words")
        return list(words)

    def spell(self, path: str, value: object) -> list[list[str]]:
        """Return all documented spellings of ``path`` = ``value``, each a list of words.

        The value is a plain one of Python: an enum goes by its member's name, a path as text.

        Raises
        ------
        UnsupportedError
            With the dialect's reason, where there is none.
        RowError
            If the file's ``spell`` fails or gives anything but lists of words.
        """
        spellings = self.file.ask(_spelling(path, value))
        if not (
            isinstance(spellings, list)
            and spellings
            and all(map(_are_words, spellings))
        ):
            raise RowError(
                f"{self.file.path}: spell({path!r}, …) gives {short(repr(spellings))}; "
                "expected a list of lists of words"
            )
        return [list(words) for words in spellings]

    def words(self, settings: Mapping[str, object]) -> list[str]:
        """Return words that set all of ``settings``, each in its first documented spelling."""
        self.ahead(settings.items())
        return [
            word
            for path, value in settings.items()
            for word in self.spell(path, value)[0]
        ]

    def ahead(self, settings: Iterable[tuple[str, object]]) -> None:
        """Ask for many spellings at once, in one process: then :meth:`spell` needs none."""
        self.file.ahead([_spelling(path, value) for path, value in settings])


def _spelling(path: str, value: object) -> Question:
    return Question("spell", (path, value))


def _are_words(words: object) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) for word in words)


def load(row: Adapter) -> Dialect:
    """Return the dialect that a row's ``dialect.py`` speaks.

    Raises
    ------
    RowError
        If it is missing, fails to load, lacks one of its three names, or saves nowhere.
    """
    path = row.file("dialect.py")
    file = PythonFile.find(path, "SAVED", "spell", "restore")
    saved = file.ask(Question("SAVED"))
    if not (isinstance(saved, str) and _is_below(saved)):
        raise RowError(
            f"{path}: SAVED is {saved!r}; expected a pattern below the working folder"
        )
    return Dialect(file, saved)


def _is_below(pattern: str) -> bool:
    """Whether a pattern can be looked for, and finds nothing but what lies below a folder."""
    parts = Path(pattern).parts
    if not parts or Path(pattern).is_absolute() or ".." in parts:
        return False
    try:
        any(Path("/nonexistent").glob(pattern))
    except ValueError:
        return False
    return True
