"""How old the results are: when and with what was measured, and until when that is to be believed.

A page runs no code.  So each says the day after which it is history; the site's script compares
that with the reader's clock; and the README's lines between two marks are written by ``python -m
report``, as a warning once that day is over, and held by ``report --check``.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from report import history, load, rendering
from report.load import ReportError, Results
from report.text import same
from report.writing import replace

README = load.HERE.parent / "README.md"

#: Results are believed for so long after the newest releases were looked up.
SPAN = dt.timedelta(days=90)

#: What rows of the standard library compare.
_PYTHON = "python"

#: The lines of the README that are ours.
BEGIN, END = "<!-- measured: `python -m report` writes this -->", "<!-- /measured -->"


@dataclass(frozen=True)
class Fresh:
    """When and with what was measured.

    Attributes
    ----------
    first, last
        The days of the first and of the last unit.
    day
        When all was last known to be of the newest releases; the first day, if never since.
    looked
        Whether somebody has looked.
    python, torch
        Their releases; torch may be absent.
    libraries
        The releases of what rows compare, by name.
    """

    first: str
    last: str
    day: dt.date
    looked: bool
    python: str
    torch: str
    libraries: dict[str, str]

    @property
    def until(self) -> dt.date:
        """The last day on which this is believed."""
        return self.day + SPAN

    def over(self, today: dt.date) -> bool:
        """Whether that day is over."""
        return today > self.until


def fresh(results: Results) -> Fresh:
    """Return when and with what results were measured; pure.

    Raises
    ------
    ReportError
        If a day is none.
    """
    created = results["created"][:10]
    days = [each["created"][:10] for each in results["units"].values()] or [created]
    looked = load.renewed(results)
    versions = results["versions"]
    wanted = {
        same(name)
        for row in results["adapters"].values()
        for name in row["distributions"]
    }
    # Rows may write a name in several ways.
    libraries = {
        same(name): (name, version)
        for name, version in versions.items()
        if same(name) in wanted - {_PYTHON}
    }
    return Fresh(
        first=min(days),
        last=max(days),
        # A part that was measured since says nothing of the rest.
        day=_date(looked or min(days)),
        looked=bool(looked),
        python=results["machine"]["python"],
        torch=versions.get("torch", ""),
        libraries=dict(libraries[key] for key in sorted(libraries)),
    )


def _date(day: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError as error:
        raise ReportError(
            f"{day!r} is no day, expected one such as 2026-11-27"
        ) from error


def sentence(results: Results) -> Markup:
    """Return until when the report is to be believed, and where its changes are told."""
    told = fresh(results)
    page = history.PAGE if load.older(results) else ""
    return rendering.phrase("fresh", told=told, days=SPAN.days, page=page)


# -- the README -----------------------------------------------------------------------------------


def block(results: Results, *, warning: bool) -> str:
    """Return the README's lines between the marks, as they are or as a warning; pure."""
    told = fresh(results)
    page = f"report/{history.PAGE}" if load.older(results) else ""
    text = rendering.markdown(
        "measured.md.j2", told=told, days=SPAN.days, page=page, warning=warning
    )
    return f"{BEGIN}\n{text.strip()}\n{END}"


def _parts(readme: str) -> tuple[str, str, str] | None:
    """Return what is before our lines, these, and what is behind; None where no marks are."""
    before, begin, rest = readme.partition(BEGIN)
    ours, end, behind = rest.partition(END)
    return (before, f"{begin}{ours}{end}", behind) if begin and end else None


def write(results: Results, today: dt.date, path: Path = README) -> None:
    """Write the README's lines as they are to be today.

    Raises
    ------
    ReportError
        If it cannot be read or written.
    """
    parts = _parts(_read(path))
    if parts:
        before, _, behind = parts
        ours = block(results, warning=fresh(results).over(today))
        replace(path.parent, {path.name: f"{before}{ours}{behind}"}, ())


def fault(results: Results, path: Path = README) -> str:
    """Return what is wrong with the README's lines whatever the day is; or nothing."""
    parts = _parts(_read(path))
    if not parts:
        return "lacks the lines that tell when and with what was measured"
    both = (block(results, warning=each) for each in (False, True))
    return "" if parts[1] in both else "tells otherwise when and with what was measured"


def stale(results: Results, today: dt.date, path: Path = README) -> str:
    """Return that results are too old, and whether the README says so; nothing if they are not."""
    told = fresh(results)
    if not told.over(today):
        return ""
    parts = _parts(_read(path))
    warned = parts and parts[1] == block(results, warning=True)
    says = (
        ""
        if warned
        else ", and README.md does not say so: `python -m report` writes it"
    )
    return (
        f"the newest releases were looked up on {told.day}, more than {SPAN.days} days ago: "
        f"`make update` measures anew{says}"
    )


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{path}: cannot be read: {error}") from error
