"""What everything is called: ``words.toml`` in English, and ``words.CODE.toml`` over it.

A file of another language has the keys of the English one, and says what it can: what it lacks is
English.  A list of tables is overlaid by the names of its tables (``id``, or the cell or situation
that each is about).  Everything here answers in the language that is spoken at the moment.
"""

import functools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from fnmatch import fnmatchcase
from typing import Any, Generic, TypeVar

from report import load
from report.load import Results

FILE = load.HERE / "words.toml"

#: The language of ``words.toml``.
ENGLISH = "en"

#: What the tables of a list are known by, whichever they have.
_NAMES = ("id", "cell", "situation")

#: What a language says of texts that are in the results, and so in no table of the English file.
OF_RESULTS = ("asked", "asked_as", "questions")

_SPOKEN: ContextVar[str] = ContextVar("spoken", default=ENGLISH)

Made = TypeVar("Made")


@functools.cache
def languages() -> dict[str, str]:
    """Return what each language calls itself, by its code; English first."""
    codes = sorted(path.name.split(".")[1] for path in FILE.parent.glob("words.*.toml"))
    return {code: str(said(code)["language"]) for code in (ENGLISH, *codes)}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language of :func:`languages` inside the ``with``."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def language() -> str:
    """Return the code of the language that is spoken."""
    return _SPOKEN.get()


@functools.cache
def said(code: str) -> dict[str, Any]:
    """Return what stands in the file of a language, and nothing else."""
    path = FILE if code == ENGLISH else FILE.with_suffix(f".{code}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words() -> dict[str, Any]:
    """Return all words, in the language that is spoken."""
    return _words(language())


@functools.cache
def _words(code: str) -> dict[str, Any]:
    english = said(ENGLISH)
    if code == ENGLISH:
        return english
    found: dict[str, Any] = overlaid(english, said(code))
    return found


def overlaid(under: Any, over: Any) -> Any:
    """Return words with those of another language over them.

    >>> overlaid({"a": "x", "b": "y"}, {"a": "z"})
    {'a': 'z', 'b': 'y'}
    >>> overlaid([{"id": "small", "title": "A script", "most": 1}], {"small": {"title": "작은"}})
    [{'id': 'small', 'title': '작은', 'most': 1}]
    """
    if isinstance(under, dict) and isinstance(over, dict):
        return {
            key: overlaid(under[key], over[key])
            if key in under and key in over
            else {**over, **under}[key]
            for key in {**under, **over}
        }
    if isinstance(under, list) and isinstance(over, dict):
        return [
            overlaid(each, over.get(named(each), {})) if known(each) else each
            for each in under
        ]
    return over


def known(table: Any) -> bool:
    """Whether a table of a list is known by anything."""
    return isinstance(table, dict) and any(key in table for key in _NAMES)


def named(table: Mapping[str, Any]) -> str:
    """Return what a table of a list is known by."""
    return next(str(table[key]) for key in _NAMES if key in table)


class Table(Mapping[str, Made], Generic[Made]):
    """A table of words, each entry made to what it is, in the language that is spoken."""

    def __init__(self, key: str, make: Callable[..., Made]) -> None:
        self._key, self._make = key, make
        self._made: dict[str, dict[str, Made]] = {}

    def _now(self) -> dict[str, Made]:
        code = language()
        if code not in self._made:
            told = words()[self._key]
            self._made[code] = {name: self._make(**each) for name, each in told.items()}
        return self._made[code]

    def __getitem__(self, name: str) -> Made:
        return self._now()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())


def report() -> dict[str, Any]:
    """Return what is said of the report as a whole."""
    found: dict[str, Any] = words()["report"]
    return found


def _of(category: str) -> dict[str, Any]:
    found: dict[str, Any] = words()["categories"].get(category, {})
    return found


def title(category: str) -> str:
    """Return what a category is called."""
    return str(_of(category).get("title", category.capitalize()))


def question(results: Results, category: str) -> str:
    """Return the question that a category asks."""
    asked = load.described(results, category)["question"]
    return str(words().get("questions", {}).get(category, asked))


def intro(results: Results, category: str) -> str:
    """Return what a category measures, in one paragraph: at least the question that it asks."""
    return " ".join(
        str(_of(category).get("intro", question(results, category))).split()
    )


def families(category: str) -> dict[str, str]:
    """Return what families of cases are called, and so which kinds of cases are families."""
    found: dict[str, str] = _of(category).get("families", {})
    return found


def intent(category: str, case: str, told: str) -> str:
    """Return what a case asks: ``told`` in the results, in English.

    A language names cases by patterns.  What results make of a value and its setting, it forms
    anew out of the parts that a regular expression finds.
    """
    asked: Mapping[str, str] = words().get("asked", {}).get(category, {})
    if case in asked:
        return asked[case]
    for pattern, sentence in asked.items():
        if fnmatchcase(case, pattern):
            return sentence
    forms: Sequence[Mapping[str, str]] = words().get("asked_as", ())
    for form in forms:
        if found := re.fullmatch(form["english"], told, re.DOTALL):
            return form["said"].format(**found.groupdict())
    return told
