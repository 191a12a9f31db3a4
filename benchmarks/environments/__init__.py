"""Where programs run: environments in layers, built by ``uv`` from locks in the tree.

One layer has what the training core needs; on top of it lies a thin one for each set of
requirements, whose own releases win.  The harness has its own and runs in none of them, so that it
may use any library.  Of ours, only ``shared_model`` can be imported there.

::

    .environments/3.11/core/            torch, numpy, scikit-learn, shared_model
    .environments/3.11/omegaconf-ge2.4/ omegaconf and PyYAML, over core

The layers are joined by ``site.addsitedir``: ``.pth`` files inside the lower one are not read
otherwise.  What is installed is read from metadata, without starting or importing anything.

On another interpreter than the harness's the core comes without torch: what needs none is measured
there, and nobody waits for gigabytes.
"""

import hashlib
import importlib.metadata
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from benchmarks.environments.interpreters import OWN, Interpreter
from benchmarks.errors import MissingError
from benchmarks.paths import ROOT

#: Where environments are built; a folder for each Python.
FOLDER = ROOT / ".environments"

#: The name of the lower layer, and what it holds.
CORE_NAME = "core"
CORE = ("torch>=2.2", "numpy", "scikit-learn>=1.4")

#: What the core lacks on another interpreter than the harness's.
TORCH = "torch"

#: What we read and search with where files of a row are asked, behind all that the row has.
TOOLS = ("PyYAML", "hypothesis", "ruamel.yaml")

#: The name of the layer of a program that needs no library.
BARE = "bare"

#: In an environment: it is whole, and what it was built from.
READY = "configbench.ready"
#: What builds those that are not there.
BUILT_BY = "python -m benchmarks environments"
#: Beside one that could not be built: why.
FAILED = ".failed"


@dataclass(frozen=True)
class Environment:
    """A layer with what some requirements ask for, over the core's.

    Attributes
    ----------
    requirements
        As ``pip`` reads them, sorted.
    interpreter
        Its Python.
    folder
        Where environments are.
    """

    requirements: tuple[str, ...]
    interpreter: Interpreter = OWN
    folder: Path = FOLDER

    @classmethod
    def of(
        cls, requirements: Iterable[str], interpreter: Interpreter = OWN
    ) -> "Environment":
        """Return the environment for some requirements."""
        return cls(tuple(sorted(requirements)), interpreter)

    @property
    def name(self) -> str:
        """Its name: that of its folder and of its lock."""
        if self.requirements == CORE:
            return CORE_NAME
        return "+".join(sorted(map(called, self.requirements))) or BARE

    @property
    def python(self) -> str:
        """The version of its Python, such as ``3.11``."""
        return self.interpreter.version

    @property
    def left_out(self) -> frozenset[str]:
        """What is not installed, though its lock or that of the layer below has it."""
        return frozenset() if self.interpreter.own else frozenset({TORCH})

    def __str__(self) -> str:
        """Print as people are told of it: ``3.11/fire``."""
        return f"{self.python}/{self.name}"

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
        return Environment(CORE, self.interpreter, self.folder)

    @property
    def tools(self) -> "Environment":
        """What we ask with, on the same interpreter."""
        return Environment(TOOLS, self.interpreter, self.folder)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Where its distributions are looked for, the nearest first."""
        own = (str(self.site),)
        return own if self.name == CORE_NAME else (*own, str(self.core.site))

    def require(self) -> None:
        """Require that it is there.

        Raises
        ------
        MissingError
            With the reason, where building it has failed, and the line that builds it.
        """
        if (self.root / READY).is_file():
            return
        told = self.root.with_name(self.name + FAILED)
        why = told.read_text("utf-8").strip() if told.is_file() else "not built"
        raise MissingError(f"environment {self}: {why}; {BUILT_BY} --all builds it")

    def require_torch(self) -> None:
        """Require that a training can be run.

        Raises
        ------
        MissingError
            If its core lacks torch.
        """
        if TORCH in self.left_out:
            raise MissingError(f"environment {self}: without {TORCH}, which this needs")

    def distribution(self, name: str) -> importlib.metadata.Distribution | None:
        """Return an installed distribution, the one that is imported; None where there is none."""
        return _distribution(name, self.paths)

    def distributions(self) -> Iterator[importlib.metadata.Distribution]:
        """Yield all that are installed and can be imported."""
        seen = set()
        for each in importlib.metadata.distributions(path=[*self.paths]):
            if each.name and (name := canonicalize_name(each.name)) not in seen:
                seen.add(name)
                yield each

    def closure(self, wanted: Iterable[str]) -> frozenset[str]:
        """Return the canonical names of distributions and of all that they require here."""
        left, seen = list(wanted), set[str]()
        while left:
            name = canonicalize_name(left.pop())
            if name in seen or (found := self.distribution(name)) is None:
                continue
            seen.add(name)
            needs = map(Requirement, found.requires or [])
            left += [
                need.name
                for need in needs
                if need.marker is None or need.marker.evaluate({"extra": ""})
            ]
        return frozenset(seen)

    @cached_property
    def modules(self) -> dict[str, list[str]]:
        """The distributions that bring a module, by the name at its top."""
        found: dict[str, list[str]] = {}
        seen: set[str] = set()
        for path in self.paths:
            with suppress(OSError):
                brought = _brought(path, Path(path).stat().st_mtime_ns)
                for name in [key for key in brought if key not in seen]:
                    told, modules = brought[name]
                    for module in modules:
                        found.setdefault(module, []).append(told)
                    seen.add(name)
        return found

    def modules_by(self, distributions: Iterable[str]) -> set[str]:
        """Return the names at the top of the modules that some distributions bring."""
        wanted = set(map(canonicalize_name, distributions))
        return {
            module
            for module, sources in self.modules.items()
            if wanted & set(map(canonicalize_name, sources))
        }

    def versions(self, wanted: Iterable[str]) -> dict[str, str | None]:
        """Return the installed version of some distributions, None where one is missing."""
        return _versions(wanted, self.paths)


#: How the name of an environment says a bound.
_SIGNS = {
    "===": "is",
    "==": "eq",
    "~=": "like",
    "!=": "ne",
    "<=": "le",
    ">=": "ge",
    "<": "lt",
    ">": "gt",
}


def called(requirement: str) -> str:
    """Return what the name of an environment has for a requirement: one for each, as a file's.

    >>> called("Ray[tune] >= 2.4")
    'ray_tune-ge2.4'
    """
    read = Requirement(requirement)
    name = "_".join(map(canonicalize_name, (read.name, *sorted(read.extras))))
    bounds = sorted((_SIGNS[each.operator], each.version) for each in read.specifier)
    said = "".join(f"-{sign}{version}" for sign, version in bounds)
    if read.marker or read.url or not re.fullmatch(r"[\w.-]*", said):
        said = f"-{hashlib.sha256(str(read).encode()).hexdigest()[:12]}"
    return f"{name}{said}"


def _distribution(
    name: str, paths: Sequence[str]
) -> importlib.metadata.Distribution | None:
    return next(iter(importlib.metadata.distributions(name=name, path=[*paths])), None)


def _versions(wanted: Iterable[str], paths: Sequence[str]) -> dict[str, str | None]:
    found = {name: _distribution(name, paths) for name in wanted}
    return {name: each.version if each else None for name, each in found.items()}


@lru_cache
def _brought(path: str, changed: int) -> dict[str, tuple[str, set[str]]]:  # noqa: ARG001  a key
    """Return each distribution in a folder, and the names at the top of its modules.

    Torch alone lists 15,000 files, and all environments have it in the same folder.
    """
    found: dict[str, tuple[str, set[str]]] = {}
    for each in importlib.metadata.distributions(path=[path]):
        if each.name and (name := canonicalize_name(each.name)) not in found:
            found[name] = each.name, _modules(each)
    return found


def _modules(found: importlib.metadata.Distribution) -> set[str]:
    """Return the names at the top of a distribution's modules."""
    files = found.files or []
    return {
        name
        for each in files
        if each.suffix in {".py", ".so", ".pyd"}
        and (name := each.parts[0].partition(".")[0]).isidentifier()
    }


def installed(distributions: Iterable[str]) -> dict[str, str | None]:
    """Return the version of some distributions in the harness's environment, or None."""
    return _versions(distributions, sys.path)


def is_requirement(text: object, *, bare: bool = False) -> bool:
    """Whether a text is a requirement of a distribution; with ``bare``, its name alone."""
    try:
        found = Requirement(text if isinstance(text, str) else "")
    except InvalidRequirement:
        return False
    return not bare or found.name == text


def pinned(requirement: str, name: str, version: str, also: Iterable[str] = ()) -> str:
    """Return a requirement at one release, extras and further ones, if it is of a distribution.

    >>> pinned("hydra-zen[pydantic]>=0.1", "Hydra_Zen", "0.2"), pinned("fire", "tyro", "1.0")
    ('hydra-zen[pydantic]==0.2', 'fire')
    >>> pinned("jsonargparse[shtab]", "jsonargparse", "5.0", ["yaml"])
    'jsonargparse[shtab,yaml]==5.0'
    """
    read = Requirement(requirement)
    if canonicalize_name(read.name) != canonicalize_name(name):
        return requirement
    every = sorted({*read.extras, *also})
    extras = f"[{','.join(every)}]" if every else ""
    return f"{read.name}{extras}=={version}"


#: A line of a lock that pins a distribution.
PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?P<rest>.*)")


def pins(lock: str) -> dict[str, str]:
    """Return the pinned version of each distribution in a lock, by canonical name."""
    found = filter(None, map(PINNED.match, lock.splitlines()))
    return {canonicalize_name(each["name"]): each["version"] for each in found}
