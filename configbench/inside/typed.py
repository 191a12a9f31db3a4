"""Any Python value as JSON that keeps its exact type: ``{"t": type name, "v": value}``.

``1``, ``1.0``, ``True`` and ``"1"`` must not pass for each other, nor a ``ListConfig`` for a
``list``: the whole comparison rests on that.  The idea is toml-test's tagged JSON.

==================  ==================================================================
kind                form
==================  ==================================================================
None, bool, int     ``v`` as in JSON
str                 ``v`` as in JSON
float               ``v`` is ``repr(value)``, so that nan, inf and -0.0 survive
sequence, set       ``v`` is a list of typed values; those of a set are sorted
mapping             ``v`` is a list of ``[key, value]``, both typed, in their order
enum                ``v`` is the member's name
path                ``v`` is the path as text
functools.partial   ``func`` is the dotted name, ``v`` the typed arguments; ``of`` is the
                    typed callable if that has no name
function, method    ``v`` is the dotted name
class, module       ``v`` is ``<class 'dotted.name'>``, ``<module 'dotted.name'>``
a leaf of Python's  ``v`` is ``repr(value)``: bytes, complex, dates, Decimal, Fraction, …
any other object    ``args`` maps the names of its stored attributes to their typed values
… without state     ``v`` is ``<type name object>``
==================  ==================================================================

A value that cannot be read is recorded as that, never raised: ``{"t": …, "unreadable": message}``.

Nothing of the program's own runs: no property, no ``__repr__``, ``__iter__``, ``__eq__``,
``__class__``, no metaclass.  What a value is, its type's MRO tells; builtins and their subclasses
are read by the builtin's methods, objects by their ``__dict__`` and slots.  Only the containers of
known libraries (:mod:`.libraries`, :mod:`.arrays`) are asked in public, for what OmegaConf stores
are not its values: in a thread beside (:mod:`.asking`).  It has the program's context variables but
not its thread-locals; one that hangs is left behind.

What is too long is cut, and told: ``"cut": {"length": n, "sha256": …}`` beside the beginning.

===========  =======================================================================================
``TEXT``     longest text of a ``v``, in characters; of a longer one there are ``BEGINNING``
``BITS``     longest int; of a longer one ``v`` is text: its leading hexadecimal digits
``ITEMS``    longest sequence or mapping, most attributes; of a longer one there are ``FIRST``, of a
             longer set none
``DEPTH``    deepest value within values; a container at this depth is empty
``SIZE``     longest record, in characters of JSON, roughly; then containers end where they are
``SECONDS``  how long a record may take; after that there is ``"unhashed": reason`` for the hash
===========  =======================================================================================

``length`` counts characters, bytes, bits, items.  The hash is over the text in UTF-8, over the
bytes, over an int as a big-endian two's complement, over the bytes of an array or a tensor; over a
container's whole content otherwise (:class:`.digests.Digest`), types included, whatever the order
of a set or a mapping.
"""

import time

from . import readings
from .kinds import plan_of
from .names import BUILTIN, FUNCTION, MODULE, attribute, derives, failure, module_of
from .readings import (
    ARGS,
    LEAF,
    PAIRS,
    PARTIAL,
    SET,
    UNSET,
    Beginning,
    Open,
    Unread,
    leaf,
)

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from collections.abc import Mapping
    from typing import Any

    from .asking import Asking
    from .hidden import Hasher
    from .readings import Plan, Reading, Typed

#: What a node costs beside its text: braces, quotes and names.
_NODE = 20


def typed(value: object) -> "Typed":
    """Describe ``value`` with its exact type; see the module's table.  Never raises."""
    return _described([("value", value)])["value"]


def described(
    namespace: "Mapping[str, object]", *, module: bool = False
) -> "dict[str, Typed]":
    """Describe the variables at a place, typed, by their names; never raises.

    They share the size and the time of one record: none gets more than a quarter of what is left,
    or its equal share if that is more.

    Parameters
    ----------
    namespace
        A frame's locals.
    module
        Whether they are a module's: then dunder names, modules, functions and classes are left out.
    """
    try:
        whole: Any = namespace
        pairs: list[tuple[Any, Any]]
        cls = type(whole)
        if derives(cls, dict):
            pairs = list(dict.items(whole))
        elif module_of(cls) == "builtins":
            pairs = list(whole.items())  # Python 3.13 has a proxy
        else:
            pairs = [("(names)", whole)]  # a class body's, prepared by a metaclass
        variables = [
            (attribute(name), value)
            for name, value in pairs
            if not (module and _is_of_module(name, value))
        ]
    except Exception as error:  # noqa: BLE001  never raises
        return {"(names)": {"t": "dict", "unreadable": failure(error)}}
    return _described(variables)


def _is_of_module(name: object, value: object) -> bool:
    """Whether a variable of a module is not one of its settings."""
    if type(name) is str and name.startswith("__") and name.endswith("__"):
        return True
    kinds = (MODULE, FUNCTION, BUILTIN, type)
    return any(derives(type(value), kind) for kind in kinds)


def _described(variables: "list[tuple[str, Any]]") -> "dict[str, Typed]":
    found: dict[str, Typed] = {}
    try:
        _describe_into(found, variables)
    # The program stands deep in its stack or has no memory left.
    except Exception:  # noqa: BLE001  see above
        try:
            # A thread has a stack of its own.
            from .beside import beside

            beside(lambda: _describe_into(found, variables), readings.SECONDS)
        except Exception:  # noqa: BLE001, S110  see above
            pass
    for name, _ in variables:
        if name not in found:
            found[name] = {"t": "object", "unreadable": "no stack or memory to read it"}
    return found


def _describe_into(
    found: "dict[str, Typed]", variables: "list[tuple[str, Any]]"
) -> None:
    record = _Record()
    left = readings.SIZE
    for number, (name, value) in enumerate(variables):
        if len(variables) == 1:
            share = left
        else:
            share = max(left // (len(variables) - number), left // 4, 0)
        found[name] = record.describe(value, share)
        left -= share - record.left


class _Cut(Exception):  # noqa: N818  no error: a value must be cut, and so hashed
    pass


class _Record:
    """Values described together: they share a deadline.

    Attributes
    ----------
    left
        How many characters the value that was described last left of those that it had.
    """

    def __init__(self) -> None:
        self.left = 0
        self._seconds = readings.SECONDS
        self._until = time.monotonic() + self._seconds
        self._asking: Asking | None = None
        self._hashers: list[Hasher] = []  # one, from the first value that is cut
        #: While something is hashed.
        self._hasher: Hasher | None = None

    def describe(self, value: object, size: int) -> "Typed":
        """Describe one value in about ``size`` characters."""
        self.left = size
        self._hasher = None
        try:
            return self._walk(value)
        except _Cut:
            from .hidden import Hasher

            if not self._hashers:
                self._hashers.append(Hasher(self._until, self._seconds))
            self._hasher = self._hashers[0]
            self.left = size
            return self._walk(value)

    def _walk(self, value: object) -> "Typed":
        """Describe a value, container by container: no depth is too deep for a loop."""
        above: dict[int, Open] = {}
        stack: list[Open] = []
        node, token, opened = self._look(value, above, shown=True)
        while True:
            if opened:
                self._open(opened, stack)
                above[id(opened.value)] = opened
                stack.append(opened)
            elif not stack:
                return dict(node)
            else:
                self._give(stack[-1], node, token)
            top = stack[-1]
            shown = self._shows(top)
            try:
                hasher = None if shown else self._hasher
                child = hasher.skim(top) if hasher else next(top.children, UNSET)
            except (RecursionError, MemoryError):
                raise  # ours, see _read
            # A mapping that another thread changes; whatever it is, it is this value's.
            except Exception as error:  # noqa: BLE001  see above
                top.fail(failure(error))
                child = UNSET
            if child is not UNSET:
                node, token, opened = self._look(child, above, shown=shown)
                continue
            stack.pop()
            del above[id(top.value)]
            node, token = self._close(top)
            opened = None

    # -- values
    def _look(
        self, value: "Any", above: "dict[int, Open]", *, shown: bool
    ) -> "tuple[Any, Any, Open | None]":
        """Return the description and the token of a leaf, or an open container."""
        token = None if shown or not self._hasher else self._hasher.token(value)
        if token is not None:
            return None, token, None
        cls = type(value)
        if cls is Beginning:
            return *self._look_at_beginning(value, shown=shown), None
        if cls is Unread:
            node = {"t": "object", "unreadable": value.reason}
            if shown:
                self.left -= _NODE + _cost(node)
            return node, self._hasher.leaf(node) if self._hasher else None, None
        plan = plan_of(cls)
        if id(value) in above:
            for each in above.values():
                each.cyclic = True
            reading = leaf(unreadable="contains itself")
        else:
            reading = self._read(value, plan)
        if shown:
            self.left -= _NODE + len(plan.name)
        if reading[0] != LEAF:
            return None, None, Open(value, plan.name, reading)
        node = {"t": plan.name, **reading[1]}
        if shown:
            self.left -= _cost(node)
        return node, self._hasher.leaf(node) if self._hasher else None, None

    def _look_at_beginning(
        self, value: Beginning, *, shown: bool
    ) -> "tuple[Typed, bytes | None]":
        """Return the description and the token of what is hashed already."""
        items = []
        if shown:
            self.left -= readings.FIRST * _NODE
            items = [_Record().describe(each, readings.SIZE) for each in value.items]
        node = {"t": "list", "v": items, "cut": value.cut}
        return node, self._hasher.of_cut(value.cut) if self._hasher else None

    def _read(self, value: object, plan: "Plan") -> "Reading":
        try:
            return self._ask(value) if plan.asker else plan.read(value)
        except (RecursionError, MemoryError):
            raise  # ours: a thread beside has more room
        except Exception as error:  # noqa: BLE001  whichever it is, it is an observation
            return leaf(unreadable=failure(error))

    def _ask(self, value: object) -> "Reading":
        if self._asking is None:
            from .asking import Asking

            self._asking = Asking(self._until)
        return self._asking.reading(value)

    # -- containers
    def _open(self, top: Open, stack: "list[Open]") -> None:
        # A partial has always its two: its arguments are cut within them.
        whole = top.kind == PARTIAL
        if top.length > readings.ITEMS and not whole:
            top.most = readings.FIRST
        if top.kind == SET and top.length > min(readings.ITEMS, self.left // _NODE):
            top.most = 0  # which ones come first is chance
        if len(stack) >= readings.DEPTH and not whole:
            top.most = 0
        if stack and not stack[-1].shows:
            top.most = 0
        if self._hasher:
            self._hasher.open(top)

    def _shows(self, top: Open) -> bool:
        """Whether the next item is shown: decided for a value with its key."""
        if top.kind == PAIRS and top.number % 2:
            return top.shows
        number = top.number // 2 if top.kind == PAIRS else top.number
        if number < top.length:
            top.shows = number < top.most and (self.left > 0 or top.kind == PARTIAL)
            if not top.shows and not self._hasher:
                raise _Cut
        return top.shows

    def _give(self, top: Open, node: "Any", token: "bytes | None") -> None:
        if top.shows and top.kind == ARGS:
            self.left -= len(top.names[top.number])
        if self._hasher:
            self._hasher.give(top, token)
        top.give(node)

    def _close(self, top: Open) -> "tuple[Typed, bytes | None]":
        """Return the description and the token of a container."""
        node = top.described()
        return node, self._hasher.close(top, node) if self._hasher else None


def _cost(node: "Typed") -> int:
    """Return how many characters a leaf takes in JSON, or more."""
    text = node.get("v", node.get("unreadable"))
    if type(text) is not str:
        return 5 if text is None or type(text) is bool else text.bit_length() // 3
    # Others are written \uXXXX, those of the higher planes twice.
    return len(text) if text.isascii() and text.isprintable() else 6 * len(text)
