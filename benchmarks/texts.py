"""What a program printed, as a reader takes it: no frames, no colours, no quoted blocks.

Whichever library draws boxes around its help and its errors, a text is judged by its words.  All
functions are pure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks import core
from benchmarks.values import Typed
from configbench.process import Finished

#: Longest text of a fact that quotes: a saved value, a command, a message; in characters.
SHOWN = 200

#: An escape sequence of a terminal: a colour, a movement, a link; or an ESC that begins none.
_ESCAPE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])?"
)

#: What boxes, rules and tables are drawn with; upright strokes stand beside text.
_DRAWN = "".join(map(chr, range(0x2500, 0x2580)))
_UPRIGHT = "│┃┆┇┊┋╎╏║╵╷╹╻╽╿"
_BLANK = " \t\r"

_STROKES = re.compile(rf"[{_DRAWN}]+")
_LEFT_EDGE = re.compile(rf"\A[ \t]*[{_DRAWN}](?:[ \t]?[{_DRAWN}])*[ \t]?")

#: A title in the top border of a box, up to the text in the line below it.
_TITLE = re.compile(
    rf"(?m)^[ \t]*[╭┌┏╔][{_DRAWN}]*+ ?([^\s{_DRAWN}](?:[^\n{_DRAWN}]*[^\s{_DRAWN}])?)"
    rf" ?[{_DRAWN}]++[ \t\r]*\n[ \t]*[{_UPRIGHT}][ \t]*(?=[^\s{_DRAWN}])"
)

#: A usage block names every flag there is, and a traceback quotes source code, whatever was wrong.
_BLOCK = re.compile(r"(?m)^([ \t]*)(?:(?i:usage:)|Traceback ).*\n?(?:\1[ \t]+\S.*\n?)*")
_BOXED_TRACEBACK = re.compile(
    rf"(?m)^[ \t]*[{_DRAWN}][{_DRAWN} ]*Traceback .*\n?"
    rf"(?:[ \t]*[{_UPRIGHT}].*\n?)*(?:[ \t]*[{_DRAWN}].*\n?)?"
)

#: A line that names an error; not HYDRA_FULL_ERROR=1, which is advice.
_ERROR = re.compile(r"(?<!_)(?:error|exception)\b", re.IGNORECASE)

#: How a line of absl's log begins: it tells what is done, and what was tried first.
_LOGGED = re.compile(r"[IWEF]\d{4} \d\d:\d\d:\d\d\.")


def plain(text: str) -> str:
    """Return a text without the escape sequences and frames of a terminal.

    What stands in a box keeps its lines and its indentation; the title in a border becomes a line,
    and a line of nothing but a border goes.  A text without such characters is returned as it is.
    """
    return _unframed(_ESCAPE.sub("", text))


def _unframed(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        if not _STROKES.search(line):
            lines.append(line)
        elif line.strip(_DRAWN + _BLANK):
            bare = _LEFT_EDGE.sub("", line).rstrip(_DRAWN + _BLANK)
            lines.append(_STROKES.sub(" ", bare))
        elif not line.strip(_UPRIGHT + _BLANK):
            lines.append("")  # a blank line in a box
    return "\n".join(lines)


def without_blocks(text: str, *, headed: bool = False) -> str:
    """Return a text, plain, without its usage blocks and tracebacks.

    With ``headed``, the title of a box begins the line below it: ``Error: no such option``.
    """
    text = _BOXED_TRACEBACK.sub("", _ESCAPE.sub("", text))
    if headed:
        text = _TITLE.sub(r"\1: ", text)
    return _BLOCK.sub("", _unframed(text))


def short(text: str, limit: int = SHOWN) -> str:
    """Return a text, or its two ends with what is left out between them.

    >>> short("0123456789" * 9, 40)
    '01234567890123456789 …(50)… 01234567890123456789'
    """
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} …({len(text) - 2 * half})… {text[-half:]}"


def message(output: str) -> str:
    """Return what a program said when it refused, in one line, shortened."""
    return short(" ".join(_told(output).split())) or "(no output)"


def last_line(text: str) -> str:
    """Return the line that says what went wrong, for a sentence that quotes an output.

    The last line with an error in it, for some libraries end with advice; else the first that is
    no warning and of no log, for what went wrong is said before what may be done about it.
    """
    lines = [line.strip() for line in _told(text).splitlines() if line.strip()]
    if errors := [line for line in lines if _ERROR.search(line)]:
        return errors[-1]
    said = [line for line in lines if not _LOGGED.match(line)]
    firm = [line for line in said if "warning" not in line.lower()]
    return (firm or lines or ["(no output)"])[0]


def failure(finished: Finished) -> str:
    """Return how a program ended, with the line that says what went wrong."""
    return f"{finished.ended}: {last_line(finished.stderr)}"


def _told(text: str) -> str:
    """Return a text without its blocks; if it has nothing else, with them."""
    told = without_blocks(text, headed=True)
    return told if told.strip() else plain(text)


class Mistake(Protocol):
    """What is known of a mistake: the attributes of a case of *overrides*."""

    @property
    def names(self) -> Sequence[str]:
        """The names of the setting, as grammars have them: ``lr``, ``optimizer_lr``."""

    @property
    def value(self) -> str | None:
        """What it was given, where that is the mistake."""

    @property
    def right(self) -> str | None:
        """The name that was meant, where the name is the mistake."""

    @property
    def allowed(self) -> Sequence[str]:
        """Patterns of what is allowed instead."""

    @property
    def choices(self) -> Sequence[str]:
        """All names that are allowed instead, where it is one of a few: then no pattern."""


#: What stands before the name that is meant, where a program looks for one.
_NEAR = re.compile(
    r"did you mean|perhaps|maybe|similar|closest|suggest|possible options?",
    re.IGNORECASE,
)

#: Words of a help text that say nothing of a setting: types, and how options are written.
_NO_TEXT = {
    *("default", "defaults", "type", "optional", "required", "value", "values", "flag"),
    *("flags", "int", "integer", "float", "str", "string", "bool", "boolean", "list"),
    *("dict", "tuple", "path", "any", "union", "literal", "none", "true", "false"),
    *("no", "choice", "choices", "options", "range", "json", "enum", "sequence"),
    *("number", "numbers", "positive", "comma", "separated", "an", "in", "the"),
}
#: Names and types, which are no text either: flags, paths, ``Tuple[float, float]``.
_SPELT = re.compile(r"(?<!\w)-{1,2}[A-Za-z][\w.-]*|[\w-]+(?:\.[\w-]+)+|\w+\[[^\]\n]*\]")


def examine(mistake: Mistake, text: str) -> dict[str, bool | None]:
    """Return five yes/no/not-applicable facts about the message that refused a mistake.

    Usage blocks and tracebacks do not count.
    """
    # Where a line is broken depends on the width of a terminal alone.
    told = " ".join(without_blocks(text).split())
    folded = _folded_names(told)
    right = mistake.right
    return {
        "names_key": any(_names(name, folded) for name in mistake.names),
        "names_value": _holds_word(mistake.value, told) if mistake.value else None,
        "names_allowed": _names_allowed(mistake, told, folded),
        "suggests_nearest": (
            bool(_NEAR.search(told)) and _names(right, folded) if right else None
        ),
        "no_traceback": "Traceback (most recent call last)" not in plain(text),
    }


def _folded_names(text: str) -> str:
    """Fold what is one name to a reader: ``--n-epochs``, ``-n_epochs`` and ``n_epochs``."""
    text = re.sub(r"(?<!\w)-+(?=\w)", " ", text.replace("--", " "))
    return text.replace("-", "_")


def _names_allowed(mistake: Mistake, told: str, folded: str) -> bool | None:
    """Whether a message says what is allowed, where that can be said; names in any order."""
    if mistake.choices:
        # Where parts are chosen by their class, the class has capitals.
        choices = map(str.lower, mistake.choices)
        return all(_holds_word(choice, folded.lower()) for choice in choices)
    if mistake.allowed:
        forms = mistake.allowed
        return any(re.search(form, told, re.IGNORECASE) for form in forms)
    return None


def _names(name: str, folded: str) -> bool:
    """Whether a text has a name; what is positional, or a variable, stands there in capitals."""
    name = name.replace("-", "_")
    return _holds_word(name, folded) or _holds_word(name.upper(), folded)


def _holds_word(word: str, text: str) -> bool:
    """Whether a whole word stands in a text: ``1.5`` not in ``11.5``, ``lr`` not in ``lrr``."""
    return bool(re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text))


@dataclass(frozen=True)
class Explained:
    """What a help text lacks: settings without a mention, a default, a text."""

    settings: int
    unnamed: tuple[str, ...]
    without_default: tuple[str, ...]
    without_text: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is lacking."""
        return not (self.unnamed or self.without_default or self.without_text)

    def __str__(self) -> str:
        """Say it in one sentence, each setting once, with the first that it lacks."""
        counts = (
            f"of {self.settings} settings {self.settings - len(self.unnamed)} are named, "
            f"{self.settings - len(self.without_default)} with their default, "
            f"{self.settings - len(self.without_text)} with a text"
        )
        lacking, told = [counts], set[str]()
        for what, names in (
            ("not named", self.unnamed),
            ("without their default", self.without_default),
            ("without a text", self.without_text),
        ):
            if fresh := [name for name in names if name not in told]:
                lacking.append(f"{what}: {', '.join(fresh)}")
            told.update(names)
        return "; ".join(lacking)


def lists_options(text: str) -> bool:
    """Whether a text has a list of options, each in a line of its own, as a help has it."""
    return any(found[1] for found in _OPTION.finditer(without_blocks(text)))


def helps(finished: Finished) -> bool:
    """Whether a program ended as one does of which help was asked: absl's exit with 1."""
    return finished.exit == 0 or lists_options(finished.stdout)


def explained(text: str, defaults: Mapping[str, Typed]) -> Explained:
    """Tell which settings a help text names, with which defaults and texts.

    A setting's *entry* reaches from its name at the start of a line to that of another, or to a
    heading.  Its default is shown if all numbers and words of it stand there; it has a text if a
    word stands there besides.  A usage block is no entry.
    """
    text = _TORN_NAME.sub(r"\1\3\2", without_blocks(text))
    settings = dict(_settings(defaults))
    entries: dict[str, list[str]] = {name: [] for name in settings}
    starts = [*_starts(text, settings, [n for n in defaults if "args" in defaults[n]])]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, name), end in zip(starts, ends, strict=False):
        entries.setdefault(name, []).append(
            _HEADING.split(text[start:end], maxsplit=1)[0]
        )
    without_default = [
        name
        for name, default in settings.items()
        if not any(_shows(entry, name, default) for entry in entries[name])
    ]
    without_text = [
        name
        for name, default in settings.items()
        if not any(_words_in(entry, name, _tokens(default)) for entry in entries[name])
    ]
    unnamed = tuple(name for name in settings if not entries[name])
    return Explained(
        len(settings), unnamed, tuple(without_default), tuple(without_text)
    )


#: A name that a column was too narrow for: its end stands alone in the line below, and the text
#: of the column beside it in between.
_TORN_NAME = re.compile(r"(?m)^([ \t]*-\S++)(.*\n)[ \t]+(\.[\w.-]+)")

#: Other names of an option, in front of the one that is its setting's: ``-n N, ``.
_ALIASES = r"(?:-{1,2}[\w?][\w-]*(?:[ =][^\s,]+)?,[ ]*)*"

#: Any option at the start of a line.
_OPTION = re.compile(r"(?m)^([ \t|*•]*)-{1,2}\w")

#: What may be chosen, as it stands beside a name: ``{true,false}``, ``<FP32|BF16>``.
_CHOICES = re.compile(
    r"\{[\w.-]+(?:[,|][ ]?[\w.-]+)+\}|[<\[][\w.-]+(?:\|[\w.-]+)+[>\]]"
)

#: A line that stands out, after a blank one or with a colon at its end, begins something else.
_HEADING = re.compile(r"\n[ \t]*\n(?=\S)|\n(?=\S[^\n]*:[ \t]*(?:\n|\Z))")

#: Remarks in a file stand above what they are about.
_REMARK = re.compile(r"[ \t]*[#;]")


def _starts(
    text: str, settings: Iterable[str], slots: Iterable[str]
) -> Iterator[tuple[int, str]]:
    """Yield where the entry of a setting begins in a help text, and its name.

    An option that is no setting has an entry, too, without a name.
    """
    names, parts = (
        "|".join(sorted(map(re.escape, each), key=len, reverse=True)).replace(
            "_", "[-_]"
        )
        for each in (settings, slots)
    )
    # With the path before it, or that joined to it: --model-n-layers, MODEL__N_LAYERS.
    name = rf"((?:\w[\w-]*+[.:/])*)(?:(?:{parts})(?:__?|--?))?({names})(?!\w)"
    form = rf"""(?mi)^([ \t|*•"'`]*)({_ALIASES}[-\[\]<]*+)(?:no-?\]|no[-_])?{name}"""
    heads = [
        match
        for match in re.finditer(form, text)
        if match[4].islower() or match[4].isupper()
    ]
    # A word that happens to begin a line of a column is no option, if there is one of that name.
    options = {_own(head): len(head[1]) for head in heads if head[2]}
    taken = {head.start() for head in heads}
    others = (m for m in _OPTION.finditer(text) if m.start() not in taken)
    told, indent = "", 0
    for head in sorted([*heads, *others], key=re.Match.start):
        own = _own(head) if head.re is not _OPTION else ""
        bare = own and not (head[2] or head[3] or head[4].isupper())
        prose = bare and len(head[1]) > options.get(own, len(text))
        if own == told or prose or (not own and len(head[1]) > indent):
            continue
        told, indent = own, len(head[1])
        yield _with_remarks(text, head.start()), own


def _with_remarks(text: str, start: int) -> int:
    """Return where the remarks begin that stand directly above a line."""
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not _REMARK.match(text, above):
            break
        start = above
    return start


def _own(head: re.Match[str]) -> str:
    """Return the name of the setting whose entry begins there."""
    return head[4].lower().replace("-", "_")


def _settings(defaults: Mapping[str, Typed]) -> Iterator[tuple[str, Typed]]:
    """Yield each setting's own name, and its default."""
    for name, value in defaults.items():
        # Where a run goes differs from run to run, and the choice of a part is told by its file.
        if name == core.FOLDER:
            continue
        if "args" not in value:
            yield name, value
            continue
        yield from value["args"].items()


def _tokens(value: Typed) -> list[str]:
    """Return the numbers and words of a default."""
    if "v" not in value:
        return []  # a part within a part, or nothing that could be read
    body = value["v"]
    if isinstance(body, list):
        pairs = [item if isinstance(item, list) else [item] for item in body]
        return [token for pair in pairs for item in pair for token in _tokens(item)]
    return [str(body)]


def _shows(entry: str, name: str, default: Typed) -> bool:
    """Whether an entry shows a default."""
    offered = _CHOICES.sub(
        lambda m: m[0] if "default" in entry[: m.start()] else "", entry
    )
    found = re.findall(r"[\w.+-]+", offered)
    words = {_folded(word) for word in found}
    # Precision.FP32 is FP32, and loss.weights.right a word about right.
    words |= {_folded(part) for word in found for part in word.split(".")}
    if all(_folded(token) in words for token in _tokens(default)):
        return True
    return default["t"] == "bool" and _shows_switch(entry, name, on=bool(default["v"]))


def _shows_switch(entry: str, name: str, *, on: bool) -> bool:
    """Whether an entry tells how a switch stands, by another word or by the name of a flag."""
    words = ["yes", "on", "enabled", name]
    if not on:
        words = ["no", "off", "disabled", f"no_{name}", f"no{name}"]
    form = rf"\bdefaults?\b(?:[^\w]|is\b|to\b)*({'|'.join(words)})(?!\w)"
    return bool(re.search(form, _folded_names(entry), re.IGNORECASE))


def _folded(word: str) -> str:
    """Fold what is one value to a reader: ``0.0`` and ``0``, ``True`` and ``true``."""
    word = word.strip(".").lower()
    try:
        return repr(float(word))
    except ValueError:
        return word


def _words_in(entry: str, name: str, tokens: list[str]) -> bool:
    own = {name, *name.split("_"), *map(_folded, tokens), *_NO_TEXT}
    # Capitals are placeholders: --n-epochs N_EPOCHS.  Elsewhere a word may be one letter.
    return any(
        not word.isupper() and word.lower() not in own
        for word in re.findall(
            r"[A-Za-z][A-Za-z_]+|[^\W\d_A-Za-z]+", _SPELT.sub(" ", entry)
        )
    )
