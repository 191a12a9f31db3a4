"""How bad a finding is: read by the command's parser, too, which waits for no other noun."""

from enum import StrEnum


class Severity(StrEnum):
    """How bad it is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """By what findings are sorted, worst first."""
        return list(Severity).index(self)


NEVER = "never"

#: What ``--fail-on`` takes.
FAIL_ON = (*(each.value for each in Severity), NEVER)
