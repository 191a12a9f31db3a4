"""Findings of kept checks are remembered, so that what has not changed is not run again.

One JSON file in the user's cache folder, by a key of all that a finding depends on.  Whatever is
wrong with it, everything is only examined anew.
"""

import ast
import hashlib
import json
import os
import platform
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from benchmarks.categories import CATEGORIES
from benchmarks.contract.reading import SPELLING
from benchmarks.environments import READY, installed
from benchmarks.paths import ADAPTERS, ROOT, files_below
from benchmarks.registry import Adapter
from benchmarks.telling import TOLD

#: How many findings are kept; the oldest go.
_KEPT = 1000


def cache_folder() -> Path:
    """Return where we may keep what can be had again: below ``XDG_CACHE_HOME``, or ``~/.cache``."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(given) if Path(given).is_absolute() else Path.home() / ".cache"
    return base / "configbench"


def memory_file() -> Path:
    """Return where the findings of this user are remembered."""
    return cache_folder() / "checks.json"


class Memory:
    """What checks have found, by their keys; ``file`` may be missing, broken, or not writable."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._found = _loaded(file)

    def recall(self, key: str) -> str | None:
        """Return the sentence that was found, if it was."""
        return self._found.get(key)

    def keep(self, key: str, sentence: str) -> None:
        """Remember a sentence, at once."""
        # What others have found meanwhile stays.
        self._found = {**_loaded(self._file), **self._found, key: sentence}
        latest = dict([*self._found.items()][-_KEPT:])
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self._file.parent) as folder:
                whole = Path(folder) / self._file.name
                whole.write_text(json.dumps(latest), encoding="utf-8")
                whole.replace(self._file)


def _loaded(file: Path) -> dict[str, str]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {key: text for key, text in content.items() if isinstance(text, str)}


# -- what a finding depends on ---------------------------------------------------------------------


def _python(row: Adapter) -> Iterator[bytes]:
    """Yield what is seen of the Python files of a row, as they stand."""
    for path in (path for path in row.files() if path.suffix == ".py"):
        yield path.name.encode()
        yield path.read_bytes()


def _program(row: Adapter) -> Iterator[bytes]:
    """Yield what a run of the program can depend on, and what says how its settings are spelt."""
    yield from _of(row, lambda name: not any(fnmatchcase(name, p) for p in _BESIDE))


def _pieces(row: Adapter) -> Iterator[bytes]:
    """Yield what is taken out of a program, what it is put in the place of, and whose it is not."""
    yield from _all(row)
    for each in row.lineage:
        told = [[table.get(key) for key in _TAKEN_OUT] for table in each.pieces]
        yield repr((each.library, told)).encode()


_TAKEN_OUT = ("name", "text", "without", "file")


def _all(row: Adapter) -> Iterator[bytes]:
    """Yield what is seen of all files of a row."""
    yield from _of(row, lambda _: True)


#: Patterns of the files that categories read and a run of the program does not; below the row.
_BESIDE = {
    f"{name}*" if name.endswith("/") else name
    for category in CATEGORIES
    for names in category.files
    for name in names.split(" or ")
    if names not in {SPELLING, "adapter.toml"} and not name.startswith("[")
}

#: What each check looks at; one that is not named here is made anew each time.
_READ: Mapping[str, Callable[[Adapter], Iterable[bytes]]] = {
    "types": _python,
    **dict.fromkeys(
        ("defaults", "help", "overrides", "together", "saves", "trains", "reruns"),
        _program,
    ),
    "pieces": _pieces,
    # A late misspelling may be declared in overrides.toml.
    **dict.fromkeys(("mistakes", "values", "gaps", "outlook"), _all),
}

#: What adapter.toml says for people, and for a category that is measured in another environment.
_FOR_PEOPLE = {
    *("title", "summary", "documentation", "lacks", "causes", "record"),
    *TOLD,
}


def _of(row: Adapter, wanted: Callable[[str], bool]) -> Iterator[bytes]:
    for each in row.lineage:
        for path in each.files():
            below = path.is_relative_to(each.folder)
            if wanted(str(path.relative_to(each.folder)) if below else path.name):
                yield str(each.laid_out(path)).encode()
                yield _meaning(path)


def _meaning(path: Path) -> bytes:
    """Return what a file says to a machine; comments and layout are for people.

    What cannot be read so is taken as it stands.
    """
    content = path.read_bytes()
    with suppress(ValueError, SyntaxError, RecursionError):
        if path.suffix == ".py":
            return ast.dump(ast.parse(content)).encode()
        if path.suffix == ".toml":
            table: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
            if path.name == "adapter.toml":
                table = {k: v for k, v in table.items() if k not in _FOR_PEOPLE}
            return repr(table).encode()
    return content


def keys(row: Adapter) -> dict[str, str]:
    """Return the keys of a row's checks; one whose finding may not be remembered has none."""
    around = _digest(part.encode() for part in (row.name, *_environment(row)))
    # Several checks read the same.
    read = {reads: _digest(reads(row)) for reads in {*_READ.values()}}
    return {
        check: _digest((check.encode(), around, read[reads])).hex()
        for check, reads in _READ.items()
    }


def _digest(parts: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.digest()


def _environment(row: Adapter) -> Iterator[str]:
    """Yield what surrounds a row: the interpreter, versions, and the harness itself."""
    yield platform.python_version()
    yield str(installed(["mypy"]))
    found = {each.name: each.version for each in row.environment.distributions()}
    yield str(sorted(found.items()))
    # A declared gap is tried where its environment is built.
    asked = [category.placed(row).environment for category in CATEGORIES]
    for layer in dict.fromkeys((row.environment, row.environment.core, *asked)):
        with suppress(OSError):
            yield f"{layer.name} {(layer.root / READY).read_text('utf-8')}"
    yield _harness()


#: Where the sources are on which a finding depends.
_SOURCES = ("benchmarks", "configbench", "shared_model")


def _harness() -> str:
    digest = hashlib.sha256((ADAPTERS / "causes.toml").read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    changes = ROOT / "benchmarks" / "changes"
    for path in (path for name in _SOURCES for path in files_below(ROOT / name)):
        if path.suffix in {".py", ".toml"} and not path.is_relative_to(changes):
            digest.update(f"{path.relative_to(ROOT)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
