"""Rows that an installed distribution brings: found by its metadata, and never imported.

A distribution names them as entry points of the group :data:`GROUP`: the name is the row's, the
value the module path of its folder, ``my_rows.click``.
"""

import importlib.metadata
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

GROUP = "configbench.rows"


@dataclass(frozen=True)
class Brought:
    """A row as a distribution announces it.

    Attributes
    ----------
    name, module
        The entry point.
    distribution
        With its version.
    folder
        Where it is, or ``None`` if nothing lies there.
    """

    name: str
    module: str
    distribution: str
    folder: Path | None


def rows() -> list[Brought]:
    """Return what all installed distributions announce, in order of name."""
    found = map(_brought, importlib.metadata.entry_points(group=GROUP))
    return sorted(found, key=lambda each: (each.name, each.distribution))


def _brought(point: EntryPoint) -> Brought:
    module = point.value.partition(":")[0].strip()
    if (owner := point.dist) is None:
        return Brought(point.name, module, "an unknown distribution", None)
    named = f"{owner.metadata['Name']} {owner.version}"
    return Brought(point.name, module, named, _folder(owner, module))


def _folder(owner: Distribution, module: str) -> Path | None:
    """Return the folder of a module with a program in it, by what the distribution installed."""
    program = PurePosixPath(*module.split("."), "train.py")
    places = [
        Path(str(owner.locate_file(file)))
        for file in owner.files or ()
        if PurePosixPath(file) == program
    ]
    places += [root / program for root in _roots(owner)]
    found = next(filter(Path.is_file, places), None)
    return found.resolve().parent if found else None


def _roots(owner: Distribution) -> Iterator[Path]:
    """Yield the folders to which an editable installation leads, as far as it tells."""
    for file in owner.files or ():
        if file.suffix == ".pth":
            with suppress(OSError, UnicodeDecodeError):
                text = Path(str(owner.locate_file(file))).read_text(encoding="utf-8")
                # A line that begins so is executed by Python, and not by us.
                lines = [line for line in text.splitlines() if line[:6] != "import"]
                yield from (Path(line) for line in lines if line.startswith("/"))
    with suppress(ValueError, TypeError, KeyError):
        told = json.loads(owner.read_text("direct_url.json") or "{}")
        if told["dir_info"]["editable"] is True:
            root = Path(unquote(urlsplit(told["url"]).path))
            yield from (root, root / "src")
