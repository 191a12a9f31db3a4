"""Libraries are asked for what their containers hold: beside, within a time limit."""

import time

from . import readings
from .beside import beside
from .kinds import plan_of
from .names import told
from .readings import PAIRS, SEQUENCE, leaf

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from typing import Any

    from .readings import Reading

    #: Readings by the ids of their values, which are held.
    Readings = dict[int, tuple[object, Reading]]


class Asking:
    """What libraries told during one record.

    Parameters
    ----------
    until
        The end of the record's time, on the monotonic clock.
    """

    def __init__(self, until: float) -> None:
        self._until = until
        self._readings: Readings = {}

    def reading(self, value: object) -> "Reading":
        """Return what a library tells of its container."""
        known = self._readings.get(id(value))
        if not known or known[0] is not value:
            patience = min(readings.PATIENCE, self._until - time.monotonic())
            # An array has its values hashed for a part of the time, so that the rest is told.
            ahead = _Ahead(time.monotonic() + patience * 0.75)
            late = patience <= 0 or not beside(lambda: ahead.read(value), patience)
            ahead.stopped = True
            unread = leaf(unreadable=readings.TOO_LONG.format(readings.PATIENCE))
            self._readings[id(value)] = value, unread
            self._readings.update(dict(ahead.found) if late else ahead.found)
            known = self._readings[id(value)]
        return known[1]


class _Ahead:
    """The reading of a library's container and of those of libraries that it holds."""

    def __init__(self, until: float) -> None:
        self.found: Readings = {}
        self.stopped = False
        self._until = until

    def read(self, value: object) -> None:
        """Read them; errors, whatever they are, are readings."""
        queue = [value]
        while queue and not self.stopped:
            each = queue.pop()
            plan = plan_of(type(each))
            if plan.asker is None or id(each) in self.found:
                continue
            try:
                reading = plan.asker(each, plan.base, self._until)
            # The libraries' errors are their own, and a resolver of the program may exit.
            except BaseException as error:  # noqa: BLE001  see above
                reading = leaf(unreadable=told(error))
            self.found[id(each)] = each, reading
            held: Any = reading[1]
            if reading[0] == PAIRS:
                queue += [item for _, item in held]
            elif reading[0] == SEQUENCE:
                queue += held
