"""What arrived, read for judging: only what cannot be meant otherwise counts as another value."""

import re
from collections.abc import Iterable

from configbench.audit.model import Arrived, Said, Setting
from configbench.values import PATH, Typed, amount, same_value, show

#: Types whose values mean the same to every program.
_PLAIN = {
    "NoneType",
    "bool",
    "int",
    "float",
    "str",
    "list",
    "tuple",
    "set",
    "dict",
    PATH,
}

#: What an option may convert with and still be read by its type alone.
_READERS = {
    "",
    *(
        f"builtins.{name}"
        for name in ("int", "float", "str", "bool", "complex", "list", "tuple")
    ),
}


def plain(value: Typed) -> bool:
    """Whether a value, and all that it holds, is one of Python's own and was read whole."""
    if value["t"] not in _PLAIN or {"unreadable", "cut", "args", "func"} & value.keys():
        return False
    body = value.get("v")
    if not isinstance(body, list):
        return True
    return all(map(plain, _items(body)))


def _items(body: list[object]) -> Iterable[Typed]:
    for item in body:
        if isinstance(item, list):
            yield from item
        elif isinstance(item, dict):
            yield item


def number(text: str) -> float | None:
    """Return the number that a word is to Python, if it is one."""
    try:
        return float(text)
    except ValueError:
        return None


def text(value: Typed) -> str | None:
    """Return the text that arrived, or the path as text, if it is one."""
    whole = value["t"] in {"str", PATH} and "v" in value and "cut" not in value
    return str(value["v"]) if whole else None


def is_false(value: Typed) -> bool:
    """Whether a value is False, or 0."""
    return same_value(value, {"t": "bool", "v": False})


def truth(value: Typed) -> bool | None:
    """Return what ``if value:`` makes of it; None where only running could tell."""
    if not plain(value):
        return None
    if value["t"] == "NoneType":
        return False
    number_ = amount(value)
    return bool(value["v"]) if number_ is None else number_ != 0


def meant(leaf: Typed, wanted: Iterable[Typed]) -> bool:
    """Whether what arrived is one of some values, in any of the forms that programs make of it.

    The last of those that are collected, text without its blanks, a path made absolute.
    """
    return any(_means(leaf, each) for each in wanted)


def _means(leaf: Typed, wanted: Typed) -> bool:
    if same_value(leaf, wanted):
        return True
    one, other = text(leaf), text(wanted)
    if one is not None and other is not None:
        return one.strip() == other.strip() or bool(other and one.endswith(f"/{other}"))
    body = leaf.get("v")
    if leaf["t"] in {"list", "tuple"} and isinstance(body, list) and body:
        return wanted["t"] not in {"list", "tuple"} and _means(body[-1], wanted)
    return False


def as_text(leaf: Typed, wanted: Typed) -> bool:
    """Whether a number was meant and its text arrived, alone or in a list."""
    number_, word = amount(wanted), text(leaf)
    if number_ is not None and word is not None:
        return number(word) == number_
    one, other = leaf.get("v"), wanted.get("v")
    if isinstance(one, list) and isinstance(other, list) and one:
        return len(one) == len(other) and all(
            isinstance(a, dict) and isinstance(b, dict) and as_text(a, b)
            for a, b in zip(one, other, strict=True)
        )
    return False


def is_split(leaf: Typed, word: str) -> bool:
    """Whether the letters of a word arrived, one by one: what ``list`` makes of it."""
    body = leaf.get("v")
    if leaf["t"] not in {"list", "tuple"} or not isinstance(body, list) or not word[1:]:
        return False
    return [text(each) for each in body if isinstance(each, dict)] == list(word)


def holds(leaf: Typed, word: str) -> bool:
    """Whether a word arrived in a value: as text, as its number, or as an item."""
    if text(leaf) == word or (
        amount(leaf) is not None and amount(leaf) == number(word)
    ):
        return True
    body = leaf.get("v")
    return isinstance(body, list) and any(
        isinstance(item, dict) and holds(item, word) for item in body
    )


def converts_itself(setting: Setting) -> bool:
    """Whether the program reads the text of a setting with a function of its own.

    Then it alone knows what a value means, but for what was stated or is annotated.  Where no
    parser can be asked, it may; and so may a class that changes its values once they are read.
    """
    option = setting.option
    if option is not None and option.adjusted:
        return True
    if setting.wanted.said in {Said.STATED, Said.ANNOTATION}:
        return False
    if option is None:
        return True
    return option.type not in _READERS and not option.type.startswith("pathlib.")


def shown(name: str, value: Typed | None) -> str:
    """Return ``amp=True`` for people, or that it is as it was."""
    return f"{name} is not there" if value is None else f"{name}={show(value)}"


# -- what it printed ------------------------------------------------------------------------------

_USAGE = re.compile(r"^usage:.*\n(?:[ \t]+.*\n)*", re.IGNORECASE | re.MULTILINE)
#: The lines of a traceback that tell where, from its first on.
_FRAMES = re.compile(r"\A:?\n*(?:[ \t]+.*\n)*")
_BORDER = re.compile(r"[\u2500-\u257f]")
#: What says where help is, and not what is wrong; what says what is.
_ADVICE = re.compile(r"--help|-h\b|HYDRA_FULL_ERROR|^usage:", re.IGNORECASE)
_WRONG = re.compile(
    r"error\b|invalid|unrecogni[sz]ed|unknown|expected|no such|could not", re.IGNORECASE
)
TRACEBACK = "Traceback (most recent call last)"


def message(became: Arrived) -> str:
    """Return what it says to its user: without the usage, of a traceback what was raised."""
    printed = became.stderr if became.stderr.strip() else became.stdout
    if TRACEBACK in printed:
        raised = printed.rpartition(TRACEBACK)[2]
        return _FRAMES.sub("", raised).strip()
    return _USAGE.sub("", _BORDER.sub("", printed)).strip()


def last_line(became: Arrived) -> str:
    """Return the line of what it says that tells what is wrong, or else the last one; cut."""
    lines = [line.strip(" |") for line in message(became).splitlines()]
    if TRACEBACK in became.stderr:
        return lines[0][:200] if lines else ""  # an exception may say more below
    worded = [line for line in lines if re.search(r"\w", line)]
    telling = [line for line in worded if not _ADVICE.search(line)] or worded
    wrong = [line for line in telling if _WRONG.search(line)]
    # A box has a title, which may be called an error, too.
    return max(wrong, key=len)[:200] if wrong else (telling or [""])[-1][:200]


#: Words by which a program refuses for reasons of its own: its range, its files, other settings.
_OWN_REASONS = re.compile(
    r"""\b(must|should|cannot|can't|may\ not|only|at\ (least|most)|between|range|positive|negative
    |greater|less|larger|smaller|bigger|more\ than|exceed\w*|maximum|minimum|multiple|divisible
    |even|odd|power\ of|not\ allowed\ with|conflict\w*|incompatible|mutually|require[sd]?
    |together|without|not\ found|no\ such|does(n't|\ not)\ exist|not\ a\ (file|directory|folder)
    |exists|permission|not\ (available|supported|installed|implemented)|unsupported|out\ of
    |unknown|no\ module\ named|cuda|gpus?|driver)\b | [<>]=? | !=""",
    re.IGNORECASE | re.VERBOSE,
)


def is_own_reason(said: str) -> bool:
    """Whether a refusal is for reasons of the program's own, and not for how a value is written."""
    return _OWN_REASONS.search(said) is not None
