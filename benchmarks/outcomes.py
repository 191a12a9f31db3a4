"""The words: what can happen to a case, who answers for it, and what kind of case it is."""

from enum import StrEnum


class Outcome(StrEnum):
    """What happened to one case; the report and the documents use the same words."""

    #: The value arrived, with its type; a mistake was refused before training.
    RIGHT = "right"
    #: An equal value of another type arrived; training gives the same weights.
    TYPE_CHANGED = "type_changed"
    #: A request that ran with something else than was asked for.
    WRONG_VALUE = "wrong_value"
    #: A mistake that ran: wrongly accepted.
    ACCEPTED = "accepted"
    #: Refused only after a side effect: a saved run, a started training.
    LATE = "late"
    #: A request refused with a message: wrongly rejected.
    REJECTED = "rejected"
    #: The library has no way: what was tried is told.
    UNSUPPORTED = "unsupported"
    #: The library can, this program does not.
    NOT_USED = "not_used"
    #: A crash without a message, a hang, or a limit exceeded.
    BROKEN = "broken"
    #: The case makes no sense here; the detail says why.
    NOT_APPLICABLE = "not_applicable"
    #: Nobody knows: something is missing, or the trouble is not the program's.
    UNMEASURED = "unmeasured"


#: Outcomes that need a cause.
EXPLAINED = frozenset(
    {
        Outcome.TYPE_CHANGED,
        Outcome.WRONG_VALUE,
        Outcome.ACCEPTED,
        Outcome.LATE,
        Outcome.BROKEN,
    }
)

#: What comparing a record can say, from good to bad.
SEVERITY = (Outcome.RIGHT, Outcome.TYPE_CHANGED, Outcome.WRONG_VALUE)


#: What a gap is declared to be: it is told beside what its attempts came to.
DECLARED = (Outcome.UNSUPPORTED, Outcome.NOT_USED)

#: What comes of no run of the program's own words.
NOT_RUN = frozenset({*DECLARED, Outcome.NOT_APPLICABLE, Outcome.UNMEASURED})


class Party(StrEnum):
    """Who answers for a cell."""

    LIBRARY = "library"
    #: Lines of the program's own.
    ADAPTER = "adapter"
    #: The training core refused what the library had let pass.
    CORE = "core"
    #: Nobody knows yet: ``python -m benchmarks parties`` finds out.
    UNMEASURED = "unmeasured"


class Kind(StrEnum):
    """What a case is."""

    #: Must be accepted, and have its effect.
    REQUEST = "request"
    #: Must be rejected, before training and with nothing saved.
    MISTAKE = "mistake"
    #: Is told, not judged.
    OBSERVATION = "observation"


class Trouble(StrEnum):
    """Why a cell was not measured."""

    #: A data file of the adapter's is at fault; the detail names file and key.
    ROW = "row"
    #: Something is not there: a package, a data file that its author has not written yet.
    MISSING = "missing"
    #: Disk, memory, the harness or the reference.
    HERE = "here"
