"""``matrix.toml``: which releases each row is measured with; read, and brought up to date."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import tomlkit
from packaging.version import InvalidVersion, Version

from benchmarks.alive import Page, Pages, versions
from benchmarks.environments.interpreters import Interpreter
from benchmarks.errors import read_toml
from benchmarks.forms import ANY_TABLE, TABLE, TEXT, TEXTS, Form, check, is_list
from benchmarks.matrix import older
from benchmarks.registry import Adapter
from configbench.errors import UnmeasuredError, UserError

FILE = Path(__file__).parent.parent / "matrix.toml"

#: How far back is looked, if nothing is said: to the minor release before the newest.
_BACK = 1

_FORMS: dict[str, Form] = {
    "library": TEXT,
    "back": ("a whole number from 1", lambda value: type(value) is int and value >= 1),
    "releases": TEXTS,
    # Each is checked by itself.
    "older": ("a list of tables", lambda value: is_list(value, ANY_TABLE[1])),
    "newer": ("a list of tables", lambda value: is_list(value, ANY_TABLE[1])),
}
#: What each table of a list has, and its key that names a release.
_LISTS: dict[str, tuple[dict[str, Form], str]] = {
    "older": ({"before": TEXT, "reason": TEXT, "replaced": TABLE}, "before"),
    "newer": ({"since": TEXT, "reason": TEXT, "extras": TEXTS}, "since"),
}


@dataclass(frozen=True)
class Stated:
    """What is stated of a row.

    Attributes
    ----------
    library
        The distribution whose releases vary.
    releases
        The oldest first.
    back
        How many minor releases before the newest stable one are wanted.
    older
        What the program has otherwise ``before`` a release: pieces that are ``replaced``, with the
        ``reason``.
    newer
        What is installed otherwise ``since`` a release: the ``extras`` that it has apart, with the
        ``reason``.
    """

    library: str
    releases: tuple[str, ...] = ()
    back: int = _BACK
    older: tuple[dict[str, Any], ...] = ()
    newer: tuple[dict[str, Any], ...] = ()

    def extras(self, release: str) -> list[str]:
        """Return which extras of the library are installed at a release, besides the row's own."""
        return [
            extra
            for each in self.newer
            if Version(release) >= Version(each["since"])
            for extra in each["extras"]
        ]

    def replaced(self, release: str) -> dict[str, str]:
        """Return what a program has otherwise at a release: the pieces, and what stands there."""
        return {
            piece: then
            for each in self.older
            if Version(release) < Version(each["before"])
            for piece, then in each["replaced"].items()
        }


def read(file: Path = FILE) -> dict[str, Stated]:
    """Return what is stated, by row.

    Raises
    ------
    RowError
        If the file is not as it should be; the sentence names the place.
    UserError
        For a release that is none, or releases that are not in order.
    """
    found = {}
    for name, table in read_toml(file).items():
        check(file, table, _FORMS, ("library",), inside=name)
        releases = tuple(table.get("releases", ()))
        _require_order(f"{file}: {name}.releases", releases)
        lists = {key: _tables(file, name, key, table.get(key, ())) for key in _LISTS}
        back = table.get("back", _BACK)
        found[name] = Stated(table["library"], releases, back, **lists)
    return found


def _tables(
    file: Path, name: str, key: str, tables: Iterable[dict[str, Any]]
) -> tuple[dict[str, Any], ...]:
    forms, release = _LISTS[key]
    found = tuple(tables)
    for number, each in enumerate(found, 1):
        check(file, each, forms, forms, f"{name}.{key}, {number}")
        _require_order(f"{file}: {name}.{key}.{release}", [each[release]])
    return found


def _require_order(place: str, releases: Sequence[str]) -> None:
    try:
        known = [Version(each) for each in releases]
    except InvalidVersion as error:
        raise UserError(f"{place}: {error}; expected a version as 2.4.0") from error
    for before, after in pairwise(known):
        if before >= after:
            raise UserError(
                f"{place}: {after} stands behind {before}; expected the oldest first, each once"
            )


def picked(page: Page, back: int) -> list[str]:
    """Return which releases of a project are measured, the oldest first; pure.

    Of the newest minor release and of so many before it the newest patch; and the newest of all,
    if that is no stable one.
    """
    every = versions(page)
    minors = {
        version.release[:2]: version for version in every if not version.is_prerelease
    }
    chosen = [minors[minor] for minor in sorted(minors)[-1 - back :]]
    if every and every[-1].is_prerelease:
        chosen.append(every[-1])
    return [str(version) for version in chosen]


def updated(text: str, pages: Pages) -> str:
    """Return the text of ``matrix.toml`` with the releases that an index has today.

    Raises
    ------
    UnmeasuredError
        If the index does not answer, or does not know a library.
    """
    document = tomlkit.parse(text)
    known: dict[str, Page] = {}
    for name, table in document.items():
        library = str(table["library"])
        page = known.get(library) or pages(library)
        if page is None:
            raise UnmeasuredError(f"{name}: the package index has no {library!r}")
        known[library] = page
        table["releases"] = picked(page, int(table.get("back", _BACK)))
    return re.sub(r"\n*\Z", "\n", tomlkit.dumps(document))


def placed(
    row: Adapter, interpreters: Iterable[Interpreter], known: Mapping[str, Stated]
) -> list[Adapter]:
    """Return a row at each of its releases, the oldest first, interpreter by interpreter."""
    stated = known.get(row.name)
    found = []
    for interpreter in interpreters:
        there = row.on(interpreter)
        found += (
            [_at(there, stated, each) for each in stated.releases]
            if stated
            else [there]
        )
    return found


def at(row: Adapter, release: str | None) -> Adapter:
    """Return a row at a release that somebody names, stated or not; as it is, without any.

    Raises
    ------
    UserError
        If the row is of the standard library, or that is no version.
    """
    if release is None:
        return row
    stated = read().get(row.name)
    if stated is None:
        raise UserError(
            f"--release: {row.name!r} has no library in {FILE.name}; its releases are Python's"
        )
    _require_order("--release", [release])
    return _at(row, stated, release)


def _at(row: Adapter, stated: Stated, release: str) -> Adapter:
    placed = row.at(stated.library, release, stated.extras(release))
    replaced = stated.replaced(release)
    return older.as_of(placed, replaced) if replaced else placed
