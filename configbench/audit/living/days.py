"""The days from which and until which something is accepted, as people write them."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime

#: What is expected, in words.
FORM = "a day such as 2027-01-31"

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read(value: object) -> date | None:
    """Return the day that a value of JSON or TOML states, if it does.

    >>> read("2027-01-31"), read("31.1.2027")
    (datetime.date(2027, 1, 31), None)
    """
    # TOML's own; one with a time is one, too, to Python.
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _WRITTEN.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return None


def today() -> date:
    """Return the day, in UTC: the same for all who read a file at a time."""
    return datetime.now(UTC).date()


def has_passed(expires: date | None, today: date) -> bool:
    """Whether something is no longer accepted: it is until the end of the day that is stated."""
    return expires is not None and expires < today
