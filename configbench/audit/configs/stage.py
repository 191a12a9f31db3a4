"""One place behind files that a program reads: what is written into them there, and judged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from configbench.audit import rules
from configbench.audit.configs import tries
from configbench.audit.configs.feeding import Fed, Known, Probe
from configbench.audit.configs.files import Config
from configbench.audit.engine import Engine
from configbench.audit.model import Act, Arrived, Leaves, Observation, Target, Try
from configbench.audit.planning.naming import normal
from configbench.audit.rules.facts import IN_FILE, Facts
from configbench.audit.rules.reading import TRACEBACK, message
from configbench.audit.source.sources import Sources
from configbench.errors import UnmeasuredError

#: Seconds that a program runs on behind a place that was guessed, and as long as it takes to come
#: there twice.
_BEHIND = 3.0

#: Rules on what arrives, and may be refused later.
_AT_PLACE = ("CB101", "CB102", "CB103", "CB104", "CB201", "CB207", "CB309")

#: Under how many of its names what a key feeds is judged.
_NAMES = 3


@dataclass
class Stage:
    """One place, and all that was tried there.

    Attributes
    ----------
    target, engine
        The program at the place, and what runs it.
    configs
        The files that it has read there.
    known
        What is known of its settings.
    probes, done
        Each key with another value, to see which setting it feeds; the ``id`` of each try that was
        run.
    feds, idle
        Keys that feed settings, and those that move nothing.
    moved
        Names of all that has moved when another value stood in a file.
    results
        Each try and what became of it.
    behind
        What becomes of the program as it is behind the place, if that was asked.
    """

    target: Target
    engine: Engine
    configs: tuple[Config, ...]
    known: Known
    probes: Sequence[Probe] = ()
    done: set[int] = field(default_factory=set)
    feds: list[Fed] = field(default_factory=list)
    idle: list[Probe] = field(default_factory=list)
    moved: set[str] = field(default_factory=set)
    results: list[tuple[Try, Arrived]] = field(default_factory=list)
    behind: Arrived | None = None

    @property
    def waiting(self) -> list[Probe]:
        """The keys that were not tried yet."""
        return [each for each in self.probes if id(each.tried) not in self.done]

    @property
    def without(self) -> list[Config]:
        """The files of which every key was tried, and none feeds a setting."""
        fed = {each.config for each in self.feds}
        left = {each.config for each in self.probes} - fed
        left.difference_update(each.config for each in self.waiting)
        return [each for each in self.configs if each in left]

    @property
    def may_move(self) -> set[str]:
        """Names of what moves with a file, or is called as a key of which that is not known."""
        open_ = {normal(each.key.path[-1]) for each in self.waiting}
        alike = {
            name
            for name in self.target.leaves
            if normal(name.rpartition(".")[2]) in open_
        }
        return self.moved | alike

    def facts(self, number: int = 0) -> Facts:
        """Return what is judged: of each key the leaf of this number among its own."""
        names = self._names(number)
        return Facts(
            replace(self.target, leaves=_renamed(self.target.leaves, names)),
            {each.setting.name: each.setting for each in self.feds},
            [
                (tried, replace(became, leaves=_renamed(became.leaves, names)))
                for tried, became in self.results
            ],
            Sources(self.target),
            self.known.unstable,
        )

    def as_judged(self, became: Arrived) -> Arrived:
        """Return what became of a try with its leaves under the names of settings."""
        return replace(became, leaves=_renamed(became.leaves, self._names(0)))

    def _names(self, number: int) -> dict[str, str]:
        return {
            each.setting.name: each.leaves[min(number, len(each.leaves) - 1)]
            for each in self.feds
        }

    def judged(self, asked: Iterable[str] | None = None) -> list[Observation]:
        """Return what breaks a rule.

        A value that arrives as it is meant under one of its names is no fault under another: the
        program holds what it has read beside what it has made of it.
        """
        wanted = None if asked is None else {*asked}
        of_all = max((len(each.leaves) for each in self.feds), default=1)
        # What the source alone tells is told of the words.
        found = [
            each
            for each in rules.judged(self.facts(), wanted)
            if each.tried is not None
        ]
        for number in range(1, min(of_all, _NAMES)):
            other = {
                (id(each.tried), each.rule)
                for each in rules.judged(self.facts(number), wanted)
            }
            found = [
                each
                for each in found
                if each.tried is None
                or each.tried.act not in IN_FILE
                or each.rule in _MESSAGES
                or (id(each.tried), each.rule) in other
            ]
        return found

    def standing(self, observed: Sequence[Observation]) -> list[Observation]:
        """Return what the program does not refuse behind a place that was guessed.

        Of what has one cause one is run on, for some seconds, and the program as it is beside it.
        """
        if not self.target.spot.in_full:
            return [*observed]
        refused: dict[tuple[str, str], bool] = {}
        for each in sorted(observed, key=lambda one: len(one.expected)):
            key = (each.rule, each.cause)
            if key not in refused and each.tried is not None and each.rule in _AT_PLACE:
                refused[key] = self._refuses_later(each)
        return [each for each in observed if not refused.get((each.rule, each.cause))]

    def _refuses_later(self, each: Observation) -> bool:
        seconds = _BEHIND + 2 * (each.became.seconds if each.became else 0)
        try:
            became = self.engine.beyond(each.tried, seconds)
            if became.exceeded or not became.exit:
                return False
            if self.behind is None:
                self.behind = self.engine.beyond(None, seconds)
        except UnmeasuredError:
            return False
        said = message(became)
        if self.behind.exit and message(self.behind) == said:
            return False  # whatever stands in the file
        words = {str(each.tried.typed) if each.tried else "", *each.settings}
        named = any(word and word.rpartition(".")[2] in said for word in words)
        return named or TRACEBACK not in became.stderr

    # -- what is planned
    def names(self, seed: int) -> list[Try]:
        """Return keys that are misspelt, a sample: what becomes of them tells who has defaults."""
        planned = [
            each
            for each in tries.tries(self.feds, seed)
            if each.tried.act is Act.FILE_NAME
        ]
        return [each.tried for each in tries.sample(planned, seed)]

    def prefer(self, tried: Iterable[tuple[Try, Arrived]]) -> None:
        """Have those leaves come last that are gone with their keys: what was read, and no more."""
        gone: set[str] = set()
        names = {each.setting.name: each for each in self.feds}
        for one, became in tried:
            fed = names.get(one.settings[0]) if one.settings else None
            if fed is not None and became.reached:
                below = f".{fed.key.dotted}"
                gone |= {
                    f"{leaf}.".removesuffix(f"{below[1:]}.")
                    for leaf in fed.leaves
                    if leaf not in became.leaves
                }
        self.feds = [_reordered(each, gone) for each in self.feds]

    def left(self, planned: Sequence[tries.Planned], done: Sequence[Try]) -> list[Try]:
        """Return the tries that are alike to one of which something came, and were not run."""
        ran = {id(each) for each in done}
        telling = {id(each.tried) for each in self.judged()}
        groups = {each.group for each in planned if id(each.tried) in telling}
        return [
            each.tried
            for each in planned
            if each.group in groups and id(each.tried) not in ran
        ]


def _renamed(leaves: Leaves, names: Mapping[str, str]) -> Leaves:
    """Return leaves with those of other names in the places of some."""
    moved = {*names, *names.values()}
    kept = {name: leaf for name, leaf in leaves.items() if name not in moved}
    return kept | {
        name: leaves[other] for name, other in names.items() if other in leaves
    }


#: Rules on what is printed, whatever arrives.
_MESSAGES = ("CB109", "CB110", "CB303", "CB304")


def _reordered(each: Fed, gone: set[str]) -> Fed:
    last = f"{each.key.dotted}."
    leaves = sorted(each.leaves, key=lambda leaf: f"{leaf}.".removesuffix(last) in gone)
    return replace(each, leaves=tuple(leaves))


def matching(configs: Iterable[Config], target: Target) -> Iterator[str]:
    """Yield the keys of some files that are called as something that arrives is."""
    names = {normal(name.rpartition(".")[2]) for name in target.leaves}
    for config in configs:
        for key in config.document.keys:
            if normal(key.path[-1]) in names:
                yield key.dotted
