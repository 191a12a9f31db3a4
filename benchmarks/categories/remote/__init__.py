"""Remote records: what a tracker keeps of the settings of a run.

``with_wandb.py`` and ``with_mlflow.py`` are a row's program, which also records its resolved config
as the library's users do: common recipes with the row's own lines filled in (``programs.py``).
Another process reads the record back, and every setting is compared with what reached the core.
What a tracker does by itself is measured with the *control*, whose settings are literals, and whose
programs lie beside it.

====================  =====================================================================
case                  question
====================  =====================================================================
TRACKER/config        (rows) are all settings in the record, with value and type?
TRACKER/KIND          (control) does a value of this kind come back?
TRACKER/twice         (control) a value is set again, to another: what happens?
TRACKER/down          (control) no server answers at the start: does training go on?
TRACKER/killed        (control) SIGKILL after the config is recorded: does training go on, and
                      is the config kept?  MLflow: the server.  wandb, offline: its service.
====================  =====================================================================
"""

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.categories.remote.again import again
from benchmarks.categories.remote.cases import CONFIG, TWICE, RemoteCase, cases
from benchmarks.categories.remote.faults import AHEAD
from benchmarks.categories.remote.judging import judge
from benchmarks.categories.remote.programs import texts
from benchmarks.categories.remote.recording import record, record_again, record_row
from benchmarks.categories.remote.trackers import REQUIREMENTS
from benchmarks.category import Category, Measurement, Order, attempt
from benchmarks.dialect import load
from benchmarks.registry import Adapter

__all__ = ["AHEAD", "CATEGORY"]


def _chosen(order: Order) -> Iterator[tuple[Adapter, Sequence[RemoteCase]]]:
    """Yield what is to be measured of each row; the control has cases of its own."""
    chosen = order.chosen(cases(order.rows))
    for row in order.rows:
        own = cases((row,))
        yield row, [case for case in chosen if case.name in own]


def _begin(order: Order) -> None:
    for row, chosen in _chosen(order):
        AHEAD.begin(row, chosen)


def _measure(order: Order) -> Iterator[Measurement]:
    try:
        _begin(order)
        for row, chosen in _chosen(order):
            recorded: dict[str, Any] = {}
            for case in chosen:
                yield Measurement(row.name, case.name, _facts(row, case, recorded))
    except BaseException:
        # Ctrl-C among them: nothing that waits in the background may outlive this.
        AHEAD.end()
        raise


def _facts(row: Adapter, case: RemoteCase, recorded: dict[str, Any]) -> Any:
    """Measure one case; the kinds of a tracker share one run, which ``recorded`` holds."""
    if case.fault:
        return AHEAD.result(row, case)
    if case.asks == CONFIG:
        return attempt(record_row, row, case)
    if case.asks == TWICE:
        return attempt(record_again, row, case)
    if case.tracker not in recorded:
        program = row.folder / case.program
        recorded[case.tracker] = attempt(record, row, case.tracker, program)
    return recorded[case.tracker]


CATEGORY = Category(
    name="remote",
    question=(
        "Do the settings that were trained come back from a tracking service, "
        "in value and in type?"
    ),
    cases=cases,
    measure=_measure,
    judge=judge,
    again=again,
    files={"[spelling] or dialect.py": load, "[record] or with_*.py": texts},
    seconds=lambda order: 60.0 * len(order.rows),
    needs=lambda _: REQUIREMENTS,
    apart=True,
    baseline=True,
    ahead=_begin,
    give_up=AHEAD.end,
)
