"""Mutants: what mutmut would change in a module, one change for each place that is drawn."""

import difflib
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import libcst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

from benchmarks.paths import ROOT


@dataclass(frozen=True)
class Mutant:
    """One change of one module, made when it is asked for.

    Attributes
    ----------
    module
        Its path from the root of the repository.
    operator
        What mutmut calls the kind of change.
    rank
        The lot of its place.
    id
        What its verdict is stored under: in another module it is another mutant.
    """

    module: str
    operator: str
    rank: str
    id: str
    wrapper: MetadataWrapper
    node: libcst.CSTNode
    changes: Sequence[libcst.CSTNode]

    @cached_property
    def source(self) -> str:
        """The whole module with the change; of several, the one that the lot falls on."""
        change = self.changes[int(self.rank, 16) % len(self.changes)]
        return str(self.wrapper.module.deep_replace(self.node, change).code)

    @cached_property
    def difference(self) -> tuple[int, str, str]:
        """The first line that is another, and the lines that are, before and after."""
        return _differing(self.wrapper.module.code, self.source)


def drawn(modules: Sequence[str], seed: int, limit: int) -> list[Mutant]:
    """Return a mutant for each place, or as many as the limit allows, in the order drawn.

    A place is drawn by a hash of the seed and its text: where a module changes, what is drawn of
    all others stays.
    """
    mutants = [mutant for module in modules for mutant in _places(module, seed)]
    return sorted(mutants, key=lambda mutant: mutant.rank)[:limit]


def _places(module: str, seed: int) -> Iterator[Mutant]:
    source = (ROOT / module).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(libcst.parse_module(source))
    names: list[str] = []
    operators = [
        (kind, _named(operator, names)) for kind, operator in mutation_operators
    ]
    visitor = MutationVisitor(operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    places: dict[tuple[str, libcst.CSTNode], list[libcst.CSTNode]] = {}
    for name, mutation in zip(names, visitor.mutations, strict=True):
        place = name, mutation.original_node
        places.setdefault(place, []).append(mutation.mutated_node)
    seen: Counter[str] = Counter()
    for (name, node), changes in places.items():
        text = f"{name}\0{wrapper.module.code_for_node(node)}"
        seen[text] += 1
        rank = _digest(str(seed), module, text, str(seen[text]))
        key = _digest(rank, source)
        yield Mutant(module, name, rank, key, wrapper, node, changes)


def _named(
    operator: Callable[[Any], Iterable[libcst.CSTNode]], names: list[str]
) -> Callable[[Any], Iterator[libcst.CSTNode]]:
    """Return an operator that notes its name for each change that it makes."""

    def changes(node: Any) -> Iterator[libcst.CSTNode]:
        for change in operator(node):
            names.append(operator.__name__.removeprefix("operator_"))
            yield change

    return changes


def _differing(one: str, other: str) -> tuple[int, str, str]:
    """Return the first line that is another, and the lines that are, before and after."""
    before, after = one.splitlines(), other.splitlines()
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [block for block in blocks if block[0] != "equal"]
    start, stop = changed[0][1], changed[-1][2]
    new = after[changed[0][3] : changed[-1][4]]
    return start + 1, _text(before[start:stop]), _text(new)


def _text(lines: Sequence[str]) -> str:
    return "\n".join(line.strip() for line in lines)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
