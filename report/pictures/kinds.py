"""How each picture is drawn, from what :mod:`report.pictures.shown` found."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Wedge
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from report import cells, escaping
from report.pictures.drawing import (
    SIZE,
    SMALL,
    box,
    colour,
    legend,
    legend_height,
    panel,
    repeat,
    sheet,
    short,
    wide,
    wrapped,
    write,
)
from report.pictures.placing import Box, placed, spread
from report.pictures.shown import (
    Curves,
    Map,
    Questions,
    Right,
    Shown,
    Stacks,
    Startup,
    mean,
    said,
)

WIDTH = 760.0

#: The height of a row, and the widest that its title is told.
_ROW, _TITLE = 20.0, 170.0

#: The width from which a part of a bar has its letter in it.
_LETTER = 12.0

_PARTS = [f"part{number}" for number in range(8)]


@singledispatch
def drawn(found: Shown) -> Figure:
    """Return a figure of what was found."""
    raise NotImplementedError(type(found))


def _left(titles: Sequence[str]) -> float:
    """Return how much place titles at the left take."""
    return max((wide(short(each, _TITLE)) for each in titles), default=0) + 16


def _titled(axes: Axes, titles: Sequence[str], left: float, top: float) -> list[float]:
    """Write a title for each row, and return the height of its middle."""
    middles = [top + _ROW * (number + 0.5) for number in range(len(titles))]
    for each, middle in zip(titles, middles, strict=True):
        write(axes, left - 8, middle, short(each, _TITLE), ha="right")
    return middles


# Right, by lines


@drawn.register
def _(found: Right) -> Figure:
    """Draw a point a row; each sector of it is something that the lines buy."""
    height, left, right, top, bottom = 640.0, 60.0, WIDTH - 24, 46.0, 590.0
    figure, page = sheet(WIDTH, height)
    axes = panel(figure, left, top, right, bottom)
    across = [float(row.lines or 0) for row in found.rows]
    up = [100 * mean(row) for row in found.rows]
    axes.set_xlim(min(across) * 0.8, max([*across, 1]) * 1.12)
    axes.set_ylim(max(0, min(up) - 12), min(100, max(up) + 8))
    axes.set_xlabel(said("right", "across"))
    axes.set_ylabel(said("right", "up"))
    points = [
        (float(x), height - float(y))
        for x, y in axes.transData.transform(list(zip(across, up, strict=True)))
    ]
    titles = [short(row.plain, _TITLE) for row in found.rows]
    sizes = [(wide(called) + 4, SIZE + 3) for called in titles]
    room = Box(left + 3, top, right + 20, bottom - 3)
    for row, (x, y), called, place in zip(
        found.rows, points, titles, placed(points, sizes, room, 7), strict=True
    ):
        end = place.nearest(x, y)
        page.plot(*zip((x, y), end, strict=True), color=colour("ink"), linewidth=0.7)
        write(page, place.left + 2, (place.top + place.bottom) / 2, called)
        _mark(page, x, y, [key in row.bought for key in found.bought])
    x = left
    for number, means in enumerate(found.bought.values()):
        called = escaping.line(means.replace("`", ""))
        _mark(page, x + 8, 18, [number == other for other in range(len(found.bought))])
        write(page, x + 20, 18, called, size=SMALL)
        x += wide(called, SMALL) + 44
    return figure


def _mark(axes: Axes, x: float, y: float, filled: Sequence[bool]) -> None:
    """Draw a disc of as many sectors, some of them filled, clockwise from the top."""
    look: dict[str, Any] = {"edgecolor": colour("ink"), "clip_on": False, "zorder": 3}
    axes.add_artist(Circle((x, y), 6.5, facecolor=colour("ground"), **look))
    ends = [360 * number / len(filled) - 90 for number in range(len(filled) + 1)]
    for start, end, each in zip(ends, ends[1:], filled, strict=False):
        if each:
            wedge = Wedge((x, y), 6.5, start, end, facecolor=colour("line0"), **look)
            axes.add_artist(wedge)


# The map


@drawn.register
def _(found: Map) -> Figure:
    """Draw a place a cell with its letter; a frame alone, where the library does not answer."""
    cell, line, label, slant = 20.0, 14.0, 205.0, 62.0
    titles = [short(row.plain, 130) for row in found.rows]
    high = max(map(wide, titles)) * 0.88 + 16
    width = max(label + cell * len(titles) + max(map(wide, titles)) * 0.5, 520)
    met = {cells.worst(each) for line_ in found.lines for each in line_.cells.values()}
    entries = [
        (outcome, told.sign, told.word)
        for outcome, told in cells.OUTCOMES.items()
        if outcome in met
    ]
    top = legend_height(entries, 8, width) + 22 + high
    groups = list(dict.fromkeys(each.group for each in found.lines))
    height = top + line * (len(found.lines) + 2 * len(groups)) + high + 8
    figure, page = sheet(width, height)
    legend(page, entries, 8, width)
    look = {"fill": False, "edgecolor": colour("ink"), "linewidth": 1}
    box(page, 8.5, top - high - 19.5, 13, 13, **look)
    write(page, 27, top - high - 13, said("map", "framed"), size=SMALL)
    places: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    y, group = top, ""
    for each in found.lines:
        if each.group != group:
            group, y = each.group, y + line * 1.9
            write(page, 8, y - line * 0.55, short(group, width - 20), weight="bold")
        case = short(each.case, label - 16, SMALL)
        write(page, label - 8, y + line / 2, case, ha="right", size=SMALL)
        for number, row in enumerate(found.rows):
            if row.name in each.cells:
                one = each.cells[row.name]
                key = (cells.worst(one), one["by"] == "library")
                places.setdefault(key, []).append((label + cell * number, y))
        y += line
    for (outcome, own), spots in sorted(places.items()):
        _cells(page, outcome, spots, (cell - 2, line - 2), own=own)
    for number, called in enumerate(titles):
        x = label + cell * (number + 0.5)
        for y_, side in ((top + 8, "left"), (y + 12, "right")):
            write(page, x, y_, called, ha=side, rotation=slant, rotation_mode="anchor")
    return figure


def _cells(
    axes: Axes,
    outcome: str,
    spots: Sequence[tuple[float, float]],
    size: tuple[float, float],
    *,
    own: bool,
) -> None:
    """Draw all places of one outcome as one path, and the letter of each."""
    inset = 0.0 if own else 0.6
    width, height = size[0] - 2 * inset, size[1] - 2 * inset
    scaled = Affine2D().scale(width, height)
    paths = [
        Path.unit_rectangle().transformed(
            scaled + Affine2D().translate(x + inset, y + inset)
        )
        for x, y in spots
    ]
    look: dict[str, Any] = {"facecolor": colour(outcome), "linewidth": 0}
    if not own:
        look = {"fill": False, "edgecolor": colour(outcome), "linewidth": 1.2}
    axes.add_artist(PathPatch(Path.make_compound_path(*paths), clip_on=False, **look))
    lines: dict[float, list[float]] = {}
    for x, y in spots:
        lines.setdefault(y + size[1] / 2, []).append(x + size[0] / 2)
    for y, places in lines.items():
        repeat(axes, places, y, cells.letter(outcome), "on" if own else "ink")


# Start-up


@drawn.register
def _(found: Startup) -> Figure:
    """Draw each ratio with its interval on a logarithmic scale, a panel beside the other."""
    left, top = _left(found.titles), 34.0
    bottom = top + _ROW * len(found.titles)
    figure, page = sheet(WIDTH, bottom + 44)
    middles = dict(
        zip(found.titles, _titled(page, found.titles, left, top), strict=True)
    )
    each = (WIDTH - 12 - left) / len(found.panels)
    look: dict[str, Any] = {"color": colour("line0"), "solid_capstyle": "butt"}
    for number, (panel_, rows) in enumerate(found.panels.items()):
        start = left + each * number + 12 * bool(number)
        axes = panel(figure, start, top, left + each * (number + 1) - 46, bottom)
        axes.set(xscale="log", ylim=(bottom, top), yticks=[])
        axes.set_xlabel(said("startup", "across"))
        write(page, start, top - 14, panel_, weight="bold")
        low = min(1.0, *(ends[1] for ends in rows.values()))
        high = max(1.5, *(ends[2] for ends in rows.values()))
        axes.set_xlim(low / 1.04, high * 1.04)
        ticks = _ticks(low, high)
        axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.set_xticks([], minor=True)
        axes.axvline(1, color=colour("ink"), linewidth=1.4)
        for called, (median, start_, end) in rows.items():
            y = middles[called]
            axes.plot([start_, end], [y, y], linewidth=4.5, alpha=0.45, **look)
            axes.plot([median], [y], "o", markersize=6, **look)
            write(page, left + each * (number + 1) - 40, y, f"{median:.3g}", size=SMALL)
    return figure


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers between two values: ever denser ones, till there are four.

    >>> _ticks(1, 50)
    [1.0, 2.0, 5.0, 10.0, 20.0, 50.0]
    >>> _ticks(0.9, 3)
    [1.0, 1.5, 2.0, 3.0]
    """
    found: list[float] = []
    for steps in ([1], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], np.arange(1, 10, 0.1)):
        found = [
            value
            for power in range(-3, 7)
            for step in steps
            if low <= (value := float(f"{step:g}e{power}")) <= high
        ]
        if found[3:]:
            break
    return found[:: max(1, len(found) // 8)]


# Stacks


@drawn.register
def _(found: Stacks) -> Figure:
    """Draw a bar a row, the letter of each part in it, the sum behind it."""
    titles = list(found.bars)
    left, right = _left(titles), WIDTH - 70
    letters = "abcdefghijklmnopqrstuvwxyz"
    parts = list(zip(_PARTS * 4, letters, found.parts, strict=False))
    top = legend_height(parts, 8, WIDTH) + 6
    bottom = top + _ROW * len(titles)
    figure, page = sheet(WIDTH, bottom + 44)
    legend(page, parts, 8, WIDTH)
    most = max(map(sum, found.bars.values()))
    axes = panel(figure, left, top, right, bottom)
    axes.set(xlim=(0, 100 if found.shares else most), ylim=(bottom, top), yticks=[])
    across = said("where", "across").format(unit=found.unit)
    axes.set_xlabel(across if found.shares else found.unit)
    middles = _titled(page, titles, left, top)
    for middle, (called, values) in zip(middles, found.bars.items(), strict=True):
        x, whole = left, sum(values) if found.shares else most
        for (fill, letter, _), value in zip(parts, values, strict=True):
            width = (right - left) * value / whole
            box(page, x, middle - 7, max(width - 0.8, 0), 14, facecolor=colour(fill))
            if width > _LETTER:
                repeat(page, [x + width / 2], middle, letter)
            x += width
        write(page, x + 6, middle, f"{found.wholes[called]:.0f}", size=SMALL)
    return figure


# Scaling


@drawn.register
def _(found: Curves) -> Figure:
    """Draw time against the number of settings, each curve led to its name."""
    curves = sorted(found.curves.items(), key=lambda pair: -pair[1][-1][1])
    height = max(420.0, 16.0 * len(curves) + 70)
    left, right, top, bottom = 62.0, WIDTH - 220, 30.0, height - 44
    figure, page = sheet(WIDTH, height)
    axes = panel(figure, left, top, right, bottom)
    axes.set(xscale="log", yscale="log")
    axes.set_xlabel(said("scaling", "across"))
    write(page, 8, 14, said("scaling", "up"))
    sizes = sorted({size for _, points in curves for size, _ in points})
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    times = [value for _, points in curves for _, value in points]
    axes.set_ylim(min(times) / 1.1, max(times) * 1.1)
    ticks = _ticks(min(times) / 1.1, max(times) * 1.1)
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    looks: list[dict[str, Any]] = [
        {
            "color": colour(f"line{number % 6}"),
            "linestyle": ("-", "--", ":", "-.")[number // 6 % 4],
            "marker": "os^DvX"[number % 6],
            "linewidth": 1.4,
            "markersize": 4,
        }
        for number in range(len(curves))
    ]
    for (_, points), look in zip(curves, looks, strict=True):
        axes.plot(*zip(*points, strict=True), **look)
    ends = [axes.transData.transform(points[-1]) for _, points in curves]
    places = spread([height - float(y) for _, y in ends], 15, top + 4, bottom - 4)
    for (called, points), (x, y), look, place in zip(
        curves, ends, looks, places, strict=True
    ):
        # A curve that ends before the others would be led across them.
        if points[-1][0] == sizes[-1]:
            line = [float(x) + 5, right + 26], [height - float(y), place]
            page.plot(*line, linewidth=0.7, color=look["color"])
        page.plot(
            [right + 30, right + 45, right + 60], [place] * 3, markevery=[1], **look
        )
        write(page, right + 68, place, short(called, 150))
    return figure


# The decision path


@drawn.register
def _(found: Questions) -> Figure:
    """Draw a question below the other, and what its *yes* leads to beside it."""
    asked, answered, gap, high = 330.0, 280.0, 26.0, 17.0
    left, right = 8.0, WIDTH - 8 - answered
    texts = [
        (wrapped(question, asked - 44), wrapped(answer, answered - 24))
        for question, answer in found.steps
    ]
    heights = [high * max(len(one), len(two)) + 18 for one, two in texts]
    last = wrapped(found.otherwise, asked - 24)
    figure, page = sheet(
        WIDTH, sum(heights) + gap * len(found.steps) + high * len(last) + 34
    )
    y = 8.0
    for number, (question, answer) in enumerate(texts):
        height = heights[number]
        middle = y + height / 2
        _boxed(page, Box(left, y, left + asked, y + height), question, str(number + 1))
        _boxed(page, Box(right, y, right + answered, y + height), answer)
        _arrow(page, (left + asked, middle), (right, middle))
        write(
            page,
            (left + asked + right) / 2 - 4,
            middle - 10,
            said("path", "yes"),
            ha="center",
        )
        _arrow(page, (left + 40, y + height), (left + 40, y + height + gap))
        write(page, left + 50, y + height + gap / 2, said("path", "no"))
        y += height + gap
    _boxed(page, Box(left, y, left + asked, y + high * len(last) + 18), last)
    return figure


def _boxed(axes: Axes, place: Box, lines: Sequence[str], number: str = "") -> None:
    """Write lines in a box; a question has a number."""
    width, height = place.right - place.left, place.bottom - place.top
    fill, style = (
        colour("not_used" if number else "right"),
        "round,pad=4,rounding_size=6",
    )
    inner = (place.left + 4, place.top + 4), width - 8, height - 8
    axes.add_artist(FancyBboxPatch(*inner, boxstyle=style, facecolor=fill, linewidth=0))
    look = {"color": colour("on")}
    middle = place.top + height / 2
    write(axes, place.left + 12, middle, number, weight="bold", **look)
    left, first = place.left + (30 if number else 12), middle - 8.5 * (len(lines) - 1)
    for each, line in enumerate(lines):
        write(axes, left, first + 17 * each, line, **look)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    look = {"arrowstyle": "-|>", "color": colour("ink"), "linewidth": 1.2}
    axes.annotate("", end, start, arrowprops=look | {"shrinkA": 0, "shrinkB": 1})
