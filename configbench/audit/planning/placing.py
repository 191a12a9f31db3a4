"""Where words of a try stand: behind those as given, unless a parser would read them otherwise."""

from collections.abc import Sequence
from functools import cached_property

from configbench.audit.model import Option, Setting, Target
from configbench.audit.planning.naming import head
from configbench.audit.planning.settings import is_active
from configbench.audit.planning.spelling import is_apart
from configbench.values import PATH, Typed

#: Behind it, a word is none of an option.
_END = "--"


class Given:
    """The words of a program as given, and where others may stand among them."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._words = target.words

    def placed(
        self, setting: Setting, words: Sequence[str], *, alone: bool = False
    ) -> tuple[str, ...] | None:
        """Return all words of the program with those of a setting among them.

        Parameters
        ----------
        setting
            What they are about.
        words
            What is typed.
        alone
            Whether they take the place of a value as given: some parsers refuse a second one.

        Returns
        -------
        tuple or None
            None where they may simply be appended.
        """
        span = self._given_for(setting) if alone else None
        if span is not None:
            return (*self._words[: span[0]], *words, *self._words[span[1] :])
        at = self._end_of(setting.option)
        if at == len(self._words):
            return None
        return (*self._words[:at], *words, *self._words[at:])

    def replaced(self, setting: Setting, text: str) -> tuple[str, ...] | None:
        """Return all words with another for a positional one, if it is known which that is."""
        word = _as_given(setting.default)
        if word is None or self._words.count(word) != 1:
            return None
        at = self._words.index(word)
        return (*self._words[:at], text, *self._words[at + 1 :])

    @cached_property
    def has_room(self) -> bool:
        """Whether one more word may be meant for a positional argument."""
        for option in self._target.options:
            if not option.positional or not is_active(option, self._words):
                continue
            if option.most is None or option.least < option.most:
                return True
            word = _as_given(self._target.leaves.get(option.leaf, {"t": ""}))
            if word not in self._words:
                return True
        return False

    def _given_for(self, setting: Setting) -> tuple[int, int] | None:
        """Return where the value of a setting stands, from and to, if it is given once."""
        option = setting.option
        if option is not None and (option.most != 1 or option.repeatable):
            return None
        found = []
        for template in setting.valued:
            name = head(template[0])
            for at, word in enumerate(self._words):
                if is_apart(template) and word == name:
                    found.append((at, at + len(template)))
                elif name and len(template) == 1 and word.startswith(f"{name}="):
                    found.append((at, at + 1))
        return found[0] if len(found) == 1 else None

    def _end_of(self, option: Option | None) -> int:
        """Return where words of an option may stand at last."""
        end = self._words.index(_END) if _END in self._words else len(self._words)
        command = option.command if option is not None else ()
        path = self._path
        if (
            option is None
            or len(command) >= len(path)
            or path[: len(command)] != command
        ):
            return end
        # Of the program itself, in front of the subcommand.
        at = -1
        for word in path[: len(command) + 1]:
            at = self._words.index(word, at + 1)
        return min(at, end)

    @cached_property
    def _path(self) -> tuple[str, ...]:
        """The words that choose the subcommand, if there is one."""
        options = self._target.options
        active = [each.command for each in options if is_active(each, self._words)]
        return max(active, key=len, default=())


def _as_given(value: Typed) -> str | None:
    if "cut" in value or value["t"] not in {"str", "int", "float", "bool", PATH}:
        return None
    return str(value["v"])
