"""Start-up: the two figures that are paid, what a start costs otherwise, and where it goes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import Any

from report import cells, hours, load, words
from report.load import Cell, Results, Rows
from report.text import interval, milliseconds

#: What the two figures are measured by: a start, and a run, which imports torch anyway.
PAID = ("default", "with_torch")

#: The run of whoever has a framework already.
_FRAMEWORK = "with_framework"

#: Cells that are no starts.
_NO_START = ("where", "run")

#: What the roles of a program do, in the order of a run.
ROLES = {
    "declare": ("declare",),
    "load": ("load", "restore"),
    "main": ("main",),
    "wire": ("wire",),
    "save": ("save",),
}

#: The dearest modules and distributions of a row that are named.
_DEAREST = 3


@dataclass(frozen=True)
class Start:
    """A start of a row: its figures as they are printed, empty where there are none.

    Attributes
    ----------
    said
        Why there are none, if the row did not do what was asked.
    ratio
        Times the control's, with the interval.
    here
        Milliseconds above it.
    tied
        The rows that cannot be told from it; ``None`` where they were not compared.
    """

    said: str = ""
    ratio: str = ""
    here: str = ""
    tied: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Paid:
    """What is paid for a row: a start, and a run."""

    name: str
    torch: bool
    start: Start
    run: Start | None


@dataclass(frozen=True)
class Measured:
    """How the start of a row was measured."""

    name: str
    cpu: str
    median: str
    rounds: int
    memory: str


def facts(results: Results, rows: Rows) -> dict[str, Any]:
    """Return all that the page tells."""
    names = [name for name in rows if name in results["adapters"]]
    plain = {name: rows[name]["default"] for name in rows if "default" in rows[name]}
    others = [
        case
        for case in load.listed(results, "startup")
        if case not in {*PAID, _FRAMEWORK, *_NO_START}
        and any(case in rows[name] for name in names)
    ]
    looked = {
        name: rows[name]["where"]
        for name in ("control", *names)
        if "total" in rows.get(name, {}).get("where", {})
    }
    return {
        "own_table": True,
        "paid": _paid(rows, names),
        "elsewhen": _elsewhen(results),
        "ran": any("wall" in rows[name].get(PAID[1], {}) for name in names),
        "together": _together(results, plain),
        "measured": [_measured(name, cell, plain) for name, cell in plain.items()],
        "moved": [
            (case, moved)
            for case in PAID
            if (moved := hours.moved(results, case, changed=True))
        ],
        "notes": list(notes(results)),
        "frameworks": _frameworks(results, rows),
        "others": others,
        "beside": {
            name: [_start(rows[name].get(case), names) for case in others]
            for name in names
            if any(case in rows[name] for case in others)
        },
        "plans": _plans(rows.get("control", {}), others),
        "torch_alone": _imported(rows.get("control", {}).get(PAID[1], {})),
        "dearer": [name for name in names if _dearer_with_torch(rows[name])],
        "untimed": [
            (name, case, cells.word(cell["outcome"]), cell.get("detail", ""))
            for name in names
            for case in (*PAID, *others)
            if (cell := rows[name].get(case)) is not None
            and "wall" not in cell
            and cells.worst(cell) not in cells.WORST
        ],
        "where": {name: _where(cell) for name, cell in looked.items()},
        "roles": tuple(ROLES),
        "installed": _installed(results, names),
        "uninvited": _uninvited(looked),
        "dearest": {
            name: _dearest(cell) for name, cell in looked.items() if name != "control"
        },
    }


def _paid(rows: Rows, names: Sequence[str]) -> list[Paid]:
    """Return the rows, the quickest to start first; those without figures last."""
    found = []
    for name in names:
        cell = rows[name].get("default")
        if cell is None:
            continue
        run = rows[name].get(PAID[1])
        paid = Paid(
            name,
            bool(cell.get("torch")),
            _start(cell, names),
            None if run is None else _start(run, names),
        )
        found.append((_ratio(cell), paid))
    return [paid for _, paid in sorted(found, key=lambda each: each[0])]


def _ratio(cell: Cell) -> float:
    ratio = cells.interval(cell.get("ratio"))
    return float("inf") if ratio is None else ratio[0]


def _elsewhen(results: Results) -> list[tuple[str, str, str]]:
    """Return rows of another run: when that was, and the ratio, which may stand beside others."""
    return [
        (name, each["created"][:10], _times(each["ratio"]))
        for name, each in load.other_runs(results, "startup").items()
    ]


def _times(ratio: object) -> str:
    return interval(cells.interval(ratio), digits=2)


def _start(cell: Cell | None, names: Sequence[str]) -> Start:
    if cell is None:
        return Start()
    if "wall" not in cell:
        return Start(said=cells.word(cell["outcome"]))
    compared = set(cell.get("compared") or ())
    shown = milliseconds(cell["wall"])
    tied = tuple(
        name for name in cell.get("ties", ()) if name in names or name == "control"
    )
    return Start(
        ratio=_times(cell.get("ratio")),
        here=shown.replace("[", "(").replace("]", ")") if cell.get("range") else shown,
        tied=tied if compared.intersection(names) or "control" in tied else None,
    )


def _together(results: Results, plain: Mapping[str, Cell]) -> list[tuple[str, ...]]:
    """Return rows next to each other, by their ratio, of which no two can be told apart."""
    order = [name for name in plain if name in results["adapters"]]
    order.sort(key=lambda name: _ratio(plain[name]))
    ties = {name: set(plain[name].get("ties", ())) for name in order}
    found: list[tuple[str, ...]] = []
    for first in range(len(order)):
        last = first + 1
        while last < len(order) and all(
            one in ties[other] or other in ties[one]
            for one, other in combinations(order[first : last + 1], 2)
        ):
            last += 1
        run = tuple(order[first:last])
        if len(run) > 1 and not any(set(run) <= set(other) for other in found):
            found.append(run)
    return found


def _measured(name: str, cell: Cell, plain: Mapping[str, Cell]) -> Measured:
    return Measured(
        name,
        milliseconds(cell.get("cpu")),
        milliseconds_of(cell),
        len(cells.walls(cell)),
        _memory(cell, plain.get("control", {})),
    )


def milliseconds_of(cell: Cell | None) -> str:
    """Print the median of a start, in milliseconds; nothing where there is none."""
    return f"{cell['median'] * 1e3:.1f}" if cell and "median" in cell else ""


def _imported(cell: Cell) -> str:
    """Print what the import of torch took in the program without a library, in milliseconds."""
    return f"{cell['imported'] * 1e3:.1f}" if "imported" in cell else ""


def _memory(cell: Cell, ground: Cell) -> str:
    if "memory" not in cell:
        return ""
    peak = cell["memory"]["median"]
    if "wall" not in cell or "memory" not in ground:
        return f"{peak:.1f}"
    return f"{peak:.1f} ({peak - ground['memory']['median']:+.1f})"


def notes(results: Results) -> Iterator[str]:
    """Yield what is to be known of the measurement: noise, plan, load, its own cost."""
    starts = results["cells"]["startup"]
    plain = {name: row["default"] for name, row in starts.items() if "default" in row}
    said = words.words()["measuring"]
    for name, cell in plain.items():
        if "floor" in cell:
            floor = milliseconds(cell["floor"], digits=2)
            yield said["floor"].format(name=name, of=cell["twin_of"], floor=floor)
    plan = next((cell["plan"] for cell in plain.values() if "plan" in cell), None)
    if plan:
        yield said["shuffled"].format(plan=_told(plan), seed=plan["seed"])
        yield from _ends(plan)
    run = starts.get("control", {}).get("run")
    if run:
        loads = [each for rounds in run["load"]["rounds"].values() for each in rounds]
        yield said["load"].format(
            cores=results["machine"]["cores"],
            before=f"{run['load']['before'][0]:.1f}",
            least=f"{min(loads):.1f}",
            most=f"{max(loads):.1f}",
        )
        yield said["took" if run["sittings"] == 1 else "took_sittings"].format(
            seconds=f"{run['seconds']:.0f}",
            sittings=run["sittings"],
            ratio=f"{run['ratio']:.2f}",
            rows=len(run["rows"]),
        )


def _told(plan: Mapping[str, Any]) -> str:
    """Return in words how many starts a plan makes."""
    least = plan.get("least", plan["rounds"])
    ends = plan.get("width") or plan.get("seconds")
    said = words.words()["measuring"]
    most = plan["rounds"]
    rounds = said["between"].format(least=least, most=most) if ends else str(most)
    baseline = plan.get("baseline", 1)
    more = said["baseline"].format(count=baseline) if baseline > 1 else ""
    form = said["one" if plan["starts"] == 1 else "median"]
    return str(form.format(rounds=rounds, starts=plan["starts"], more=more))


def _ends(plan: Mapping[str, Any]) -> Iterator[str]:
    """Yield when a contestant leaves the rounds of a plan before their end, if it may."""
    said, reasons = words.words()["measuring"], []
    if width := plan.get("width"):
        reasons.append(said["width"].format(width=f"{width * 100:.1f}"))
    if seconds := plan.get("seconds"):
        reasons.append(said["seconds"].format(seconds=f"{seconds:g}"))
    if reasons:
        yield said["leaves"].format(reasons=said["or"].join(reasons))


def _plans(control: Mapping[str, Cell], cases: Sequence[str]) -> dict[str, list[str]]:
    """Return how many rounds the cases have: in words, and the cases that have so many."""
    found: dict[str, list[str]] = {}
    for case in (*PAID, *cases):
        if case != "default" and (cell := control.get(case)) and "plan" in cell:
            found.setdefault(_told(cell["plan"]), []).append(case)
    return found


def _frameworks(results: Results, rows: Rows) -> list[dict[str, Any]]:
    """Return what rows cost whoever has the framework that they come with: time and MiB."""
    found = []
    for name, adapter in results["adapters"].items():
        beside = (adapter.get("footprint") or {}).get("beside")
        cell = rows.get(name, {}).get(_FRAMEWORK)
        if beside or cell:
            figures = _start(cell, list(results["adapters"]))
            found.append({"name": name, "start": figures, "beside": beside})
    return found


def _dearer_with_torch(row: Mapping[str, Cell]) -> bool:
    plain, torch = (row.get(case, {}).get("cpu") for case in PAID)
    return bool(plain and torch and torch["low"] > plain["high"])


def _where(cell: Cell) -> dict[str, Any]:
    """Return where the time of a start went, in milliseconds as they are printed."""
    spent = [
        cell["total"],
        cell["interpreter"],
        *(cell["imports"][kind] for kind in ("library", "python", "other")),
        *(
            sum(cell["roles"].get(role, 0.0) for role in roles)
            for roles in ROLES.values()
        ),
    ]
    return {
        "spent": [f"{each * 1e3:.1f}" for each in spent],
        "modules": cell["modules"],
        "own": cell["library_modules"],
    }


def _installed(results: Results, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return what each row adds to an installation, the largest distributions first."""
    found = {}
    for name in names:
        footprint = results["adapters"][name].get("footprint")
        if footprint is None:
            continue
        sizes = footprint.get("sizes", {})
        added = sorted(footprint["added"], key=lambda each: -sizes.get(each, 0.0))
        found[name] = {
            "mib": "<0.1"
            if added and not footprint["mib"]
            else f"{footprint['mib']:g}",
            "added": [(each, sizes.get(each)) for each in added],
            "compiled": footprint.get("compiled", []),
            "shared": footprint["shared"],
        }
    return found


def _uninvited(looked: Mapping[str, Cell]) -> list[tuple[str, list[str], str]]:
    """Return what rows import because it is there, and the milliseconds that takes."""
    return [
        (
            name,
            cell["uninvited"],
            f"{sum(cell['by_distribution'][each] for each in cell['uninvited']) * 1e3:.1f}",
        )
        for name, cell in looked.items()
        if cell["uninvited"]
    ]


def _dearest(cell: Cell) -> dict[str, list[tuple[str, str]]]:
    """Return the dearest distributions and modules of a row, with their milliseconds."""
    spent = sorted(cell["by_distribution"].items(), key=lambda each: -each[1])
    modules = sorted(cell["dearest"], key=lambda each: -each["own"])
    return {
        "distributions": [(owner, f"{s * 1e3:.1f}") for owner, s in spent[:_DEAREST]],
        "modules": [
            (each["module"], f"{each['own'] * 1e3:.1f}") for each in modules[:_DEAREST]
        ],
    }


def spread(results: Results) -> list[dict[str, Any]]:
    """Return of each figure that is paid its least, middle and most, and whose they are."""
    starts = load.rows(results, "startup")
    found = []
    for case in PAID:
        ratios = {
            name: ratio[0]
            for name in results["adapters"]
            if (
                ratio := cells.interval(starts.get(name, {}).get(case, {}).get("ratio"))
            )
        }
        if ratios:
            order = sorted(ratios, key=lambda name: ratios[name])
            found.append(
                {
                    "case": case,
                    "rows": len(order),
                    "least": (order[0], ratios[order[0]]),
                    "middle": median(ratios.values()),
                    "most": (order[-1], ratios[order[-1]]),
                }
            )
    return found
