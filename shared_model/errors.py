"""What training refuses to work with.

::

    ValueError
    └── SettingError   a setting: wrong type, out of range, or training diverged with it
        └── DataError  the answers it leads to: unreadable, malformed, or too few

The message is one sentence in both cases, to be shown without a traceback.
"""


class SettingError(ValueError):
    """A setting that training cannot work with; the message is one sentence naming it."""


class DataError(SettingError):
    """Answers that training cannot work with; the message names file, line and column."""


def reason(error: Exception) -> str:
    """Return why a file cannot be used: the system's words if there are any, else Python's."""
    return getattr(error, "strerror", None) or str(error)
