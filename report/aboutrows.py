"""What each row is, in Markdown: what was written from which pages, what it deviates in, causes."""

from collections.abc import Sequence
from typing import Any

from report import blocks, cells, figures, said, sections, surprises, words
from report.load import Results
from report.text import escape, program

#: The page, in the folder of the report.
PAGE = "rows.md"

TITLE = "What each row is"


def page(results: Results) -> str:
    """Return the page."""
    ranked = surprises.bad(results)
    parts = blocks.head(TITLE, ("results.json",))
    for name, adapter in results["adapters"].items():
        parts += [
            f"## {adapter['title']}",
            "",
            f"{adapter['summary']} Program: {program(adapter['program'], '../')}. "
            f"[Every cell](cells/{name}.md). "
            f"Contents: `{adapter['sha256'][:12]}`. Written from: "
            + ", ".join(f"<{page}>" for page in adapter["documentation"])
            + ".",
            "",
        ]
        parts += _doubted(adapter)
        parts += [
            line for sentence in said.lines(results, name) for line in (sentence, "")
        ]
        worst = surprises.of_row(name, ranked)
        if worst:
            parts += ["Worst surprises:", "", *_told(results, worst), ""]
        parts += _numbered("Deviations", adapter["deviations"])
        parts += _numbered(
            "Conversions by the program",
            [
                f"`{each['setting']}`: `{each['line']}`. {each['reason']}"
                for each in adapter["conversions"]
            ],
        )
        parts += _numbered(
            "Lacks",
            [f"{each['capability']}. {each['reason']}" for each in adapter["lacks"]],
        )
        added = (adapter["footprint"] or {}).get("added", [])
        if added:
            parts += [f"Brings along: {', '.join(added)}.", ""]
    return "\n".join([*parts, *_causes(results)]) + "\n"


def _doubted(adapter: dict[str, Any]) -> list[str]:
    doubt = figures.unproven(adapter)
    return [f"{figures.MARK} Not proven of this row: {escape(doubt)}.", ""] * bool(
        doubt
    )


def _told(results: Results, worst: list[surprises.Surprise]) -> list[str]:
    return [
        f"* *{words.title(one.category)}*, {sections.surprise(results, one)}"
        for one in worst
    ]


def _causes(results: Results) -> list[str]:
    found: dict[str, int] = {}
    for _, _, _, each in cells.every(results):
        for cause in cells.causes(each):
            found[cause] = found.get(cause, 0) + 1
    if not found:
        return []
    explained = results["causes"]
    return [
        "## Causes",
        "",
        *(
            f"* *{cause}*: {explained.get(cause, 'nobody has explained it yet.')} "
            f"({count} {'cell' if count == 1 else 'cells'})"
            for cause, count in sorted(found.items())
        ),
    ]


def _numbered(title: str, sentences: Sequence[str]) -> list[str]:
    if not sentences:
        return []
    return [
        f"{title}:",
        "",
        *(f"{n}. {text}" for n, text in enumerate(sentences, 1)),
        "",
    ]
