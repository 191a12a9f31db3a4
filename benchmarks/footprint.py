"""What a library adds to an installation that has the training core already."""

import importlib.machinery
from collections.abc import Iterable
from importlib.metadata import Distribution
from typing import Any

from benchmarks.environments import Environment

#: What any PyTorch project of this kind has: a library does not pay for what is there anyway.
CORE = ("torch", "numpy", "scikit-learn")

MIB = 1024 * 1024


def size(found: Distribution) -> int:
    """Return the bytes of an installed distribution's files, from its metadata."""
    return sum(each.size or 0 for each in found.files or ())


def compiled(found: Distribution) -> bool:
    """Whether an installed distribution holds compiled modules."""
    suffixes = tuple(importlib.machinery.EXTENSION_SUFFIXES)
    return any(each.name.endswith(suffixes) for each in found.files or ())


def footprint(
    distributions: Iterable[str], environment: Environment, comes_with: str = ""
) -> dict[str, Any]:
    """Return what ``distributions`` add to the core in an environment.

    Parameters
    ----------
    distributions
        Names on PyPI.
    environment
        Where they are installed.
    comes_with
        The distribution whose users have them anyway, or most of them.

    Returns
    -------
    dict
        ``mib``: size in MiB of what is added; ``added`` and ``shared``: names of distributions that
        come along, and of those that the core has anyway; ``sizes``: MiB of each that is added;
        ``compiled``: those of them that are not pure Python; where it ``comes_with`` something,
        ``beside``: that ``distribution``, and ``mib`` and ``added`` for who has it.
    """
    distributions = [*distributions]
    needed = environment.closure(distributions)
    core = environment.closure(CORE)
    added = sorted(needed - core)
    found = {name: environment.distribution(name) for name in added}
    sizes = {name: size(each) for name, each in found.items() if each}
    told: dict[str, Any] = {
        "mib": round(sum(sizes.values()) / MIB, 1),
        "added": added,
        "shared": sorted(needed & core),
        "sizes": {name: round(each / MIB, 2) for name, each in sizes.items()},
        "compiled": [name for name, each in found.items() if each and compiled(each)],
    }
    if comes_with:
        had = environment.closure([comes_with])
        left = [name for name in added if name not in had]
        mib = round(sum(sizes.get(name, 0) for name in left) / MIB, 1)
        told["beside"] = {"distribution": comes_with, "mib": mib, "added": left}
    return told
