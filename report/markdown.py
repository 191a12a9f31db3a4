"""``REPORT.md``: the same bytes for the same results."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from report import beyond, figures
from report.figures import LETTERS, Row
from report.load import AXES, BEYOND, Results

_INTRO = """\
# Which configuration manager for a PyTorch project?

*Written by the makers of configbench, who also wrote the adapters; none of us maintains one of
the libraries. This page is computed from [`results.json`](results.json); no figure was typed. It
cannot show taste, teaching, or what a library does beyond the tasks below, and one training
program is one program.*
"""

_KEY = """\
**Lines**: program and config files, help texts left out. **Silent**: of the override cells that
the library itself answers for, how many trained with something else than asked, or accepted a
mistake; in brackets the cells that a hand-written line answers for. **Retyped**: an equal value of
another type arrived. **Rerun**: a run with every setting changed was saved, carried to an empty
folder and repeated from there: record and weights equal? **Start-up**: milliseconds from spawn to
"config ready" above the same program without any library: median, 95 % interval; *ties* names rows
that cannot be told apart. **MiB**: what the library adds to an installation of PyTorch, NumPy and
scikit-learn.
"""


def render(results: Results) -> str:
    """Return the whole report."""
    table = figures.rows(results)
    parts = [
        _INTRO,
        _choose(table),
        _first_table(table),
        _where(results),
        _KEY,
        _lines(results),
        _change(results),
        _overrides(results),
        _roundtrip(results),
        _startup(results),
        beyond.render(results),
        _about(results),
    ]
    return "\n".join(part.rstrip() + "\n" for part in parts if part)


def _choose(table: list[Row]) -> str:
    lines = ["**Choose by need**", ""]
    for need, rule, rows in figures.needs(table):
        names = " and ".join(f"**{row.title}**" for row in rows) or "nobody yet"
        tie = " (equal)" if len(rows) > 1 else ""
        lines.append(f"* *{need[0].upper()}{need[1:]}*: {names}{tie}. Rule: {rule}.")
    return "\n".join(lines) + "\n"


def _first_table(table: list[Row]) -> str:
    head = (
        "| | library | lines | silent | retyped | rerun equal | start-up, ms | ties | MiB |",
        "| --- | --- | ---: | ---: | ---: | --- | ---: | --- | ---: |",
    )
    faults = [
        f"* **{row.title}**: {_cell(fault)}" for row in table for fault in row.faults
    ]
    return (
        "\n".join([*head, *map(_first_row, table), *([""] if faults else []), *faults])
        + "\n"
    )


def _first_row(row: Row) -> str:
    if row.note:
        return f"| **{row.title}** | {row.library} | {_cell(row.note)} | | | | | | |"
    silent = "" if row.silent is None else str(row.silent)
    if row.silent is not None and row.silent_by_hand is not None:
        silent += f" ({row.silent_by_hand})"
    rerun = {True: "yes", False: "**no**", None: ""}[row.reruns]
    start = interval(row.startup) + (" (imports torch)" if row.torch else "")
    figures_ = [
        f"**{row.title}**",
        row.library,
        "" if row.lines is None else str(row.lines),
        silent,
        str(row.retyped) if row.retyped else "",
        rerun,
        start,
        tied(row),
        size(row),
    ]
    return "| " + " | ".join(figures_) + " |"


def tied(row: Row) -> str:
    """Print the rows that start-up cannot tell from this one."""
    if row.startup is None:
        return ""
    if row.ties is None:
        return "not compared"
    return ", ".join(row.ties) or "none"


def size(row: Row) -> str:
    """Print what a library adds, in MiB: a little is not nothing."""
    if row.mib is None:
        return ""
    return "<0.1" if row.adds and not row.mib else f"{row.mib:g}"


def interval(measured: tuple[float, float, float] | None, digits: int = 1) -> str:
    """Print a median with its interval: ``8.7 [8.2, 9.0]``."""
    if measured is None:
        return ""
    median, low, high = measured
    return f"{median:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"


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
        f"{machine['kind']} · Python {machine['python']} · torch {torch}\n\n"
        "Repeat it all: `.venv/bin/pytest --benchmark` (after `make benchmark` has set up "
        "`.venv`). Commands below start with `python`: that of `.venv/bin`.\n"
        f"{unfinished}"
    )


def _lines(results: Results) -> str:
    axis = {name: cells for name, cells in results["lines"].items() if "total" in cells}
    if not axis:
        return ""
    roles = ("declare", "load", "wire", "save", "restore", "main", "other")
    head = [
        "| | lines | tokens |",
        "config files |",
        *(f"{role} |" for role in roles),
        "help |",
    ]
    body = [" ".join(head), "| --- " + "| ---: " * (len(roles) + 4) + "|"]
    for name, cells in axis.items():
        cell = cells["total"]
        values = [
            cell["total"],
            cell["tokens"],
            cell["config"],
            *(cell["roles"].get(role, 0) for role in roles),
            cell["help"],
        ]
        program = results["adapters"][name]["program"]
        body.append(
            f"| [{name}](../{program}) | " + " | ".join(map(str, values)) + " |"
        )
    return (
        "## Lines of code\n\n"
        "Code lines of `train.py` after one formatter, by what they are for (marks in the source "
        "say so), and lines of config files; comments and docstrings count nowhere. `help` is what "
        "help texts cost on top: a service, so it is no part of `lines`.\n\n"
        + "\n".join(body)
        + "\n\n"
        + _commands(axis, "total")
    )


def _commands(axis: dict[str, Any], case: str) -> str:
    lines = [
        f"    {cells[case]['reproduce']}" for cells in axis.values() if case in cells
    ]
    return "Reproduce:\n\n" + "\n".join(lines) + "\n"


def _change(results: Results) -> str:
    axis = {
        name: cells for name, cells in results["change"].items() if "all" not in cells
    }
    names = list(axis)
    cases = list(dict.fromkeys(case for cells in axis.values() for case in cells))
    if not cases:
        return ""
    parts = [
        "## Cost of change",
        "",
        "Ordinary changes, each a real patch of the row, applied to a copy, run, and seen in the "
        "record. A cell tells lines added and removed; *0* means that no code is needed: the "
        "command line does it. What the change needs in the training core is the same for all and "
        "not counted. Help texts count where they are arguments, docstrings nowhere. A letter "
        "marks a change that does not do what was asked.",
        "",
        "| change | " + " | ".join(names) + " |",
        "| --- |" + " ---: |" * len(names),
    ]
    for case in cases:
        values = [_cost(axis[name].get(case)) for name in names]
        parts.append(f"| {case} | " + " | ".join(values) + " |")
    sums = [
        sum(cell["added"] + cell["removed"] for cell in axis[name].values())
        for name in names
    ]
    parts.append("| *all lines touched* | " + " | ".join(map(str, sums)) + " |")
    parts += [
        "",
        "One cell afresh: `python -m benchmarks reproduce change/NAME/CHANGE`.",
        "",
    ]
    for name, cells in axis.items():
        seen = cells.get("add_lr_decay", {}).get("checks", {}).get("abbreviated")
        if seen:
            parts.append(
                f"* {name}: after *add_lr_decay*, `{seen['command']}`: {seen['detail']}."
            )
    for name, cells in axis.items():
        for case, cell in cells.items():
            if cell["outcome"] != "right":
                cause = f" Cause: {cell['cause']}." if "cause" in cell else ""
                parts.append(
                    f"* {name}, {case}: {cell['outcome']}. {_cell(cell['detail'])}.{cause}"
                )
    return "\n".join(parts) + "\n"


def _cost(cell: dict[str, Any] | None) -> str:
    if cell is None:
        return ""
    letter = "" if cell["outcome"] == "right" else f"**{LETTERS[cell['outcome']]}** "
    if not cell["added"] and not cell["removed"]:
        return f"{letter}0"
    return f"{letter}+{cell['added']} -{cell['removed']}"


def _overrides(results: Results) -> str:
    axis = results["overrides"]
    names = list(axis)
    if not _cases(axis):
        return ""
    parts = [
        "## Override ergonomics",
        "",
        "Each cell is a command line as a person types it, and what arrived in the training core.",
        _legend(),
        "",
        *_matrix("task", axis),
    ]
    parts += ["", *_counts(results), ""]
    parts += ["### Every cell", ""]
    for name in names:
        if "all" in axis[name]:
            parts += [f"**{name}**: {_cell(axis[name]['all']['detail'])}", ""]
            continue
        parts += [
            f"<details><summary>{name}</summary>",
            "",
            f"One cell afresh: `python -m benchmarks reproduce overrides/{name}/TASK`",
            "",
            "| task | outcome | command | what was seen |",
            "| --- | --- | --- | --- |",
            *(_evidence(case, cell) for case, cell in axis[name].items()),
            "",
            "</details>",
            "",
        ]
    parts += _messages(axis)
    return "\n".join(parts) + "\n"


def _legend() -> str:
    return (
        "✓ right · t retyped · S silent · L late · r refused though asked rightly · "
        "u unsupported · B broken · · skipped; *ʰ* a hand-written line answers for the cell."
    )


def _letter(cell: dict[str, Any] | None) -> str:
    if cell is None:
        return ""
    hand = "ʰ" if cell["by"] == "hand" else ""
    letter = LETTERS[cell["outcome"]]
    return f"**{letter}**{hand}" if letter in "SLBtr" else f"{letter}{hand}"


def _counts(results: Results) -> Iterator[str]:
    for name, cells in results["overrides"].items():
        counts = Counter(cell["outcome"] for cell in cells.values())
        said = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
        yield f"* {name}: {said}"


def _evidence(case: str, cell: dict[str, Any]) -> str:
    seen = [cell["detail"]]
    if cell.get("says"):
        seen.append(f"“{cell['says']}”")
    if "cause" in cell:
        seen.append(f"Cause: {cell['cause']}.")
    if "line" in cell:
        seen.append(f"By hand: `{cell['line']}`")
    if cell.get("files"):
        seen += [
            f"With `{name}`: {_file(text)}." for name, text in cell["files"].items()
        ]
    command = code(cell["command"])
    # A break between the lines of a file is ours; anything else of the kind is not.
    text = _cell(" ".join(seen)).replace("&lt;br>", "<br>")
    return f"| {case} | {cell['outcome']} | {command} | {text} |"


def _file(text: str) -> str:
    """Return a small file in one line of a table, its lines kept apart."""
    lines = [line for line in text.splitlines() if line.strip()]
    return "<br>".join(code(line) for line in lines)


def code(text: str) -> str:
    """Return inline code that survives in a table cell."""
    fence = "``" if "`" in text else "`"
    return fence + text.replace("|", "\\|") + fence


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _messages(axis: dict[str, Any]) -> Iterator[str]:
    facts = {
        "names_key": "names the key",
        "names_value": "names the value",
        "names_allowed": "says what is allowed",
        "suggests_nearest": "suggests the nearest name",
        "no_traceback": "no traceback",
    }
    marks = {True: "yes", False: "no", None: ""}
    yield "### The messages that refuse a mistake"
    yield ""
    yield "| mistake | row | " + " | ".join(facts.values()) + " |"
    yield "| --- | --- |" + " --- |" * len(facts)
    for name, cells in axis.items():
        for case, cell in cells.items():
            if "message" not in cell or cell["outcome"] == "silent":
                continue
            said = " | ".join(marks[cell["message"][fact]] for fact in facts)
            yield f"| {case} | {name} | {said} |"


def _cases(axis: dict[str, Any]) -> list[str]:
    """Return the cases of an axis in their order, without those of rows that failed as a whole."""
    cases = dict.fromkeys(case for cells in axis.values() for case in cells)
    return [case for case in cases if case != "all"]


def _matrix(title: str, axis: dict[str, Any]) -> Iterator[str]:
    """Yield the table of outcomes: a line a case, a column a row of the comparison."""
    yield f"| {title} | " + " | ".join(axis) + " |"
    yield "| --- |" + " :---: |" * len(axis)
    for case in _cases(axis):
        letters = [
            _letter(cells.get(case) or cells.get("all")) for cells in axis.values()
        ]
        yield f"| {case} | " + " | ".join(letters) + " |"


def _roundtrip(results: Results) -> str:
    axis = results["roundtrip"]
    if not _cases(axis):
        return ""
    parts = [
        "## Round trip",
        "",
        "`run` trains with every setting changed, carries nothing but the saved config to an empty "
        "folder and trains from it there. The other cells ask of each setting whether its "
        "non-default value came back, with its type.",
        _legend(),
        "",
        *_matrix("setting", axis),
    ]
    parts += [
        "",
        "Reproduce a cell: `python -m benchmarks reproduce roundtrip/NAME/SETTING`.",
        "",
    ]
    for name, cells in axis.items():
        for case, cell in cells.items():
            if cell["outcome"] != "right":
                cause = f" Cause: {cell['cause']}." if "cause" in cell else ""
                parts.append(
                    f"* {name}, {case}: {cell['outcome']}. {_cell(cell['detail'])}.{cause}"
                )
    return "\n".join(parts) + "\n"


def _startup(results: Results) -> str:
    axis = {
        name: cells["default"]
        for name, cells in results["startup"].items()
        if "default" in cells
    }
    if not axis:
        return ""
    parts = [
        "## Start-up",
        "",
        "From just before the spawn to the first statement of `train()`, config saved; torch, data "
        "and teardown lie outside, for all alike. Every round starts every contestant, in a "
        "shuffled order; differences are taken round by round. The *twins* are byte copies: what a "
        "twin differs from its original is the noise of this run. Two rows differ only if the "
        "Holm-adjusted exact Wilcoxon test says so *and* the median difference exceeds that noise.",
        "",
        "| | raw median, ms | above control, wall ms | above control, CPU ms | ties |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for name, cell in axis.items():
        if "median" not in cell:
            parts.append(f"| {name} | {_cell(cell['detail'])} | | | |")
            continue
        wall, cpu = (_ms(cell.get(key)) for key in ("wall", "cpu"))
        torch = " (imports torch)" if cell.get("torch") else ""
        ties = ", ".join(cell.get("ties", [])) or ("none" if "wall" in cell else "")
        parts.append(
            f"| {name}{torch} | {cell['median'] * 1e3:.1f} | {wall} | {cpu} | {ties} |"
        )
    parts.append("")
    for name, cell in axis.items():
        if "floor" in cell:
            floor = _ms(cell["floor"], digits=2)
            parts.append(f"* Noise floor: {name} minus {cell['twin_of']}: {floor} ms.")
    plan = next(iter(axis.values())).get("plan")
    if plan:
        parts.append(
            f"* {plan['rounds']} rounds of the best of {plan['starts']}, "
            f"order shuffled with seed {plan['seed']}."
        )
    rows = {
        name: {"default": cell}
        for name, cell in axis.items()
        if name in results["adapters"]
    }
    return "\n".join([*parts, "", _commands(rows, "default")])


def _ms(measured: dict[str, float] | None, digits: int = 1) -> str:
    if measured is None:
        return ""
    values = (measured["median"] * 1e3, measured["low"] * 1e3, measured["high"] * 1e3)
    return interval(values, digits)


def _about(results: Results) -> str:
    parts = ["## What each row is", ""]
    for adapter in results["adapters"].values():
        parts += [
            f"### {adapter['title']}",
            "",
            f"{adapter['summary']} Program: [{adapter['program']}](../{adapter['program']}). "
            f"Contents: `{adapter['sha256'][:12]}`. Written from: "
            + ", ".join(f"<{page}>" for page in adapter["documentation"])
            + ".",
            "",
        ]
        parts += _numbered("Deviations", adapter["deviations"])
        parts += _numbered(
            "Conversions by hand",
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
    causes = sorted(
        {
            cell["cause"]
            for axis in (*AXES, *BEYOND)
            for cells in results.get(axis, {}).values()
            for cell in cells.values()
            if "cause" in cell
        }
    )
    if causes:
        said = results["causes"]
        parts += ["### Causes", ""]
        parts += [
            f"* *{cause}*: {said.get(cause, 'nobody has explained it yet.')}"
            for cause in causes
        ]
    return "\n".join(parts) + "\n"


def _numbered(title: str, sentences: Sequence[str]) -> list[str]:
    if not sentences:
        return []
    return [
        f"{title}:",
        "",
        *(f"{n}. {text}" for n, text in enumerate(sentences, 1)),
        "",
    ]
