"""What stands in a row's data files has a form: the one check of a table, key by key."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.environments import is_requirement
from benchmarks.errors import RowError
from configbench.errors import nearest

#: In words, and whether a value has it.
Form = tuple[str, Callable[[Any], bool]]


def is_text(value: object) -> bool:
    """Whether a value is text that a file and a command line can hold."""
    return isinstance(value, str) and "\0" not in value


def one_of(words: Iterable[str]) -> Form:
    """Return the form of one of some words."""
    known = [*words]
    return f"one of {', '.join(known)}", lambda value: is_text(value) and value in known


def is_file_below(name: object) -> bool:
    """Whether a text names a file in a folder that it does not leave, or, with ``~/``, at home."""
    own = str(name).removeprefix("~/")
    parts = own.split("/")
    return is_text(name) and own.isprintable() and not {"", ".", ".."} & {*parts}


def is_list(value: object, fits: Callable[[Any], bool] = is_text) -> bool:
    """Whether a value is a list, of texts or of what else fits."""
    return isinstance(value, list) and all(map(fits, value))


def is_table(value: object) -> bool:
    """Whether a value is a table of texts."""
    return isinstance(value, dict) and all(map(is_text, value.values()))


def is_date(value: object) -> bool:
    """Whether a value is the text of a day, as 2026-11-26."""
    try:
        return isinstance(value, str) and str(date.fromisoformat(value)) == value
    except ValueError:
        return False


def is_page(value: object) -> bool:
    """Whether a value is the address of a page that somebody else can open, too."""
    if not is_text(value) or any(map(str.isspace, str(value))):
        return False
    try:
        address = urlsplit(str(value))
    except ValueError:
        return False
    host = address.hostname or ""
    return address.scheme == "https" and all(host.split(".")) and "." in host


TEXT: Form = ("a string", is_text)
SAID: Form = (
    "a string that is not empty",
    lambda value: is_text(value) and bool(value.strip()),
)
PAGE: Form = ("the address of a page, https://host.domain/…", is_page)
PAGES: Form = (f"a list, each {PAGE[0]}", lambda value: is_list(value, is_page))
DATE: Form = ("a day in quotes, as '2026-11-26'", is_date)
TEXTS: Form = ("a list of strings", is_list)
TABLE: Form = ("a table of strings", is_table)
DISTRIBUTIONS: Form = (
    "a list of names of distributions",
    lambda v: is_list(v, lambda name: is_requirement(name, bare=True)),
)
REQUIREMENTS: Form = (
    "a list of requirements, as pip reads them",
    lambda v: is_list(v, is_requirement),
)
FILES: Form = (
    "a table of strings by names of files below the working folder or ~/",
    lambda v: is_table(v) and all(map(is_file_below, v)),
)
VARIABLES: Form = (
    "a table of strings by names of variables",
    lambda v: is_table(v) and all(map(str.isidentifier, v)),
)
ANY_TABLE: Form = ("a table", lambda v: isinstance(v, dict))


BY = one_of(("library", "adapter"))


def listed(keys: Sequence[str]) -> str:
    """Return keys as a sentence has them.

    >>> listed(["cell", "text"])
    "'cell' and 'text'"
    """
    return ", ".join(map(repr, keys[:-1])) + " and " * (len(keys) > 1) + repr(keys[-1])


def table(*keys: str) -> Form:
    """Return the form of a table with these keys and no other, all texts."""
    return (
        f"a table with {listed(keys)}",
        lambda v: is_table(v) and v.keys() == {*keys},
    )


def tables(*keys: str) -> Form:
    """Return the form of a list of tables with these keys and no other, all texts."""
    _, fits = table(*keys)
    return f"tables with {listed(keys)}", lambda v: is_list(v, fits)


def check(
    path: Path,
    table: object,
    forms: Mapping[str, Form],
    required: Iterable[str] = (),
    inside: str = "",
) -> None:
    """Check the keys of a table and the form of each value.

    Parameters
    ----------
    path, inside
        The file, and where in it the table stands; empty for the file itself.
    table, forms, required
        What is checked; what each key must be; the keys that must be there.

    Raises
    ------
    RowError
        The sentence names file, key, value and expected form.
    """
    place, key_of = (f"{path}: {inside}", f"{inside}.") if inside else (str(path), "")
    if not isinstance(table, dict):
        raise RowError(f"{place} is {table!r}; expected a table")
    for key, value in table.items():
        if key not in forms:
            raise RowError(f"{place}: unknown key {key!r}{nearest(key, forms)}")
        form, fits = forms[key]
        if not fits(value):
            raise RowError(f"{path}: {key_of}{key} is {value!r}; expected {form}")
    for key in required:
        if key not in table:
            form, _ = forms[key]
            raise RowError(f"{path}: {key_of}{key} is missing; expected {form}")
