"""What is read of one value, and how much of it is told.

A reading is a kind, a content and a length, without what the value holds.

============ =======================================================================
kind         content
============ =======================================================================
``LEAF``     the description but for its type; length 0
``SEQUENCE`` the items in their order
``SET``      the items in any order
``PAIRS``    keys and values
``ARGS``     names and values of attributes, as a list
``PARTIAL``  the name of what is called, and a list of its arguments, maybe with it
============ =======================================================================
"""

from .names import GETSET, MEMBER, MRO, VARS, WRAPPER, attribute, derives, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from collections.abc import Callable, Iterator
    from typing import Any

    from .digests import Digest

    #: A description: type name and content, as JSON.
    Typed = dict[str, Any]
    #: Kind, content and length of what was read.
    Reading = tuple[str, Any, int]
    #: What reads a value, with how its type is read.
    Reader = Callable[[Any, "Plan"], Reading]
    #: What asks a library for what its container holds, with its type and a deadline.
    Asker = Callable[[Any, Any, float], Reading]
else:
    Typed = dict

# What is longer is cut, see :mod:`.typed`.
TEXT = 65_536
BEGINNING = 1_000
BITS = 2_048
ITEMS = 5_000
FIRST = 100
DEPTH = 64
SIZE = 1_000_000
SECONDS = 10.0
#: How long a library may take to tell what its container holds, in seconds.
PATIENCE = 2.0

#: Most values, and most types, that are remembered.
REMEMBERED = 10_000

#: Why something is not read, or not hashed.
TOO_LONG = "took longer than {:g} s"

LEAF, SEQUENCE, SET, PAIRS = "leaf", "items", "set", "pairs"
ARGS, PARTIAL = "args", "partial"

#: There is none.
UNSET: "Any" = object()


def leaf(**body: "Any") -> "Reading":
    """Return the reading of what holds nothing."""
    return LEAF, body, 0


def text_leaf(text: str) -> "Reading":
    """Return the reading of a text, cut if it is too long."""
    if len(text) <= TEXT:
        return leaf(v=text)
    from .digests import hash_of

    cut = {"length": len(text), "sha256": hash_of(text)}
    return leaf(v=text[:BEGINNING], cut=cut)


def attributes(found: "list[tuple[str, Any]]") -> "Reading":
    """Return the reading of what has attributes."""
    return ARGS, found, len(found)


def repr_leaf(value: "Any", plan: "Plan") -> "Reading":
    """Read a value by the ``__repr__`` that its base has in C; one in Python may run anything."""
    how = VARS(plan.base).get("__repr__")
    return text_leaf(how(value)) if type(how) is WRAPPER else plan.stored(value)


class Beginning:
    """A long list that is hashed already: its first items and its ``cut``."""

    __slots__ = ("cut", "items")

    def __init__(self, items: "list[Any]", cut: "Typed") -> None:
        self.items = items
        self.cut = cut


class Unread:
    """What stands for something held that could not be read, and why."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason


class Plan:
    """How values of a type are read: found out once.

    Attributes
    ----------
    cls, name
        The type, which is held, so that no other gets its id; its name.
    base
        What it is below and is read by.
    reader, asker
        What reads it, if anything knows better than its stored attributes; what asks its library.
    """

    __slots__ = ("_slots", "asker", "base", "cls", "name", "reader")

    def __init__(self, cls: type) -> None:
        self.cls = cls
        self.name = type_name(cls)
        self.base: Any = cls
        self.reader: Reader | None = None
        self.asker: Asker | None = None
        self._slots: list[tuple[str, Any]] | None = None

    @property
    def slots(self) -> "list[tuple[str, Any]]":
        """Where values store attributes: slots from the farthest base on, then ``__dict__``."""
        if self._slots is None:
            self._slots = _slots(self.cls)
        return self._slots

    def state(self, value: object) -> "list[tuple[str, Any]]":
        """Return the stored attributes of a value."""
        found: list[tuple[str, Any]] = []
        for name, slot in self.slots:
            stored = read_slot(slot, value)
            if stored is UNSET:
                continue
            if name != "__dict__":
                found.append((name, stored))
            elif derives(type(stored), dict):
                taken = {key for key, _ in found}
                for key, item in list(dict.items(stored)):
                    text = attribute(key)
                    found.append((f"__dict__.{text}" if text in taken else text, item))
        return found

    def stored(self, value: object) -> "Reading":
        """Read any object by its stored attributes."""
        if not self.slots:
            return leaf(v=f"<{self.name} object>")
        return attributes(self.state(value))

    def read(self, value: object) -> "Reading":
        """Read a value of which no library must be asked."""
        return self.reader(value, self) if self.reader else self.stored(value)


def read_slot(slot: "Any", value: object) -> "Any":
    """Return what is stored in a slot; :data:`UNSET` if nothing is."""
    try:
        return slot.__get__(value)
    except Exception:  # noqa: BLE001  it is empty, or another class's
        return UNSET


def _slots(cls: type) -> "list[tuple[str, Any]]":
    """Return the descriptors of slots by name, and that of ``__dict__`` at the end."""
    seen = set()
    named: list[tuple[str, Any]] = []
    mapping = None
    for base in MRO(cls):
        of_base = []
        for name, slot in list(VARS(base).items()):
            if type(name) is not str or name in seen:
                continue
            if name == "__dict__" and type(slot) in (MEMBER, GETSET):
                mapping = mapping or slot
            elif type(slot) is MEMBER and name != "__weakref__":
                seen.add(name)
                of_base.append((name, slot))
        named[:0] = of_base
    return named if mapping is None else [*named, ("__dict__", mapping)]


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
