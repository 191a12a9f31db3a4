"""``history.md``: what changed from one measurement to the next, and when.

``python -m benchmarks renew`` keeps what results were before in ``history/DATE.json.xz``.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from report import against, blocks, cells, load, words
from report.blocks import Block, Filled, Heading, Part, Table
from report.escaping import Quoted
from report.load import Cell, ReportError, Results
from report.text import same

#: The page, in the folder of the report.
PAGE = "history.md"

TITLE = str(words.said(words.ENGLISH)["report"]["pages"]["history"])

#: So many cells of a step are shown; ``--against`` tells all.
_CELLS = 200

#: How a change is called.
BETTER, WORSE, OTHER = "better", "worse", "other"


class Changed(NamedTuple):
    """A cell that came out otherwise: before and after."""

    row: str
    address: str
    before: Cell
    after: Cell

    @property
    def kind(self) -> str:
        """Whether it is better (right now), worse (right before), or merely other."""
        if self.after["outcome"] == "right":
            return BETTER
        return WORSE if self.before["outcome"] == "right" else OTHER


class Moved(NamedTuple):
    """A release that moved, of one row or several."""

    name: str
    before: str
    after: str
    rows: tuple[str, ...]


def changed(old: Results, new: Results) -> list[Changed]:
    """Return the cells of two results that have another outcome, if both measured them; pure."""
    return [
        Changed(name, f"{category}/{case}", before, after)
        for category in load.categories(new)
        for name, after_by_case in load.rows(new, category).items()
        for case, after in after_by_case.items()
        if (before := load.rows(old, category).get(name, {}).get(case))
        and before["outcome"] != after["outcome"]
        and "unmeasured" not in {before["outcome"], after["outcome"]}
    ]


def moved(old: Results, new: Results) -> list[Moved]:
    """Return the releases of libraries and of the core that moved; pure."""
    of: dict[str, list[str]] = {}
    for name, row in new["adapters"].items():
        for each in row["distributions"]:
            of.setdefault(same(each), []).append(name)
    then, now = (
        {same(k): v for k, v in each["versions"].items()} for each in (old, new)
    )
    return [
        Moved(
            name,
            then.get(name, "absent"),
            now.get(name, "absent"),
            tuple(of.get(name, ())),
        )
        for name in dict.fromkeys([*then, *now])
        if then.get(name) != now.get(name)
    ]


def content(results: Results) -> Iterator[Block]:
    """Yield the page, below its title: the newest step first."""
    yield (
        "Each step is from one stored measurement to the next: the releases that moved, and "
        "the cells that came out otherwise with them. `make update` locks the newest releases, "
        f"measures what they concern, and keeps what was before. The last {load.TOLD} steps are "
        "told here; all that is kept lies in `history`."
    )
    known = load.older(results)
    states = [*known.values(), results]
    steps = list(zip(known, states, states[1:], strict=False))
    for name, old, new in reversed(steps):
        yield from _step(name, old, new)


def _step(name: str, old: Results, new: Results) -> Iterator[Block]:
    yield Heading(f"{old['created'][:10]} → {new['created'][:10]}")
    releases, otherwise = moved(old, new), changed(old, new)
    counts = Counter(each.kind for each in otherwise)
    yield Filled(
        "{releases} releases moved. Of the cells that both have, {cells} came out "
        "otherwise: {better} are right now, {worse} were right before, {other} are wrong in "
        "another way. All that changed beyond noise, times too: `python -m report --against "
        "{name}`.",
        {
            "releases": str(len(releases)),
            "cells": str(len(otherwise)),
            "better": str(counts[BETTER]),
            "worse": str(counts[WORSE]),
            "other": str(counts[OTHER]),
            "name": name,
        },
    )
    yield from _doubts(old, new)
    if releases:
        yield Table("Releases", ("", "before", "after", "rows"), _releases(releases))
    if otherwise:
        head = ("row", "cell", "before", "after", "", "what happens now")
        yield Table("Cells", head, _cells(otherwise[:_CELLS]))
    if len(otherwise) > _CELLS:
        yield Filled("And {count} more.", {"count": str(len(otherwise) - _CELLS)})


def _doubts(old: Results, new: Results) -> Iterator[Block]:
    """Yield what else than a release may have changed a cell."""
    if _suites(old) != _suites(new):
        yield (
            "The suite has moved as well, or it is not stored by which of its states was "
            "measured: a change may be its doing, and no release's."
        )
    edited = [
        name
        for name, row in new["adapters"].items()
        if name in old["adapters"] and row["sha256"] != old["adapters"][name]["sha256"]
    ]
    if edited:
        yield Filled(
            "Programs of ours that have changed: {rows}.", {"rows": ", ".join(edited)}
        )
    other = against.machines(old, new)
    if other:
        yield Filled("Measured elsewhere: {facts}.", {"facts": "; ".join(other)})


def _suites(results: Results) -> set[str]:
    """Return the states of the suite that measured; an empty one where that is not stored."""
    if "suites" in results:
        return {*results["suites"]}
    return {each.get("suite", "") for each in results["units"].values()}


def _releases(found: Sequence[Moved]) -> tuple[tuple[tuple[Part, ...], ...], ...]:
    return tuple(
        ((each.name,), (each.before,), (each.after,), (", ".join(each.rows) or "all",))
        for each in found
    )


def _cells(found: Sequence[Changed]) -> tuple[tuple[tuple[Part, ...], ...], ...]:
    return tuple(
        (
            (each.row,),
            (Quoted(each.address),),
            (cells.word(each.before["outcome"]),),
            (cells.word(each.after["outcome"]),),
            (each.kind,),
            # Of an earlier measurement no texts are kept.
            (str(each.after.get("detail", "")),),
        )
        for each in found
    )


def page(results: Results) -> str:
    """Return the whole page in Markdown."""
    return blocks.page(TITLE, ("results.json", f"{load.HISTORY}/"), content(results))


def named(text: str, folder: Path) -> Path:
    """Return the file of results that somebody names: by its path, or by the day of what is kept.

    Parameters
    ----------
    text
        What was typed.
    folder
        Of the report.

    Raises
    ------
    ReportError
        If there is neither such a file nor any kept under such a name.
    """
    path = Path(text)
    known = {each.name.removesuffix(load.PACKED): each for each in load.kept(folder)}
    if path.exists() or path.suffix in {".json", ".xz"}:
        return path
    if text in known:
        return known[text]
    names = ", ".join(known) or "none is kept yet"
    raise ReportError(
        f"{text}: is no file, and no earlier results are kept under this name ({names})"
    )


def read(path: Path) -> Results:
    """Read results to compare with, whole ones or kept ones; errors are those of ``load``."""
    if path.name.endswith(load.PACKED):
        return load.earlier(path)
    return load.load(path, to_compare=True)
