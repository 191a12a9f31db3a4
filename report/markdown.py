"""``REPORT.md``: the same bytes for the same results."""

from typing import Any

from report import (
    aboutrows,
    alive,
    beyond,
    cells,
    claims,
    figures,
    load,
    needs,
    otherwise,
    parties,
    sections,
    surprises,
    words,
)
from report.figures import Row
from report.load import Results
from report.text import (
    anchor,
    escape,
    footnotes,
    head,
    here,
    joined,
    size,
    started,
    tied,
)

_INTRO = """\
# Which configuration manager for a PyTorch project?

*Written by the makers of configbench, who also wrote the adapters; none of us maintains one of
the libraries. This page is computed from [`results.json`](results.json); no figure was typed. It
cannot show taste, teaching, or what a library does beyond the cases below, and one training
program is one program. To sort, filter and look behind each cell, open
[`site/index.html`](site/index.html) from a copy of the repository.*
"""

KEY = """\
**Lines**: program and config files, help texts left out. **Silently wrong**: of the override cells
that the library itself answers for, how many trained with something else than asked, or accepted a
mistake; in brackets the cells that the program answers for. **Type changed**: an equal
value of another type arrived. **Rerun**: a run with every setting changed was saved, carried to an
empty folder and repeated from there: record and weights equal? **Start-up**: how many times what
the same program without any library takes from spawn to "config ready", round by round: median,
95 % interval. *Ms more, here*: the difference in milliseconds, which another machine or hour
changes far more. *Ties* names rows that cannot be told apart. **MiB**: what the library adds to an
installation of PyTorch, NumPy and scikit-learn.
"""


def render(results: Results) -> str:
    """Return the whole report."""
    table = figures.rows(results)
    ranked = surprises.bad(results)
    parts = [
        _INTRO,
        _choose(table),
        _first_table(table),
        _where(results),
        KEY,
        _contents(results),
        _needs(results),
        f"## How to read what follows\n\n{sections.legend()}\n\n{surprises.RULE}\n",
        *(
            sections.section(results, category, ranked)
            for category in load.categories(results)
        ),
        beyond.unmeasured(results),
        claims.sentence(results),
        _reproduce(results),
    ]
    return "\n".join(part.rstrip() + "\n" for part in parts if part)


def _choose(table: list[Row]) -> str:
    lines = ["**Choose by need**", ""]
    for need, rule, rows in figures.needs(table):
        names = joined([f"**{row.title}**" for row in rows]) or "nobody yet"
        tie = " (equal)" if len(rows) > 1 else ""
        lines.append(f"* *{need[0].upper()}{need[1:]}*: {names}{tie}. Rule: {rule}.")
    return "\n".join(lines) + "\n"


def _first_table(table: list[Row]) -> str:
    top = (
        "| | library | lines | silently wrong | type changed | rerun equal | start-up, multiple "
        "| ms more, here | ties | MiB |",
        "| --- | --- | ---: | ---: | ---: | --- | ---: | ---: | --- | ---: |",
    )
    faults = [
        f"* **{row.title}**: {escape(fault)}" for row in table for fault in row.faults
    ]
    faults += [f"* {escape(told)}." for told in footnotes(table)]
    rows = [_first_row(row) for row in table]
    return "\n".join([*top, *rows, *([""] if faults else []), *faults]) + "\n"


def _first_row(row: Row) -> str:
    if row.note:
        return f"| **{row.title}** | {row.library} | {escape(row.note)} | | | | | | | |"
    wrong = "" if row.silently_wrong is None else str(row.silently_wrong)
    if row.silently_wrong is not None and row.silently_wrong_by_adapter is not None:
        wrong += f" ({row.silently_wrong_by_adapter})"
    rerun = {True: "yes", False: "**no**", None: ""}[row.reruns]
    start = started(row)
    start += " (imports torch)" if row.torch else ""
    figures_ = [
        f"**{row.title}**",
        row.library,
        "" if row.lines is None else str(row.lines),
        wrong,
        str(row.type_changed or ""),
        rerun,
        start,
        here(row),
        tied(row),
        size(row),
    ]
    return "| " + " | ".join(figures_) + " |"


def _where(results: Results) -> str:
    machine = results["machine"]
    unfinished = ""
    if "interrupted" in results:
        done = len(results["interrupted"]["done"])
        unfinished = (
            f"\n**This run was interrupted** after {done} units; "
            "`pytest --benchmark --resume` completes it.\n"
        )
    torch = results["versions"].get("torch", "absent")
    return (
        f"{results['created'][:10]} · {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['kind']} · Python {machine['python']} · torch {torch}\n{unfinished}"
    )


def _contents(results: Results) -> str:
    titles = ["What each row meets"]
    titles += [words.title(category) for category in load.categories(results)]
    links = [f"[{title}](#{anchor(title)})" for title in titles]
    links += [
        f"[{escape(adapter['title'])}]({aboutrows.FOLDER}/{name}.md)"
        for name, adapter in results["adapters"].items()
    ]
    links += [f"[Causes]({aboutrows.CAUSES})"]
    links += ["[How to reproduce](#how-to-reproduce)"]
    links += [f"[Other interpreters]({otherwise.PAGE})"]
    if load.parties(results):
        links.append(f"[{parties.TITLE}]({parties.PAGE})")
    if load.alive(results):
        links.append(f"[{alive.TITLE}]({alive.PAGE})")
    return "Below: " + " · ".join(links) + "\n"


def _needs(results: Results) -> str:
    found = needs.needs(results)
    names = list(results["adapters"])
    marks = {by: f"✓{party.mark}" for by, party in cells.PARTIES.items()}
    used = {by for need in found for by in need.met.values()} | {"library"}
    told = (f"{marks[by]} {cells.PARTIES[by].word}" for by in marks if by in used)
    lines = [
        "## What each row meets",
        "",
        f"Judged from the cells: {', '.join(told)}.",
        "",
        *head("need", names),
    ]
    for need in found:
        row = [marks.get(need.met.get(name, ""), "") for name in names]
        lines.append(f"| {need.label} | {' | '.join(row)} |")
    lines += ["", "Rules: " + "; ".join(f"*{n.label}*: {n.rule}" for n in found) + "."]
    return "\n".join(lines) + "\n"


def _reproduce(results: Results) -> str:
    categories = load.categories(results)
    name = next(iter(results["adapters"]), "NAME")
    some: list[tuple[str, dict[str, Any]]] = [
        (category, next(iter(results["cells"][category][name].values())))
        for category in categories
        if results["cells"][category].get(name)
    ]
    return "\n".join(
        [
            "## How to reproduce",
            "",
            "Everything: `make benchmark`, or, after it has set up `.venv`, "
            "`.venv/bin/pytest --benchmark`. A part: `--category` and `--adapters`. One cell: its "
            "own command, which every cell carries on the site, in `cells/` and in `results.json`. "
            "Commands start with `python`: that of `.venv/bin`. For example:",
            "",
            *(f"    {each['reproduce']}" for _, each in some),
            "",
            "Does this page follow from the results? `python -m report --check`. What has changed "
            "since other results? `python -m report --against OLD.json`.",
        ]
    )
