"""Examples of pages: small programs, commands, and what these print."""

import doctest
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# ([\w.-]+(?:/[\w.-]+)*)\n")

#: Languages in which the comment that names a file is a comment.
_COMMENTED = ("python", "toml", "yaml")

#: What is told meanwhile, where a machine is slow.
_PROGRESS = re.compile(
    r"^configbench: [a-z ]+(?:, [\d,]+ of [\d,]+)?(?:, about \d+ s left)?\n",
    re.MULTILINE,
)

#: How long something took, of more than a minute as pytest has it, and which day it was.
_PASSING = re.compile(
    r"\b(?:\d+(?:\.\d+)? ?s\b(?: \(\d+:\d\d:\d\d\))?|\d{4}-\d\d-\d\d\b)"
)


@dataclass(frozen=True)
class File:
    """What a reader writes into a file."""

    name: str
    content: str


@dataclass(frozen=True)
class Patch:
    """What a reader changes in files: a unified diff."""

    content: str


@dataclass(frozen=True)
class Command:
    """What a reader types, and what is printed; ``...`` stands for anything."""

    typed: str
    printed: str


def steps(page: str) -> Iterator[File | Patch | Command]:
    """Yield what a reader of a page does, in order.

    A block that begins with a comment of one path is that file; one of ``console`` has commands
    behind ``$``.
    """
    for kind, content in _BLOCK.findall(page):
        named = _FILE.match(content)
        if kind == "console":
            yield from _commands(content)
        elif kind == "diff":
            yield Patch(content)
        elif named:
            # JSON, and plain text, have no comments.
            text = content if kind in _COMMENTED else content[named.end() :]
            yield File(named[1], text)


def _commands(content: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield Command(command, printed)


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
    """Return the example of a page whose files are all there when its commands are typed."""
    done = [*steps(page)]
    return Example(
        {each.name: each.content for each in done if isinstance(each, File)},
        [(each.typed, each.printed) for each in done if isinstance(each, Command)],
    )


def run(command: str, folder: Path) -> str:
    """Run a command as it is shown, ``python`` being this interpreter; return what it prints."""
    words = ("/bin/sh", "-c", f'python() {{ "{sys.executable}" "$@"; }}; {command}')
    plain = {"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100"}
    return _run(words, folder, plain).stdout


def walked(
    page: str, folder: Path, environ: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Do what a page says, as a reader would, and yield what is other than it says.

    ``$?`` of a command is the exit code of the one before; neither seconds nor days are compared.

    Parameters
    ----------
    page
        Markdown.
    folder
        Where it is done; files that the page names are written there.
    environ
        All variables of its commands.

    Yields
    ------
    shown, got
        A command with what it prints, as the page has it and as it is; or a patch that does not
        fit, and why.
    """
    checker, code = doctest.OutputChecker(), 0
    for step in steps(page):
        if isinstance(step, File):
            path = folder / step.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.content, encoding="utf-8")
        elif isinstance(step, Patch):
            patch = ("git", "apply", "-p0", "-")
            done = _run(patch, folder, environ, step.content)
            if done.returncode:
                yield step.content, done.stdout
        else:
            words = ("/bin/sh", "-c", f"(exit {code}); {step.typed}")
            done = _run(words, folder, environ)
            code = done.returncode
            printed = _PROGRESS.sub("", done.stdout)
            want, got = (_PASSING.sub("", each) for each in (step.printed, printed))
            if not checker.check_output(want, got, doctest.ELLIPSIS):
                yield f"$ {step.typed}\n{step.printed}", f"$ {step.typed}\n{printed}"


def _run(
    words: tuple[str, ...], folder: Path, environ: Mapping[str, str], given: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        cwd=folder,
        env=dict(environ),
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
