"""A container while it is described: how much of it is shown, and what of it was told."""

from .readings import ARGS, LEAF, PAIRS, PARTIAL, SET

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from collections.abc import Iterator
    from typing import Any

    from .digests import Digest
    from .readings import Reading, Typed


class Open:
    """A container while it is described.

    Attributes
    ----------
    value, name
        The container, and its type's name.
    kind, content, length
        What was read of it.
    names, children
        Those of attributes; what it holds, keys and values of pairs in turn.
    most, number, shows
        How many items may be shown, how many were given, whether the next is shown.
    digest, key
        Its hash, if something is hashed, and the token of the key that was given last.
    cyclic, broken
        Whether it holds what holds it; whether its hash is given up.
    """

    __slots__ = (
        *("value", "name", "kind", "content", "length", "names", "children", "most"),
        *("number", "shows", "digest", "key", "cyclic", "broken", "_out"),
    )

    def __init__(self, value: object, name: str, reading: "Reading") -> None:
        self.value = value
        self.name = name
        self.kind, self.content, self.length = reading
        self.most = self.length
        self.number = 0
        self.shows = True
        self.digest: Digest | None = None
        self.key: bytes | None = None
        self.cyclic = False
        self.broken = False
        self.names: list[str] = []
        self.children: Iterator[Any]
        self._out: list[Any] = []
        if self.kind == PAIRS:
            self.children = (each for pair in self.content for each in pair)
        elif self.kind == ARGS:
            self.names = [name for name, _ in self.content]
            self.children = iter([each for _, each in self.content])
        elif self.kind == PARTIAL:
            self.children = iter(self.content[1])
        else:
            self.children = iter(self.content)

    @property
    def cut(self) -> bool:
        """Whether items are left out; the arguments of a partial are cut within."""
        return self.kind != PARTIAL and len(self._out) < self.length

    def fail(self, message: str) -> None:
        """Take all back: it cannot be read."""
        self.kind, self.content = LEAF, message

    def give(self, node: "Typed | None") -> None:
        """Give what was found out about the next item."""
        position = self.number
        self.number += 1
        if not self.shows:
            return
        if self.kind == PAIRS and position % 2:
            self._out[-1].append(node)
        elif self.kind == PAIRS:
            self._out.append([node])
        elif self.kind == ARGS:
            self._out.append((self.names[position], node))
        else:
            self._out.append(node)

    def described(self) -> "Typed":
        """Return the description, without what a cut one is told by."""
        out = self._out
        if self.kind == LEAF:
            return {"t": self.name, "unreadable": self.content}
        if self.kind == ARGS:
            return {"t": self.name, "args": dict(out)}
        if self.kind == PARTIAL:
            # The callable stands behind its arguments, if it has no name.
            of = {"of": out[2]} if len(out) > 2 else {}  # noqa: PLR2004  see above
            return {"t": self.name, "func": self.content[0], "v": out[:2], **of}
        # Sets have no order: sort, so that equal sets are recorded alike.
        return {"t": self.name, "v": sorted(out, key=repr) if self.kind == SET else out}
