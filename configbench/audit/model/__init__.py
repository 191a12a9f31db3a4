"""The nouns of an audit: what is asked for, looked at, typed, what arrived, what is found.

Data alone, and no job.  Who makes what: :mod:`.target` a :class:`Target`, :mod:`.planning` the
:class:`Setting` and the :class:`Try`, :mod:`.engine` the :class:`Arrived`,
:mod:`.rules` each :class:`Observation`, :mod:`.grouping` the :class:`Finding`.
"""

from configbench.audit.model.findings import (
    CTRL_C,
    Accepted,
    Audit,
    Audited,
    Example,
    Finding,
    Observation,
)
from configbench.audit.model.requests import (
    NUMBERS,
    Kind,
    Narrowed,
    Request,
    Said,
    Template,
    Wanted,
)
from configbench.audit.model.targets import (
    Candidate,
    How,
    Leaves,
    Option,
    Read,
    Setting,
    Spot,
    Target,
)
from configbench.audit.model.tries import (
    CROSSED,
    FILES,
    TRIPS,
    Act,
    Arrived,
    Edited,
    Expected,
    Line,
    Must,
    Saved,
    Try,
)
from configbench.severities import Severity

__all__ = [
    "CROSSED",
    "CTRL_C",
    "FILES",
    "NUMBERS",
    "TRIPS",
    "Accepted",
    "Act",
    "Arrived",
    "Audit",
    "Audited",
    "Candidate",
    "Edited",
    "Example",
    "Expected",
    "Finding",
    "How",
    "Kind",
    "Leaves",
    "Line",
    "Must",
    "Narrowed",
    "Observation",
    "Option",
    "Read",
    "Request",
    "Said",
    "Saved",
    "Setting",
    "Severity",
    "Spot",
    "Target",
    "Template",
    "Try",
    "Wanted",
]
