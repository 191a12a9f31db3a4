"""Interpreters: the one that runs the harness, and others that rows are measured on.

The interpreter is part of an environment: a library may do otherwise on another one.  ``uv`` knows
where they lie: on the path, as pyenv has them, and its own.
"""

import json
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uv
from packaging.version import InvalidVersion, Version

from configbench.errors import UserError

#: The oldest that rows are written for, as ``requires-python`` has it.
OLDEST = (3, 11)

#: What an interpreter is asked, and how long it may think.
_QUESTION = (
    "import platform, sys; "
    "print(platform.python_implementation(), platform.python_version(), sys.executable)"
)
_PATIENCE = 20


@dataclass(frozen=True)
class Interpreter:
    """A Python.

    Attributes
    ----------
    release
        Such as ``3.13.5``.
    path
        The executable.
    """

    release: str
    path: Path

    @property
    def version(self) -> str:
        """What its folders, results and addresses are called by, such as ``3.13``."""
        return ".".join(self.release.split(".")[:2])

    @property
    def own(self) -> bool:
        """Whether it runs the harness."""
        return self == OWN

    def __str__(self) -> str:
        """Print as people say it."""
        return f"Python {self.release}"


OWN = Interpreter(platform.python_version(), Path(sys.executable))


def found() -> list[Interpreter]:
    """Return the others of this machine: of each version the newest release, in order."""
    listed = _uv("list", "--only-installed", "--output-format", "json")
    newest: dict[str, Interpreter] = {}
    for each in json.loads(listed or "[]"):
        usual = (each["implementation"], each["variant"]) == ("cpython", "default")
        one = Interpreter(each["version"], Path(each["path"]))
        if not usual or not _is_stable(one) or one.version == OWN.version:
            continue
        known = newest.setdefault(one.version, one)
        if Version(one.release) > Version(known.release):
            newest[one.version] = one
    return sorted(newest.values(), key=lambda one: Version(one.release))


def named(texts: Iterable[str]) -> list[Interpreter]:
    """Read ``--python`` as often as it is given; the one that runs the harness is measured anyway.

    Each is a path, a command, or a version, such as ``3.13``.

    Raises
    ------
    UserError
        If there is no such Python, it does not run, is too old, or two are of one version.
    """
    by_version = {OWN.version: OWN}
    given: set[str] = set()
    for text in texts:
        if text in given:
            raise UserError(f"--python: {text!r} is named twice")
        given.add(text)
        one = _named(text)
        known = by_version.setdefault(one.version, one)
        if known.release != one.release:
            whose = "runs the harness" if known.own else "is named too"
            raise UserError(
                f"--python: {text!r} is {one.release}, and {known.release} {whose}; "
                "one of each version is measured"
            )
    return [one for one in by_version.values() if not one.own]


def one(text: str | None) -> Interpreter:
    """Return what ``--python`` names, or without a text the one that runs the harness.

    Raises
    ------
    UserError
        As :func:`named`.
    """
    return OWN if text is None else next(iter(named([text])), OWN)


def _named(text: str) -> Interpreter:
    path = _uv("find", "--no-python-downloads", text).strip() if text.strip() else ""
    one = _asked(Path(path)) if path else None
    if one is None:
        there = ", ".join(f"{each.release} ({each.path})" for each in (OWN, *found()))
        raise UserError(
            f"--python: no CPython is found as {text!r}; expected a path, a command or a "
            f"version; there are {there}"
        )
    if not _is_stable(one):
        oldest = ".".join(map(str, OLDEST))
        raise UserError(
            f"--python: {text!r} is {one.release}; expected a released {oldest} or newer"
        )
    return one


def _asked(path: Path) -> Interpreter | None:
    """Return what an executable says that it is; None if it is no CPython, or does not say."""
    match _said([str(path), "-I", "-c", _QUESTION]).split(maxsplit=2):
        case ["CPython", release, executable]:
            return Interpreter(release, Path(executable.strip()))
    return None


def _is_stable(one: Interpreter) -> bool:
    with suppress(InvalidVersion):
        version = Version(one.release)
        return not version.is_prerelease and version.release[:2] >= OLDEST
    return False


def _uv(*words: str) -> str:
    """Return what ``uv python`` prints; nothing if it fails, or waits for what does not answer."""
    return _said([uv.find_uv_bin(), "python", *words])


def _said(command: Sequence[str]) -> str:
    """Return what a command prints; nothing if it fails, or takes too long: then it is ended."""
    with suppress(OSError):
        process = subprocess.Popen(  # noqa: S603  uv, or what the user has named
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            said, _ = process.communicate(timeout=_PATIENCE)
        except BaseException as fault:
            # With what it has started: uv waits for an interpreter that it asks.
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            if not isinstance(fault, subprocess.TimeoutExpired):
                raise
        else:
            return "" if process.returncode else said
    return ""
