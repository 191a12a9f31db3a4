"""What training refuses to work with.

::

    ValueError
    ├── SettingError   a setting: wrong type, out of range, or training diverged with it
    └── DataError      the recorded answers: unreadable, malformed, or too few

The message is one sentence in both cases; show it without a traceback.
"""


class SettingError(ValueError):
    """A setting that training cannot work with; the message is one sentence naming it."""


class DataError(ValueError):
    """Answers that training cannot work with; the message names file, line and column."""
