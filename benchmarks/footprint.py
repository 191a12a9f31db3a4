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


def footprint(distributions: Iterable[str], environment: Environment) -> dict[str, Any]:
    """Return what ``distributions`` add to the core in an environment.

    Returns
    -------
    dict
        ``mib``: size in MiB of what is added; ``added`` and ``shared``: names of distributions that
        come along, and of those that the core has anyway; ``sizes``: MiB of each that is added;
        ``compiled``: those of them that are not pure Python.
    """
    needed = environment.closure(distributions)
    core = environment.closure(CORE)
    added = sorted(needed - core)
    found = {name: environment.distribution(name) for name in added}
    sizes = {name: size(each) for name, each in found.items() if each}
    return {
        "mib": round(sum(sizes.values()) / MIB, 1),
        "added": added,
        "shared": sorted(needed & core),
        "sizes": {name: round(each / MIB, 2) for name, each in sizes.items()},
        "compiled": [name for name, each in found.items() if each and compiled(each)],
    }
