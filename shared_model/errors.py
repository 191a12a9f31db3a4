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
