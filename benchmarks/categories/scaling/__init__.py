"""Scaling: what ten, a hundred, a thousand, ten thousand settings cost, and a setting's use.

``adapters/<name>/scaling.py`` writes a program with that many settings in the library's own idiom:
in sections of ten, an int, a float, a string and a bool in turn.  The program prints every setting
as it was read, one by one; what it prints must be what was meant, in every single run, or there is
no time.  Times are wall time from just before the spawn until it was reaped, above a
bare interpreter in the same rounds; the *control* holds the same settings as literals.

The *hot loop* times statements on the config object of a small program, from inside of it.
"""

import ast
import functools
import importlib.util
import itertools
import json
import math
import random
import re
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import paired, runs
from benchmarks.axes import startup
from benchmarks.axes.startup import Samples, Start
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome
from benchmarks.paths import CONTROL
from benchmarks.process import Finished, Limits, run
from benchmarks.registry import Adapter

ACTIONS = ("load", "help", "override")
HOT_LOOP = "hot_loop"
OPERATIONS = ("read", "write", "to_dict", "deepcopy")

#: The bare interpreter, ``python -c pass``: what is measured lies above it.
BARE = "bare"

#: The value that the override gives; no setting has it by default.
OVERRIDDEN = 123_456_789
#: Settings of the program with the hot loop.
HOT_SIZE = 20

LIMITS = Limits(seconds=10)
CUT = f"cut off at {LIMITS.seconds:.0f} s"

Sections = dict[str, dict[str, object]]
Cells = dict[str, dict[str, Any]]
Tick = Callable[[int], None]


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes
    ----------
    samples
        Runs by action and number of settings.
    rounds
        Processes of each hot loop.
    seed
        Of the order in each round.
    """

    samples: Mapping[str, Mapping[int, int]]
    rounds: int = 0
    seed: int = 20240229

    def repeats(self, action: str, count: int) -> int:
        """How often ``action`` runs with ``count`` settings."""
        return self.samples.get(action, {}).get(count, 0)

    @property
    def sizes(self) -> list[int]:
        """All numbers of settings, ascending."""
        return sorted({count for counts in self.samples.values() for count in counts})


FULL = Plan(
    {
        "load": {10: 3, 100: 3, 1_000: 3, 10_000: 1},
        # With few settings, these are the start-up axis's; with ten thousand, some helps take
        # longer than all the rest together.
        "help": {1_000: 3},
        "override": {1_000: 3},
    },
    rounds=5,
)
FAST = Plan({"load": {10: 1, 100: 1}})


def settings(count: int) -> Sections:
    """Return ``count`` settings with their defaults, in sections of ten."""
    found: Sections = {}
    for number in range(count):
        kinds: dict[str, object] = {
            "count": number,
            "rate": number + 0.5,
            "label": f"text{number}",
            "switch": number % 8 < 4,  # noqa: PLR2004  every other one
        }
        kind = list(kinds)[number % len(kinds)]
        found.setdefault(f"part_{number // 10}", {})[f"{kind}_{number}"] = kinds[kind]
    return found


def target(sections: Sections) -> tuple[str, str]:
    """Return section and key of the setting that is overridden: the last int."""
    return [
        (section, key)
        for section, keys in sections.items()
        for key, value in keys.items()
        if type(value) is int
    ][-1]


@dataclass(frozen=True)
class Generator:
    """What writes the programs of one row: its ``scaling.py``, loaded."""

    path: Path
    module: ModuleType

    @property
    def by_hand(self) -> tuple[str, ...]:
        """The actions that a hand-written line answers for."""
        return tuple(self.module.BY_HAND)

    def write(self, sections: Sections, use: str, folder: Path) -> Path:
        """Write the files of a program that ends in the statement ``use``; return the program."""
        for name, text in self.module.files(sections, use).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder / "program.py"

    def printing(self, sections: Sections) -> str:
        """Return the statement that reads every setting and prints them all."""
        read = [
            f"{key!r}: {self.module.read(section, key, value)}"
            for section, keys in sections.items()
            for key, value in keys.items()
        ]
        return f"print({{{', '.join(read)}}})"


def generator(path: Path) -> Generator:
    """Load a ``scaling.py``.

    Raises
    ------
    BenchError
        If it is missing, fails to load, or lacks one of its names.
    """
    if not path.is_file():
        raise BenchError(f"{path}: not found; it writes the programs of this axis")
    spec = importlib.util.spec_from_file_location(f"scaling_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise BenchError(f"{path}: is no Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise BenchError(f"{path}: cannot be loaded: {error!r}") from error
    for name in ("files", "read", "words", "hot", "BY_HAND"):
        if not hasattr(module, name):
            raise BenchError(
                f"{path}: has no {name!r}; expected files, read, words, hot, BY_HAND"
            )
    return Generator(path, module)


@dataclass(frozen=True)
class Program:
    """One command with what it must print; ``expected`` is empty for ``--help``."""

    argv: tuple[str, ...]
    action: str
    expected: str = ""
    keys: tuple[str, ...] = ()


def judge(program: Program, finished: Finished) -> Start:
    """Judge one run: in time, exit 0, and exactly the settings that were meant; pure."""
    if finished.exceeded == "time":
        return Start(fault=CUT)
    if finished.exceeded or finished.exit != 0:
        return Start(fault=f"{finished.ended}: {runs.last_line(finished.stderr)}")
    if program.action != "help" and finished.stdout != program.expected:
        return Start(fault=difference(finished.stdout, program.expected))
    if program.action == "help" and not (finished.stdout + finished.stderr).strip():
        return Start(fault="--help printed nothing")
    return Start(finished.seconds, finished.cpu)


def difference(printed: str, expected: str) -> str:
    """Say in one sentence what a program printed instead of its settings; pure."""
    want = ast.literal_eval(expected)
    got: object = None
    with suppress(ValueError, SyntaxError):
        got = ast.literal_eval(printed.strip())
    if not isinstance(got, dict):
        return f"printed no settings: {runs.last_line(printed)[:80]}"
    wrong = [
        f"{key} is {got[key]!r}, expected {value!r}"
        for key, value in want.items()
        # 1 == 1.0 == True: the spelling tells the type.
        if key in got and repr(got[key]) != repr(value)
    ]
    if len(got) != len(want):
        wrong.append(f"{len(got)} settings, expected {len(want)}")
    return "; ".join(wrong[:2]) or "printed more than its settings"


class Programs:
    """The generated programs of several rows, and what their runs showed beside the time."""

    def __init__(self, generators: Mapping[str, Generator], folder: Path) -> None:
        self._generators = generators
        self._folder = folder
        #: How many keys a help names, by contestant.
        self.named: dict[str, int] = {}
        self.statements: dict[str, dict[str, str]] = {}

    @functools.cache  # noqa: B019  one object a measurement, gone with it
    def _program(self, row: str, count: int) -> tuple[Path, Sections]:
        sections = settings(count)
        made = self._generators[row]
        folder = self._folder / row / str(count)
        return made.write(sections, made.printing(sections), folder), sections

    @functools.cache  # noqa: B019  as above
    def program(self, name: str) -> Program:
        """Return what is run for the contestant ``row action count``."""
        row, action, count = name.split()
        if row == BARE:
            return Program(("python", "-c", "pass"), action)
        path, sections = self._program(row, int(count))
        section, key = target(sections)
        words: list[str] = ["--help"] if action == "help" else []
        values = {k: v for keys in sections.values() for k, v in keys.items()}
        if action == "override":
            words = self._generators[row].module.words(section, key, OVERRIDDEN)
            values[key] = OVERRIDDEN
        return Program(
            ("python", str(path), *words),
            action,
            "" if action == "help" else f"{values!r}\n",
            tuple(values),
        )

    def start(self, name: str) -> Start:
        """Run one contestant once."""
        program = self.program(name)
        with runs.workplace() as place:
            finished = run(program.argv, cwd=place.work, home=place.home, limits=LIMITS)
        if program.action == "help":
            shown = finished.stdout + finished.stderr
            # As flags have it: --count-1 for count_1.
            words = set(re.findall(r"\w+", shown.replace("-", "_")))
            self.named[name] = len(words.intersection(program.keys))
        return judge(program, finished)

    def hot(self, row: str) -> "Hot":
        """Run the hot loop of one row once."""
        made = self._generators[row]
        sections = settings(HOT_SIZE)
        section, key = target(sections)
        folder = self._folder / row / HOT_LOOP
        if row not in self.statements:
            use = "import hot_loop; hot_loop.run(cfg, globals())"
            made.write(sections, use, folder)
            shutil.copy(CONTROL.parent / "hot_loop.py", folder)
            said = made.module.hot(section, key, OVERRIDDEN)
            self.statements[row] = said
            (folder / "hot_loop.json").write_text(json.dumps(said), encoding="utf-8")
        with runs.workplace() as place:
            finished = run(
                ["python", str(folder / "program.py")],
                cwd=place.work,
                home=place.home,
                limits=LIMITS,
            )
        return judge_hot(finished, sections)


@dataclass
class Hot:
    """Seconds a loop of each statement, the empty one among them; or why there are none."""

    seconds: dict[str, float] = field(default_factory=dict)
    plain: bool = True
    fault: str | None = None


def judge_hot(finished: Finished, sections: Sections) -> Hot:
    """Judge one run of a hot loop: every statement did what it says; pure."""
    if finished.exceeded or finished.exit != 0:
        return Hot(fault=f"{finished.ended}: {runs.last_line(finished.stderr)}")
    try:
        said = json.loads(finished.stdout)
    except ValueError:
        return Hot(fault=f"printed no JSON: {runs.last_line(finished.stdout)[:80]}")
    section, key = target(sections)
    # As text: an INI file has no types.
    leaves = {
        name: str(value).lower()
        for keys in sections.values()
        for name, value in keys.items()
    }
    expected = {
        "read": sections[section][key],
        "written": OVERRIDDEN,
        "kept": sections[section][key],
        "leaves": leaves,
    }
    said["leaves"] = {name: text.lower() for name, text in said["leaves"].items()}
    for name, value in expected.items():
        if said[name] != value:
            return Hot(fault=f"{name}: {said[name]!r}, expected {value!r}"[:200])
    return Hot(said["seconds"], said["plain"])


def measure_all(
    adapters: Sequence[Adapter], plan: Plan, tick: Tick
) -> dict[str, Cells]:
    """Measure all ``adapters`` beside the control; return the cells by row and case.

    Raises
    ------
    BenchError
        If plugins slow Hydra unused, or the bare interpreter cannot be timed.
    """
    startup.refuse_plugins()
    generators = {startup.CONTROL_NAME: generator(CONTROL.parent / "scaling.py")}
    faults: dict[str, str] = {}
    for adapter in adapters:
        try:
            generators[adapter.name] = generator(adapter.folder / "scaling.py")
        except BenchError as error:
            faults[adapter.name] = str(error)
    with tempfile.TemporaryDirectory(prefix="configbench-scaling-") as folder:
        programs = Programs(generators, Path(folder).resolve())
        samples = measure(list(generators), programs.start, plan, tick)
        for name, each in samples.items():
            if name.startswith(f"{BARE} ") and each.fault:
                raise BenchError(f"python -c pass could not be timed: {each.fault}")
        hot = measure_hot(list(generators), programs.hot, plan, tick)
    causes = {adapter.name: adapter.causes for adapter in adapters}
    found: dict[str, Cells] = {}
    for row, made in generators.items():
        found[row] = cells(row, samples, made.by_hand, programs.named, plan)
        if row in hot:
            found[row][HOT_LOOP] = hot_cell(row, hot[row], programs.statements[row])
        for case, cell in found[row].items():
            if cell["outcome"] == Outcome.BROKEN:
                cell["cause"] = causes.get(row, {}).get(
                    f"scaling/{case}", "unexplained"
                )
    for row, sentence in faults.items():
        found[row] = {
            "all": _cell(row, "all", Outcome.BROKEN)
            | {"cause": "unexplained", "detail": sentence}
        }
    return found


def contestants(rows: Sequence[str], plan: Plan, repeats: int) -> list[str]:
    """Return the names of all contestants that run so often: ``row action count``.

    A bare interpreter beside each size, and of the control its start alone.
    """
    found: list[str] = []
    for count in plan.sizes:
        actions = [each for each in ACTIONS if plan.repeats(each, count) == repeats]
        if actions:
            found.append(f"{BARE} load {count}")
        for row in rows:
            of_row = actions if row != startup.CONTROL_NAME else {"load"} & {*actions}
            found += [f"{row} {action} {count}" for action in of_row]
    return found


def measure(
    rows: Sequence[str], start: startup.Starter, plan: Plan, tick: Tick
) -> dict[str, Samples]:
    """Run every contestant as often as planned, in shuffled rounds; return samples by name."""
    once = startup.Plan(rounds=1, starts=1, warm_ups=0, seed=plan.seed)
    if plan.sizes:
        warm_ups = [f"{row} load {plan.sizes[0]}" for row in rows]
        startup.measure(warm_ups, start, once, tick)
    found: dict[str, Samples] = {}
    counts = {n for each in plan.samples.values() for n in each.values()}
    for repeats in sorted(counts, reverse=True):
        names = contestants(rows, plan, repeats)
        found |= startup.measure(names, start, replace(once, rounds=repeats), tick)
    return found


def measure_hot(
    rows: Sequence[str], start: Callable[[str], Hot], plan: Plan, tick: Tick
) -> dict[str, list[Hot]]:
    """Run every hot loop once a round, in a shuffled order; one that fails is not repeated."""
    order = random.Random(plan.seed)  # noqa: S311  a shuffle, not a secret
    found: dict[str, list[Hot]] = {row: [] for row in rows} if plan.rounds else {}
    for _ in range(plan.rounds):
        lineup = list(rows)
        order.shuffle(lineup)
        for row in lineup:
            if not (found[row] and found[row][-1].fault):
                found[row].append(start(row))
                tick(1)
    return found


def starts_planned(adapters: Sequence[Adapter], plan: Plan) -> int:
    """Return how many starts a measurement takes at most, for a progress bar."""
    rows = [startup.CONTROL_NAME, *(adapter.name for adapter in adapters)]
    repeats = {n for each in plan.samples.values() for n in each.values()}
    timed = sum(n * len(contestants(rows, plan, n)) for n in repeats)
    return timed + len(rows) * (bool(plan.sizes) + plan.rounds)


def cells(
    row: str,
    samples: Mapping[str, Samples],
    by_hand: Sequence[str],
    named: Mapping[str, int],
    plan: Plan,
) -> Cells:
    """Turn the samples of one row into cells ``action/count``; pure.

    ``above`` is the median of the paired differences to the bare interpreter, ``slope`` how CPU
    time, which a busy machine disturbs least, grows from the size before (:func:`slopes`).
    """
    found: Cells = {}
    for action in ACTIONS:
        cpu: dict[int, list[float]] = {}
        for count in plan.sizes:
            case, name = f"{action}/{count}", f"{row} {action} {count}"
            if name not in samples:
                continue
            mine, bare = samples[name], samples[f"{BARE} load {count}"]
            cell = _cell(row, case, Outcome.BROKEN if mine.fault else Outcome.RIGHT)
            cell["by"] = "hand" if action in by_hand else "library"
            cell["samples"] = {"wall": mine.wall, "cpu": mine.cpu}
            if name in named:
                cell["named"] = named[name]
            if mine.fault:
                cell["detail"] = mine.fault
            else:
                cell["median"] = statistics.median(mine.wall)
                cell["above"] = statistics.median(_minus(mine.wall, bare.wall))
                cpu[count] = _minus(mine.cpu, bare.cpu)
            if mine.fault == CUT:
                cell["cut"] = LIMITS.seconds
            found[case] = cell
        for count, value in slopes(cpu).items():
            found[f"{action}/{count}"]["slope"] = value
    return found


def _minus(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [mine - bare for mine, bare in zip(one, other, strict=True)]


def slopes(measured: Mapping[int, Sequence[float]]) -> dict[int, float]:
    """Return, by size, the log-log slope of the added time from the size before; pure.

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


def hot_cell(
    row: str, hot: Sequence[Hot], statements: Mapping[str, str]
) -> dict[str, Any]:
    """Turn the rounds of one hot loop into its cell; pure.

    Each operation has the median and 95 % interval of its difference to the empty loop of the
    same process, in seconds.
    """
    fault = hot[-1].fault
    cell = _cell(row, HOT_LOOP, Outcome.BROKEN if fault else Outcome.RIGHT)
    cell |= {"statements": dict(statements), "settings": HOT_SIZE}
    if fault:
        return cell | {"detail": fault}
    samples = {
        name: [each.seconds[name] for each in hot] for name in ("empty", *OPERATIONS)
    }
    for name in OPERATIONS:
        found = paired.difference(samples[name], samples["empty"])
        cell[name] = {"median": found.median, "low": found.low, "high": found.high}
    return cell | {"plain": all(each.plain for each in hot), "samples": samples}


def _cell(row: str, case: str, outcome: Outcome) -> dict[str, Any]:
    published = row != startup.CONTROL_NAME
    return {
        "outcome": str(outcome),
        "by": "library",
        "reproduce": f"python -m benchmarks reproduce scaling/{row}/{case}"
        if published
        else "pytest --benchmark --axis scaling",
    }


def reproduce(
    adapter: Adapter, case: str | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield one cell of a row afresh, or all of them.

    Raises
    ------
    BenchError
        If there is no such case.
    """
    found = measure_all([adapter], _plan(case), lambda _: None)[adapter.name]
    for name, cell in found.items():
        if case is None or name in {case, "all"}:
            yield name, cell


def _plan(case: str | None) -> Plan:
    """Return the least that has to be measured for one case."""
    if case is None:
        return FULL
    if case == HOT_LOOP:
        return Plan({}, rounds=FULL.rounds)
    action, _, count = case.partition("/")
    known = FULL.samples.get(action, {})
    if count not in map(str, known):
        raise BenchError(
            f"there is no scaling cell {case!r}; expected {HOT_LOOP}, or one of "
            f"{', '.join(ACTIONS)} with a size: load/1000"
        )
    return Plan({action: {size: n for size, n in known.items() if size <= int(count)}})
