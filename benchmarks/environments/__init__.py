"""Where programs run: environments in layers, built by ``uv`` from locks in the tree.

One layer has what the training core needs; on top of it lies a thin one for each set of
requirements, whose own releases win.  The harness has its own and runs in none of them, so that it
may use any library.  Of ours, only ``shared_model`` can be imported there.

::

    .environments/3.11/core/            torch, numpy, scikit-learn, shared_model
    .environments/3.11/omegaconf/       omegaconf and PyYAML, over core

The layers are joined by ``site.addsitedir``: ``.pth`` files inside the lower one are not read
otherwise.  What is installed is read from metadata, without starting or importing anything.
"""

import importlib.metadata
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from benchmarks.paths import ROOT
from configbench.errors import UnmeasuredError

#: Where environments are built; a folder for each Python.
FOLDER = ROOT / ".environments"

#: The name of the lower layer, and what it holds.
CORE_NAME = "core"
CORE = ("torch>=2.2", "numpy", "scikit-learn>=1.4")

#: The name of the layer of a program that needs no library.
BARE = "bare"

#: In an environment: it is whole, and what it was built from.
READY = "configbench.ready"
#: Beside one that could not be built: why.
FAILED = ".failed"


class RequirementError(ValueError):
    """Text that is no requirement of a distribution."""


@dataclass(frozen=True)
class Environment:
    """A layer with what some requirements ask for, over the core's.

    Attributes
    ----------
    requirements
        As ``pip`` reads them, sorted.
    python
        The version of the interpreter, such as ``3.11``.
    folder
        Where environments are.
    """

    requirements: tuple[str, ...]
    python: str
    folder: Path = FOLDER

    @property
    def name(self) -> str:
        """Its name: that of its folder and of its lock."""
        if self.requirements == CORE:
            return CORE_NAME
        parts = [canonicalize_name(name) for name in names(self.requirements)]
        return "+".join(sorted(parts)) or BARE

    @property
    def root(self) -> Path:
        """Where it lies."""
        return self.folder / self.python / self.name

    @property
    def binaries(self) -> Path:
        """The folder of its interpreter."""
        return self.root / "bin"

    @property
    def site(self) -> Path:
        """Where its distributions are installed."""
        return self.root / "lib" / f"python{self.python}" / "site-packages"

    @property
    def core(self) -> "Environment":
        """The layer below."""
        return Environment(CORE, self.python, self.folder)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Where its distributions are looked for, the nearest first."""
        own = (str(self.site),)
        return own if self.name == CORE_NAME else (*own, str(self.core.site))

    def require(self) -> None:
        """Require that it is there.

        Raises
        ------
        UnmeasuredError
            With the reason, where building it has failed, and the line that builds it.
        """
        if (self.root / READY).is_file():
            return
        told = self.root.with_name(self.name + FAILED)
        why = told.read_text("utf-8").strip() if told.is_file() else "not built"
        raise UnmeasuredError(
            f"environment {self.python}/{self.name}: {why}; python -m benchmarks environments"
        )

    def distribution(self, name: str) -> importlib.metadata.Distribution | None:
        """Return an installed distribution, the one that is imported; None where there is none."""
        found = importlib.metadata.distributions(name=name, path=[*self.paths])
        return next(iter(found), None)

    def distributions(self) -> Iterator[importlib.metadata.Distribution]:
        """Yield all that are installed and can be imported."""
        seen = set()
        for each in importlib.metadata.distributions(path=[*self.paths]):
            if each.name and (name := canonicalize_name(each.name)) not in seen:
                seen.add(name)
                yield each

    def versions(self, wanted: Iterable[str]) -> dict[str, str | None]:
        """Return the installed version of some distributions, None where one is missing."""
        found = {name: self.distribution(name) for name in wanted}
        return {name: each and each.version for name, each in found.items()}


def names(requirements: Sequence[str]) -> list[str]:
    """Return the names of the distributions that are required.

    Raises
    ------
    RequirementError
        If one is no requirement.
    """
    found = []
    for text in requirements:
        try:
            found.append(Requirement(text).name)
        except InvalidRequirement as error:
            raise RequirementError(f"{text!r}: {str(error).splitlines()[0]}") from error
    return found


#: A line of a lock that pins a distribution.
PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?P<rest>.*)")


def pins(lock: str) -> dict[str, str]:
    """Return the pinned version of each distribution in a lock, by canonical name."""
    found = filter(None, map(PINNED.match, lock.splitlines()))
    return {canonicalize_name(each["name"]): each["version"] for each in found}
