"""``changelogs.toml``: what changelogs say of changes; read, looked up, and told the report."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.errors import read_toml
from benchmarks.forms import ANY_TABLE, SAID, TEXTS, Form, check, is_list
from configbench import foreign, whole_files
from configbench.foreign import ForeignError

FILE = Path(__file__).parent / "changelogs.toml"

#: The file of the report, beside the results.
NAME = "changelogs.json"

_RELEASE: dict[str, Form] = {
    "read": SAID,
    # Each is checked by itself.
    "lines": ("a list of tables", lambda value: is_list(value, ANY_TABLE[1])),
}
_LINE: dict[str, Form] = {
    "quoted": SAID,
    "source": SAID,
    "cells": TEXTS,
    "where": TEXTS,
}
_NEEDED = ("quoted", "source", "cells")


def read(file: Path = FILE) -> dict[str, dict[str, Any]]:
    """Return what is quoted, by library and release.

    Raises
    ------
    RowError
        If the file is not as it should be; the sentence names the place.
    """
    found: dict[str, dict[str, Any]] = {}
    content = read_toml(file)
    check(file, content, dict.fromkeys(content, ANY_TABLE))
    for library, releases in content.items():
        check(file, releases, dict.fromkeys(releases, ANY_TABLE), inside=library)
        for release, told in releases.items():
            inside = f"{library}.{release}"
            check(file, told, _RELEASE, ("read",), inside=inside)
            lines = told.setdefault("lines", [])
            for number, each in enumerate(lines, 1):
                check(file, each, _LINE, _NEEDED, inside=f"{inside}.lines, {number}")
            found.setdefault(library, {})[release] = told
    return found


def save(folder: Path) -> None:
    """Write what is quoted for the report.

    Raises
    ------
    UserError
        If the folder cannot be written.
    """
    text = json.dumps({"libraries": read()}, indent=1, ensure_ascii=False)
    whole_files.write(folder / NAME, text + "\n")


def faults(copies: Path, file: Path = FILE) -> Iterator[str]:
    """Yield what is not quoted as it stands in copies of its sources; blanks do not count.

    Parameters
    ----------
    copies
        A folder in which each source lies under its name.
    file
        What is looked up.

    Raises
    ------
    RowError
        As :func:`read`.
    """
    for library, releases in read(file).items():
        for release, told in releases.items():
            for each in told["lines"]:
                if fault := _fault(copies, each):
                    yield f"{library} {release}: {fault}"


def _fault(copies: Path, line: dict[str, Any]) -> str:
    try:
        text = foreign.read(copies / line["source"]).decode("utf-8", "replace")
    except (OSError, ForeignError) as error:
        return f"{line['source']}: {error}"
    if " ".join(line["quoted"].split()) in " ".join(text.split()):
        return ""
    return f"{line['source']} does not say {line['quoted']!r}"
