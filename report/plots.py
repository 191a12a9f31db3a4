"""One plot a category, as SVG: the same bytes for the same results.

The ground is transparent and every colour of a middle tone, so that a plot reads on white and on
black alike.  Text stays text, set in the reader's own fonts; nothing is laid out by measuring it.

Written with the standard library alone: a plotting library would lie beside what is measured, and
some of the libraries under comparison import what they find (docs/decisions/, on plots).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from report import cells, load, words
from report.load import Results, Rows

INK = "#7a818a"
FAINT = "#9aa1a9"
BLUE = "#4f86c6"
LIGHT = "#e9edf0"
COLOURS = {
    "right": "#4d9b77",
    "type_changed": "#c2962b",
    "wrong_value": "#cf4f43",
    "accepted": "#a8324a",
    "late": "#dd7a35",
    "rejected": "#5f8fc9",
    "unsupported": "#959da6",
    "not_used": "#7d8b99",
    "broken": "#9562b3",
    "not_applicable": "#d3d7db",
    "unmeasured": "#bcc2c8",
}
#: Parts of a bar that are no outcomes.
SERIES = (
    "#4f86c6", "#4d9b77", "#c2962b", "#dd7a35", "#9562b3", "#5aa5b3", "#a37c5b", "#959da6",
)  # fmt: skip

# Lengths in pixels.
WIDTH, LEFT, RIGHT = 720, 165, 50
ABOVE, ROW, BELOW = 34, 24, 46
#: The usual width of a character of the legend, for its spacing only.
_CHARACTER = 6.3

Points = dict[str, list[tuple[int, float]]]


def plots(results: Results) -> dict[str, str]:
    """Return the plot of every category that has one: category and SVG."""
    made = {}
    for category in load.categories(results):
        if drawn(results, category):
            draw = _DRAWN.get(category, _outcomes)
            made[category] = (
                draw(results, category) or _outcomes(results, category) or ""
            )
    return made


def drawn(results: Results, category: str) -> bool:
    """Tell whether there is anything to draw."""
    return bool(_rows(results, category))


def told(results: Results, category: str) -> str:
    """Return what the plot of a category shows, for whoever cannot see it."""
    rows = _rows(results, category)
    if category in {"lines", "change", "startup"}:
        values = {name: _total(cells_) for name, cells_ in rows.items()}
        said = [f"{name} {value:.4g}" for name, value in values.items() if value]
        what = {
            "lines": "Lines of each row",
            "change": "Lines touched by all changes together",
            "startup": "Milliseconds above the control",
        }[category]
        return f"{what}: {', '.join(said)}."
    curves = _curves(results, category) if category == "scaling" else {}
    if curves:
        said = [
            f"{name} {', '.join(f'{value:.4g} at {size}' for size, value in points)}"
            for name, points in curves.items()
        ]
        return f"Milliseconds to load, by number of settings: {'; '.join(said)}."
    said = [
        f"{name} {cells.counted(map(cells.worst, row.values()))}"
        for name, row in rows.items()
    ]
    return f"Cells by outcome: {'; '.join(said)}."


def _rows(results: Results, category: str) -> Rows:
    """Return the rows under comparison that were measured, without control and twins."""
    return {
        name: row
        for name, row in load.rows(results, category).items()
        if name in results["adapters"] and row and "all" not in row
    }


def _total(row: dict[str, Any]) -> float:
    """Return the figure of a row: of its headline cell, or of all changes together."""
    if "default" in row:
        value = cells.measured(row["default"])
        return value[0] if value else 0.0
    values = [cells.measured(cell) for cell in row.values()]
    return sum(value[0] for value in values if value)


# Drawing


@dataclass
class Canvas:
    """A picture that is being drawn.

    Attributes
    ----------
    category
        What it is about: its names of patterns must not meet those of another plot in one page.
    height, right
        Its height, and what is left free at its right side, in pixels.
    """

    category: str
    height: float
    right: float = RIGHT
    root: ET.Element = field(init=False)

    def __post_init__(self) -> None:
        """Begin the picture."""
        self.root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {WIDTH} {_number(self.height)}",
                "width": str(WIDTH),
                "height": _number(self.height),
                "role": "img",
                "font-family": "system-ui, sans-serif",
                "font-size": "12",
            },
        )

    @property
    def bottom(self) -> float:
        """Where the scale lies."""
        return self.height - BELOW

    def add(self, tag: str, **facts: object) -> ET.Element:
        """Add an element; ``stroke_width=1`` becomes ``stroke-width="1"``."""
        given = {
            key.replace("_", "-"): _number(value)
            if isinstance(value, (int, float))
            else str(value)
            for key, value in facts.items()
        }
        return ET.SubElement(self.root, tag, given)

    def write(self, x: float, y: float, said: str, **facts: object) -> None:
        """Write a word, its middle at the height ``y``."""
        self.add("text", x=x, y=y + 4, **({"fill": INK} | facts)).text = said

    def legend(self, entries: Iterable[tuple[str, str]]) -> None:
        """Write what the colours mean, above the plot, in two lines if one is too short."""
        x, y = 8.0, 6.0
        for label, colour in entries:
            width = 15 + len(label) * _CHARACTER + 12
            if x + width > WIDTH:
                x, y = 8.0, 20.0
            self.add("rect", x=x, y=y, width=11, height=11, fill=colour)
            self.write(x + 15, y + 6, label, font_size=11)
            x += width

    def hatch(self, colour: str, name: str) -> str:
        """Return a fill of a colour with light strokes."""
        made = f"{self.category}-{name}"
        pattern = self.add(
            "pattern", id=made, width=6, height=6, patternUnits="userSpaceOnUse"
        )
        ET.SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": colour})
        ET.SubElement(
            pattern,
            "path",
            {"d": "M-1 7L7-1M-1 1L1-1M5 7L7 5", "stroke": LIGHT, "stroke-width": "1.4"},
        )
        return f"url(#{made})"

    def scale(
        self, marks: Sequence[float], place: Callable[[float], float], unit: str
    ) -> None:
        """Draw the scale at the bottom: a faint line up from each mark, its number, the unit."""
        for mark in marks:
            x = place(mark)
            self.add(
                "path", d=f"M{_number(x)} {ABOVE}V{_number(self.bottom)}",
                stroke=FAINT, stroke_opacity=0.35,
            )  # fmt: skip
            self.write(x, self.bottom + 12, f"{mark:g}", text_anchor="middle")
        self.add(
            "path", d=f"M{LEFT} {_number(self.bottom)}H{WIDTH - self.right}", stroke=INK
        )
        middle = (LEFT + WIDTH - self.right) / 2
        self.write(middle, self.bottom + 32, unit, text_anchor="middle")

    def svg(self, results: Results) -> str:
        """Return the picture with its title and its description."""
        title, said = ET.Element("title"), ET.Element("desc")
        title.text = words.title(self.category)
        said.text = told(results, self.category)
        self.root[:0] = [title, said]
        return ET.tostring(self.root, encoding="unicode").replace("><", ">\n<") + "\n"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _table(category: str, names: Sequence[str]) -> Canvas:
    """Return a picture with a line for each name, the first at the top."""
    canvas = Canvas(category, ABOVE + BELOW + ROW * len(names))
    for number, name in enumerate(names):
        canvas.write(LEFT - 6, _middle(number), name, text_anchor="end")
    return canvas


def _middle(number: int) -> float:
    return ABOVE + ROW * (number + 0.5)


def _linear(most: float) -> Callable[[float], float]:
    """Return where a value lies, from nothing at the left to ``most``."""
    return lambda value: LEFT + (WIDTH - LEFT - RIGHT) * value / most


def _logarithmic(
    low: float, high: float, first: float, last: float
) -> Callable[[float], float]:
    """Return where a value lies between the pixels ``first`` and ``last``."""
    span = math.log10(high / low) or 1.0
    return lambda value: first + (last - first) * math.log10(value / low) / span


def _round_marks(most: float) -> list[float]:
    """Return about five round numbers from nothing to ``most``.

    >>> _round_marks(244)
    [0, 50, 100, 150, 200]
    """
    rough = most / 5 or 1.0
    power: float = 10 ** math.floor(math.log10(rough))
    step = next(power * by for by in (1, 2, 5, 10) if power * by >= rough)
    step = max(step, 1)
    return [number * step for number in range(int(most / step) + 1)]


def _powers(low: float, high: float) -> list[float]:
    """Return the powers of ten between two values, or what lies there of 1, 2, 5.

    >>> _powers(8, 560)
    [10.0, 100.0]
    >>> _powers(20, 60)
    [20.0, 50.0]
    """
    start, end = math.floor(math.log10(low)), math.ceil(math.log10(high))
    found = [
        [float(f"{by}e{power}") for power in range(start, end + 1) for by in several]
        for several in ((1,), (1, 2, 5))
    ]
    inside = [[mark for mark in marks if low <= mark <= high] for marks in found]
    return inside[0] if inside[0][1:] else inside[1]


# The plots


def _lines(results: Results, category: str) -> str | None:
    rows = {
        name: row["total"]
        for name, row in _rows(results, category).items()
        if isinstance(row.get("total", {}).get("roles"), dict)
    }
    if not rows:
        return None
    order = ("declare", "load", "wire", "save", "restore", "main", "other")
    found = dict.fromkeys(role for cell in rows.values() for role in cell["roles"])
    roles = [*(role for role in order if role in found)]
    roles += [role for role in found if role not in {*order, "help"}]
    parts = {
        role: [_whole_number(cell["roles"].get(role)) for cell in rows.values()]
        for role in roles
    }
    parts["config files"] = [
        _whole_number(cell.get("config")) for cell in rows.values()
    ]
    return _bars(results, category, list(rows), parts, "lines, help left out")


def _change(results: Results, category: str) -> str | None:
    rows = _rows(results, category)
    touched = {
        name: [cells.touched(cell) or (0, 0) for cell in row.values()]
        for name, row in rows.items()
    }
    parts = {
        word: [sum(pair[place] for pair in pairs) for pairs in touched.values()]
        for place, word in enumerate(("added", "removed"))
    }
    if not any(parts["added"]):
        return None
    unit = "lines touched by all changes together"
    return _bars(results, category, list(rows), parts, unit)


def _whole_number(fact: Any) -> int:
    return fact if isinstance(fact, int) else 0


def _bars(
    results: Results,
    category: str,
    names: list[str],
    parts: dict[str, list[int]],
    unit: str,
) -> str:
    """Return horizontal bars of parts, each of one colour, with their sums."""
    canvas = _table(category, names)
    sums = [sum(values) for values in zip(*parts.values(), strict=True)]
    most = max([*sums, 1])
    place = _linear(most)
    canvas.scale(_round_marks(most), place, unit)
    colours = dict(zip(parts, SERIES * 3, strict=False))
    canvas.legend(colours.items())
    for number in range(len(names)):
        done = 0
        for part, values in parts.items():
            _bar(canvas, number, place, done, values[number], colours[part])
            done += values[number]
        canvas.write(place(done) + 5, _middle(number), str(done), font_size=11)
    return canvas.svg(results)


def _bar(
    canvas: Canvas,
    number: int,
    place: Callable[[float], float],
    done: int,
    value: int,
    fill: str,
) -> None:
    if value > 0:
        canvas.add(
            "rect", x=place(done), y=_middle(number) - 8,
            width=place(done + value) - place(done), height=16, fill=fill,
        )  # fmt: skip


def _outcomes(results: Results, category: str) -> str | None:
    """Draw the cells of each row by outcome; what is not known to be by the library is hatched."""
    rows = _rows(results, category)
    if not rows:
        return None
    canvas = _table(category, list(rows))
    most = max(len(row) for row in rows.values())
    place = _linear(most)
    canvas.scale(_round_marks(most), place, "cells")
    counts = {
        name: Counter(
            (cells.worst(cell), cell["by"] == "library") for cell in row.values()
        )
        for name, row in rows.items()
    }
    seen = {pair for row in counts.values() for pair in row}
    legend = [
        (cells.word(outcome), colour)
        for outcome, colour in COLOURS.items()
        if {(outcome, True), (outcome, False)} & seen
    ]
    if any(not by_library for _, by_library in seen):
        legend.append((_others(rows), canvas.hatch(INK, "others")))
    canvas.legend(legend)
    fills = {
        (outcome, by_library): colour if by_library else canvas.hatch(colour, outcome)
        for outcome, colour in COLOURS.items()
        for by_library in (True, False)
        if (outcome, by_library) in seen
    }
    for number, row in enumerate(counts.values()):
        done = 0
        for pair, fill in fills.items():
            _bar(canvas, number, place, done, row[pair], fill)
            done += row[pair]
    return canvas.svg(results)


def _others(rows: Rows) -> str:
    """Return what is hatched: cells that are not known to be by the library."""
    found = {cell["by"] for row in rows.values() for cell in row.values()}
    unknown = cells.PARTIES["unmeasured"].word
    said = ["not by the library"] * bool(found - {"library", "unmeasured"})
    return ", or ".join(said + [unknown] * ("unmeasured" in found))


def _startup(results: Results, category: str) -> str | None:
    """Draw every sample above the control's of its round, the median and its interval."""
    rows = {
        name: row["default"]
        for name, row in _rows(results, category).items()
        if (wall := cells.interval(row.get("default", {}).get("wall"))) and wall[1] > 0
    }
    if not rows:
        return None
    canvas = _table(category, list(rows))
    samples = {name: above_control(results, cell) for name, cell in rows.items()}
    walls = {
        name: [value * 1e3 for value in cells.interval(cell["wall"]) or ()]
        for name, cell in rows.items()
    }
    all_ = [value for name in rows for value in [*samples[name], *walls[name]]]
    low, high = min(all_) * 0.92, max(all_) * 1.08
    place = _logarithmic(low, high, LEFT, WIDTH - RIGHT)
    unit = "milliseconds above the control: every round, the median and its interval"
    canvas.scale(_powers(low, high), place, unit)
    for number, name in enumerate(rows):
        y = _middle(number)
        strokes = "".join(
            f"M{_number(place(value))} {_number(y - 7)}v14" for value in samples[name]
        )
        if strokes:
            canvas.add("path", d=strokes, stroke=INK, stroke_opacity=0.6)
        median, start, end = walls[name]
        canvas.add(
            "path", d=f"M{_number(place(start))} {_number(y)}H{_number(place(end))}",
            stroke=BLUE, stroke_width=4,
        )  # fmt: skip
        canvas.add("circle", cx=place(median), cy=y, r=4, fill=BLUE)
        right = place(max([end, *samples[name]])) + 6
        canvas.write(right, y, f"{median:.1f}", font_size=11)
    return canvas.svg(results)


def above_control(results: Results, cell: dict[str, Any]) -> list[float]:
    """Return what each round of a start-up cell took above the control, in milliseconds."""
    control = load.rows(results, "startup").get("control", {}).get("default", {})
    mine, other = cells.walls(cell), cells.walls(control)
    # The control was in every round; who was known well enough left before.
    rounds = (
        zip(mine, other[: len(mine)], strict=True) if len(mine) <= len(other) else ()
    )
    return [(a - b) * 1e3 for a, b in rounds if a > b]


def _curves(results: Results, category: str) -> Points:
    """Return sizes and milliseconds of the rows that loaded at least two sizes."""
    found: Points = {}
    for name, row in _rows(results, category).items():
        points = sorted(
            (int(size[1]), value[0])
            for case, cell in row.items()
            if (size := re.fullmatch(r"load/(\d+)", case))
            and (value := cells.measured(cell))
            and value[0] > 0
            and int(size[1]) > 0
        )
        if points[1:]:
            found[name] = points
    return found


def _scaling(results: Results, category: str) -> str | None:
    """Draw time against the number of settings, both on logarithmic scales."""
    curves = _curves(results, category)
    if not curves:
        return None
    canvas = Canvas(category, 380, right=190)
    every = [point for points in curves.values() for point in points]
    sizes = [size for size, _ in every]
    low, high = min(value for _, value in every), max(value for _, value in every)
    last = WIDTH - canvas.right
    across = _logarithmic(min(sizes), max(sizes), LEFT, last)
    up = _logarithmic(low, high, canvas.bottom - 6, ABOVE)
    canvas.scale(sorted(set(sizes)), across, "settings")
    for mark in _powers(low, high):
        line = f"M{LEFT} {_number(up(mark))}H{last}"
        canvas.add("path", d=line, stroke=FAINT, stroke_opacity=0.35)
        canvas.write(LEFT - 6, up(mark), f"{mark:g}", text_anchor="end")
    canvas.write(
        8, 12, "milliseconds to load, above the bare interpreter", font_size=11
    )
    ends = sorted(curves.items(), key=lambda pair: -pair[1][-1][1])
    for number, (name, points) in enumerate(ends):
        colour = SERIES[number % len(SERIES)]
        dashes = {} if number < len(SERIES) else {"stroke_dasharray": "5 3"}
        steps = "L".join(f"{_number(across(x))} {_number(up(y))}" for x, y in points)
        canvas.add(
            "path",
            d=f"M{steps}",
            fill="none",
            stroke=colour,
            stroke_width=1.6,
            **dashes,
        )
        for x, y in points:
            canvas.add("circle", cx=across(x), cy=up(y), r=2.6, fill=colour)
        # The names stand in the order of the curves' ends, and share the colours.
        y = ABOVE + 10 + 20 * number
        canvas.add(
            "path", d=f"M{last + 18} {y}h22", stroke=colour, stroke_width=2, **dashes
        )
        canvas.write(last + 46, y, name, font_size=11)
    return canvas.svg(results)


_DRAWN: dict[str, Callable[[Results, str], str | None]] = {
    "lines": _lines,
    "change": _change,
    "startup": _startup,
    "scaling": _scaling,
}
