"""Which interpreter a command begins with, and how it is started without a program."""

import os
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from configbench.errors import UserError
from configbench.looking import PYTHON, TAKES, shebang


@dataclass(frozen=True)
class Begun:
    """A command, cut behind its interpreter.

    Attributes
    ----------
    interpreter
        Its words to the interpreter and the options of that: ``("uv", "run", "python", "-I")``.
    program
        The other words: a file, ``-m NAME`` or ``-c TEXT``, and what stands behind it.
    """

    interpreter: tuple[str, ...]
    program: tuple[str, ...]

    @property
    def empty(self) -> tuple[str, ...]:
        """The command that starts the same interpreter, and does nothing."""
        return (*self.interpreter, "-c", "pass")

    def told(self, option: tuple[str, ...]) -> tuple[str, ...]:
        """Return the command with one more option of the interpreter."""
        return (*self.interpreter, *option, *self.program)


def begun(words: tuple[str, ...]) -> Begun:
    """Find the interpreter of a command: a word of it, or that of the script which it starts.

    Raises
    ------
    UserError
        If there is none.
    """
    for number, word in enumerate(words):
        if _names_python(word):
            return _cut(words, number)
    found = shutil.which(words[0])
    for first in _shebangs(found) if found else ():
        for number, word in enumerate(first):
            if _names_python(word):
                return _cut((*first, str(found), *words[1:]), number)
    raise UserError(
        f"no Python is seen in the command, which begins with {words[0]!r}: expected python FILE, "
        "or a script that a Python runs"
    )


def _names_python(word: str) -> bool:
    return PYTHON.fullmatch(os.path.basename(word)) is not None  # noqa: PTH119  a word, no path


def _shebangs(program: str) -> list[tuple[str, ...]]:
    """Return the words by which a script is started, and those by which its shell goes on."""
    first = shebang(program)
    if not first:
        return []
    # Where the path of the interpreter is long or has blanks, pip writes a script of the shell.
    with Path(program).open("rb") as file:
        line = file.read(4096).decode("utf-8", "replace").splitlines()[1:2]
    try:
        again = shlex.split(line[0])[1:2] if line[0].startswith("'''exec'") else []
    except (IndexError, ValueError):
        again = []
    return [tuple(first), tuple(again)]


def _cut(words: tuple[str, ...], number: int) -> Begun:
    """Cut behind the interpreter at ``number`` and its options."""
    at = number + 1
    while at < len(words) and words[at].startswith("-") and not _begins(words[at]):
        at += 2 if words[at] in TAKES else 1
    return Begun(words[:at], words[at:])


def _begins(option: str) -> bool:
    """Whether an option says what is run: ``-c``, ``-m``, also behind others, and ``-``."""
    return option == "-" or (option[1:2] != "-" and not {*option[1:]}.isdisjoint("cm"))
