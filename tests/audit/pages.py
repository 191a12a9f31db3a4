"""The examples of the rules' pages: small programs, commands, and what these print."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# ([\w.]+)\n")


@dataclass(frozen=True)
class Example:
    """One example.

    Attributes
    ----------
    files
        What has to be there, by name.
    commands
        Each with what it prints; ``...`` stands for anything.
    """

    files: dict[str, str]
    commands: list[tuple[str, str]]

    def write(self, folder: Path) -> None:
        """Write the files."""
        for name, content in self.files.items():
            (folder / name).write_text(content, encoding="utf-8")


def example(page: str) -> Example:
    """Return the example of a page."""
    files: dict[str, str] = {}
    commands: list[tuple[str, str]] = []
    for kind, content in _BLOCK.findall(page):
        named = _FILE.match(content)
        if kind == "console":
            commands += _commands(content)
        elif named:
            # What is no program has no comments.
            files[named[1]] = content if kind == "python" else content[named.end() :]
    return Example(files, commands)


def _commands(content: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


def run(command: str, folder: Path) -> str:
    """Run a command as it is shown, ``python`` being this interpreter; return what it prints."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'python() {{ "{sys.executable}" "$@"; }}; {command}'],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout
