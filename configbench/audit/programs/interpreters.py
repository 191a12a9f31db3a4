"""What the interpreter of a program has: where it looks for modules, what is installed there."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath

from configbench import foreign
from configbench.audit.target import launchers
from configbench.looking import PYTHON, shebang

#: Seconds that an interpreter has to answer, and bytes that it may.
_PATIENCE, _LONGEST = 120, 4_000_000

#: Of an editable distribution, a finder of its own may say where modules lie.
_QUESTION = """
import json, sys, sysconfig
mapped = {}
for name, module in list(sys.modules.items()):
    if name.startswith("__editable__"):
        mapped.update(getattr(module, "MAPPING", {}))
print(json.dumps({
    "version": sys.version,
    "standard": [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")],
    "path": [each for each in sys.path if each],
    "mapped": {str(key): str(value) for key, value in mapped.items()},
}))
"""

#: Variables that an interpreter starts with, by their beginnings.
_ITS_OWN = (
    "PYTHON",
    "LD_",
    "LC_",
    "LANG",
    "CONDA",
    "PYENV",
    "VIRTUAL_ENV",
    "PATH",
    "HOME",
)

_INSTALLED = (".dist-info", ".egg-info", ".egg-link")
_PACKAGES = ("site-packages", "dist-packages")


@dataclass(frozen=True)
class Interpreter:
    """What an interpreter has told.

    Attributes
    ----------
    python
        Where it is.
    version
        As it says.
    local
        Folders of modules that are neither of the standard library nor installed.
    packages
        Folders of what is installed.
    """

    python: Path
    version: str
    local: tuple[Path, ...]
    packages: tuple[Path, ...]

    def digest(self) -> str:
        """Return the hash of what it is and of what is installed now: names and versions."""
        told = [str(self.python), os.path.realpath(self.python), self.version]
        for folder in self.packages:
            try:
                names = sorted(each.name for each in folder.iterdir())
            except OSError:
                names = []
            told += [
                str(folder),
                *(each for each in names if each.endswith(_INSTALLED)),
            ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def script(
    command: Sequence[str], cwd: Path, environ: Mapping[str, str]
) -> Path | None:
    """Return the console script that a command begins with; a launcher is none of a program."""
    if launchers.name(command):
        return None
    first = _located(command[0], cwd, environ.get("PATH", os.defpath))
    return first if first is not None and _first_line(first) else None


def found(command: Sequence[str], cwd: Path, environ: Mapping[str, str]) -> Path | None:
    """Return the interpreter that a command most likely starts, if that can be read off it.

    Parameters
    ----------
    command, cwd
        As it is typed, and where.
    environ
        The variables that it is given.
    """
    path = environ.get("PATH", os.defpath)
    for word in command:
        if PYTHON.fullmatch(PurePath(word).name):
            return _located(word, cwd, path)
    first = _located(command[0], cwd, path)
    words = _first_line(first) if first is not None else []
    return _located(words[-1], cwd, path) if words else None


def _first_line(file: Path) -> list[str]:
    """Return what the first line of a script starts it with, if that is Python."""
    words = shebang(str(file))
    return words if words and PYTHON.fullmatch(PurePath(words[-1]).name) else []


def _located(word: str, cwd: Path, path: str) -> Path | None:
    where = shutil.which(str(cwd / word) if "/" in word else word, path=path)
    return Path(where).absolute() if where else None


def asked(python: Path, environ: Mapping[str, str]) -> Interpreter | None:
    """Ask an interpreter, once in this process; None if it does not answer."""
    # The same for all programs, if what they have of their own is left out.
    variables = {
        name: value for name, value in environ.items() if name.startswith(_ITS_OWN)
    }
    return _answer(python, tuple(sorted(variables.items())))


@lru_cache(maxsize=256)
def _answer(python: Path, environ: tuple[tuple[str, str], ...]) -> Interpreter | None:
    try:
        answer = subprocess.run(  # noqa: S603  the user's own interpreter, as the program is
            [python, "-c", _QUESTION],
            env=dict(environ),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
            start_new_session=True,
        ).stdout
        last = answer[-_LONGEST:].strip().rpartition(b"\n")[2]
        told = foreign.check(foreign.parse(last, "its answer"), "its answer", _FORMS)
    except (OSError, ValueError, subprocess.SubprocessError, foreign.ForeignError):
        return None
    standard = [each for each in told["standard"] if each]
    local, packages = [], []
    for each in (*told["path"], *told["mapped"].values()):
        folder = Path(each)
        if each in told["mapped"].values():
            local.append(folder.parent)
        elif folder.name in _PACKAGES:
            packages.append(folder)
        elif folder.is_dir() and not any(folder.is_relative_to(at) for at in standard):
            local.append(folder)
    return Interpreter(
        python, told["version"], tuple(dict.fromkeys(local)), tuple(packages)
    )


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


_FORMS: dict[str, foreign.Form] = {
    "version": ("a text", lambda value: isinstance(value, str)),
    "standard": (
        "a list of texts or null",
        lambda value: isinstance(value, list) and _texts([*filter(None, value)]),
    ),
    "path": ("a list of texts", _texts),
    "mapped": (
        "an object of texts",
        lambda value: isinstance(value, dict) and _texts([*value.values()]),
    ),
}
