"""Where words of a try stand: behind those as given, unless a parser would read them otherwise."""

from collections.abc import Sequence

from configbench.audit.model import Option, Setting, Target
from configbench.audit.settings import is_active
from configbench.values import PATH, Typed

#: Behind it, a word is none of an option.
_END = "--"


def placed(
    target: Target, option: Option | None, words: Sequence[str], path: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Return all words of the program with those of an option among them.

    Parameters
    ----------
    target, option, words
        The program, and what is typed.
    path
        What :func:`chosen` returns of it.

    Returns
    -------
    tuple or None
        None where they may simply be appended.
    """
    given = target.words
    at = given.index(_END) if _END in given else len(given)
    command = option.command if option is not None else ()
    if (
        option is not None
        and len(command) < len(path)
        and path[: len(command)] == command
    ):
        # Of the program itself, in front of the subcommand.
        at = min(at, _position(given, path, len(command)))
    return None if at == len(given) else (*given[:at], *words, *given[at:])


def chosen(target: Target) -> tuple[str, ...]:
    """Return the words that choose the subcommand, if there is one."""
    active = [each.command for each in target.options if is_active(each, target.words)]
    return max(active, key=len, default=())


def _position(given: Sequence[str], path: Sequence[str], number: int) -> int:
    """Return where a word of a path of subcommands stands."""
    at = -1
    for word in path[: number + 1]:
        at = given.index(word, at + 1)
    return at


def replaced(target: Target, setting: Setting, text: str) -> tuple[str, ...] | None:
    """Return all words of the program with another for a positional word, if it is known which."""
    word = _as_given(setting.default)
    if word is None or list(target.words).count(word) != 1:
        return None
    at = target.words.index(word)
    return (*target.words[:at], text, *target.words[at + 1 :])


def _as_given(value: Typed) -> str | None:
    if "cut" in value or value["t"] not in {"str", "int", "float", "bool", PATH}:
        return None
    return str(value["v"])


def has_room(target: Target) -> bool:
    """Whether one more word may be meant for a positional argument."""
    for option in target.options:
        if not option.positional or not is_active(option, target.words):
            continue
        if option.most is None or option.least < option.most:
            return True
        word = _as_given(target.leaves.get(option.leaf, {"t": ""}))
        if word not in target.words:
            return True
    return False
