"""What the rules judge: what was typed, what became of it, and what the source tells."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from configbench.audit.model import (
    CROSSED,
    Act,
    Arrived,
    Leaves,
    Observation,
    Option,
    Setting,
    Target,
    Try,
)
from configbench.audit.target.leaves import differing
from configbench.values import Typed

#: What nobody types by mistake; what a launcher makes of a word is a rule of its own.
NO_MISTAKES = frozenset({Act.NOTHING, Act.HELP, Act.LAUNCHER})

#: A value that is written into a file.
IN_FILE = (Act.FILE_VALUE, Act.FILE_DOUBT)

#: What argparse calls an option that takes all words from one on, for something else.
REST = "argparse.REMAINDER"

#: A try and what became of it.
Result = tuple[Try, Arrived]


class Sources(Protocol):
    """What the program's own source tells of its settings; nothing of it is run."""

    def converted(self, name: str) -> str | None:
        """Where the text of a setting is converted later on, ``/FILE:LINE``, if anywhere."""

    def reads(self, name: str) -> bool | None:
        """Whether anything reads a setting; None if that cannot be told."""

    def executed(self) -> Sequence[tuple[str, str]]:
        """Where words are executed, ``/FILE:LINE`` each, with the text of the call."""

    def declared(self, name: str) -> str:
        """Where a setting is declared, ``/FILE:LINE``, or nothing."""

    def collects(self) -> bool:
        """Whether what a library calls only collects words, with which the program goes on."""

    def default_in_help(self, option: Option) -> str | None:
        """A plain number or word that the help text states as the default, if it does."""


@dataclass(frozen=True)
class Facts:
    """All that is known of a program when it is judged.

    Attributes
    ----------
    target
        The program.
    settings
        By name, in their order.
    results
        Every try and what became of it.
    sources
        What its source tells.
    unstable
        Names of leaves that change from run to run: never judged.
    handed_on
        Whether the source uses the words that its parser hands back as not its own
        (:mod:`configbench.audit.source.remainder`): then nobody can say that they are dropped.
    trips
        Runs that saved something, and what became of those that were restored from it.
    other
        The program in the other environment, where there is one.
    fed
        Names that move with what stands in a file that is read before the place: what they are
        without a word is the file's doing.
    """

    target: Target
    settings: Mapping[str, Setting]
    results: Sequence[Result]
    sources: Sources
    unstable: frozenset[str] = frozenset()
    handed_on: bool = False
    trips: Sequence[Result] = ()
    other: Target | None = None
    fed: frozenset[str] = frozenset()

    def again(self, tried: Try, became: Arrived) -> Self:
        """Return the facts on one try, as it came out another time, and on what it is judged by."""
        if became.saved is not None:
            own = [each for each in self.trips if each[0].act not in CROSSED]
            beside = own if tried.act in CROSSED else []
            trips = [(tried, became), *beside]
            return dataclasses.replace(self, results=(), trips=trips)
        beside = [
            (other, arrived)
            for other, arrived in self.results
            if other is not tried and set(other.settings) & set(tried.settings)
        ]
        return dataclasses.replace(self, results=[(tried, became), *beside])

    @property
    def baseline(self) -> Leaves:
        """What arrives with the words as given."""
        return self.target.leaves

    # -- one run ----------------------------------------------------------------------------------

    def accepted(self, became: Arrived) -> bool:
        """Whether the program took the words; Fire refuses some only after the call."""
        late = self.target.spot.goes_on and (became.exit or became.exceeded)
        return became.reached and not late

    def refused_late(self, became: Arrived) -> bool:
        """Whether the program had gone on at the place when it refused."""
        return became.reached and self.target.spot.goes_on and bool(became.exit)

    def over(self, tried: Try, became: Arrived) -> list[str]:
        """Return which words of a try the parser handed back, or kept, as not its own."""
        left = [*(became.left or ())]
        for option in self.target.options:
            rest = became.leaves.get(option.leaf, {}).get("v")
            if option.adjusted == REST and isinstance(rest, list):
                left += [str(each.get("v")) for each in rest if isinstance(each, dict)]
        return [word for word in left if word in tried.words]

    def moved(self, became: Arrived) -> dict[str, Typed]:
        """Return the leaves that are other than with the words as given, new ones among them."""
        other = differing(self.baseline, became.leaves) - self.unstable
        return {name: leaf for name, leaf in became.leaves.items() if name in other}

    def added(self, became: Arrived) -> list[str]:
        """Return the leaves that are not there with the words as given."""
        return [name for name in self.moved(became) if name not in self.baseline]

    def leaf(self, became: Arrived, name: str) -> Typed | None:
        """Return what arrived for a setting, if that can be seen."""
        return None if name in self.unstable else became.leaves.get(name)

    # -- all runs ---------------------------------------------------------------------------------

    def tries(self, *acts: Act) -> Iterator[tuple[Setting, Try, Arrived]]:
        """Yield the tries about one setting that do one of some acts."""
        for tried, became in self.results:
            if tried.act in acts and len(tried.settings) == 1:
                setting = self.settings.get(tried.settings[0])
                if setting is not None:
                    yield setting, tried, became

    def taken(self, *acts: Act) -> Iterator[tuple[Setting, Try, Arrived]]:
        """Yield those of which the program took the words, and no later parser gets any."""
        for setting, tried, became in self.tries(*acts):
            handed = self.handed_on and self.over(tried, became)
            if self.accepted(became) and not handed:
                yield setting, tried, became

    # -- the program ------------------------------------------------------------------------------

    def where(self, name: str) -> str:
        """Return where a setting is declared, or else where it was looked at."""
        setting = self.settings.get(name)
        declared = setting.where if setting else ""
        return declared or self.sources.declared(name) or self.target.spot.at

    def reader(self, setting: Setting) -> str:
        """Return what reads the text of a setting, as a cause: ``type=bool``."""
        if setting.file:
            return setting.file
        option = setting.option
        if option is not None and option.type:
            return f"type={option.type.rpartition('.')[2]}"
        if self.target.grammar == "argparse":
            return "no type="
        return self.target.grammar or "words read by hand"


def observed(  # noqa: PLR0913  by keyword
    facts: Facts,
    rule: str,
    cause: str,
    result: Result,
    *,
    arrived: str,
    says: str,
    where: str = "",
    expected: str = "",
    name: str = "",
) -> Observation:
    """Return an observation of one try, with what follows from that; of one setting of several."""
    tried, became = result
    settings = (name,) if name else tried.settings
    name = settings[0] if settings else ""
    return Observation(
        rule=rule,
        settings=settings,
        cause=cause,
        expected=expected or tried.expected.text,
        arrived=arrived,
        tried=tried,
        became=became,
        says=says,
        where=where or (facts.where(name) if name else facts.target.spot.at),
    )
