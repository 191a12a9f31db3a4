"""Names that people mistype, and none of which means anything: neither a name nor part of one."""

import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from configbench.audit.model import Option, Setting, Template

#: Shorter names are not misspelt: too much is near them.
_SHORTEST = 3
#: Fewest letters of an abbreviation.
_ABBREVIATED = 2


def head(word: str) -> str:
    """Return the name in a word, with its dashes: ``--lr`` of ``--lr={}``.

    >>> head("--lr={}")
    '--lr'
    """
    return word.partition("=")[0].partition("{}")[0]


def heads(templates: Iterable[Template]) -> Iterator[str]:
    """Yield the names in templates; a positional word has none."""
    for template in templates:
        if template and (name := head(template[0])):
            yield name


def split(name: str) -> tuple[str, str]:
    """Return what stands in front of the part of a name that people mistype, and that part.

    >>> split("--model.hidden_size")
    ('--model.', 'hidden_size')
    """
    bare = name.lstrip("-+")
    front, dot, last = bare.rpartition(".")
    return name[: len(name) - len(bare)] + front + dot, last


def normal(name: str) -> str:
    """Return a name as the most lenient parser reads it.

    >>> normal("--Batch_Size")
    'batch-size'
    """
    return name.lstrip("-+").lower().replace("_", "-")


@dataclass(frozen=True)
class Names:
    """All names that a program knows, those of its other subcommands included.

    Attributes
    ----------
    known
        As they are typed: ``--batch_size``, ``-b``, ``model.hidden``.
    """

    known: frozenset[str]
    #: In order, for those that begin alike stand together.
    _normal: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        bare = {normal(name) for name in self.known}
        negated = {f"{no}{name}" for name in bare for no in ("no", "no-")}
        object.__setattr__(self, "_normal", tuple(sorted(bare | negated)))

    def _begin_with(self, bare: str) -> Iterator[str]:
        """Yield the names that begin with a text, it among them."""
        for at in range(bisect_left(self._normal, bare), len(self._normal)):
            if not self._normal[at].startswith(bare):
                return
            yield self._normal[at]

    def is_free(self, name: str, own: str = "") -> bool:
        """Whether a name means nothing to any parser: not even as the beginning of another.

        Parameters
        ----------
        name
            As it would be typed.
        own
            The name that it is a form of, which it may be like.
        """
        bare, own_bare = normal(name), normal(own)
        if name in self.known or not bare:
            return False
        if any(other != own_bare for other in self._begin_with(bare)):
            return False
        if own_bare != bare and own_bare.startswith(bare):
            return False
        dashed = name.startswith("-") and not name.startswith("--")
        # ``-lx`` is ``-l x`` where there is an ``-l``.
        return not (dashed and name[:2] in self.known)

    def misspelt(self, name: str, rng: random.Random) -> str | None:
        """Return a name with a letter dropped, doubled or swapped in its middle, if one is free."""
        front, last = split(name)
        if len(last) < _SHORTEST:
            return None
        changed = sorted(set(_changes(last)))
        rng.shuffle(changed)
        for each in changed:
            candidate = front + each
            if normal(candidate) != normal(name) and self.is_free(candidate):
                return candidate
        return None

    def other_case(self, name: str) -> str | None:
        """Return a name in the other case, if that is free."""
        front, last = split(name)
        if len(last) < _ABBREVIATED:
            return None
        changed = front + (last.lower() if last.upper() == last else last.upper())
        return changed if changed != name and self.is_free(changed, name) else None

    def dashed(self, name: str) -> str | None:
        """Return a name with dashes for underscores, or the other way round, if that is free."""
        front, last = split(name)
        # In front, a dash would be no part of the name.
        one, other = ("_", "-") if "_" in last[1:] else ("-", "_")
        changed = front + last[:1] + last[1:].replace(one, other)
        return changed if changed != name and self.is_free(changed, name) else None

    def abbreviated(self, name: str) -> str | None:
        """Return the shortest beginning of a name that is the beginning of no other."""
        front, last = split(name)
        for end in range(_ABBREVIATED, len(last)):
            candidate = front + last[:end]
            others = self._begin_with(normal(candidate))
            if all(other == normal(name) for other in others):
                return candidate
        return None


def names(options: Sequence[Option], settings: Sequence[Setting]) -> Names:
    """Return all names of a program."""
    spelt: list[Option | Setting] = [*options, *settings]
    return Names(
        frozenset(
            name
            for each in spelt
            for name in (*heads(each.valued), *map(head, (*each.on, *each.off)))
        )
    )


def _changes(text: str) -> Iterator[str]:
    for at in range(1, len(text) - 1):
        if not text[at].isalpha():
            continue
        yield text[:at] + text[at + 1 :]
        yield text[: at + 1] + text[at:]
        if text[at + 1].isalpha() and at + 2 < len(text):
            yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
