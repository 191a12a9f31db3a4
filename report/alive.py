"""Whether the libraries are alive: what their index and their own metadata tell, with the day.

It lies in ``alive.json`` beside the results; ``python -m benchmarks alive`` asks for it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from report import blocks, load, rendering, words
from report.blocks import Block, Filled, Part, Table
from report.load import Results
from report.text import joined, same

#: The page, in the folder of the report, and what was told.
PAGE, NAME = "alive.md", "alive.json"

TITLE = str(words.said(words.ENGLISH)["report"]["pages"]["alive"])

#: The status on the index of a project that is not archived, and in no other way at rest.
_ACTIVE = "active"

#: Above so many names are counted.
_NAMED = 4


def content(results: Results) -> Iterator[Block]:
    """Yield the page, below its title."""
    told = load.alive(results)
    yield Filled(
        "Asked on {day} of the package index: which stable releases there are and "
        "since when, and whether the project is archived there. What the measured release says of "
        "itself stands in its metadata. Neither tells how good a library is, or whether its "
        "repository has moved; a library that is finished needs no releases.",
        {"day": told["asked"]},
    )
    lines = [_line(results, name, each) for name, each in told["distributions"].items()]
    yield Table(
        "Distributions",
        (
            *(
                "",
                "rows",
                "newest stable",
                "released",
                "measured",
                "stable releases in two years",
            ),
            *("needs", "Python", "lists", "licence", "status"),
        ),
        tuple(lines),
    )
    if alone := [
        adapter["title"]
        for adapter in results["adapters"].values()
        if not {*map(same, adapter["distributions"])}
        & {*map(same, told["distributions"])}
    ]:
        yield Filled("Part of Python itself: {rows}.", {"rows": joined(alone)})
    yield "Ask again: `python -m benchmarks alive`; `make update` does, too."


def _line(
    results: Results, name: str, told: Mapping[str, Any]
) -> tuple[tuple[Part, ...], ...]:
    rows = [
        row
        for row, each in results["adapters"].items()
        if same(name) in map(same, each["distributions"])
    ]
    return (
        (name,),
        (joined(rows),),
        (told.get("newest", "not on the index"),),
        (told.get("released", ""),),
        (told["measured"],),
        (str(told.get("releases", "")),),
        (_needs(told["needs"]),),
        (told["requires_python"] or "any",),
        (_pythons(told["pythons"]),),
        (told["licence"] or "says none",),
        (_status(told),),
    )


def _needs(names: list[str]) -> str:
    if len(names) > _NAMED:
        return f"{len(names)}: {', '.join(names[:_NAMED])} …"
    return f"{len(names)}: {', '.join(names)}" if names else "none"


def _pythons(listed: list[str]) -> str:
    if not listed:
        return "none"
    return listed[0] if len(listed) == 1 else f"{listed[0]} to {listed[-1]}"


def _status(told: Mapping[str, Any]) -> str:
    said = [told["status"]] if "status" in told else []
    if "reason" in told:
        said.append(f"({told['reason']})")
    if told["inactive"]:
        said.append("says that it is inactive")
    return " ".join(said)


def page(results: Results) -> str:
    """Return the whole page in Markdown."""
    return blocks.page(TITLE, ("results.json", NAME), content(results))


#: A release is recent for so long.
_RECENT = dt.timedelta(days=365)


def sentence(results: Results) -> Markup:
    """Return which libraries had a release in the last year, and which have stopped; or nothing."""
    told = load.alive(results)
    if not told:
        return Markup()
    every = told["distributions"]
    day = dt.date.fromisoformat(told["asked"])
    released = {
        name: each["released"] for name, each in every.items() if "released" in each
    }
    recent = [
        name
        for name, then in released.items()
        if day - dt.date.fromisoformat(then) <= _RECENT
    ]
    return rendering.phrase(
        "alive",
        page=PAGE,
        asked=told["asked"],
        distributions=len(every),
        recent=len(recent),
        oldest=min(released.items(), key=lambda each: each[1], default=None),
        stopped=[
            f"{name} ({_status(each)})"
            for name, each in every.items()
            if each["inactive"] or each.get("status", _ACTIVE) != _ACTIVE
        ],
    )
