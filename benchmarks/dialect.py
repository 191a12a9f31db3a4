"""How a row spells settings: by the templates of its ``adapter.toml``, or by its ``dialect.py``.

``[spelling]`` has the templates (:mod:`benchmarks.spelling`).  What no template can say stands in
``dialect.py``, asked in a process of its own: ``SAVED`` says where the saved config lies, ``spell``
how a setting is written, ``restore`` which words start from a saved config; the file's own class
``Unsupported`` says that there is no documented spelling.  A row with both: the file answers what
it defines, the templates the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import spelling_table
from benchmarks.data_files.asking import PythonFile, Question
from benchmarks.errors import AbsentError, RowError
from benchmarks.leftovers import taken_from
from benchmarks.registry import Adapter
from benchmarks.spelling import Spelling
from benchmarks.spelling_table import is_below
from benchmarks.texts import short
from configbench import foreign

#: What a ``dialect.py`` may define; without templates it must.
NAMES = ("SAVED", "spell", "restore")


@dataclass(frozen=True)
class Dialect:
    """The spelling of settings in a row's own words.

    Attributes
    ----------
    saved
        Where a saved config lies, as a pattern below the working folder.
    templates
        What its ``adapter.toml`` says.
    file, defines
        Its ``dialect.py``, if it has one, and which names are there.
    """

    saved: str
    templates: Spelling
    file: PythonFile | None = None
    defines: frozenset[str] = frozenset()

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
        if self.file is None or "restore" not in self.defines:
            return self.templates.restored(str(saved))
        words = self.file.ask(Question("restore", (str(saved),)))
        if not _are_words(words):
            told = short(repr(words))
            raise RowError(f"{self.file.path}: restore gives {told}; expected words")
        return list(words)

    def spell(
        self, path: str, value: object, among: Mapping[str, object] | None = None
    ) -> list[list[str]]:
        """Return all documented spellings of ``path`` = ``value``, each a list of words.

        The value is a plain one of Python: an enum goes by its member's name, a path as text.  With
        it stand the words of the settings that it is ``among``, each in its first spelling, and
        what must be chosen for it to have its effect.

        Raises
        ------
        UnsupportedError
            With the row's reason, where there is none.
        RowError
            If the file's ``spell`` fails or gives anything but lists of words.
        """
        others = [each for each in (among or {}).items() if each[0] != path]
        arranged = self.templates.arranged([*others, (path, value)])
        self.ahead(arranged)
        templates = self.templates.among(arranged)
        spelt = [(each, self._alone(each, to, templates)) for each, to in arranged]
        return [
            [w for each, ways in spelt for w in (words if each == path else ways[0])]
            for words in dict(spelt)[path]
        ]

    def words(
        self, settings: Mapping[str, object], upon: Mapping[str, object] | None = None
    ) -> list[str]:
        """Return words that set all of ``settings``, each in its first documented spelling.

        They stand in an order in which each has its effect, with what must be chosen for that;
        ``upon`` is what a restored run has, whose choices may tell how a setting is called.
        """
        arranged = self.templates.arranged([*settings.items()])
        self.ahead(arranged)
        templates = self.templates.among([*(upon or {}).items(), *arranged])
        return [w for each in arranged for w in self._alone(*each, templates)[0]]

    def _alone(self, path: str, value: object, templates: Spelling) -> list[list[str]]:
        """Return the spellings of one setting, without what must be with it."""
        if self.file is None or "spell" not in self.defines:
            return templates.alone(path, value)
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

    def ahead(self, settings: Iterable[tuple[str, object]]) -> None:
        """Ask for many spellings at once, in one process: then :meth:`spell` needs none."""
        if self.file is not None and "spell" in self.defines:
            self.file.ahead([_spelling(path, value) for path, value in settings])


def _spelling(path: str, value: object) -> Question:
    return Question("spell", (path, value))


def _are_words(words: object) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) for word in words)


def load(row: Adapter) -> Dialect:
    """Return the dialect that a row speaks.

    Raises
    ------
    RowError
        If templates or file are malformed, the file fails to load, something that neither may lack
        is in neither, or it saves nowhere.
    """
    path = row.file("dialect.py")
    if not row.spelling:
        if not path.is_file():
            raise AbsentError(
                f"{row.folder / 'adapter.toml'}: no [spelling], nor a {path.name} beside it"
            )
        return _dialect(Spelling(), PythonFile.find(path, *NAMES), frozenset(NAMES))
    templates = templates_of(row)
    file = PythonFile.find(path, optional=NAMES) if path.is_file() else None
    defines = file.has() if file else frozenset()
    for key, name in (("saved", "SAVED"), ("restore", "restore")):
        if key not in row.spelling and name not in defines:
            raise AbsentError(
                f"{row.folder / 'adapter.toml'}: spelling.{key} is missing; "
                f"expected it there, or {name} in a dialect.py"
            )
    return _dialect(templates, file, defines)


def templates_of(row: Adapter) -> Spelling:
    """Return the templates of a row; the errors are those of ``spelling_table.read``."""
    return spelling_table.read(row.folder / "adapter.toml", row.spelling)


def _dialect(
    templates: Spelling, file: PythonFile | None, defines: frozenset[str]
) -> Dialect:
    if file is None or "SAVED" not in defines:
        return Dialect(templates.saved or "", templates, file, defines)
    saved = file.ask(Question("SAVED"))
    if not (isinstance(saved, str) and is_below(saved)):
        raise RowError(
            f"{file.path}: SAVED is {saved!r}; expected a pattern below the working folder"
        )
    return Dialect(saved, templates, file, defines)
