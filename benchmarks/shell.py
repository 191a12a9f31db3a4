"""Command lines as a shell has them: printed to be pasted, split as bash splits them."""

import re
import shlex
from collections.abc import Sequence

from benchmarks.errors import ForeignInputError, RowError
from configbench.process import Command, Limits, run
from configbench.workplace import Workplace


def command_line(words: Sequence[str]) -> str:
    r"""Join words to a command line for bash that stays one line in a table.

    As ``shlex.join`` does, but what cannot be seen is written as an escape, ``$'a\nb'``: in a cell
    a newline would become a blank, and the line another command.

    >>> print(command_line(["python", "train.py", "--run-name", "a\nb"]))
    python train.py --run-name $'a\nb'
    """
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    if word.isprintable():
        return shlex.quote(word)
    return "$'" + "".join(map(_escaped, word)) + "'"


def _escaped(letter: str) -> str:
    number = ord(letter)
    if letter in _SHORT:
        return _SHORT[letter]
    if letter.isprintable():
        return letter
    if 0xDC80 <= number <= 0xDCFF:  # noqa: PLR2004  a byte that is no text, as Python has it
        return f"\\x{number - 0xDC00:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004


#: The escapes of ``$'…'`` in bash that have a short form, and what must not stand there as it is.
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "'": "\\'", "\\": "\\\\"}


#: A line in which bash has nothing to expand and no quotes to take away.
_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./ -]*")


def words(line: str, place: Workplace, where: str) -> tuple[str, ...]:
    """Split a published command line as bash does in the working folder; expansions included.

    Raises
    ------
    RowError
        With bash's message, if the line is not one simple list of words; ``where`` it stands, file
        and key, begins the sentence.
    ForeignInputError
        If a run before has removed the working folder.
    """
    if not place.work.is_dir():
        raise ForeignInputError("the run before removed its working folder")
    if _PLAIN.fullmatch(line):
        return tuple(line.split())
    # First as a list, where anything but words is an error; then as a command has them, for ~
    # behind key= is expanded only there.  A loop, for printf without arguments prints one word.
    show = 'show() { for word; do printf "%s\\0" "$word"; done; }'
    script = f"{show}\nargs=( {line}\n) || exit\nshow {line}"
    done = run(Command(("bash", "-c", script), place, limits=Limits(seconds=10)))
    if done.exit != 0:
        raise RowError(f"{where}: bash cannot split {line!r}: {done.stderr.strip()}")
    return tuple(done.stdout.split("\0")[:-1])
