"""What others measured on other machines: ``replications.md``.

``python -m benchmarks replicate`` writes a file; those that were sent lie in ``replications/``.
They are foreign: a number in one is what its sender says, and nothing of ours follows from it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from report import blocks, cells, load, rendering, words
from report.blocks import Block, Filled, Heading, Part, Table
from report.escaping import Quoted
from report.load import Results

#: The page, in the folder of the report.
PAGE = "replications.md"

TITLE = str(words.said(words.ENGLISH)["report"]["pages"]["replications"])

#: Two medians of a ratio are close if they are no further apart.
WITHIN = 0.05

Told = Mapping[str, Any]


def close(ratio: Told) -> bool:
    """Whether the two medians of a start-up ratio are within five per cent; pure."""
    one, two = (ratio[key]["median"] for key in ("published", "found"))
    return bool(one) and abs(two / one - 1) <= WITHIN


def counts(one: Told) -> dict[str, Any]:
    """Return the figures of a replication that are told; pure."""
    found, ratios = one["cells"], one["ratios"]
    steady = sum(each["steady"] for each in found["differ"])
    return {
        "day": one["made"][:10],
        "compared": one["compared"][:10],
        **one["machine"],
        "same": found["same"],
        "steady": steady,
        "once": len(found["differ"]) - steady,
        "unmeasured": sum(found["unmeasured"].values()),
        "measured": found["same"] + len(found["differ"]),
        "ratios": len(ratios),
        "close": sum(map(close, ratios)),
    }


def sentence(results: Results) -> Markup:
    """Return what replications found, or that there is none."""
    told = [counts(one) for one in load.replications(results).values()]
    within = f"{WITHIN * 100:.0f} %"
    return rendering.phrase("replicated", told=told, within=within, page=PAGE)


def content(results: Results) -> Iterator[Block]:
    """Yield the page, below its title."""
    yield (
        "Measured by others, on their machines, and sent as one file: discrete cells measured as "
        "each cell's own command does, and how many times a bare start each row's start takes. "
        "What is told here is what these files say. Yours: `python -m benchmarks replicate`, "
        "and a tenth of it with `--seed 1`."
    )
    for name, one in load.replications(results).items():
        yield from _one(name, one)


def _one(name: str, one: Told) -> Iterator[Block]:
    told = counts(one)
    seed = one["part"]["seed"]
    yield Heading(name)
    yield Filled(
        "{day}, {cpu}, {cores} cores, {kind}, Python {python}; compared with the results of "
        "{compared}. {drawn} of {of} discrete cells, {how}: {same} as published, {steady} "
        "otherwise, {once} otherwise the first time alone, {unmeasured} not measured there. "
        "{close} of {ratios} start-up ratios within {within}.",
        {
            **{key: str(each) for key, each in told.items()},
            "drawn": str(one["part"]["drawn"]),
            "of": str(one["part"]["of"]),
            "how": "all" if seed is None else f"a tenth, drawn by seed {seed}",
            "within": f"{WITHIN:.0%}",
        },
    )
    if differ := one["cells"]["differ"]:
        head = (
            "cell",
            "published",
            "found",
            "what happened",
            "again",
            "what else is otherwise",
        )
        yield Table("Cells that came out otherwise", head, tuple(map(_cell, differ)))
    if apart := [each for each in one["ratios"] if not close(each)]:
        start = ("row", "start", "published", "found")
        yield Table("Ratios further apart", start, tuple(map(_ratio, apart)), figures=2)
    if missing := one["cells"]["unmeasured"]:
        lines = tuple(((reason,), (str(count),)) for reason, count in missing.items())
        yield Table("Not measured there", ("why", "cells"), lines, figures=1)


def _cell(each: Told) -> tuple[tuple[Part, ...], ...]:
    return (
        (Quoted(each["cell"]),),
        (cells.word(each["published"]),),
        (cells.word(each["found"]),),
        (each["detail"],),
        ("the same" if each["steady"] else "as published",),
        ("; ".join(each["why"]) or "nothing that is stored",),
    )


def _ratio(each: Told) -> tuple[tuple[Part, ...], ...]:
    shown = (
        "{median:.2f} [{low:.2f}, {high:.2f}]".format(**each[key])
        for key in ("published", "found")
    )
    return ((each["row"],), (each["case"],), *((one,) for one in shown))


def page(results: Results) -> str:
    """Return the whole page in Markdown."""
    sources = ("results.json", "replications/")
    return blocks.page(TITLE, sources, content(results))
