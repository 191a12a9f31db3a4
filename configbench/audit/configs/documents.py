"""Which files are config files of ours, and what reads each."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from configbench.audit.configs import of_env, of_ini, of_json, of_toml, of_yaml
from configbench.audit.configs.keys import Document, Format
from configbench.yamls import reading

__all__ = ["FORMATS", "Document", "format_of", "lacking", "read"]

#: What reads a text; None for what is none of it.
Reader = Callable[[str, str], Document | None]

#: The end of a name, and what such a file is written in.
FORMATS: Final[Mapping[str, Format]] = {
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".json": Format.JSON,
    ".toml": Format.TOML,
    ".ini": Format.INI,
    ".cfg": Format.INI,
    ".conf": Format.INI,
    ".env": Format.ENV,
}

_READERS: Final[Mapping[Format, Reader]] = {
    Format.YAML: of_yaml.read,
    Format.JSON: of_json.read,
    Format.TOML: of_toml.read,
    Format.INI: of_ini.read,
    Format.ENV: of_env.read,
}

#: Longest text that is read, in characters: people write no longer one by hand.
LONGEST: Final = 100_000
_MARK = "\ufeff"


def format_of(path: Path) -> Format | None:
    """Return what a file is written in, by its name: ``.env.local`` too.

    >>> format_of(Path("conf/train.yaml")), format_of(Path(".env.local")), format_of(Path("a.csv"))
    (<Format.YAML: 'YAML'>, <Format.ENV: '.env'>, None)
    """
    name = path.name.lower()
    if name == ".env" or name.startswith(".env."):
        return Format.ENV
    return FORMATS.get(path.suffix.lower())


def lacking(path: Path) -> str:
    """Return what must be installed to read a file, as the end of a sentence; empty for nothing."""
    needs = format_of(path) is Format.YAML and not reading.has_reader()
    return reading.NEEDED if needs else ""


def read(path: Path, text: str) -> Document | None:
    """Read a config file.

    Parameters
    ----------
    path
        What it is called.
    text
        What it holds, decoded and nothing else: its line ends and a byte order mark are kept.

    Returns
    -------
    Document | None
        None for what is no config file of ours, cannot be read as one, or is too long.
    """
    found = format_of(path)
    if found is None or len(text) > LONGEST or lacking(path):
        return None
    mark = _MARK if text.startswith(_MARK) else ""
    return _READERS[found](text.removeprefix(mark), mark)
