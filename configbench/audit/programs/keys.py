"""What an audit depends on, as one hash: another hash, another audit.

Sources, configuration, interpreter, what is installed, variables that the sources may read, what is
asked, and our own sources.  In doubt there is none: then it is audited again.
"""

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import configbench
from configbench.audit.ground.folders import Folders
from configbench.audit.model import Request
from configbench.audit.programs import interpreters, locks, stored
from configbench.audit.programs.closure import Closure, closure

#: Of what is asked, what changes no finding; variables are looked at by themselves.
_IDLE = ("jobs", "max_time", "environ", "passed")

#: Variables that any program depends on, by their beginnings.
_ALWAYS = ("PYTHON", "LD_", "LC_", "LANG", "PATH", "VIRTUAL_ENV", "CONDA_PREFIX", "TZ")

_WORD = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Depends:
    """What an audit depends on.

    Attributes
    ----------
    key
        The hash of all of it; empty where it cannot be told.
    closure
        The files that its sources tell.
    """

    key: str
    closure: Closure


def variables(request: Request) -> dict[str, str]:
    """Return the variables of a program, near enough to find what it starts."""
    return {**os.environ, **request.environ}


def depends(request: Request, asked: Collection[str]) -> Depends:
    """Return what the audit of a program depends on now.

    Parameters
    ----------
    request
        What is asked of it.
    asked
        Ids of the rules.
    """
    environ, cwd = variables(request), request.cwd.resolve()
    project = Folders.of(request).project
    python = interpreters.found(request.command, cwd, environ)
    interpreter = interpreters.asked(python, environ) if python else None
    script = interpreters.script(request.command, cwd, environ)
    found = closure(request.command, cwd, project, interpreter, script)
    key = ""
    if found.whole and interpreter is not None:
        given = {**stored.encoded(request), "asked": sorted(asked)}
        told = [
            ours(),
            interpreter.digest(),
            {name: given[name] for name in given if name not in _IDLE},
            sorted(_read(found, request).items()),
            [
                (str(file), hash_of(file, found.files[file]))
                for file in sorted(found.files)
            ],
            [
                (str(each), _hash(locks.read(each)))
                for each in locks.found(cwd, project)
            ],
        ]
        key = _hash(json.dumps(told).encode())
    return Depends(key, found)


def hash_of(file: Path, content: bytes | None) -> str:
    """Return the hash of a file; of one that cannot be read, of what can be seen of it."""
    if content is not None:
        return _hash(content)
    try:
        found = file.stat()
    except OSError as error:
        return f"not there: {error.errno}"
    return f"{found.st_mode} {found.st_size} {found.st_mtime_ns}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(found: Closure, request: Request) -> Mapping[str, str]:
    """Return the variables that the sources may read: they name them, or how they begin."""
    given = {
        **{
            name: value
            for name, value in os.environ.items()
            if not request.passed or name in request.passed
        },
        **request.environ,
    }
    words = frozenset[str]().union(
        *(_words(each) for each in found.files.values() if each is not None)
    )
    return {
        name: value
        for name, value in given.items()
        if name.startswith(_ALWAYS)
        or name in request.environ
        or any(each in words for each in _beginnings(name.lower()))
    }


@cache
def _words(content: bytes) -> frozenset[str]:
    return frozenset(each.decode().lower() for each in _WORD.findall(content))


def _beginnings(name: str) -> Iterator[str]:
    """Yield a name, and its beginnings up to each underscore, with it and without.

    >>> [*_beginnings("app_lr")]
    ['app_lr', 'app', 'app_']
    """
    yield name
    for at, letter in enumerate(name):
        if letter == "_" and at:
            yield name[:at]
            yield name[: at + 1]


@cache
def ours() -> str:
    """Return the hash of our own sources: another version finds other things."""
    home = Path(configbench.__file__).parent
    return _hash(b"".join(_sources(sorted(home.rglob("*.py")))))


def _sources(files: Iterable[Path]) -> Iterator[bytes]:
    for each in files:
        yield hashlib.sha256(each.read_bytes()).digest()
