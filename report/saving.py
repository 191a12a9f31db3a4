"""The sections on what a saved run is worth: single values, saving that fails, canaries."""

from report import cells, load
from report.cells import NOT_TRIED, whole
from report.load import Cell, Rows
from report.text import head, legend, letter


def family(rows: Rows, name: str) -> Rows:
    """Return the cells of one family of cases, of the rows that have any."""
    chosen = {
        row: {
            case: cell for case, cell in own.items() if case.partition("/")[0] == name
        }
        for row, own in rows.items()
    }
    return {row: own for row, own in chosen.items() if own}


def values(rows: Rows) -> str:
    """Return the section on single values: arrival and return apart."""
    if not rows:
        return ""
    cases = load.cases(rows)
    kinds = list(dict.fromkeys(case.split("/")[1] for case in cases))
    parts = [
        "### Values",
        "",
        f"{len(cases)} values, each set through the row's own spelling, saved and restored. Two "
        "questions are asked: did the value arrive in the core, and did what arrived come back, "
        "with its type? A figure is how many of those that the row has a spelling for did both; "
        "where some did not: how many arrived · came back.",
        "",
        *head("kind", rows, "---:"),
    ]
    for kind in kinds:
        counts = [_count(kind, row) for row in rows.values()]
        parts.append(f"| {kind} | " + " | ".join(counts) + " |")
    parts += [
        "",
        "<details><summary>Every value</summary>",
        "",
        legend(),
        "Two letters: how it arrived, and how what arrived came back.",
        "",
        *head("value", rows),
    ]
    for case in cases:
        letters = [_letters(row.get(case)) for row in rows.values()]
        parts.append(f"| {case.removeprefix('values/')} | {' | '.join(letters)} |")
    parts += [
        "",
        "</details>",
        "",
        "What was seen, and the bytes on disk: `cells/`, and the site.",
        "",
        "One value afresh, with the bytes that were saved: "
        "`python -m benchmarks reproduce roundtrip/NAME/CASE`.",
        "",
    ]
    return "\n".join(parts)


def _count(kind: str, row: dict[str, Cell]) -> str:
    own = [cell for case, cell in row.items() if case.split("/")[1] == kind]
    tried = [cell for cell in own if cell["outcome"] not in NOT_TRIED]
    if all(map(whole, tried)):
        return str(len(tried))
    arrived = sum(cell.get("arrival") == "right" for cell in tried)
    back = sum(cell["outcome"] == "right" for cell in tried)
    return f"**{arrived} · {back}** of {len(tried)}"


def _letters(cell: Cell | None) -> str:
    if cell is None or whole(cell) or cell["outcome"] in NOT_TRIED:
        return letter(cell)
    both = f"{cells.letter(cell['arrival'])}{cells.letter(cell['outcome'])}"
    return f"**{both}**{cells.mark(cell)}"


def faults(rows: Rows) -> str:
    """Return the section on saving that goes wrong."""
    if not rows:
        return ""
    cases = load.cases(rows)
    parts = [
        "### When saving goes wrong",
        "",
        "`killed`: in the middle of writing; `disk_full`: the same write fails; `not_writable`: a "
        "file where the folder would be; `target_exists`: a second run in the same place. Right is "
        "a refusal before training, and nothing left that a later load takes for a run.",
        "",
        *head("fault", rows),
    ]
    for case in cases:
        letters = [_with_word(row.get(case)) for row in rows.values()]
        parts.append(f"| {case.removeprefix('fault/')} | {' | '.join(letters)} |")
    parts += [
        "",
        "One fault afresh: `python -m benchmarks reproduce roundtrip/NAME/CASE`.",
        "",
    ]
    return "\n".join(parts)


def _with_word(cell: Cell | None) -> str:
    """Return the letter, and what became of the earlier run where that was asked."""
    word = (cell or {}).get("earlier")
    return f"{letter(cell)} {word}" if word else letter(cell)


def safety(rows: Rows) -> str:
    """Return the section on canaries."""
    cases = [case for case in load.cases(rows) if case != "all"]
    if not cases:
        return ""
    parts = [
        "## Safety",
        "",
        "Inert canaries, most of them in a saved config of the row itself, under limits on time, "
        "memory and the size of files. *executed*: it did what the file, or the name, asked for; a "
        "documented feature is no exception, the cause says which. *harmless*: plain data. A "
        "secret on the command line is harmless where only the saved config holds it.",
        "",
        *head("canary", rows),
    ]
    for case in cases:
        words = [_safety(row.get(case) or row.get("all")) for row in rows.values()]
        parts.append(f"| {case} | {' | '.join(words)} |")
    parts += [
        "",
        "One canary afresh: `python -m benchmarks reproduce safety/NAME/CANARY`.",
        "",
    ]
    return "\n".join(parts)


def _safety(cell: Cell | None) -> str:
    if cell is None:
        return ""
    word = str(cell.get("safety", ""))
    if not word:
        return letter(cell)
    shown = f"**{word}**" if word in {"executed", "hung", "spread"} else word
    return shown + cells.mark(cell)
