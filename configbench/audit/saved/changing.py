"""What is typed so that settings are changed, many at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from configbench.audit.model import Act, Expected, Kind, Must, Setting, Target, Try
from configbench.audit.planning.nearby import beside
from configbench.audit.planning.placing import Given
from configbench.audit.planning.spelling import filled

#: What comes back is asked of any value.
BACK = Expected(Must.TELL, text="each setting, with its value and type")


@dataclass(frozen=True)
class Change:
    """A setting, and the words that change it.

    Attributes
    ----------
    setting, words
        What is changed, and how.
    typed
        The value; None for a flag.
    """

    setting: Setting
    words: tuple[str, ...]
    typed: str | None = None


def changes(setting: Setting) -> list[Change]:
    """Return at most two ways of giving a setting another value."""
    is_on = setting.default.get("v") is True
    flags = setting.off if is_on else setting.on
    if flags:
        long = [word for word in flags if word.startswith("--")]
        return [Change(setting, ((long or [*flags])[0],))]
    found = []
    for texts in _values(setting):
        words = filled(setting.valued, texts)
        if words is not None:
            found.append(Change(setting, words, " ".join(texts)))
    return found


def _values(setting: Setting) -> list[tuple[str, ...]]:
    if setting.wanted.kind is Kind.PATH:
        # Whatever is not there yet: a run may write to it, and nobody can read it.
        default = setting.default.get("v")
        stem = default.rstrip("/") if isinstance(default, str) else ""
        return [(f"{stem or 'other'}-2",), ("other/path",)]
    return [each.texts for each in beside(setting)]


def together(target: Target, chosen: Iterable[Change]) -> Try:
    """Return a try of several changes in one command line."""
    changed = [*chosen]
    words = target.words
    for each in changed:
        given = Given(replace(target, words=words))
        words = _placed(given, words, each)
    behind = words[: len(target.words)] == target.words
    return Try(
        Act.SAVED,
        tuple(each.setting.name for each in changed),
        words[len(target.words) :] if behind else words,
        BACK,
        changed[0].typed if len(changed) == 1 else None,
        "a run is saved, and restored",
        None if behind else words,
    )


def _placed(given: Given, words: tuple[str, ...], each: Change) -> tuple[str, ...]:
    option = each.setting.option
    if option is not None and option.positional:
        replaced = given.replaced(each.setting, each.words[0])
        return replaced if replaced is not None else (*words, *each.words)
    placed = given.placed(each.setting, each.words, alone=each.typed is not None)
    return placed if placed is not None else (*words, *each.words)
