"""What was audited as Markdown: a sentence for the pull request, a table for the summary."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from configbench.audit.formats import Options, alone
from configbench.audit.formats.markup import code, text
from configbench.audit.formats.wording import count, counted, ran, shortened, title
from configbench.audit.model import Audit, Audited, Finding
from configbench.audit.words import listed

#: So many rows a table has unless everything is asked for: code hosts take no longer a comment.
_ROWS = 100

#: So many names are shown of more, and so many characters of a command, unless all are asked for.
_NAMES, _COMMAND = 3, 500


def write(audited: Sequence[Audited], options: Options) -> str:
    """Return a sentence, a table of the findings, and what a reader must know beside."""
    only = alone(audited)
    blocks = [_of_one(only) if only is not None else _of_many(audited)]
    if only is None and len(audited) > 1:
        blocks.append(_table(("program", "came of it"), _programs(audited), options))
    found = _found(audited)
    if found:
        heads = ["finding", "settings", "typed", "what happens", "where"]
        if only is None:
            heads.insert(0, "program")
        rows = [
            [*([] if only is not None else [code(name)]), *_row(each, options)]
            for name, each in found
        ]
        blocks.append(_table(heads, rows, options))
        explain = code(f"configbench explain {found[0][1].rule}")
        blocks.append(f"{explain} tells what it means.")
    blocks += _beside(audited, options)
    return "\n\n".join(blocks)


def _found(audited: Sequence[Audited]) -> list[tuple[str, Finding]]:
    """Return all findings with the names of their programs, worst first."""
    found = [
        (each.name, one)
        for each in audited
        if each.audit is not None
        for one in each.audit.findings
    ]
    return sorted(found, key=lambda pair: pair[1].severity.rank)


# -- sentences ------------------------------------------------------------------------------------


def _of_one(audit: Audit) -> str:
    found = counted(audit.findings) or "No findings"
    command = _cut(shlex.join(audit.target.command))
    return f"**{found}** in {code(command)}: {_ran(audit)}."


def _ran(audit: Audit) -> str:
    told = ", ".join(ran(audit))
    if audit.accepted:
        told += f", {len(audit.accepted):,} accepted"
    if audit.ended:
        told += f", ended early by {text(audit.ended)}, {audit.left:,} were left"
    return told


def _of_many(audited: Sequence[Audited]) -> str:
    found = counted(one for _, one in _found(audited)) or "No findings"
    told = f"**{found}** in {count(len(audited), 'program')}"
    missed = sum(each.audit is None for each in audited)
    return f"{told}; {missed:,} could not be looked at." if missed else f"{told}."


def _programs(audited: Sequence[Audited]) -> Iterator[list[str]]:
    """Yield a row for each program; those that could not be looked at first."""
    for each in sorted(audited, key=lambda one: one.audit is not None):
        if each.audit is None:
            came = f"could not be looked at: {text(each.trouble)}"
        else:
            came = counted(each.audit.findings) or "no findings"
            how = "nothing has changed" if each.cached else _ran(each.audit)
            came = f"{came} ({how})"
        yield [code(each.name), came]


def _beside(audited: Sequence[Audited], options: Options) -> Iterator[str]:
    """Yield the notes of one program; of many, none."""
    only = alone(audited)
    if only is None:
        if len(audited) == 1 and audited[0].audit is None:
            yield f"{code(audited[0].name)}: {text(audited[0].trouble)}"
        return
    notes = only.notes if options.everything else only.notes[:_NAMES]
    if notes:
        yield "\n".join(f"- note: {text(each)}" for each in notes)


# -- tables ---------------------------------------------------------------------------------------


def _row(finding: Finding, options: Options) -> list[str]:
    most = None if options.everything else _NAMES
    names = listed([code(each) for each in finding.settings], most)
    what = f"**{finding.severity}** {text(finding.rule)} {title(finding.rule)}"
    typed = code(_cut(finding.shows))
    return [what.strip(), names, typed, _happens(finding), _where(finding, options.cwd)]


def _happens(finding: Finding) -> str:
    if not finding.arrived:
        return text(finding.says)
    arrived = f"arrived {code(_cut(finding.arrived))}"
    if not finding.expected:
        return arrived
    return f"{arrived}, expected {text(_cut(finding.expected))}"


def _where(finding: Finding, folder: Path) -> str:
    return code(shortened(finding.where, folder)) if finding.where else ""


def _table(
    heads: Sequence[str], rows: Iterator[list[str]] | list[list[str]], options: Options
) -> str:
    """Return a table; where it is long and not everything is asked for, its beginning."""
    given = list(rows)
    shown = given if options.everything else given[:_ROWS]
    lines = [heads, ["---"] * len(heads), *shown]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    left = len(given) - len(shown)
    return f"{table}\n\nand {left:,} more (--show all)" if left else table


def _cut(given: str) -> str:
    return given if len(given) <= _COMMAND else f"{given[:_COMMAND]}…"
