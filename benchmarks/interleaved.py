"""Rows in the rounds of :mod:`configbench.timing.rounds`: kept in a file, and judged.

The rounds so far are written after each of them, to a file of their own beside the results: samples
of half the rounds are no result, and nobody must read them as one.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import environment
from benchmarks.category import Order, attempt
from benchmarks.cells import Judgement, unmeasured
from benchmarks.errors import RowError, trouble_of
from benchmarks.outcomes import Outcome, Trouble
from benchmarks.registry import Adapter
from configbench import whole_files
from configbench.errors import UnmeasuredError, UserError
from configbench.timing import rounds as timing
from configbench.timing.rounds import Company, Plan, Samples, Start, Starter


@dataclass
class Rounds(timing.Rounds):
    """The rounds so far of one measurement, kept in a file.

    Attributes
    ----------
    path
        Where they are written; ``None`` for nowhere.
    of
        What is measured and how; rounds of anything else are not taken up.
    """

    path: Path | None = None
    of: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def take_up(
        cls, path: Path | None, rows: Sequence[Adapter], plans: Mapping[str, Any]
    ) -> "Rounds":
        """Return what an interrupted measurement of the same has left, or nothing.

        The same are the rows with all their files, the versions, the machine, and the plans.
        """
        same = {
            "adapters": {row.name: row.sha256() for row in rows},
            "versions": environment.versions(rows),
            "machine": environment.machine(),
            "plans": json.loads(json.dumps(plans)),
        }
        # Half a file, or another program's, is as good as none.
        with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
            if path is not None:
                left = json.loads(path.read_text(encoding="utf-8"))
                if left["of"] == same:
                    groups = {
                        group: {name: Samples(**own) for name, own in samples.items()}
                        for group, samples in left["groups"].items()
                    }
                    sittings = left["sittings"] + 1
                    again = {"path": path, "groups": groups, "sittings": sittings}
                    return cls(**(left | again))
        return cls(path=path, of=same)

    def keep(self, group: str) -> None:
        """Note the load of the machine after a round; write all that there is.

        Raises
        ------
        UserError
            If it cannot be written.
        """
        super().keep(group)
        if self.path is None:
            return
        content = asdict(self) | {"seconds": self.total()}
        for own in ("path", "began"):
            del content[own]
        whole_files.write(self.path, json.dumps(content))


def measure(
    names: Sequence[str],
    start: Starter,
    plan: Plan,
    tick: Callable[[int], None],
    *,
    warm_up: Starter | None = None,
    rounds: Rounds | None = None,
    group: str = "",
    company: Company | None = None,
) -> dict[str, Samples]:
    """Start every contestant as :func:`configbench.timing.rounds.measure` does.

    Whatever befalls one is its trouble alone, not the end of all: see :func:`net`.
    """
    return timing.measure(
        names,
        partial(_start, start),
        plan,
        tick,
        warm_up=None if warm_up is None else partial(_start, warm_up),
        rounds=rounds,
        group=group,
        company=company,
    )


def judgement(samples: Samples, facts: Mapping[str, Any]) -> Judgement:
    """Return the judgement of a contestant: timed to the end, or why it was not."""
    if samples.trouble:
        return unmeasured(str(samples.fault), Trouble(samples.trouble))
    outcome = Outcome.BROKEN if samples.fault else Outcome.RIGHT
    return Judgement(outcome, samples.fault or "", facts)


def told(order: Order, name: str) -> bool:
    """Whether a contestant has cells: in a case alone those beside its row have none."""
    return order.cases is None or name in {row.name for row in order.rows}


def _start(starter: Starter, name: str) -> Start:
    made = net(starter, name)
    if isinstance(made, Start):
        return made
    whose = isinstance(made, RowError | UnmeasuredError)
    return Start(fault=str(made), trouble=str(trouble_of(made)) if whose else None)


def net(measure: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a measurement of one contestant gives, or the trouble that ended it.

    Where :func:`benchmarks.category.attempt` lets a fault of ours or of the disk end the whole,
    here it is this contestant's trouble: the others, in the same rounds, keep their times.
    """
    try:
        return attempt(measure, *arguments)
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001  one net around one contestant
        return UnmeasuredError(f"trouble while it was measured: {error!r}")
