"""``docs/mutants.md``: what became of the mutants, by module; the open ones, one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tests.mutation.equivalent import Equivalent
from tests.mutation.trying import Fate

if TYPE_CHECKING:  # mutmut is installed for `make mutants` alone
    from tests.mutation.drawing import Mutant

HEAD = """\
<!-- Written by `make mutants`. -->
# Mutants of what judges

Each is one change of one place, made by mutmut's operators and tried by the tests of its module
([decision 0031](decisions/0031-mutation-testing.md)). *Killed*: a test fails, or does not end.
*Equivalent*: no test can tell, for the reason in
[equivalent.toml](../tests/mutation/equivalent.toml). *Open*: no test has told. *Stillborn* ones
cannot be put in place and count nowhere. The share is of those that are not equivalent.
"""
COLUMNS = ("killed", "equivalent", "open", "stillborn", "not tried")


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant, as it is stored.

    Attributes
    ----------
    id, operator
        The mutant's.
    line, old, new
        Where it changes its module first; the lines that it changes, without their margins.
    fate, by
        What the tests came to, and the test that failed.
    tests
        A digest of the files of tests.
    """

    id: str
    operator: str
    line: int
    old: str
    new: str
    fate: Fate
    by: str
    tests: str


@dataclass(frozen=True)
class Found:
    """What a seed has drawn, what is known of that by id, and what is stated."""

    seed: int
    mutants: Sequence["Mutant"]
    verdicts: Mapping[str, Verdict]
    stated: Sequence[Equivalent]

    def standing(self, mutant: "Mutant") -> str:
        """Return the column that a mutant is counted in."""
        verdict = self.verdicts.get(mutant.id)
        if not verdict:
            return "not tried"
        if verdict.fate == "survived":
            return "equivalent" if self._is_stated(mutant, verdict) else "open"
        return "killed" if verdict.fate == "timeout" else verdict.fate

    def _is_stated(self, mutant: "Mutant", verdict: Verdict) -> bool:
        return any(
            each.holds(mutant.module, verdict.old, verdict.new) for each in self.stated
        )

    @property
    def refuted(self) -> list[str]:
        """Mutants that are said to be equivalent and were killed."""
        return [
            f"{mutant.module}:{verdict.line}: {verdict.new} (by {verdict.by})"
            for mutant in self.mutants
            if self.standing(mutant) == "killed"
            and self._is_stated(mutant, verdict := self.verdicts[mutant.id])
        ]

    @cached_property
    def table(self) -> str:
        """The counts by module, and of all."""
        counts: dict[str, Counter[str]] = {}
        for mutant in self.mutants:
            counts.setdefault(f"`{mutant.module}`", Counter())[
                self.standing(mutant)
            ] += 1
        total: Counter[str] = sum(counts.values(), Counter())
        heads = ("module", *COLUMNS, "share killed")
        rows = [_row(name, count) for name, count in {**counts, "all": total}.items()]
        lines = [heads, ("---", *["---:"] * (len(heads) - 1)), *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    @property
    def text(self) -> str:
        """The whole page."""
        still_open = sorted(
            (mutant.module, self.verdicts[mutant.id].line, mutant.id)
            for mutant in self.mutants
            if self.standing(mutant) == "open"
        )
        parts = [
            HEAD,
            f"Seed {self.seed}, {len(self.mutants)} drawn.",
            self.table,
            "## Open",
            *(_shown(module, self.verdicts[key]) for module, _, key in still_open),
        ]
        return "\n\n".join(part.strip() for part in parts) + "\n"


def _row(name: str, count: Counter[str]) -> tuple[str, ...]:
    told = count["killed"] + count["open"]
    share = f"{count['killed'] / told:.1%}" if told else ""
    return (name, *(str(count[column]) for column in COLUMNS), share)


def _shown(module: str, verdict: Verdict) -> str:
    lines = [
        *(f"- {line}" for line in verdict.old.splitlines()),
        *(f"+ {line}" for line in verdict.new.splitlines()),
    ]
    place = f"`{module}:{verdict.line}`, {verdict.operator.replace('_', ' ')}"
    return "\n".join([place, "", "```diff", *lines, "```"])
