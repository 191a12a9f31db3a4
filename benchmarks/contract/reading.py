"""A row's files, read as every category reads them: what is there, what lacks, what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks import core
from benchmarks.categories import CATEGORIES
from benchmarks.categories.overrides import causes
from benchmarks.categories.roundtrip.values import values
from benchmarks.dialect import Dialect, load
from benchmarks.errors import AbsentError, RowError, UnsupportedError
from benchmarks.registry import Adapter
from benchmarks.texts import short
from configbench.errors import nearest

#: What says how settings are spelt, as the categories call it.
SPELLING = "[spelling] or dialect.py"

#: What a row consists of, in the order in which it is written: CONTRIBUTING.md has the steps.  In
#: brackets are tables of adapter.toml.
STEPS = (
    *("train.py", "adapter.toml", SPELLING, "overrides.toml", "values.py"),
    *("[record] or with_*.py", "features/", "changes/", "scaling.toml or scaling.py"),
    "sweeps.toml",
)


#: A saved config as it may be called.
_SAVED = "outputs/run/config"

#: As many faults of a spelling as are told: one mistake shows in every setting.
_TOLD = 3


@dataclass(frozen=True)
class Reading:
    """What reading a row has shown.

    Attributes
    ----------
    there
        What of :data:`STEPS` it has, in their order.
    absent
        What it has not, or not all of, with the categories that need it, and which of their cases;
        no case stands for all.
    faults
        A sentence for everything that is wrong in a file.
    unspelt
        The settings without a documented spelling, with the reason.
    """

    there: tuple[str, ...]
    absent: Mapping[str, Mapping[str, tuple[str, ...]]]
    faults: tuple[str, ...]
    unspelt: Mapping[str, str]


def read(row: Adapter) -> Reading:
    """Read a row as the categories do, each file as far as any of them will."""
    there, absent, faults = ["train.py", "adapter.toml"], {}, [*_unknown_causes(row)]
    for name in sorted({name for each in CATEGORIES for name in each.files}, key=_step):
        lacking = {}
        for category in (each for each in CATEGORIES if name in each.files):
            try:
                category.files[name](row)
            except AbsentError as error:
                # What a row does not bring is not measured of it, and costs it nothing elsewhere.
                lacking[category.name] = error.cases
            except RowError as error:
                # Another category may have read more of the same file.
                if not any(str(error) in fault for fault in faults):
                    faults.append(str(error))
        if lacking:
            absent[name] = lacking
        elif name not in there:
            there.append(name)
    unspelt: dict[str, str] = {}
    with suppress(RowError):  # told above
        unspelt, misspelt = _spelt(load(row))
        faults += misspelt[:_TOLD]
    return Reading(tuple(there), absent, tuple(dict.fromkeys(faults)), unspelt)


def _step(name: str) -> int:
    return STEPS.index(name) if name in STEPS else len(STEPS)


def _unknown_causes(row: Adapter) -> Iterator[str]:
    for cell, cause in row.causes.items():
        if cause not in causes():
            place = f"{row.folder / 'adapter.toml'}: causes.{cell!r}"
            yield f"{place} is {cause!r}, not in causes.toml{nearest(cause, causes())}"


def _spelt(dialect: Dialect) -> tuple[dict[str, str], list[str]]:
    """Ask for all that a category will ask for; return what has no spelling, and faults.

    A special value without a spelling is an ordinary finding of its category, and not told here.
    """
    settings = [*core.asked()]
    special = [(value.setting, value.plain) for value in values().values()]
    dialect.ahead([*settings, *special])
    unspelt, faults = {}, []
    for number, (path, value) in enumerate([*settings, *special]):
        try:
            dialect.spell(path, value)
        except UnsupportedError as reason:
            if number < len(settings):
                unspelt[f"{path} = {short(repr(value), 60)}"] = str(reason)
        except RowError as error:
            faults.append(str(error))
    try:
        dialect.restore(Path(_SAVED))
    except RowError as error:
        faults.append(str(error))
    return unspelt, faults


def inventory(row: Adapter, reading: Reading) -> Iterator[str]:
    """Yield the lines that say what is there, what lacks, what that costs, and how to go on."""
    yield f"{row.name}: {', '.join(reading.there)} are there."
    for setting, reason in reading.unspelt.items():
        yield f"  {setting} has no spelling: what needs it is not measured ({reason})"
    if reading.absent:
        yield (
            "Mend what is NOT ok below, from above; "
            "then bring, in this order (CONTRIBUTING.md):"
        )
    for name, lacking in reading.absent.items():
        yield f"  {name}: until then, {_cells(lacking)}"


def _cells(lacking: Mapping[str, Sequence[str]]) -> str:
    """Return which cells are unmeasured, and which of them only some ask for."""
    asked: list[str] = []
    beyond: list[str] = []
    for category in (each for each in CATEGORIES if each.name in lacking):
        which = ", ".join(lacking[category.name])
        name = f"{category.name} ({which})" if which else category.name
        (beyond if category.apart else asked).append(name)
    told = [f"cells of {', '.join(asked)} are unmeasured"] if asked else []
    told += [f"of {', '.join(beyond)} with `make benchmark-beyond`"] if beyond else []
    return ", and ".join(told) if asked else f"cells {told[0]} are unmeasured"
