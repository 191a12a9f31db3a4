"""What is asked of each tracker: of every row, and of the control."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.cells import Case
from benchmarks.control.kinds import KINDS
from benchmarks.paths import CONTROL
from benchmarks.registry import Adapter

TRACKERS = ("wandb", "mlflow")

#: Asked of each row.
CONFIG = "config"

#: Asked of the control: a value set again; and the faults, whose programs wait for minutes.
TWICE, DOWN, KILLED = "twice", "down", "killed"


def program(tracker: str) -> str:
    """Return the name of the program that records with a tracker."""
    return f"with_{tracker}.py"


@dataclass(frozen=True)
class RemoteCase(Case):
    """What is asked of one tracker.

    ``asks`` is :data:`CONFIG`, :data:`TWICE`, :data:`DOWN`, :data:`KILLED` or the name of a kind.
    """

    tracker: str = ""
    asks: str = ""

    @property
    def program(self) -> str:
        """The name of the program that records with this tracker."""
        return program(self.tracker)

    @property
    def fault(self) -> bool:
        """Whether what it records with is gone."""
        return self.asks in {DOWN, KILLED}


_INTENTS = {
    CONFIG: "All settings are in the record, with value and type.",
    TWICE: "A setting that is recorded is set again, to another value.",
    DOWN: "No server answers at the start: training goes on.",
    KILLED: "What records is killed in mid-run: training goes on, and the config is kept.",
}


def cases(rows: Sequence[Adapter]) -> dict[str, RemoteCase]:
    """Return what is asked of some rows, the control among them or not; by name."""
    control = [row.program == CONTROL for row in rows]
    asked = [
        *((CONFIG,) if not all(control) else ()),
        *((*KINDS, TWICE, DOWN, KILLED) if any(control) else ()),
    ]
    return {
        f"{tracker}/{asks}": RemoteCase(
            f"{tracker}/{asks}",
            intent=_INTENTS.get(asks, f"A value of the kind {asks} comes back."),
            tracker=tracker,
            asks=asks,
        )
        for tracker in TRACKERS
        for asks in asked
    }
