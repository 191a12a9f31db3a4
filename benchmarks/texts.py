"""What a text tells: the message that refuses a mistake, and the help; pure functions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks.values import Typed

#: Words of a help text that say nothing of a setting: types, and how options are written.
_NO_TEXT = {
    *("default", "defaults", "type", "optional", "required", "value", "values", "flag"),
    *("flags", "int", "integer", "float", "str", "string", "bool", "boolean", "list"),
    *(
        "dict",
        "tuple",
        "path",
        "any",
        "union",
        "literal",
        "none",
        "true",
        "false",
        "no",
    ),
}


class Mistake(Protocol):
    """What a message is examined for."""

    @property
    def key(self) -> str: ...
    @property
    def value(self) -> str | None: ...
    @property
    def right(self) -> str | None: ...
    @property
    def allowed(self) -> Sequence[str]: ...


class Output(Protocol):
    """What a program printed."""

    @property
    def stdout(self) -> str: ...
    @property
    def stderr(self) -> str: ...


#: Longest text of a fact that quotes: a saved value, a command, a shown value; in characters.
SHOWN = 200


def last_line(text: str) -> str:
    """Return the line that says what went wrong, for a sentence that quotes an output.

    The last line with an error in it, for some libraries end with advice; else the first that is
    no warning, for what went wrong is said before what may be done about it.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # Not HYDRA_FULL_ERROR=1, which is advice.
    form = re.compile(r"(?<!_)(?:error|exception)\b", re.IGNORECASE)
    if errors := [line for line in lines if form.search(line)]:
        return errors[-1]
    said = [line for line in lines if "warning" not in line.lower()]
    return (said or lines or ["(no output)"])[0]


def message(output: Output) -> str:
    """Return what a program said when it refused, without usage and frames; pure."""
    said = re.sub(
        r"(?m)^(?:usage:|Traceback ).*\n(?:[ \t]+.*\n)*", "", output.stderr or output.stdout
    )
    return short(" ".join(said.split())) or "(no output)"


def short(text: str, limit: int = SHOWN) -> str:
    """Return a text, or its two ends with what is left out between them.

    >>> short("0123456789" * 9, 40)
    '01234567890123456789 …(50)… 01234567890123456789'
    """
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} …({len(text) - 2 * half})… {text[-half:]}"


def examine(case: Mistake, text: str) -> dict[str, bool | None]:
    """Return five yes/no/not-applicable facts about the message that refused a mistake.

    A usage block names every flag there is, and a traceback quotes source code, whatever was wrong:
    neither counts.
    """
    message = re.sub(r"(?m)^(?:usage:|Traceback ).*\n(?:[ \t]+.*\n)*", "", text)
    # --n-epochs and n_epochs are one name.
    folded = message.replace("--", " ").replace("-", "_")
    near = re.search(
        r"did you mean|perhaps|maybe|similar|closest|suggest", message, re.IGNORECASE
    )
    return {
        "names_key": _names(case.key.replace("-", "_"), folded),
        "names_value": _names(case.value, message) if case.value else None,
        "names_allowed": (
            any(re.search(form, message, re.IGNORECASE) for form in case.allowed)
            if case.allowed
            else None
        ),
        "suggests_nearest": (
            bool(near) and _names(case.right, folded) if case.right else None
        ),
        "no_traceback": "Traceback (most recent call last)" not in text,
    }


def _names(word: str, text: str) -> bool:
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
        """Say it in one sentence."""
        return (
            f"of {self.settings} settings {self.settings - len(self.unnamed)} are named, "
            f"{self.settings - len(self.without_default)} with their default, "
            f"{self.settings - len(self.without_text)} with a text"
        )


def explained(text: str, defaults: Mapping[str, Typed]) -> Explained:
    """Tell which settings a help text names, with which defaults and texts.

    A setting's *entry* reaches from its name to the next name of another setting at the start of
    a line.  Its default is shown if all numbers and words of it stand there; it has a text if a
    word stands there besides.  A usage block is no entry.
    """
    text = re.sub(r"(?mi)^usage:.*\n(?:[ \t]+.*\n)*", "", text)
    settings = dict(_settings(defaults))
    entries: dict[str, list[str]] = {name: [] for name in settings}
    names = "|".join(
        re.escape(name) for name in sorted(settings, key=len, reverse=True)
    )
    starts = [
        (found.start(), found.group(1).replace("-", "_"))
        for found in re.finditer(
            rf"(?m)^[ \t]*(?:-\w,[ ]+)?[-\[\]]*(?:[\w]+\.)*({names.replace('_', '[-_]')})(?![\w])",
            text,
        )
    ]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, name), end in zip(starts, ends, strict=False):
        entries[name].append(text[start:end])
    without_default = [
        name
        for name, default in settings.items()
        if not any(_holds(entry, default) for entry in entries[name])
    ]
    without_text = [
        name
        for name, default in settings.items()
        if not any(_words_in(entry, name, default) for entry in entries[name])
    ]
    unnamed = tuple(name for name, found in entries.items() if not found)
    return Explained(
        len(settings), unnamed, tuple(without_default), tuple(without_text)
    )


def _settings(defaults: Mapping[str, Typed]) -> Iterator[tuple[str, list[str]]]:
    """Yield each setting's own name, and the numbers and words of its default."""
    for name, value in defaults.items():
        # Where a run goes differs from run to run, and the choice of a part is told by its file.
        if name == "run_dir":
            continue
        if "args" not in value:
            yield name, _tokens(value)
            continue
        for argument, inner in value["args"].items():
            yield argument, _tokens(inner)


def _tokens(value: Typed) -> list[str]:
    body = value["v"]
    if isinstance(body, list):
        pairs = [item if isinstance(item, list) else [item] for item in body]
        return [token for pair in pairs for item in pair for token in _tokens(item)]
    return [str(body)]


def _holds(entry: str, tokens: list[str]) -> bool:
    said = {_plain(word) for word in re.findall(r"[\w.+-]+", entry)}
    return all(_plain(token) in said for token in tokens)


def _plain(word: str) -> str:
    """Fold what is one value to a reader: ``0.0`` and ``0``, ``True`` and ``true``."""
    word = word.strip(".").lower()
    try:
        return repr(float(word))
    except ValueError:
        return word


def _words_in(entry: str, name: str, tokens: list[str]) -> bool:
    own = {name, *name.split("_"), *map(_plain, tokens), *_NO_TEXT}
    # Capitals are placeholders: --n-epochs N_EPOCHS.
    found = [
        word
        for word in re.findall(r"[A-Za-z][A-Za-z_]+", entry)
        if not word.isupper() and word.lower() not in own
    ]
    return bool(found)
