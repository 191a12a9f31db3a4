"""The interpreters that are found here: what enters a program is tried in each."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

#: Minor versions that are tried, where there is one.
_MINOR = range(8, 16)


def _candidates() -> list[str]:
    names = [f"python3.{minor}" for minor in _MINOR]
    pyenv = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python"))
    return [
        *map(str, pyenv),
        # A shim of pyenv's is a script that looks for one of those above.
        *(
            path
            for path in filter(None, map(shutil.which, names))
            if "shims" not in path
        ),
        "/usr/bin/python3",
    ]


@cache
def found() -> dict[str, str]:
    """Return an interpreter of each version from 3.8 by its version; Debian's own besides."""
    asked = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    versions: dict[str, str] = {}
    for path in [sys.executable, *_candidates()]:
        try:
            done = subprocess.run(
                [path, "-c", asked], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        version = done.stdout.strip()
        if tuple(map(int, version.split("."))) >= (3, 8):
            versions.setdefault(version, path)
    # One of each minor version is enough, but for Debian's, which is built in its own way.
    kept: dict[str, str] = {}
    for version, path in versions.items():
        minor = version.rpartition(".")[0]
        own = path == "/usr/bin/python3"
        if own or not any(other.rpartition(".")[0] == minor for other in kept):
            kept[version] = path
    return kept


def each() -> pytest.MarkDecorator:
    """Return the mark by which a test runs in each interpreter, as ``python``."""
    return pytest.mark.parametrize(
        "python", [pytest.param(path, id=version) for version, path in found().items()]
    )
