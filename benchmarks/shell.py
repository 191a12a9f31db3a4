"""Command lines as a shell has them: printed to be pasted, split as bash splits them."""

import re
import shlex
from collections.abc import Iterable, Sequence

from benchmarks.errors import ForeignInputError, RowError
from configbench.errors import UnmeasuredError
from configbench.process import Command, Limits, run
from configbench.workplace import Workplace, workplace


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


def typed(before: str, value: str | None = None, *, whole: bool = False) -> str:
    r"""Write a word for bash as people type it, quoted only where bash needs it.

    Parameters
    ----------
    before, value
        The word: what stands in front of a value, ``lr=``, and the value.
    whole
        Whether quotes go around the whole word, and not around the value; a ``~`` that begins a
        value stays outside in either case.

    >>> print(typed("name=", "two words"), typed("name=", "two words", whole=True))
    name='two words' 'name=two words'
    >>> print(typed("", "it's \"new\""), typed("", ""), typed("dir=", "~/my data"))
    "it's \"new\"" '' dir=~/'my data'
    """
    if value is None:
        return _as_typed(before)
    if value.startswith("~/"):
        return f"{before}~/{_as_typed(value[2:])}"
    if whole:
        return _as_typed(before + value)
    return before + (_as_typed(value) if value or not before else "")


def _as_typed(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    if not text.isprintable():
        return _quoted(text)
    if "'" not in text:
        return f"'{text}'"
    return '"' + re.sub(r'([\\"$`])', r"\\\1", text) + '"'


#: Characters that bash leaves alone.
_PLAIN = re.compile(r"[\w@%+=:,./-]+")

#: The escapes of ``$'…'`` in bash that have a short form, and what must not stand there as it is.
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "'": "\\'", "\\": "\\\\"}


def misfits(lines: Iterable[str]) -> frozenset[str]:
    """Return those of some published lines that bash cannot split into words; one process."""
    script = """for line; do
        (eval "args=( $line"$'\\n'")") 2> /dev/null || printf '%s\\0' "$line"
    done"""
    with workplace() as place:
        argv = ("bash", "-c", script, "bash", *lines)
        done = run(Command(argv, place, limits=Limits(seconds=60)))
    if done.exit != 0:
        raise UnmeasuredError(f"bash could not split lines: {done.stderr}")
    return frozenset(done.stdout.split("\0")[:-1])


#: Words in which nothing is special to bash: no process is needed to split a line of them.
_WORD = r"[\w./=,:+@%-]+"
_PLAIN_LINE = re.compile(rf"({_WORD}( {_WORD})*)?", re.ASCII)


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
    if _PLAIN_LINE.fullmatch(line):
        return tuple(line.split())
    # First as a list, where anything but words is an error; then as a command has them, for ~
    # behind key= is expanded only there.  A loop, for printf without arguments prints one word.
    show = 'show() { for word; do printf "%s\\0" "$word"; done; }'
    script = f"{show}\nargs=( {line}\n) || exit\nshow {line}"
    done = run(Command(("bash", "-c", script), place, limits=Limits(seconds=10)))
    if done.exit != 0:
        raise RowError(f"{where}: bash cannot split {line!r}: {done.stderr.strip()}")
    return tuple(done.stdout.split("\0")[:-1])
