"""One plot an axis, as SVG: the same bytes for the same results.

The ground is transparent and every colour of a middle tone, so that a plot reads on white and on
black alike.  Text stays text, set in the reader's own fonts; nothing is laid out by measuring it.
"""

import io
import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from report import cells, load
from report.cells import OUTCOMES
from report.load import Results

INK = "#7a818a"
LIGHT = "#e9edf0"
FAINT = "#9aa1a955"
BLUE = "#4f86c6"
COLOURS = {
    "right": "#4d9b77",
    "retyped": "#c2962b",
    "silent": "#cf4f43",
    "late": "#dd7a35",
    "loud": "#5f8fc9",
    "unsupported": "#959da6",
    "broken": "#9562b3",
    "skipped": "#bcc2c8",
}
#: Parts of a bar that are no outcomes.
SERIES = (
    "#4f86c6", "#4d9b77", "#c2962b", "#dd7a35", "#9562b3", "#5aa5b3", "#a37c5b", "#959da6",
)  # fmt: skip

_STYLE: Any = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9.0,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": LIGHT,
    "hatch.linewidth": 1.2,
}
_WIDTH, _ROW, _ABOVE, _BELOW = 7.4, 0.27, 0.42, 0.5  # inches
_LEFT = 0.23  # of the width: the rows' names
_FEW_SIZES = 2  # a line needs as many points


def plots(results: Results) -> dict[str, str]:
    """Return the plot of every axis that has one: axis and SVG."""
    made = {}
    for axis in load.axes(results):
        if drawn(results, axis):
            draw = _DRAWN.get(axis, _outcomes)
            made[axis] = draw(results, axis) or _outcomes(results, axis) or ""
    return made


def drawn(results: Results, axis: str) -> bool:
    """Tell whether there is anything to draw."""
    return bool(_rows(results, axis))


def told(results: Results, axis: str) -> str:
    """Return what the plot of an axis shows, for whoever cannot see it."""
    rows = _rows(results, axis)
    if axis in {"lines", "change", "startup"}:
        values = {name: _total(cells_) for name, cells_ in rows.items()}
        said = [f"{name} {value:.4g}" for name, value in values.items() if value]
        what = {
            "lines": "Lines of each row",
            "change": "Lines touched by all changes together",
            "startup": "Milliseconds above the control",
        }[axis]
        return f"{what}: {', '.join(said)}."
    said = []
    for name, row in rows.items():
        counts = Counter(cell["outcome"] for cell in row.values())
        inner = ", ".join(f"{counts[each]} {each}" for each in OUTCOMES if counts[each])
        said.append(f"{name} {inner}")
    return f"Cells by outcome: {'; '.join(said)}."


def _rows(results: Results, axis: str) -> dict[str, dict[str, Any]]:
    """Return the rows under comparison that were measured, without control and twins."""
    return {
        name: row
        for name, row in results.get(axis, {}).items()
        if name in results["adapters"] and row and "all" not in row
    }


def _total(row: dict[str, Any]) -> float:
    """Return the figure of a row: of its headline cell, or of all changes together."""
    if "default" in row:
        value = cells.measured(row["default"])
        return value[0] if value else 0.0
    values = [cells.measured(cell) for cell in row.values()]
    return sum(value[0] for value in values if value)


def _canvas(names: list[str]) -> tuple[Figure, Axes]:
    """Return an empty plot with a line for each name, the first at the top."""
    height = _ABOVE + _BELOW + _ROW * len(names)
    figure = Figure(figsize=(_WIDTH, height))
    figure.patch.set_alpha(0)
    area = figure.add_axes(
        (_LEFT, _BELOW / height, 0.96 - _LEFT, _ROW * len(names) / height)
    )
    area.patch.set_alpha(0)
    area.set_ylim(len(names) - 0.5, -0.5)
    area.set_yticks(range(len(names)), names)
    area.tick_params(length=0)
    area.grid(axis="x", color=FAINT, linewidth=0.6)
    area.set_axisbelow(True)
    for side in ("top", "right", "left"):
        area.spines[side].set_visible(False)
    return figure, area


def _legend(area: Axes, patches: list[Patch]) -> None:
    area.legend(
        handles=patches,
        loc="lower left",
        bbox_to_anchor=(-0.3, 1.0),
        ncols=len(patches),
        frameon=False,
        fontsize=8,
        handlelength=1.0,
        handleheight=0.9,
        columnspacing=1.0,
        handletextpad=0.4,
    )


def _svg(figure: Figure, salt: str, title: str, description: str) -> str:
    """Return the picture without anything that differs from run to run, or that nobody needs."""
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": salt}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r" <metadata>.*?</metadata>\n", "", text, flags=re.DOTALL)
    text = re.sub(r' id="(?:figure|axes|patch|line2d|text|legend|matplotlib|xtick|ytick|'
                  r'LineCollection|PathCollection|PolyCollection)[\w.]*"', "", text)  # fmt: skip
    # Names of clip paths and marks must not meet those of another plot in one page.
    text = re.sub(r'(id="|url\(#|href="#)(?=[mph][0-9a-f])', rf"\1{salt}-", text)
    text = re.sub(r"font-family: [^;\"]*", "font-family: system-ui, sans-serif", text)
    text = re.sub(r"(?m)^ +", "", text)
    head, inner = text.split(">", 1)
    said = f"<title>{_escape(title)}</title><desc>{_escape(description)}</desc>"
    return f'{head} role="img">{said}{inner}'


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _finish(figure: Figure, results: Results, axis: str) -> str:
    title = load.words()["axes"].get(axis, {}).get("title", axis)
    return _svg(figure, axis, title, told(results, axis))


def _lines(results: Results, axis: str) -> str | None:
    rows = {
        name: row["total"]
        for name, row in _rows(results, axis).items()
        if isinstance(row.get("total", {}).get("roles"), dict)
    }
    if not rows:
        return None
    roles = list(
        dict.fromkeys(role for cell in rows.values() for role in cell["roles"])
    )
    order = ["declare", "load", "wire", "save", "restore", "main", "other"]
    parts = {
        role: [cell["roles"].get(role, 0) for cell in rows.values()]
        for role in sorted(
            (role for role in roles if role != "help"),
            key=lambda role: order.index(role) if role in order else len(order),
        )
    }
    parts["config files"] = [cell.get("config", 0) for cell in rows.values()]
    figure = _bars(list(rows), parts)
    figure.axes[0].set_xlabel("lines, help left out")
    return _finish(figure, results, axis)


def _change(results: Results, axis: str) -> str | None:
    rows = _rows(results, axis)
    groups = {
        "added": [_sum(row, "added") for row in rows.values()],
        "removed": [_sum(row, "removed") for row in rows.values()],
    }
    if not any(groups["added"]):
        return None
    figure = _bars(list(rows), groups)
    figure.axes[0].set_xlabel("lines touched by all changes together")
    return _finish(figure, results, axis)


def _sum(row: dict[str, Any], key: str) -> int:
    place = ("added", "removed").index(key)
    return sum((cells.touched(cell) or (0, 0))[place] for cell in row.values())


def _bars(names: list[str], parts: dict[str, list[int]]) -> Figure:
    """Return horizontal bars of parts, as one colour each."""
    figure, area = _canvas(names)
    left = [0] * len(names)
    patches = []
    for (label, values), colour in zip(parts.items(), SERIES * 2, strict=False):
        area.barh(range(len(names)), values, left=left, color=colour, height=0.62)
        left = [a + b for a, b in zip(left, values, strict=True)]
        patches.append(Patch(color=colour, label=label))
    for place, total in enumerate(left):
        area.text(total, place, f" {total}", va="center", fontsize=8)
    area.set_xlim(0, max([*left, 1]) * 1.06)
    _legend(area, patches)
    return figure


def _outcomes(results: Results, axis: str) -> str | None:
    """Draw the cells of each row by outcome; what a hand-written line answers for is hatched."""
    rows = _rows(results, axis)
    if not rows:
        return None
    names = list(rows)
    figure, area = _canvas(names)
    left = [0] * len(names)
    patches: list[Patch] = []
    hatched: list[Patch] = []
    for outcome, colour in COLOURS.items():
        for by in ("library", "hand"):
            values = [
                sum(
                    cell["outcome"] == outcome and cell["by"] == by
                    for cell in row.values()
                )
                for row in rows.values()
            ]
            if not any(values):
                continue
            hatch = "////" if by == "hand" else None
            area.barh(
                range(len(names)),
                values,
                left=left,
                facecolor=colour,
                hatch=hatch,
                hatchcolor=LIGHT,
                height=0.62,
            )
            left = [a + b for a, b in zip(left, values, strict=True)]
            if by == "hand" and not hatched:
                hatched = [
                    Patch(facecolor=INK, hatch=hatch, label="by a hand-written line")
                ]
            if outcome not in {patch.get_label() for patch in patches}:
                patches.append(Patch(facecolor=colour, label=outcome))
    area.set_xlim(0, max([*left, 1]))
    area.set_xlabel("cells")
    _legend(area, [*patches, *hatched])
    return _finish(figure, results, axis)


def _startup(results: Results, axis: str) -> str | None:
    """Draw every sample above the control's of its round, the median and its interval."""
    rows = {
        name: row["default"]
        for name, row in _rows(results, axis).items()
        if cells.seconds(row.get("default", {}).get("wall"))
    }
    if not rows:
        return None
    figure, area = _canvas(list(rows))
    for place, cell in enumerate(rows.values()):
        samples = above_control(results, cell)
        ticks = [
            (sample, place + end)
            for sample in samples
            for end in (-0.28, 0.28, math.nan)
        ]
        if ticks:
            area.plot(*zip(*ticks, strict=True), color=INK, linewidth=0.7, alpha=0.55)
        wall = cell["wall"]
        low, median, high = (wall[key] * 1e3 for key in ("low", "median", "high"))
        area.plot([low, high], [place, place], color=BLUE, linewidth=3.2)
        area.plot([median], [place], marker="o", color=BLUE, markersize=5)
        area.text(
            max([high, *samples]) * 1.06,
            place,
            f"{median:.1f}",
            va="center",
            fontsize=8,
        )
    lowest = min(cell["wall"]["low"] for cell in rows.values()) * 1e3
    if lowest > 0:
        area.set_xscale("log")
        area.xaxis.set_major_formatter("{x:g}")
    area.set_xlabel(
        "milliseconds above the control, wall; every round and the median's interval"
    )
    return _finish(figure, results, axis)


def above_control(results: Results, cell: dict[str, Any]) -> list[float]:
    """Return what each round of a start-up cell took above the control, in milliseconds."""
    control = results["startup"].get("control", {}).get("default", {})
    mine, other = cells.walls(cell), cells.walls(control)
    if len(mine) != len(other):
        return []
    return [(a - b) * 1e3 for a, b in zip(mine, other, strict=True) if a > b]


def _scaling(results: Results, axis: str) -> str | None:
    """Draw time against the number of keys, if the cells tell both."""
    curves = {}
    for name, row in _rows(results, axis).items():
        points = []
        for case, cell in row.items():
            points += _points(case, cell)
        if len({size for size, _ in points}) >= _FEW_SIZES:
            curves[name] = sorted(points)
    if not curves:
        return None
    figure = Figure(figsize=(_WIDTH, 3.6))
    figure.patch.set_alpha(0)
    area = figure.add_axes((0.1, 0.14, 0.62, 0.8))
    area.patch.set_alpha(0)
    area.grid(color=FAINT, linewidth=0.6)
    marks = "osDv^<>Pp*"
    for number, (name, points) in enumerate(curves.items()):
        sizes, values = zip(*points, strict=True)
        area.plot(
            sizes, values, color=SERIES[number % len(SERIES)], linewidth=1.2,
            linestyle="-" if number < len(SERIES) else "--",
            marker=marks[number % len(marks)], markersize=4, label=name,
        )  # fmt: skip
    area.set_xscale("log")
    area.set_yscale("log")
    area.set_xlabel("keys")
    area.set_ylabel("milliseconds to load, above the bare interpreter")
    area.legend(
        loc="upper left", bbox_to_anchor=(1.01, 1.02), frameon=False, fontsize=8
    )
    for side in ("top", "right"):
        area.spines[side].set_visible(False)
    return _finish(figure, results, axis)


def _points(case: str, cell: dict[str, Any]) -> list[tuple[int, float]]:
    """Return size and milliseconds of a cell that loads as many keys as its name tells."""
    size = re.fullmatch(r"load/(\d+)", case)
    value = cells.measured(cell)
    return [(int(size[1]), value[0])] if size and value and value[0] > 0 else []


_DRAWN: dict[str, Callable[[Results, str], str | None]] = {
    "lines": _lines,
    "change": _change,
    "startup": _startup,
    "scaling": _scaling,
}

mpl.rcParams.update(_STYLE)
