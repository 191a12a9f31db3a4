"""What matplotlib draws, as SVG that is at home on any page: light, dark, printed, inlined.

Colours are drawn as sentinels, and stand in the file as variables of CSS with a value for a light
and one for a dark ground; the ground itself is transparent.  Text stays text in the reader's own
font; it is laid out by DejaVu Sans, which comes with matplotlib and is wider than most.  Neither a
user's ``matplotlibrc`` nor what fonts there are has a say, and no date or chance is in the file.
"""

import functools
import io
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.patches import Rectangle

from report.escaping import line

#: Every colour, on a light and on a dark ground.  Ink is legible on the wrong ground, too: a page
#: may be dark while the system is light.  ``on`` is ink on a filled place, ``ground`` fills an
#: empty one.  The hues are those of Okabe and Ito, which the colour-blind tell apart; a letter, a
#: form or a place always says the same.
COLOURS = {
    "ink": ("#555c64", "#99a2ac"),
    "ground": ("#fdfdfc", "#1a1c1f"),
    "faint": ("#c4c9ce", "#4a5057"),
    "on": ("#16181a", "#f4f4f2"),
    "right": ("#bfe3d3", "#1d4a3a"),
    "type_changed": ("#f2e27d", "#6b5d0c"),
    "wrong_value": ("#ea7c46", "#a63c00"),
    "accepted": ("#dc8dba", "#8f2d66"),
    "late": ("#f3b64d", "#8a5a00"),
    "rejected": ("#8accf2", "#1f5c85"),
    "broken": ("#a3aef0", "#3f4ca3"),
    "unsupported": ("#cdd1d6", "#454b52"),
    "not_used": ("#dde0e3", "#383d43"),
    "not_applicable": ("#eceef0", "#2a2e33"),
    "unmeasured": ("#eceef0", "#2a2e33"),
    "part0": ("#86c6ee", "#1f5c85"),
    "part1": ("#f3b64d", "#8a5a00"),
    "part2": ("#8ad3b8", "#1c6650"),
    "part3": ("#ea8f62", "#a63c00"),
    "part4": ("#dfa3c6", "#8f2d66"),
    "part5": ("#f2e27d", "#6b5d0c"),
    "part6": ("#a3aef0", "#3f4ca3"),
    "part7": ("#c3c8ce", "#4d545c"),
    "line0": ("#0067a3", "#5fb6ec"),
    "line1": ("#b84f00", "#f08c50"),
    "line2": ("#007a5a", "#3fc79c"),
    "line3": ("#a33f7a", "#e094c2"),
    "line4": ("#7d6100", "#e0b93f"),
    "line5": ("#4f57b0", "#a3aef0"),
}

#: The colour by which each is drawn, and the name that it stands for.
_SENTINELS = {f"#fade{number:02x}": name for number, name in enumerate(COLOURS)}
_DRAWN = {name: sentinel for sentinel, name in _SENTINELS.items()}

#: What begins the id of a group of which the text stands at several places.
_AT = "at "

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"

#: Sizes of text, in pixels, as are all lengths of a picture.
SIZE, SMALL = 11.0, 10.0


def colour(name: str) -> str:
    """Return the colour of :data:`COLOURS` as matplotlib draws it."""
    return _DRAWN[name]


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw by matplotlib's own settings and ours, whatever a user has set."""
    ink = colour("ink")
    with mpl.rc_context(), warnings.catch_warnings():
        # A glyph that DejaVu has not is the reader's font's.
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        mpl.rcdefaults()
        mpl.rcParams.update(
            {
                "svg.fonttype": "none",
                "svg.hashsalt": "configbench",
                "text.parse_math": False,
                "font.family": ["DejaVu Sans"],
                "font.size": SIZE,
                "text.color": ink,
                "axes.labelcolor": ink,
                "axes.edgecolor": ink,
                "axes.linewidth": 0.8,
                "axes.spines.top": False,
                "axes.spines.right": False,
                "axes.axisbelow": True,
                "axes.labelsize": SIZE,
                "axes.grid": True,
                "grid.color": colour("faint"),
                "grid.linewidth": 0.6,
                "xtick.color": ink,
                "ytick.color": ink,
                "xtick.labelsize": SMALL,
                "ytick.labelsize": SMALL,
                "xtick.minor.size": 0,
                "ytick.minor.size": 0,
            }
        )
        yield


# Drawing


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure, and axes over all of it in pixels from its upper left corner."""
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    figure.patch.set_visible(False)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    # Above panels: their grids lie below what is drawn here.
    axes.set(zorder=1)
    axes.set_axis_off()
    return figure, axes


def panel(figure: Figure, left: float, top: float, right: float, bottom: float) -> Axes:
    """Return axes with scales at a place of a sheet."""
    width, height = figure.get_size_inches() * 72
    across, up = (right - left) / width, (bottom - top) / height
    axes = figure.add_axes((left / width, 1 - bottom / height, across, up))
    axes.patch.set_visible(False)
    return axes


def box(
    axes: Axes, left: float, top: float, width: float, height: float, **look: Any
) -> None:
    """Draw a rectangle without a border."""
    # As an artist: limits are set, and what a patch does to them is a fifth of the time.
    axes.add_artist(
        Rectangle(
            (left, top), width, height, **({"linewidth": 0, "clip_on": False} | look)
        )
    )


def write(axes: Axes, x: float, y: float, said: str, **look: Any) -> None:
    """Write a line, its middle at the height ``y``."""
    axes.text(x, y, said, **({"va": "center_baseline"} | look))


def repeat(
    axes: Axes, places: Sequence[float], y: float, letter: str, ink: str = "on"
) -> None:
    """Write a letter at several places of one line, which takes no longer than at one."""
    gid = _AT + " ".join(f"{place:g}" for place in places)
    look = {"ha": "center", "size": SMALL, "color": colour(ink)}
    write(axes, places[0], y, letter, gid=gid, **look)


def legend(
    axes: Axes, entries: Iterable[tuple[str, str, str]], left: float, right: float
) -> None:
    """Write colour, letter and meaning of each entry, in as many lines as it takes."""
    for (name, letter, said), x, y in _laid(entries, left, right):
        box(axes, x, y, 14, 14, facecolor=colour(name))
        repeat(axes, [x + 7], y + 7, letter)
        write(axes, x + 19, y + 7, said, size=SMALL)


def legend_height(
    entries: Iterable[tuple[str, str, str]], left: float, right: float
) -> float:
    """Return how high a legend is."""
    return max((y for _, _, y in _laid(entries, left, right)), default=0) + 24


def _laid(
    entries: Iterable[tuple[str, str, str]], left: float, right: float
) -> Iterator[tuple[tuple[str, str, str], float, float]]:
    x, y = left, 6.0
    for entry in entries:
        width = 19 + wide(entry[2], SMALL) + 16
        if x > left and x + width > right:
            x, y = left, y + 20
        yield entry, x, y
        x += width


# Text


@functools.cache
def wide(said: str, size: float = SIZE) -> float:
    """Return the width of a line; a wide character of East Asia is as wide as high."""
    narrow = [each for each in said if unicodedata.east_asian_width(each) not in "WF"]
    font = get_font(findfont("DejaVu Sans"))
    font.set_size(size, 72)
    font.set_text("".join(narrow))
    return float(font.get_width_height()[0] / 64 + size * (len(said) - len(narrow)))


def short(said: str, width: float, size: float = SIZE) -> str:
    """Return a line that is no wider, cut with an ellipsis where it was."""
    said = line(said)
    if wide(said, size) <= width:
        return said
    kept = said
    while kept and wide(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(said: str, width: float, size: float = SIZE) -> list[str]:
    """Return a text in lines that are no wider; a longer word is cut."""
    lines: list[str] = []
    for word in line(said).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(short(word, width, size))
    return lines


# The file


def svg(figure: Figure, name: str, title: str, said: str) -> str:
    """Return a figure as SVG with a title, and with a description for those who cannot see it."""
    drawn = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    FigureCanvasSVG(figure).print_svg(drawn, metadata=nothing)  # type: ignore[no-untyped-call]
    ours = ET.fromstring(drawn.getvalue())  # noqa: S314  written one line above
    return _Rewriting(name).text(ours, title, said)


class _Rewriting:
    """The elements of matplotlib's SVG, told shortly: a class for each style, ids of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.styles: dict[str, str] = {}

    def text(self, drawn: ET.Element, title: str, said: str) -> str:
        _, _, width, height = drawn.attrib["viewBox"].split()
        root = ET.Element(
            "svg",
            {
                "xmlns": _SVG[1:-1],
                "class": f"picture-{self.name}",
                "viewBox": f"0 0 {_number(width)} {_number(height)}",
                "width": _number(width),
                "height": _number(height),
                "role": "img",
                "font-family": "system-ui, sans-serif",
            },
        )
        for tag, content in (("title", title), ("desc", said), ("style", "")):
            ET.SubElement(root, tag).text = line(content)
        root.extend(part for each in drawn for part in self.told(each))
        root[2].text = self.style()
        return ET.tostring(root, encoding="unicode").replace("><", ">\n<") + "\n"

    def told(self, element: ET.Element) -> list[ET.Element]:
        """Return what stands for an element: its parts, where it adds nothing to them."""
        tag = element.tag.removeprefix(_SVG)
        if tag in {"metadata", "style"}:
            return []
        parts = [part for each in element for part in self.told(each)]
        if element.get("id", "").startswith(_AT):
            for part in parts:
                places = element.attrib["id"].removeprefix(_AT)
                part.set("x", places)
                part.text = (part.text or "") * len(places.split())
        facts = dict(self.facts(element, tag))
        if (not facts and tag == "g") or (tag == "defs" and not parts):
            return parts
        made = ET.Element(tag, facts)
        made.text = element.text if tag == "text" else None
        made.extend(parts)
        return [made]

    def facts(self, element: ET.Element, tag: str) -> Iterator[tuple[str, str]]:
        for key, value in element.attrib.items():
            if key == "style":
                if style := self.classed(value):
                    yield "class", style
            elif key == "id":
                # Others are names of groups, which nothing refers to.
                if tag in {"path", "clipPath"}:
                    yield key, f"{self.name}-{value}"
            elif key == _HREF:
                yield "href", f"#{self.name}-{value[1:]}"
            elif key == "clip-path":
                yield key, value.replace("#", f"#{self.name}-")
            elif not value.startswith("rotate(-0 "):
                yield key, _shorter(value)

    def classed(self, style: str) -> str:
        """Return the class of a style; nothing, where it says nothing."""
        told = [each.strip() for each in style.split(";")]
        kept = "; ".join(
            _shorter(re.sub(r"#fade..", lambda found: _variable(found[0]), each))
            for each in told
            if not each.startswith("font-family")
        )
        return self.styles.setdefault(kept, f"s{len(self.styles)}") if kept else ""

    def style(self) -> str:
        """Return the style sheet, in which every rule is about this picture alone."""
        mine = f".picture-{self.name}"
        said = "".join([*self.styles, "ink"])
        used = {name: both for name, both in COLOURS.items() if _name(name) in said}
        light, dark = (
            "; ".join(f"{_name(name)}: {both[place]}" for name, both in used.items())
            for place in (0, 1)
        )
        return "\n".join(
            [
                f"{mine} {{ {light}; stroke-linejoin: round }}",
                f"@media screen and (prefers-color-scheme: dark) {{ {mine} {{ {dark} }} }}",
                *(
                    f"{mine} .{each} {{ {style} }}"
                    for style, each in self.styles.items()
                ),
            ]
        )


def _name(colour_: str) -> str:
    return f"--p-{colour_.replace('_', '-')}"


def _variable(sentinel: str) -> str:
    return f"var({_name(_SENTINELS[sentinel])})"


def _number(value: str) -> str:
    return f"{float(value):.1f}".removesuffix(".0")


#: A rectangle as matplotlib writes one; most of a file can be rectangles.
_RECTANGLE = re.compile(r"M (\S+) (\S+) L (\S+) \2 L \3 (\S+) L \1 \4 (?:L \1 \2 )?z ?")


def _shorter(value: str) -> str:
    """Return numbers with one digit after the point, no newlines, and short rectangles."""
    line = " ".join(value.split())
    rounded = re.sub(r"-?\d+\.\d+", lambda found: _number(found[0]), line)
    return _RECTANGLE.sub(r"M\1 \2H\3V\4H\1z", rounded)
