"""Where a start goes, by import: what ``-X importtime`` prints, as a tree of packages; pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

#: The option by which an interpreter tells it, on standard error.
OPTION = ("-X", "importtime")

_LINE = re.compile(r"import time: +(\d+) \| +(\d+) \|( +)(\S+)\s*")

#: What the look brings into a program, which is none of its own.
_OURS = ("configbench_entry", "configbench_inside")


@dataclass
class Module:
    """One import: the module itself, and what it imported.

    Attributes
    ----------
    name
        Dotted.
    own
        Seconds without what it imported.
    below
        What it imported first.
    """

    name: str
    own: float
    below: list["Module"] = field(default_factory=list)


@dataclass
class Package:
    """All modules of one package that were imported on behalf of another, and what these brought.

    Attributes
    ----------
    name
        The first part of the modules' names.
    own
        Seconds that the modules of the package itself took.
    below
        Other packages that these imported, by name.  A module is where it was imported first.
    """

    name: str
    own: float = 0.0
    below: dict[str, "Package"] = field(default_factory=dict)


def read(printed: str) -> list[Module]:
    """Return the imports that an interpreter has told of, those at the top.

    What else was printed between them is passed over.
    """
    # A line comes when its import is over, so that those below it come before it.
    waiting: list[tuple[int, Module]] = []
    for line in printed.splitlines():
        found = _LINE.fullmatch(line)
        if not found:
            continue
        depth = len(found[3]) // 2
        module = Module(found[4], int(found[1]) / 1e6)
        while waiting and waiting[-1][0] > depth:
            module.below.append(waiting.pop()[1])
        waiting.append((depth, module))
    return [module for _, module in waiting]


def left_over(printed: str) -> str:
    """Return what else was printed."""
    lines = printed.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("import time:"))


def packages(modules: Iterable[Module]) -> Package:
    """Return the packages below a nameless one."""
    whole = Package("")
    # Not by recursion: what was printed may be anything.
    left = [(whole, each) for each in modules]
    while left:
        at, module = left.pop()
        if _is_ours(module):
            continue
        name = module.name.partition(".")[0]
        if name != at.name:
            at = at.below.setdefault(name, Package(name))
        at.own += module.own
        left += ((at, each) for each in module.below)
    return whole


def _is_ours(module: Module) -> bool:
    """Whether the look is imported there; what it has brought is left out with it."""
    return module.name.startswith(_OURS) or any(
        each.name.startswith(_OURS) for each in module.below
    )


@dataclass(frozen=True)
class Cost:
    """What a package costs, for a line of the tree: seconds with all that it brought."""

    depth: int
    package: Package
    total: float


def dearest(whole: Package, most: int, share: float) -> Iterator[Cost]:
    """Yield the packages that cost most, as a tree: each before those that it brought.

    Parameters
    ----------
    most
        How many at most.
    share
        The least part of all imports that is shown.
    """
    totals = _totals(whole)
    ranked = sorted((totals[id(each)] for each in _below(whole)), reverse=True)
    least = max(share * totals[id(whole)], *ranked[most - 1 : most], 0.0)

    def dear(package: Package) -> list[Package]:
        found = [each for each in package.below.values() if totals[id(each)] >= least]
        return sorted(found, key=lambda each: (totals[id(each)], each.name))

    left = [(0, each) for each in dear(whole)]
    for _ in range(most):
        if not left:
            return
        depth, package = left.pop()
        yield Cost(depth, package, totals[id(package)])
        left += ((depth + 1, each) for each in dear(package))


def total(whole: Package) -> float:
    """Return the seconds of a package with all that it brought."""
    return _totals(whole)[id(whole)]


def _below(whole: Package) -> list[Package]:
    """Return all packages below one, each before those that it brought."""
    found, left = list[Package](), [whole]
    while left:
        below = [*left.pop().below.values()]
        found += below
        left += below
    return found


def _totals(whole: Package) -> Mapping[int, float]:
    """Return the total of each package by its identity: each is added up once."""
    found: dict[int, float] = {}
    for each in [*reversed(_below(whole)), whole]:
        found[id(each)] = each.own + sum(
            found[id(below)] for below in each.below.values()
        )
    return found
