"""What a library adds to an installation that has the training core already."""

import importlib.machinery
import importlib.metadata
from collections.abc import Iterable
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: What any PyTorch project of this kind has: a library does not pay for what is there anyway.
CORE = ("torch", "numpy", "scikit-learn")

MIB = 1024 * 1024


def closure(names: Iterable[str]) -> set[str]:
    """Return the canonical names of distributions and of all that they require here."""
    wanted, seen = list(names), set[str]()
    while wanted:
        name = canonicalize_name(wanted.pop())
        if name in seen:
            continue
        try:
            requires = map(Requirement, importlib.metadata.requires(name) or [])
        except importlib.metadata.PackageNotFoundError:
            continue
        seen.add(name)
        wanted += [
            need.name
            for need in requires
            if need.marker is None or need.marker.evaluate({"extra": ""})
        ]
    return seen


def size(name: str) -> int:
    """Return the bytes of an installed distribution's files, from its metadata."""
    files = importlib.metadata.files(name) or []
    return sum(each.size or 0 for each in files)


def compiled(name: str) -> bool:
    """Whether an installed distribution holds compiled modules."""
    suffixes = tuple(importlib.machinery.EXTENSION_SUFFIXES)
    files = importlib.metadata.files(name) or []
    return any(each.name.endswith(suffixes) for each in files)


def footprint(distributions: Iterable[str]) -> dict[str, Any]:
    """Return what ``distributions`` add to the core.

    Returns
    -------
    dict
        ``mib``: size in MiB of what is added; ``added`` and ``shared``: names of distributions that
        come along, and of those that the core has anyway; ``sizes``: MiB of each that is added;
        ``compiled``: those of them that are not pure Python.
    """
    needed = closure(distributions)
    core = closure(CORE)
    added = sorted(needed - core)
    return {
        "mib": round(sum(map(size, added)) / MIB, 1),
        "added": added,
        "shared": sorted(needed & core),
        "sizes": {name: round(size(name) / MIB, 2) for name in added},
        "compiled": [name for name in added if compiled(name)],
    }
