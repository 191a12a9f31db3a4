"""Start-up: what a configuration library costs until the training core has its settings.

From just before the spawn to the first statement of ``train()``, with the config saved: parsing,
composing and wiring are inside; torch, data and teardown are outside, for all alike.

Every round starts every contestant that is not known well enough yet, in a shuffled order: the
*control* (the same settings as literals), the rows, and the *twins*, byte copies of a light and of
a heavy row.  What a twin differs from its original is the noise floor of the run.

Two figures are to be taken away, each a ratio with its interval.  ``default``: how many times the
control's start a row's takes, as paid at each ``--help`` and completion.  ``with_torch``: the same
of a run that imports torch, timed from the end of that import on.  ``with_framework`` is the second
where people have the row's library anyway (``comes_with``).

``cases.py`` says what is started and how often, ``contestants.py`` makes everybody ready,
``jobs.py`` starts one of them once, ``starts.py`` judges that start, ``measuring.py`` holds all in
turn, ``judging.py`` makes judgements of samples, and ``where.py`` (with ``marking.py`` and
``accounts.py``) tells in extra runs where the time goes.
"""

from collections.abc import Mapping, Sequence

from benchmarks.categories.startup.again import again
from benchmarks.categories.startup.cases import CASES, DEFAULT, FRAMEWORK, RUN, WHERE
from benchmarks.categories.startup.contestants import (
    framework,
    heats,
    misspelling,
    names,
)
from benchmarks.categories.startup.judging import judge
from benchmarks.categories.startup.measuring import measure, seconds
from benchmarks.category import Category, Timing
from benchmarks.dialect import load
from benchmarks.registry import CONTROL_NAME, Adapter


def _asked(row: Adapter) -> list[str]:
    """Return the cases of a row: not all come with a framework; one is of all rows together."""
    others = {RUN} if row.comes_with else {RUN, FRAMEWORK}
    return [name for name, case in CASES.items() if case not in others]


def _beside(rows: Sequence[Adapter]) -> Mapping[str, Sequence[str]]:
    """Return the controls and twins that are started beside some rows, with their cases."""
    found: dict[str, list[str]] = {}
    for name, case in CASES.items():
        for heat in heats(case, rows) if case.full is not None else ():
            for other in (heat.control, *heat.twins):
                found.setdefault(other, []).append(name)
    found.setdefault(CONTROL_NAME, []).extend([WHERE.name, RUN.name])
    return found


CATEGORY = Category(
    name="startup",
    question=(
        "How much later than the same program with literals is a program ready "
        "to train?"
    ),
    cases=lambda _: CASES,
    measure=measure,
    judge=judge,
    again=again,
    asked=_asked,
    beside=_beside,
    files={
        "[spelling] or dialect.py": load,
        "overrides.toml": misspelling,
        "adapter.toml": framework,
    },
    own_keys=("comes_with",),
    left_out="all starts but the plain one, and half of its rounds",
    timing=Timing(case=DEFAULT.name, title="spawn to config ready", contestants=names),
    headline=DEFAULT.name,
    seconds=seconds,
)
