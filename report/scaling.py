"""The section on scaling: what many settings cost, and what using one costs."""

from collections.abc import Iterator

from report import cells, load
from report.load import Cell, Results, Rows
from report.text import head, note

_ACTIONS = ("load", "help", "override")
_OPERATIONS = ("read", "write", "to_dict", "deepcopy")

_HEAD = """\
## Scaling

Programs with ten to ten thousand settings, generated in each row's own idiom (`scaling.toml` or
`scaling.py`): sections of ten, an int, a float, a string and a bool in turn. Each reads every
setting once and prints them all; a run that prints anything else has no time. *Load* changes
nothing, *override* one setting. Milliseconds of wall time from spawn to exit above a bare
interpreter (`python -c pass`) in the same shuffled rounds, medians; *control* holds the same
settings as literals. *Slope*: how CPU time grows with settings from the size before, on
logarithmic scales, the constant cost of a start taken off: 1 is linear, 2 quadratic; none where
the growth drowns in the spread of the samples. What takes long is run less often: a cell has all
its samples.
"""

_HOT = """\
### Hot loop

Nanoseconds of one statement on the row's own config object with {settings} settings, inside the
program that loaded it; the empty loop taken off. Median of {rounds} processes of each, in shuffled
rounds; in brackets {brackets}.
"""


def section(results: Results) -> str:
    """Return the section, or nothing where the category was not measured."""
    rows = results["cells"]["scaling"]
    measured = {name: row for name, row in rows.items() if "all" not in row}
    if not measured:
        return ""
    parts = [_HEAD, *_sizes(measured), *_hot(measured), *_notes(rows)]
    parts += [
        "",
        "Reproduce: `python -m benchmarks reproduce scaling/NAME/load/1000`",
        "",
    ]
    return "\n".join(parts)


def _sizes(rows: Rows) -> Iterator[str]:
    for action in _ACTIONS:
        shown = [case for case in load.cases(rows) if case.partition("/")[0] == action]
        timed = {
            name: [row[case] for case in shown if case in row]
            for name, row in rows.items()
        }
        heads = [f"{int(case.partition('/')[2]):,}" for case in shown]
        sloping = any("slope" in cell for row in timed.values() for cell in row)
        if sloping:
            heads.append("slope")
        if heads:
            yield from head(action, heads, "---:")
        for name, row in timed.items():
            if not row:
                continue
            values = [milliseconds(cell) for cell in row]
            if sloping:
                slopes = [f"{cell['slope']:.1f}" for cell in row if "slope" in cell]
                values.append(", ".join(slopes))
            yield f"| {name}{cells.mark(row[0])} | {' | '.join(values)} |"
        yield ""


def milliseconds(cell: Cell) -> str:
    """Print the time of a cell; a letter where there is none."""
    if "cut" in cell:
        return f"**over {cell['cut'] * 1e3:.0f}**"
    if "above" not in cell:
        return f"**{cells.letter('broken')}**"
    value = cell["above"] * 1e3
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"  # noqa: PLR2004


def _hot(rows: Rows) -> Iterator[str]:
    hot = {name: row["hot_loop"] for name, row in rows.items() if "hot_loop" in row}
    sound = {name: cell for name, cell in hot.items() if "samples" in cell}
    if not sound:
        return
    first = next(iter(sound.values()))
    counts = sorted({len(cell["samples"]["empty"]) for cell in sound.values()})
    few = any(cell.get("range") for cell in sound.values())
    yield _HOT.format(
        settings=first["settings"],
        rounds=" to ".join(map(str, (counts[0], *counts[1:][-1:]))),
        brackets="the lowest and the highest" if few else "the 95 % interval",
    )
    yield "| | " + " | ".join(_OPERATIONS) + " | read by |"
    yield "| --- |" + " ---: |" * len(_OPERATIONS) + " --- |"
    for name, cell in sound.items():
        values = [nanoseconds(cell[operation]) for operation in _OPERATIONS]
        yield f"| {name} | {' | '.join(values)} | `{cell['statements']['read']}` |"
    yield ""


def nanoseconds(measured: dict[str, float]) -> str:
    """Print a median with its interval, in nanoseconds: ``12,531 [11,082, 14,018]``."""
    median, low, high = (measured[key] * 1e9 for key in ("median", "low", "high"))
    return f"{median:,.0f} [{low:,.0f}, {high:,.0f}]"


def _notes(rows: Rows) -> Iterator[str]:
    for name, row in rows.items():
        for case, cell in row.items():
            if cell["outcome"] != "right":
                yield note(name, case, cell)
        # The largest help stands for all: the same lines print each.
        helps = {
            int(case.partition("/")[2]): cell["named"]
            for case, cell in row.items()
            if "named" in cell
        }
        if helps and helps[max(helps)] < max(helps):
            yield f"* {name}: `--help` names {helps[max(helps)]} of {max(helps):,} settings."
        hot = row.get("hot_loop", {})
        if hot.get("plain") is False:
            yield f"* {name}: to_dict leaves containers of the library's own."
