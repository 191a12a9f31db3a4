"""What was audited as a page for people.

Of one program it fits a screen unless everything is asked for; of many, each has a line, and below
these its findings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from configbench.audit.formats import Options, alone, wording
from configbench.audit.formats.wording import (
    count,
    counted,
    names,
    quoted,
    shortened,
    spelling,
    title,
)
from configbench.audit.model import (
    Accepted,
    Audit,
    Audited,
    Finding,
    Setting,
    Severity,
    Target,
)
from configbench.audit.source import sources
from configbench.escaping import visible
from configbench.values import show

#: So many lines a page has, unless everything is asked for.
_HEIGHT = 39

#: So many names, sentences and places that were passed by are shown of more.
_NAMES, _NOTES, _PLACES = 3, 3, 2

#: Widest column, in characters.
_COLUMN = 32

_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}

_EVERYTHING = "--show all"


def write(audited: Sequence[Audited], options: Options) -> str:
    """Return the page: what was looked at, findings by severity, what was clean."""
    only = alone(audited)
    lines = _many(audited, options) if only is None else _one(only, options)
    return rendered(lines, options)


def _one(audit: Audit, options: Options) -> list[Text]:
    above = [*place(audit.target, options), Text(f"  {_ran(audit)}"), Text()]
    below = [
        *_clean(audit),
        *_accepted(audit.accepted, options),
        *left_out(audit.not_settable, audit.ignored, options),
        *_notes(audit.notes, options),
    ]
    room = _HEIGHT - len(above) - len(below)
    lines = [*above, *_findings(audit, options, room), *below]
    if options.everything and audit.settings:
        lines += [Text(), *settings(audit.settings)]
    return lines


def rendered(lines: Iterable[Text], options: Options) -> str:
    """Return lines as they are to be printed: on a terminal cut at its width, where that is due."""
    console = Console(
        width=options.width,
        force_terminal=options.colours,
        color_system="standard" if options.colours else None,
        highlight=False,
    )
    with console.capture() as captured:
        for line in lines:
            if options.terminal and not line.no_wrap:
                line.truncate(options.width, overflow="ellipsis")
            console.print(line, soft_wrap=True)
    return captured.get().rstrip("\n")


# -- what was looked at ---------------------------------------------------------------------------


def place(target: Target, options: Options) -> Iterator[Text]:
    """Yield where it was looked, how that was found, and what else there was."""
    spot = target.spot
    head = Text(shortened(spot.at, options.cwd), style="bold")
    yield head.append(f"  {quoted(sources.line(spot.at))}", style="not bold")
    if target.launcher:
        words = " ".join(target.launcher)
        yield Text(f"  started by {quoted(words)}, which was looked through")
    chosen = next((each.why for each in target.candidates if each.chosen), "")
    by = [visible(each) for each in (spot.parser, chosen) if each]
    if by:
        yield Text(f"  {': '.join(by)}", style="dim")
    passed = [each for each in target.candidates if not each.chosen]
    for each in passed if options.everything else passed[:_PLACES]:
        where = shortened(each.spot.at, options.cwd)
        yield Text(f"  passed by: {where}, {visible(each.why)}", style="dim")
    if len(passed) > _PLACES and not options.everything:
        more = len(passed) - _PLACES
        yield Text(f"  and {more} more places ({_EVERYTHING})", style="dim")


def _ran(audit: Audit) -> str:
    parts = [*wording.ran(audit)]
    if audit.ran:
        parts.append(visible(audit.ran))
    if audit.ended:
        parts.append(f"ended early by {visible(audit.ended)}, {_left(audit)}")
    return " · ".join(parts)


def _left(audit: Audit) -> str:
    return f"{audit.left:,} were left"


# -- findings -------------------------------------------------------------------------------------


def _nothing(audit: Audit) -> Text:
    if audit.ended:
        return Text(f"No findings so far; {_left(audit)}.", style="bold yellow")
    return Text("No findings.", style="bold green")


def _findings(audit: Audit, options: Options, room: int) -> Iterator[Text]:
    """Yield as many findings whole as there is room for, and of each more what it is."""
    findings = audit.findings
    if not findings:
        yield _nothing(audit)
        return
    whole = len(findings)
    if not options.everything:
        # A line for each, three more for what is whole, a blank one; two at the end.
        whole = max(1, min(whole, (room - len(findings) - 2) // 4))
    for number, finding in enumerate(findings):
        yield _headline(finding, options)
        if number < whole:
            yield from _told(finding, options)
            yield Text()
    if whole < len(findings):
        yield Text(f"{_EVERYTHING} shows each whole", style="dim")
    yield _total(findings)


def _total(findings: Sequence[Finding]) -> Text:
    first = visible(findings[0].rule)
    meaning = f"configbench explain {first} tells what it means"
    return Text(f"{counted(findings)}; {meaning}")


def one(finding: Finding, options: Options) -> str:
    """Return one finding, as the page tells it."""
    lines = [_headline(finding, options), *_told(finding, options)]
    return rendered(lines, options)


def _headline(finding: Finding, options: Options) -> Text:
    line = Text(no_wrap=options.everything)
    line.append(
        f"{visible(finding.rule)} {finding.severity}", style=_STYLES[finding.severity]
    )
    line.append(f"  {title(finding.rule)}", style="bold")
    if finding.settings:
        most = None if options.everything else _NAMES
        line.append(f": {names(finding.settings, most)}")
    return line


def _told(finding: Finding, options: Options) -> Iterator[Text]:
    """Yield what a finding tells below its title."""
    passed, of = finding.confirmed
    if finding.shows:
        # To be pasted: whole, whatever its length.
        yield Text(f"  $ {visible(finding.shows)}", style="bold", no_wrap=True)
    compared = wording.compared(finding)
    beside = "  ·  ".join(compared)
    for line in [beside] if len(beside) <= options.width - 2 else compared:
        if line:
            yield Text(f"  {line}")
    if finding.says and (options.everything or not compared):
        yield Text(f"  {visible(finding.says)}", no_wrap=True)
    confirmed = f"confirmed {passed} of {of}" if of else ""
    where = shortened(finding.where, options.cwd)
    source = quoted(sources.line(finding.where))
    parts = (confirmed, f"{where}  {source}".strip())
    yield Text(f"  {'  ·  '.join(part for part in parts if part)}", style="dim")


# -- what was clean, what was left out ------------------------------------------------------------


def _clean(audit: Audit) -> Iterator[Text]:
    if told := wording.clean(audit):
        so_far = " so far" if audit.ended else ""
        yield Text(f"clean{so_far}: {told}", style="green")


def _accepted(accepted: Sequence[Accepted], options: Options) -> Iterator[Text]:
    by = [shortened(each.by, options.cwd) for each in accepted]
    if accepted:
        told = counted(each.finding for each in accepted)
        yield Text(f"accepted: {told} ({names([*dict.fromkeys(by)])})", style="dim")
    if options.everything:
        for each, where in zip(accepted, by, strict=True):
            yield Text("  ").append(_headline(each.finding, options))
            yield Text(f"    {where}  {visible(each.reason)}".rstrip(), style="dim")


def left_out(
    not_settable: Sequence[str], ignored: Mapping[str, str], options: Options
) -> Iterator[Text]:
    """Yield the settings that were not tried, and why."""
    most = None if options.everything else _NAMES
    if not_settable:
        told = names(not_settable, most)
        yield Text(f"no spelling known: {told} (--set NAME=TEMPLATE states one)")
    reasons: dict[str, list[str]] = {}
    for name, why in ignored.items():
        reasons.setdefault(why, []).append(name)
    for why, those in reasons.items():
        yield Text(f"left out: {names(those, most)} ({visible(why)})")


def _notes(notes: Sequence[str], options: Options) -> Iterator[Text]:
    shown = notes if options.everything else notes[:_NOTES]
    # Sentences are read to their end: never cut.
    yield from (Text(f"note: {visible(each)}", no_wrap=True) for each in shown)
    if len(shown) < len(notes):
        more = len(notes) - len(shown)
        yield Text(f"and {count(more, 'more note')} ({_EVERYTHING})", style="dim")


# -- many programs --------------------------------------------------------------------------------


def _many(audited: Sequence[Audited], options: Options) -> Iterator[Text]:
    """Yield a line for each program, then the findings of those that have some."""
    width = max((cell_len(visible(each.name)) for each in audited), default=0)
    width = min(width, _COLUMN)
    for each in audited:
        yield Text(_row((visible(each.name), _came(each)), [width]))
    yield Text()
    found: list[Finding] = []
    for each in audited:
        own = () if each.audit is None else each.audit.findings
        if own:
            yield Text(visible(each.name), style="bold")
        for finding in own:
            yield _headline(finding, options)
            told = list(_told(finding, options))
            yield from told if options.everything else told[:1]
        if own:
            yield Text()
        found += own
    looked = sum(each.audit is not None for each in audited)
    of = f" of {count(len(audited), 'program')}"
    if found:
        found.sort(key=lambda one: one.severity.rank)
        yield _total(found)
    else:
        yield Text("No findings.", style="bold green" if looked else "bold yellow")
    if looked < len(audited):
        yield Text(f"{looked:,}{of} could be looked at", style="bold yellow")


def _came(each: Audited) -> str:
    """Return what came of one program, in a line."""
    if each.audit is None:
        return f"could not be looked at: {visible(each.trouble)}"
    audit = each.audit
    parts = [counted(audit.findings) or "no findings"]
    if audit.accepted:
        parts.append(f"{len(audit.accepted):,} accepted")
    if each.trend:
        steps = [f"{step:+} {rule}" for rule, step in each.trend.items()]
        parts.append(f"since the last time {', '.join(steps)}")
    parts.append("nothing has changed" if each.cached else _ran(audit))
    return " · ".join(parts)


# -- settings -------------------------------------------------------------------------------------


def settings(given: Sequence[Setting], beside: Sequence[str] = ()) -> Iterator[Text]:
    """Yield a table of settings: name, type and who says so, how it is spelt, what it is.

    Parameters
    ----------
    given
        The settings.
    beside
        What else there is to be told of each, below it.
    """
    heads = ("setting", "type", "typed as", "as given")
    rows = [
        (
            visible(each.name),
            f"{each.wanted.kind} ({each.wanted.said})",
            visible(spelling(each)),
            quoted(show(each.default)),
        )
        for each in given
    ]
    widths = [
        min(_COLUMN, max(cell_len(row[column]) for row in [heads, *rows]))
        for column in range(len(heads) - 1)
    ]
    yield Text(_row(heads, widths), style="dim")
    for row, below in zip_longest(rows, beside, fillvalue=""):
        yield Text(_row(tuple(row), widths))
        if below:
            yield Text(f"    {below}", style="dim", no_wrap=True)


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        text + " " * (width - cell_len(text))
        for text, width in zip(row[:-1], widths, strict=True)
    ]
    return "  ".join([*cells, row[-1]]).rstrip()
