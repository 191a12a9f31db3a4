"""Safety: what inert canaries in saved configs, names and command lines can do.

``benchmarks/safety/canaries.toml`` holds them.  Most are put into a saved config of the row itself,
in the place of one value, and the row is asked to restore it: that is what a run from a colleague
or from the network is.  All run under limits on time, memory and the size of files.

============  ====================================================================================
``safety``
============  ====================================================================================
refused       the program ended with a message, before the core, and the marker is untouched
harmless      the core was called, and the marker is untouched: the canary was plain data
executed      the marker was touched, or what the canary asked for arrived in the core
hung          over the limit of time or memory, or no message
============  ====================================================================================

A feature that executes what a config file names, as documented, is *executed* all the same: the
cause says so.  A secret on the command line is *harmless* if no file but the saved config holds it,
and *spread* otherwise; ``landed`` names the files.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import contract, runs
from benchmarks.axes.saved_values import message, short
from benchmarks.errors import BenchError, read_toml
from benchmarks.outcomes import EXPLAINED, Outcome, broken
from benchmarks.paths import ROOT
from benchmarks.process import MIB, Limits
from benchmarks.registry import Adapter, UnsupportedError
from benchmarks.runs import Probe, Workplace
from benchmarks.values import show

CANARIES = ROOT / "benchmarks" / "safety" / "canaries.toml"

#: A restored run takes a quarter of a second at most, and no file of more than some kilobytes.
LIMITS = Limits(seconds=4, memory=1024 * MIB, file_size=16 * MIB)

#: The value whose text a canary replaces in a saved config, and its setting.
PLACE, SETTING = "canaryplace", "run_name"

_KEYS = {
    "intent",
    "origin",
    "value",
    "file",
    "choice",
    "secret",
    "marker",
    "reads",
    "arrives",
}

Cell = dict[str, Any]


@dataclass(frozen=True)
class Canary:
    """One canary; the attributes are those of the file."""

    name: str
    intent: str
    origin: str
    value: dict[str, str] = field(default_factory=dict)
    file: str | None = None
    choice: dict[str, str] = field(default_factory=dict)
    secret: str | None = None
    marker: str = "absent"
    reads: str | None = None
    arrives: str | None = None


@cache
def cases(path: Path = CANARIES) -> dict[str, Canary]:
    """Return all canaries by name.

    Raises
    ------
    BenchError
        If the file is malformed.
    """
    found = {}
    for name, table in read_toml(path).items():
        if unknown := table.keys() - _KEYS:
            raise BenchError(f"{path}: {name}: unknown key {min(unknown)!r}")
        found[name] = Canary(name, **table)
    return found


@dataclass(frozen=True)
class Seen:
    """What was seen of a row and a canary.

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
    """

    probe: Probe
    touched: bool
    arrived: str | None = None
    read: bool = False


def measure_all(adapter: Adapter) -> Iterator[tuple[str, Cell]]:
    """Yield each canary's name and cell."""
    for name in cases():
        yield name, measure(adapter, name)


def measure(adapter: Adapter, name: str) -> Cell:
    """Let a row meet one canary, and return the cell."""
    canary = cases()[name]
    try:
        cell = _meet(adapter, canary)
    except (UnsupportedError, BenchError) as error:
        cell = {"outcome": str(Outcome.UNSUPPORTED), "detail": str(error)}
    cell = {
        **cell,
        "by": adapter.saved_by,
        "reproduce": f"python -m benchmarks reproduce safety/{adapter.name}/{name}",
    }
    if Outcome(cell["outcome"]) in EXPLAINED:
        cell["cause"] = adapter.cause(f"safety/{name}")
    return cell


def _meet(adapter: Adapter, canary: Canary) -> Cell:
    with runs.workplace() as place:
        marker = place.base / "marker"
        if canary.marker == "there":
            marker.touch()
        before = marker.exists()
        if canary.secret is not None:
            return _spread(adapter, canary.secret, place)
        if canary.choice:
            words, shown = _choose(adapter, canary, place, marker)
        else:
            words, shown = _plant(adapter, canary, place, marker)
        probe = runs.probe(adapter, words, place=place, limits=LIMITS)
        setting = "model" if canary.choice else SETTING
        text = show(probe.reached[0][setting]) if probe.reached else None
        # The variables of a run hold nothing secret; its home is a path that no other run has.
        asked = str(place.home) if canary.reads == "HOME" else canary.arrives
        seen = Seen(
            probe,
            touched=marker.exists() != before,
            arrived=text,
            read=asked is not None and asked in (text or ""),
        )
        safety, outcome, detail = judge(seen)
        command = runs.command_line(adapter, words)
        hidden = [(str(marker), "MARKER"), (str(place.base), "/PLACE")]
        facts = {
            "detail": detail,
            "command": command,
            "bytes": shown,
            "arrived": short(text) if text else None,
        }
        for path, name in hidden:
            facts = {
                key: value.replace(path, name) if value else value
                for key, value in facts.items()
            }
        return {
            "outcome": str(outcome),
            "safety": safety,
            **facts,
            "marker": "touched" if seen.touched else "untouched",
        }


def _plant(
    adapter: Adapter, canary: Canary, place: Workplace, marker: Path
) -> tuple[list[str], str]:
    """Put a canary into a saved config of the row; return the words that restore it, and the bytes.

    Raises
    ------
    BenchError
        If the format of the row's files cannot hold it.
    """
    dialect = adapter.dialect()
    words = contract.spell_all(dialect, {SETTING: PLACE})
    with runs.workplace() as first:
        runs.probe(adapter, words, place=first)
        carried, _ = runs.carry(adapter, first, place)
    files = [path for path in [carried, *sorted(carried.rglob("*"))] if path.is_file()]
    holding = [path for path in files if PLACE.encode() in path.read_bytes()]
    if not holding:
        raise BenchError("the saved config is no text that a canary could be put into")
    path = holding[0]
    if canary.file is not None:
        content = canary.file.replace("MARKER", str(marker))
        path.write_text(content, encoding="utf-8")
        return dialect.restore(str(carried)), content
    suffix = path.suffix.removeprefix(".")
    if suffix not in canary.value:
        known = " and ".join(canary.value)
        raise BenchError(f"its config files are {suffix}, the canary is {known} only")
    payload = canary.value[suffix].strip().replace("MARKER", str(marker))
    text = path.read_text(encoding="utf-8")
    # With the quotes around it, where the format has put any.
    text = re.sub(rf"""(["']?){PLACE}\1""", lambda _: payload, text)
    path.write_text(text, encoding="utf-8")
    lines = [line for line in text.splitlines() if payload[:20] in line]
    return dialect.restore(str(carried)), short("\n".join(lines[:1]))


def _choose(
    adapter: Adapter, canary: Canary, place: Workplace, marker: Path
) -> tuple[list[str], str]:
    """Lay files out beside the run, and name them as a choice of model."""
    for suffix, content in canary.choice.items():
        text = content.replace("MARKER", str(marker))
        (place.base / f"outside.{suffix}").write_text(text, encoding="utf-8")
    group = (adapter.configs or adapter.folder) / "model"
    name = os.path.relpath(place.base / "outside", group)
    return contract.spell_all(adapter.dialect(), {"model": name}), name


def _spread(adapter: Adapter, secret: str, place: Workplace) -> Cell:
    """Run with a secret among the settings; return the cell with the files that hold it."""
    words = contract.spell_all(adapter.dialect(), {SETTING: secret})
    probe = runs.probe(adapter, words, place=place, limits=LIMITS)
    saved = sorted(place.work.glob(adapter.dialect().saved))
    inside, outside = [], []
    for folder in (place.work, place.home):
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or secret.encode() not in path.read_bytes():
                continue
            homes = [each for each in saved if path == each or each in path.parents]
            if homes:
                inside.append(str(path.relative_to(homes[0].parent)))
            else:
                outside.append(path.name)
    said = secret in probe.finished.stdout + probe.finished.stderr
    safety, outcome, detail = judge_spread(probe, inside, outside, said=said)
    return {
        "outcome": str(outcome),
        "safety": safety,
        "detail": detail,
        "command": runs.command_line(adapter, words),
        "landed": [*inside, *outside],
    }


def judge(seen: Seen) -> tuple[str, Outcome, str]:
    """Judge what a canary could do; pure.

    Returns
    -------
    tuple
        One of the four words, the outcome, and a sentence.
    """
    finished = seen.probe.finished
    if seen.touched:
        return "executed", Outcome.SILENT, f"the marker was touched; {finished.ended}"
    if seen.read:
        return "executed", Outcome.SILENT, f"what it asked for arrived: {seen.arrived}"
    if "MemoryError" in finished.stderr:
        return "hung", Outcome.BROKEN, "over the memory limit"
    if reason := broken(finished):
        return "hung", Outcome.BROKEN, reason
    if seen.probe.reached:
        came = (
            f"arrived as {short(seen.arrived)}" if seen.arrived else "reached the core"
        )
        return "harmless", Outcome.RIGHT, f"plain data: {came}"
    if finished.exit == 0:
        return "harmless", Outcome.RIGHT, "nothing happened"
    return "refused", Outcome.RIGHT, f"{finished.ended}: {message(seen.probe)}"


def judge_spread(
    probe: Probe, inside: Sequence[str], outside: Sequence[str], *, said: bool
) -> tuple[str, Outcome, str]:
    """Judge where a secret landed: in the saved config only, or elsewhere too; pure."""
    if reason := broken(probe.finished):
        return "hung", Outcome.BROKEN, reason
    places = [*outside, *(["its output"] if said else [])]
    if places:
        return "spread", Outcome.SILENT, f"it landed in {', '.join(places)} as well"
    if not inside:
        return "harmless", Outcome.RIGHT, "it landed nowhere"
    return "harmless", Outcome.RIGHT, f"it landed in {', '.join(inside)}"
