"""Judging what generated programs did: one run of them, and the samples of many; pure."""

import ast
import itertools
import json
import math
import re
import statistics
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from benchmarks.categories.scaling.plan import BARE, HELP, HOT_LOOP, LIMITS, ScalingCase
from benchmarks.cells import Judgement, unmeasured
from benchmarks.interleaved import judgement
from benchmarks.outcomes import Trouble
from benchmarks.texts import failure, helps, last_line
from configbench.process import Finished
from configbench.timing import paired
from configbench.timing.rounds import Samples, Start

CUT = f"cut off at {LIMITS.seconds:.0f} s"

#: What the hot loop times.
OPERATIONS = ("read", "write", "to_dict", "deepcopy")

#: The value that the override gives; no setting has it by default.
OVERRIDDEN = 123_456_789

#: Settings with their values, by section; their names are unique over all sections.
Sections = dict[str, dict[str, object]]


def target(sections: Sections) -> tuple[str, str]:
    """Return section and key of the setting that is overridden: the last int."""
    return [
        (section, key)
        for section, keys in sections.items()
        for key, value in keys.items()
        if type(value) is int
    ][-1]


@dataclass(frozen=True)
class Program:
    """One command, with the settings that it must have."""

    argv: tuple[str, ...]
    action: str
    sections: Sections = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, object]:
        """The settings without their sections."""
        return {k: v for keys in self.sections.values() for k, v in keys.items()}


def judge_start(program: Program, finished: Finished) -> Start:
    """Judge one run: in time, exit 0, and exactly the settings that were meant."""
    start = Start(finished.seconds, finished.cpu)
    shown = finished.stdout + finished.stderr
    ended = finished.exit == 0 or (program.action == HELP and helps(finished))
    if finished.exceeded == "time":
        start = Start(fault=CUT)
    elif finished.exceeded or not ended:
        start = Start(fault=failure(finished))
    elif program.action == HOT_LOOP:
        start = _judge_loop(program, finished)
    elif program.action == HELP and not shown.strip():
        start = Start(fault="--help printed nothing")
    elif program.action not in {BARE, HELP} and (
        fault := difference(finished.stdout, program.settings)
    ):
        start = Start(fault=fault)
    if program.action == HELP:
        # As flags have it: --count-1 for count_1.
        words = set(re.findall(r"\w+", shown.replace("--", " ").replace("-", "_")))
        named = len(words.intersection(program.settings))
        start = replace(start, noted={"named": named})
    return replace(start, spent=finished.seconds)


def difference(printed: str, settings: Mapping[str, object]) -> str | None:
    """Say in one sentence what a program printed instead of its settings, if it did."""
    if printed == f"{settings!r}\n":
        return None
    got: object = None
    with suppress(ValueError, SyntaxError, MemoryError, RecursionError):
        got = ast.literal_eval(printed.strip())
    if not isinstance(got, dict):
        return f"printed no settings: {last_line(printed)[:80]}"
    wrong = [
        f"{key} is {got[key]!r}, expected {value!r}"
        for key, value in settings.items()
        # 1 == 1.0 == True: the spelling tells the type.
        if key in got and repr(got[key]) != repr(value)
    ]
    if len(got) != len(settings):
        wrong.append(f"{len(got)} settings, expected {len(settings)}")
    return "; ".join(wrong[:2]) or "printed more than its settings"


def _judge_loop(program: Program, finished: Finished) -> Start:
    """Judge one run of a hot loop: every statement did what it says.

    What is noted are seconds a loop of each statement, the empty one among them, and whether an
    export holds nothing but Python's own containers.
    """
    try:
        told: dict[str, Any] = json.loads(finished.stdout)
        did = {name: told[name] for name in ("read", "written", "kept")}
        did["leaves"] = {name: text.lower() for name, text in told["leaves"].items()}
        timed = ("empty", *OPERATIONS)
        seconds = {name: float(told["seconds"][name]) for name in timed}
        noted = {**seconds, "plain": bool(told["plain"])}
    except (ValueError, LookupError, TypeError, AttributeError):
        return Start(fault=f"printed no times: {last_line(finished.stdout)[:80]}")
    section, key = target(program.sections)
    default = program.sections[section][key]
    expected = {
        "read": default,
        "written": OVERRIDDEN,
        "kept": default,
        # As text: an INI file has no types.
        "leaves": {name: str(v).lower() for name, v in program.settings.items()},
    }
    for name, value in expected.items():
        if did[name] != value:
            return Start(fault=f"{name}: {did[name]!r}, expected {value!r}"[:200])
    return Start(finished.seconds, finished.cpu, noted=noted)


@dataclass(frozen=True)
class Growth:
    """What one action of a row took.

    Attributes
    ----------
    samples, bare
        Of the row, and of the interpreter alone in the same rounds, by number of settings.
    """

    samples: Mapping[int, Samples]
    bare: Mapping[int, Samples]

    def judgement(self, count: int) -> Judgement:
        """Judge the action with so many settings.

        ``above`` is the median of the paired differences to the bare interpreter, ``slope`` how
        CPU time, which a busy machine disturbs least, grows from the size before (:func:`slopes`).
        """
        own, bare = self.samples[count], self.bare[count]
        if bare.fault:
            sentence = f"python -c pass could not be timed: {bare.fault}"
            return unmeasured(sentence, Trouble.HERE)
        facts: dict[str, Any] = {
            "samples": {
                "wall": own.wall,
                "cpu": own.cpu,
                "bare": {"wall": bare.wall, "cpu": bare.cpu},
            }
        }
        if named := own.noted.get("named"):
            facts["named"] = named[-1]
        if own.fault is None:
            facts["median"] = statistics.median(own.wall)
            facts["above"] = statistics.median(_minus(own.wall, bare.wall))
        elif own.fault == CUT:
            facts["cut"] = LIMITS.seconds
        if (slope := slopes(self._cpu()).get(count)) is not None:
            facts["slope"] = slope
        return judgement(own, facts)

    def _cpu(self) -> dict[int, list[float]]:
        return {
            count: _minus(own.cpu, self.bare[count].cpu)
            for count, own in self.samples.items()
            if own.fault is None and self.bare[count].fault is None
        }


@dataclass(frozen=True)
class HotLoop:
    """The rounds of one hot loop: what they noted, and the statements that were timed."""

    samples: Samples
    statements: Mapping[str, str]

    def judgement(self, count: int) -> Judgement:
        """Judge them; each operation has its paired difference to the empty loop, in seconds.

        The median and an interval; ``range`` where that is the lowest and the highest.
        """
        facts: dict[str, Any] = {"statements": dict(self.statements), "settings": count}
        if self.samples.fault is None:
            noted = self.samples.noted
            seconds = {name: noted[name] for name in ("empty", *OPERATIONS)}
            for name in OPERATIONS:
                above = paired.difference(seconds[name], seconds["empty"])
                facts[name] = asdict(above)
            facts["range"] = len(seconds["empty"]) < paired.FEWEST
            facts |= {"plain": all(noted["plain"]), "samples": seconds}
        return judgement(self.samples, facts)


def judge(case: ScalingCase, facts: Growth | HotLoop) -> Judgement:
    """Judge what was measured of a row in one case."""
    return facts.judgement(case.count)


def _minus(one: Sequence[float], other: Sequence[float]) -> list[float]:
    pairs = zip(*paired.in_common(one, other), strict=True)
    return [mine - bare for mine, bare in pairs]


def slopes(measured: Mapping[int, Sequence[float]]) -> dict[int, float]:
    """Return, by size, the log-log slope of the added time from the size before.

    What is added is counted from the smallest size, for settings and for seconds alike, so that
    the constant cost of a start does not flatten the slope: 1 is linear, 2 quadratic.  There is no
    slope where what was added before is not above the spread of the samples.

    Parameters
    ----------
    measured
        Seconds of each sample, by number of settings.
    """
    sizes = sorted(measured)
    found: dict[int, float] = {}
    if not sizes:
        return found
    first = sizes[0]
    base = statistics.median(measured[first])
    for before, count in itertools.pairwise(sizes[1:]):
        spread = max(
            max(measured[size]) - min(measured[size]) for size in (first, before)
        )
        one, two = (
            statistics.median(measured[size]) - base for size in (before, count)
        )
        if one > spread and two > 0:
            settings_added = (count - first) / (before - first)
            found[count] = math.log(two / one) / math.log(settings_added)
    return found
