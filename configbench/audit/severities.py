"""How bad a finding is: read by the command's parser, too, which waits for no other noun."""

from enum import StrEnum


class Severity(StrEnum):
    """How bad it is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


NEVER = "never"

#: What ``--fail-on`` takes.
FAIL_ON = (*(each.value for each in Severity), NEVER)
