"""What a text tells: the message that refuses a mistake, and the help; pure functions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.axes.tasks import Case
from benchmarks.runs import Record
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


def examine(case: Case, text: str) -> dict[str, bool | None]:
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


def explained(text: str, defaults: Record) -> Explained:
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


def _settings(defaults: Record) -> Iterator[tuple[str, list[str]]]:
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
