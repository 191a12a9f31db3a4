"""What is read of one value, without what it holds: a kind, a content and a length.

===========  =======================================================================
kind         content
===========  =======================================================================
``LEAF``     the description but for its type; length 0
``ITEMS``    the items in their order
``SET``      the items in any order
``PAIRS``    keys and values
``ARGS``     names and values of attributes, as a list
``PARTIAL``  the name of what is called, and a list of its arguments, maybe with it
===========  =======================================================================
"""

from . import limits
from .names import GETSET, MEMBER, MRO, VARS, WRAPPER, attribute, derives, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from collections.abc import Callable
    from typing import Any

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

LEAF, ITEMS, SET, PAIRS = "leaf", "items", "set", "pairs"
ARGS, PARTIAL = "args", "partial"

#: There is none.
UNSET: "Any" = object()


def leaf(**body: "Any") -> "Reading":
    """Return the reading of what holds nothing."""
    return LEAF, body, 0


def text_leaf(text: str) -> "Reading":
    """Return the reading of a text, cut if it is too long."""
    if len(text) <= limits.TEXT:
        return leaf(v=text)
    from .digests import hash_of

    cut = {"length": len(text), "sha256": hash_of(text)}
    return leaf(v=text[: limits.BEGINNING], cut=cut)


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
