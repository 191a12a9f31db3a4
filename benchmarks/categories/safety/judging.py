"""Judging what a canary could do: every function is pure, facts in and a judgement out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.categories.safety.canaries import Canary
from benchmarks.cells import Judgement
from benchmarks.judging import broken
from benchmarks.outcomes import Outcome
from benchmarks.running import Probe
from benchmarks.texts import message, short


@dataclass(frozen=True)
class Met:
    """What a row did with a canary.

    Attributes
    ----------
    probe
        The run that met it.
    touched
        Whether the marker came or went.
    arrived
        The value that reached the core in its place, as shown.
    read
        Whether what the canary asks for arrived: a variable of the environment, a file outside.
    command
        What was typed.
    planted
        What was typed or written for it: a line of a file, a name.
    places
        Folders of this machine, and what stands for them in what is published.
    """

    probe: Probe
    touched: bool
    arrived: str | None = None
    read: bool = False
    command: str = ""
    planted: str = ""
    places: Mapping[str, str] = field(default_factory=dict)

    def placeless(self, text: str) -> str:
        """Take the folders of this machine out of a text."""
        for folder, name in self.places.items():
            text = text.replace(folder, name)
        return text


@dataclass(frozen=True)
class Landed:
    """Where a secret on the command line landed.

    Attributes
    ----------
    probe, command
        The run, and what was typed.
    saved
        Whether there is a saved config.
    inside, outside
        The files that hold it: of the saved config, and any other.
    printed
        Whether it stands in the output.
    """

    probe: Probe
    saved: bool
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    printed: bool = False
    command: str = ""


def judge(canary: Canary, facts: Met | Landed) -> Judgement:
    """Judge what a canary could do, or where a secret landed."""
    if isinstance(facts, Landed):
        return judge_landed(canary, facts)
    return judge_met(canary, facts)


def judge_met(canary: Canary, met: Met) -> Judgement:
    """Judge what a canary could do: whatever the program says, the marker counts first."""
    word, outcome, detail = _effect(canary, met)
    facts = {
        "safety": word,
        "command": met.placeless(met.command),
        "bytes": met.placeless(met.planted),
        "arrived": met.placeless(short(met.arrived)) if met.arrived else None,
        "marker": "touched" if met.touched else "untouched",
    }
    return Judgement(outcome, met.placeless(detail), facts)


def _effect(canary: Canary, met: Met) -> tuple[str, Outcome, str]:
    """Return one of the words, the outcome, and a sentence."""
    finished = met.probe.finished
    if met.touched:
        return "executed", canary.wrong, f"the marker was touched; {finished.ended}"
    if met.read:
        return "executed", canary.wrong, f"what it asked for arrived: {met.arrived}"
    if "MemoryError" in finished.stderr:
        return "hung", Outcome.BROKEN, "over the memory limit"
    if reason := broken(finished):
        return "hung", Outcome.BROKEN, reason
    if met.probe.reached:
        came = f"arrived as {short(met.arrived)}" if met.arrived else "reached the core"
        return "harmless", Outcome.RIGHT, f"plain data: {came}"
    if finished.exit == 0:
        return "harmless", Outcome.RIGHT, "nothing happened"
    return "refused", Outcome.RIGHT, f"{finished.ended}: {message(finished.output)}"


def judge_landed(canary: Canary, landed: Landed) -> Judgement:
    """Judge where a secret landed: in the saved config only, or elsewhere too."""
    facts = {"command": landed.command, "landed": [*landed.inside, *landed.outside]}
    if reason := broken(landed.probe.finished):
        return Judgement(Outcome.BROKEN, reason, facts | {"safety": "hung"})
    places = [*landed.outside, *(["its output"] if landed.printed else [])]
    if places:
        told = f"it landed in {', '.join(places)} as well"
        return Judgement(canary.wrong, told, facts | {"safety": "spread"})
    if not landed.saved:
        ended = landed.probe.finished.ended
        return Judgement(Outcome.BROKEN, f"the run saved nothing ({ended})", facts)
    where = f"in {', '.join(landed.inside)}" if landed.inside else "nowhere"
    return Judgement(
        Outcome.RIGHT, f"it landed {where}", facts | {"safety": "harmless"}
    )
