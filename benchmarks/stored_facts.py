"""What a stored cell tells, as the facts that judges take: endings, records, differences.

A cell holds no record and no output: it holds what was shown of them, and a sentence.  Both are
written by functions of ours, so that they can be read back, and judged again by the judges
themselves.  Where a cell does not tell all that decided, there are several facts that it may have
been made of: then each is judged, and the cell has to be one of what comes of them.
"""

import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

from benchmarks.cells import OWN, Cell, Judgement
from benchmarks.running import Probe, Record
from benchmarks.values import Typed, read_back, show
from configbench.process import Finished

#: Stands for words that a program said and that are not stored whole.
UNKNOWN = "\N{OBJECT REPLACEMENT CHARACTER}"

#: Of a part whose class nobody tells.
_PART = "part"

#: What stands between the settings that a sentence tells of.
_DIFFERENCE = re.compile(
    r"(?:\A|; )(?P<path>[\w.]+) (?:is (?P<got>.+?), expected (?P<want>.+?)"
    r"|arrived (?P<unasked>unasked))"
    r"(?=; [\w.]+ (?:is|arrived) |; (?:the same|same|other) weights|; training fails: |\Z)",
    re.DOTALL,
)


class Shown(str):
    """The text of a value of which nothing else is known; it prints that, or what is to be."""

    __slots__ = ("printed",)
    printed: str

    def __new__(cls, text: str, printed: str | None = None) -> Self:
        """Make it of a text, and of what is printed of it, if that is another."""
        made = super().__new__(cls, text)
        made.printed = text if printed is None else printed
        return made

    def __repr__(self) -> str:
        """Print it without quotes."""
        return self.printed


def bare(cell: Mapping[str, Any]) -> bool:
    """Whether a cell has no facts of its category: its measuring was ended by some trouble."""
    return not cell.keys() - OWN - {"trouble"}


def value(text: str) -> Typed:
    """Return a value as it was shown; of what cannot be read back, its text alone.

    Two of those are equal if their texts are, and never of one value otherwise.
    """
    with suppress(ValueError):
        found = read_back(text)
        if show(found) == text:
            return found
    return {"t": "NoneType", "v": Shown(text)}


def known(*values: Typed) -> bool:
    """Whether more is known of some values than their texts."""
    return not any(isinstance(each.get("v"), Shown) for each in values)


def said(judged: Judgement, cell: Cell) -> bool:
    """Whether a judgement says what is stored, but for words that are not stored whole."""
    return fits(judged.detail, cell["detail"])


def fits(sentence: str, stored: str) -> bool:
    """Whether a sentence is a stored one, but for words that are not stored whole."""
    pattern = re.escape(sentence).replace(UNKNOWN, ".*")
    return re.fullmatch(pattern, stored, re.DOTALL) is not None


# -- endings --------------------------------------------------------------------------------------


def finished(code: int | None, says: str = "", exceeded: str | None = None) -> Finished:
    """Return an ending with an exit code, what was said with it, and the limit that ended it."""
    return Finished((), code, exceeded, "", says, 0.0, 0.0, 0.0)


def ended(sentence: str, says: str = UNKNOWN) -> Finished | None:
    """Return the ending that a sentence tells of (``refused: exit 2``), if it tells of one."""
    if over := re.search(r"over the (\w+) limit", sentence):
        return finished(-signal.SIGKILL, says, over[1])
    if "not started" in sentence:
        return finished(None, says)
    if code := re.search(r"\bexit (\d+)", sentence):
        return finished(int(code[1]), says)
    if name := re.search(r"\bSIG[A-Z]+\d*\b", sentence):
        known = {each.name: each for each in signal.Signals}
        return finished(-known[name[0]], says) if name[0] in known else None
    return None


def probe(ending: Finished, *reached: Record) -> Probe:
    """Return what a row did: how it ended, with the records that reached the core."""
    return Probe("", (), reached, ending, ())


# -- records --------------------------------------------------------------------------------------


def record(values: Mapping[str, Typed | None]) -> Record:
    """Return a record with values at dotted paths, a part before its arguments; ``None``: none."""
    made: Record = {}
    for path in sorted(values, key=lambda path: path.count(".")):
        name, _, rest = path.partition(".")
        given = values[path]
        if not rest:
            if given is not None:
                made[name] = given
            continue
        part = made.setdefault(name, {"t": _PART, "args": {}})
        if "args" in part:
            kept = {key: each for key, each in part["args"].items() if key != rest}
            made[name] = part | {
                "args": kept if given is None else {**kept, rest: given}
            }
    return {name: made[name] for name in _in_order(values) if name in made}


def _in_order(values: Mapping[str, Any]) -> dict[str, None]:
    return dict.fromkeys(path.partition(".")[0] for path in values)


@dataclass(frozen=True)
class Differences:
    """What a sentence tells of a record that is not as it should be.

    Attributes
    ----------
    wanted, got
        The values by path that were expected, and that arrived; ``None`` for none.
    """

    wanted: Mapping[str, Typed | None] = field(default_factory=dict)
    got: Mapping[str, Typed | None] = field(default_factory=dict)


def differences(sentence: str) -> Differences:
    """Read what a sentence of :func:`benchmarks.judging.compare` tells."""
    wanted: dict[str, Typed | None] = {}
    got: dict[str, Typed | None] = {}
    for each in _told(sentence):
        path = each["path"]
        if each["unasked"]:
            wanted[path], got[path] = None, value(UNKNOWN)
        else:
            wanted[path] = value(each["want"])
            got[path] = None if each["got"] == "missing" else value(each["got"])
    return Differences(wanted, got)


def _told(sentence: str) -> Iterator[Mapping[str, str]]:
    yield from (found.groupdict() for found in _DIFFERENCE.finditer(sentence))
