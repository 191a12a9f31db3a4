"""A run that ends at a spot: the variables that bring the look in, and what it has left."""

import os
from collections.abc import Mapping
from pathlib import Path

from configbench import foreign, looking, records
from configbench.audit.model import How, Leaves, Spot
from configbench.audit.target import told
from configbench.audit.target.leaves import leaves, plain
from configbench.inside import PARSERS, PARSERS_AT
from configbench.places import Place
from configbench.values import Typed


def environ(
    spot: Spot,
    file: Path | str,
    beside: Mapping[str, str] | None = None,
    *,
    goes_on: bool = False,
) -> dict[str, str]:
    """Return the variables that have a run end at the spot and write to the file.

    Parameters
    ----------
    spot, file
        Where it ends; where it writes.
    beside
        Other variables of the run, which are returned with them: what its launcher has set.
    goes_on
        Whether it goes on behind the spot instead.
    """
    if spot.how is How.PLANTED:
        then = looking.Then.RECORD if goes_on else looking.Then.END
        place = Place.parse(spot.at, Path.cwd())
        return looking.Look(place, file, then).environ(beside)
    action = "record" if goes_on else "end"
    return entering(beside or {}) | {PARSERS: f"{action}:{file}", PARSERS_AT: spot.at}


def entering(beside: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that bring what is ours into an interpreter."""
    behind = beside.get("PYTHONPATH")
    folders = [str(looking.ENTRY), *([behind] if behind else [])]
    return {**beside, "PYTHONPATH": os.pathsep.join(folders)}


def arrived(spot: Spot, file: Path) -> tuple[Leaves | None, tuple[str, ...] | None]:
    """Return what was at the spot, None if it was not reached, and words that were left over.

    Raises
    ------
    ForeignError
        If what the look has left there was changed.
    """
    values, left = there(spot, file)
    if values is None:
        return None, left
    return leaves(values, spot.whole, in_full=spot.in_full), left


def there(
    spot: Spot, file: Path
) -> tuple[Mapping[str, Typed] | None, tuple[str, ...] | None]:
    """Return the variables that were at the spot, and words that were left over.

    Raises
    ------
    ForeignError
        As :func:`arrived`.
    """
    for where, content in foreign.objects(file, cut=True):
        if spot.how is How.PLANTED:
            return plain(records.hit(content, where).values, spot.only), None
        at, values, left = told.hit(content, where)
        if at == spot.at:
            return values, left
    return None, None
