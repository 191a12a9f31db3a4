"""``upgrades.md`` and ``upgrades/NAME.md``: what changes when a library or Python is upgraded."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from report import blocks, load, otherwise, rendering, upgrading, words
from report.blocks import Block, Filled, Heading, Linked, Part, Table
from report.escaping import Quoted, escaped
from report.load import Results
from report.text import cut, joined
from report.upgrading import BETTER, OTHER, WORSE, Change, Column, Step

#: The page of all, and the folder of those of the rows.
PAGE, FOLDER = "upgrades.md", "upgrades"

TITLE = str(words.said(words.ENGLISH)["report"]["pages"]["upgrades"])

#: Steps that are told on the page of all, those that change most.
_MOST = 10

#: Cases of a family, such as ``values/int/*``, that are named one by one.
_FAMILY = 5

#: Characters of a detail in a table.
_DETAIL = 480

_KINDS = {WORSE: "Worse", BETTER: "Better", OTHER: "Other"}

_RULE = (
    "The same program, asked the same, with other releases of its library and on another "
    "interpreter; all else of an environment is the newest that goes with that release. It is "
    "written for the newest release: what an older one has not yet is refused there, and what it "
    "had and the newest has no more is not asked. Compared is what was judged, the values that "
    "arrived and came back, and what the messages name. *Better*: a less harmful "
    "outcome, such as a refusal in the place of a wrong value; *worse*: a more harmful "
    "one; *other*: as good as before, with another value or another message, asked in other "
    "words than before, or as the release before has it on another interpreter."
)


def title(results: Results, name: str) -> str:
    """Return what the page of a row is called."""
    return f"{results['adapters'][name]['title']}: {TITLE[:1].lower()}{TITLE[1:]}"


def rows(results: Results) -> list[str]:
    """Return the rows that have a page, in the order of the report."""
    return [name for name in results["adapters"] if name in load.matrix(results)]


# A row


def of_row(results: Results, name: str) -> Iterator[Block]:
    """Yield the page of a row, below its title."""
    told = load.matrix(results)[name]
    yield _RULE
    release = " --release=RELEASE" if told["library"] else ""
    command = (
        f"python -m benchmarks reproduce CATEGORY/{name}/CASE{release} --python=PYTHON"
    )
    yield Filled("One of these cells afresh: {command}.", {"command": Quoted(command)})
    yield Table(
        "What was measured",
        (
            "release",
            "Python",
            "with",
            "cells",
            "start, of the control's",
            "adds, MiB",
            "",
        ),
        tuple(_column(each) for each in upgrading.columns(told)),
    )
    for each in told["older"]:
        yield Table(
            f"What the program has otherwise before {each['before']}: {each['reason']}",
            (f"from {each['before']} on", "before"),
            tuple(
                ((Quoted(piece),), (Quoted(then),))
                for piece, then in each["replaced"].items()
            ),
        )
    for each in told["newer"]:
        extras = ",".join(each["extras"])
        yield Filled(
            "From {since} on {extras} is installed, too: {reason}.",
            {
                "since": each["since"],
                "extras": Quoted(f"{told['library']}[{extras}]"),
                "reason": each["reason"],
            },
        )
    for step in upgrading.steps(results, name):
        yield Heading(_called(step, told["library"]))
        yield from _step(step)


def _column(one: Column) -> tuple[tuple[Part, ...], ...]:
    measured = sum(
        cell["outcome"] != "unmeasured"
        for own in one.cells.values()
        for cell in own.values()
    )
    start, size = one.start, one.size
    beside = [
        f"{name} {version}"
        for name, version in one.versions.items()
        if version and version not in {one.release, one.python}
    ]
    return (
        (one.release or "as Python has it",),
        (one.python,),
        (", ".join(beside),),
        (str(measured) if not one.refused else "none",),
        (f"{start['median']:.2f} [{start['low']:.2f}, {start['high']:.2f}]",)
        if "median" in start
        else ("",),
        (str(size["mib"]),) if size else ("",),
        (Quoted(one.refused),) if one.refused else ("",),
    )


def _called(step: Step, library: str) -> str:
    what = "Python" if step.of_python else library
    return f"{what} {step.before} → {step.after}"


def _step(step: Step) -> Iterator[Block]:
    for where, why in step.refused.items():
        yield Filled(
            "With {where} nothing can be measured any more: {why}",
            {"where": where, "why": Quoted(why)},
        )
    for where, why in step.mended.items():
        yield Filled(
            "With {where} nothing could be measured before: {why}",
            {"where": where, "why": Quoted(why)},
        )
    if not step.compared:
        if step.silent:
            yield "Neither starts; the table above says why."
        elif not (step.refused or step.mended):
            yield "Nothing could be compared."
        return
    if not step.changes:
        yield Filled(
            "None of {compared} cells is otherwise.", {"compared": str(step.compared)}
        )
        return
    yield Filled(
        "Of {compared} cells {counts}."
        + (" " + _mentioned(step) if not step.of_python else ""),
        {"compared": str(step.compared), "counts": _counts(step), "read": step.read},
    )
    for kind, said in _KINDS.items():
        if found := step.of(kind):
            where = "release" if step.of_python else "on"
            yield Table(
                f"{said}, {otherwise.counted(step.count(kind))}",
                (
                    "",
                    where,
                    "typed, of the first",
                    "before",
                    "after",
                    "cause",
                    "changelog",
                ),
                tuple(_group(each, step) for each in upgrading.groups(found)),
            )


def _mentioned(step: Step) -> str:
    if not step.read:
        return "No changelog of this release was read."
    count = step.unmentioned
    return (
        f"{count} of them are not mentioned in {{read}}."
        if count
        else "All of them are mentioned in {read}."
    )


def _counts(step: Step) -> str:
    found = [(kind, step.count(kind)) for kind in _KINDS]
    return joined(
        [
            f"{count} {'are' if count != 1 else 'is'} {kind}"
            for kind, count in found
            if count
        ]
    )


def _group(group: Sequence[Change], step: Step) -> tuple[tuple[Part, ...], ...]:
    one = group[0]
    before, after = otherwise.details(one.cell)
    log: list[Part] = []
    for line in one.lines:
        log += [Quoted(line.quoted), f"({line.source})"]
    if not log:
        log = ["not mentioned" if step.read else ""]
    return (
        (f"{one.cell.category}:", *_cases([each.cell.case for each in group])),
        (joined(list(one.where)),),
        _typed(one),
        (otherwise.said(one.cell.here), *_detail(before)),
        (
            otherwise.said(one.cell.there),
            *_detail(after),
            *((f"as with {step.before} on {one.as_on}",) if one.as_on else ()),
        ),
        (one.cause,),
        tuple(log),
    )


def _typed(one: Change) -> tuple[Part, ...]:
    first, *then = one.commands or ("",)
    if not then:
        return (Quoted(first) if first else "",)
    return ("before:", Quoted(first), "after:", *map(Quoted, then))


def _cases(names: Sequence[str]) -> Iterator[Part]:
    """Yield cases; of a family of many, how many there are."""
    families: dict[str, list[str]] = {}
    for name in names:
        families.setdefault(name.rpartition("/")[0], []).append(name)
    for family, own in families.items():
        if family and len(own) > _FAMILY:
            yield Quoted(f"{family}/*")
            yield f"({len(own)})"
        else:
            yield from map(Quoted, own)


def _detail(text: str) -> tuple[Part, ...]:
    return (Quoted(cut(text, _DETAIL)),) if text else ()


# All rows


def content(results: Results) -> Iterator[Block]:
    """Yield the page of all rows, below its title."""
    yield _RULE
    every = [
        (name, step)
        for name in rows(results)
        for step in upgrading.steps(results, name)
    ]
    ranked = sorted(every, key=lambda each: (-each[1].typed, -each[1].count()))
    releases = [
        (name, step) for name, step in ranked if step.changes and not step.of_python
    ]
    if releases:
        yield Table(
            "The upgrades that change most for those who type commands",
            (
                "row",
                "from",
                "to",
                "worse",
                "better",
                "other",
                "typed",
                "for example",
                "on",
                "before",
                "after",
            ),
            tuple(_ranked(results, name, step) for name, step in releases[:_MOST]),
        )
    read = [step for _, step in every if step.read]
    if read:
        yield Filled(
            "Where a changelog was read, {changed} cells are otherwise, and no changelog mentions "
            "{unmentioned} of them.",
            {
                "changed": str(sum(step.count() for step in read)),
                "unmentioned": str(sum(step.unmentioned for step in read)),
            },
        )
    yield Table(
        "All steps",
        (
            "row",
            "what",
            "from",
            "to",
            "compared",
            "worse",
            "better",
            "other",
            "not mentioned",
        ),
        tuple(_line(results, name, step) for name, step in every),
        figures=5,
    )
    yield "Measured again: `make matrix`; what has not changed is not."


def _linked(results: Results, name: str) -> Linked:
    title = results["adapters"][name]["title"]
    return Linked(
        Markup("[{}]({}/{}.md)").format(escaped(title), FOLDER, name),
        title,
        f"upgrade-{name}.html",
    )


def _figures(step: Step) -> list[tuple[Part, ...]]:
    return [(str(step.count(kind)),) for kind in _KINDS]


def _ranked(results: Results, name: str, step: Step) -> tuple[tuple[Part, ...], ...]:
    most = max(_KINDS, key=step.count)
    # Of the kind that is most of it, what most cells have alike; rather what somebody types.
    found = upgrading.groups(step.of(most))
    first = max(found, key=lambda group: (group[0].typed != "", len(group)))[0]
    # What did as asked, of two spellings.
    typed = next(iter(first.commands), "") if most == WORSE else first.typed
    return (
        (_linked(results, name),),
        (step.before,),
        (step.after,),
        *_figures(step),
        (str(step.typed),),
        (Quoted(typed or first.address),),
        (joined(list(first.where)),),
        (otherwise.said(first.cell.here),),
        (otherwise.said(first.cell.there),),
    )


def _line(results: Results, name: str, step: Step) -> tuple[tuple[Part, ...], ...]:
    library = load.matrix(results)[name]["library"]
    starts = step.compared or not (step.refused or step.mended or step.silent)
    compared = str(step.compared) if starts else "does not start"
    return (
        (_linked(results, name),),
        ("Python" if step.of_python else library,),
        (step.before,),
        (step.after,),
        (compared,),
        *_figures(step),
        (str(step.unmentioned) if step.read else "",),
    )


# The pages in Markdown


def pages(results: Results) -> dict[str, str]:
    """Return the pages in Markdown by their path; nothing where nothing was measured."""
    found = rows(results)
    if not found:
        return {}
    made = {PAGE: blocks.page(TITLE, ("results.json",), content(results))}
    for name in found:
        sources = (f"../matrix/{name}.json",)
        made[f"{FOLDER}/{name}.md"] = blocks.page(
            title(results, name), sources, of_row(results, name), up="../"
        )
    return made


def sentence(results: Results) -> Markup:
    """Return what is new since the last minor release of each library; nothing if nobody knows."""
    found = {
        name: step
        for name in rows(results)
        if (step := upgrading.newest(results, name))
    }
    changed = {name: step for name, step in found.items() if step.changes}
    if not found:
        return Markup()
    most = sorted(changed, key=lambda name: -changed[name].count())
    return rendering.phrase(
        "upgrades",
        page=PAGE,
        rows=len(found),
        cells=sum(step.count() for step in changed.values()),
        worse=sum(step.count(WORSE) for step in changed.values()),
        better=sum(step.count(BETTER) for step in changed.values()),
        changed=len(changed),
        most=[
            (
                results["adapters"][name]["title"],
                changed[name].before,
                changed[name].after,
                changed[name].count(),
            )
            for name in most[:3]
        ],
    )
