"""Values are described together: the walk through them, within the limits of one record."""

import time

from . import readings
from .kinds import plan_of
from .names import failure
from .readings import ARGS, LEAF, PAIRS, PARTIAL, SET, UNSET, Beginning, Open, leaf

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from typing import Any

    from .asking import Asking
    from .hidden import Hasher
    from .readings import Plan, Reading, Typed

#: What a node costs beside its text: braces, quotes and names.
_NODE = 20


class _Cut(Exception):  # noqa: N818  no error: a value must be cut, and so hashed
    pass


class Record:
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
            items = [Record().describe(each, readings.SIZE) for each in value.items]
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
