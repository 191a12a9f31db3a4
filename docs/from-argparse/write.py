"""Write this folder's pages, diffs and scripts from its programs, and from the report's cells.

Usage:
    .venv/bin/python docs/from-argparse/write.py [--check]
"""

import difflib
import shlex
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from report import cells, counting, figures, load, rendering, text, words  # noqa: E402

BEFORE = HERE / "before"

#: The row that all guides start from.
BASELINE = "argparse"

#: The report, seen from a guide's folder.
REPORT = "../../../report"

#: What is typed to try a guide: the first wish in which something is set, and where it arrives.
TRIED, ARRIVES = 1, "optimizer.lr"

#: Of the gained and of the lost so many cases are named.
NAMED = 6

#: What is compared of a case, by what it is called on a page.
READINGS: dict[str, Callable[[counting.Asked], bool | None]] = {
    "at all": lambda each: each.right,
    # Nobody knows of a right cell whose party is not measured: it is neither gained nor lost.
    "by the library alone": lambda each: (
        None
        if each.right and cells.party(each.cell) == "unmeasured"
        else each.by_library
    ),
}


@dataclass(frozen=True)
class Both:
    """A case that was asked of both: what came of it with argparse, and what with a row."""

    before: counting.Asked
    after: counting.Asked

    def come(self, reading: str) -> tuple[bool | None, bool | None]:
        """Return whether it is right with argparse, and whether with the row."""
        right = READINGS[reading]
        return right(self.before), right(self.after)


@dataclass(frozen=True)
class Compared:
    """A row beside argparse's, case by case."""

    row: figures.Row
    both: tuple[Both, ...]
    alone: int

    def gained(self, reading: str) -> list[Both]:
        """Return what is right with the row and not with argparse, the worst there first."""
        found = [each for each in self.both if each.come(reading) == (False, True)]
        return sorted(found, key=lambda each: _bad(each.before))

    def lost(self, reading: str) -> list[Both]:
        """Return what is right with argparse and not with the row, the worst here first."""
        found = [each for each in self.both if each.come(reading) == (True, False)]
        return sorted(found, key=lambda each: _bad(each.after))

    @property
    def told(self) -> str:
        """Tell how many are gained and lost, in both readings."""
        return "; ".join(
            f"{reading} {len(self.gained(reading))} gained, {len(self.lost(reading))} lost"
            for reading in READINGS
        )


def _bad(each: counting.Asked) -> int:
    """Return how bad an outcome is, 0 for harm; what was not even tried comes last."""
    return cells.WORST.get(each.outcome, len(cells.WORST))


class Report:
    """What guides take from the report's results."""

    def __init__(self, results: load.Results) -> None:
        self.results = results

    @cached_property
    def rows(self) -> dict[str, figures.Row]:
        """All rows, as the report sorts them."""
        return {row.name: row for row in figures.rows(self.results)}

    def asked(self, name: str) -> dict[tuple[str, str], counting.Asked]:
        """Return what the groups ask of a row and judge, by group and address."""
        return {
            (each.group, each.address): each
            for each in counting.asked(self.results, name)
        }

    def compared(self, name: str) -> Compared:
        """Return a row beside argparse's."""
        before, after = self.asked(BASELINE), self.asked(name)
        both = [Both(before[key], after[key]) for key in before if key in after]
        return Compared(self.rows[name], tuple(both), len(before.keys() ^ after.keys()))

    def intent(self, each: counting.Asked) -> str:
        """Return what a case asks for."""
        return load.listed(self.results, each.category)[each.case].get("intent", "")

    def variants(self, name: str) -> list[str]:
        """Return the rows of the same library, but its first, as the report sorts them."""
        return [
            other for other, row in self.rows.items() if name == row.origin != other
        ]

    def installed(self, name: str, some: Iterable[str] | None) -> list[str]:
        """Return as pip takes them the releases that were measured: of all, or of some."""
        measured = {
            each: version
            for each, version in self.results["adapters"][name]["distributions"].items()
            if each != "python"
        }
        return [f"{each}=={measured[each]}" for each in (some or measured)]


def programs(folder: Path) -> dict[str, str]:
    """Return the files of a program, but what this script writes."""
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".py", ".yaml", ".ini", ".gin"}
    }


def diff(name: str) -> str:
    """Return what turns the argparse program into that of a folder, as ``git apply`` takes it."""
    before, after = programs(BEFORE), programs(HERE / name)
    parts = []
    for file, content in after.items():
        old = before.get(file)
        lines = difflib.unified_diff(
            (old or "").splitlines(keepends=True),
            content.splitlines(keepends=True),
            f"a/{file}" if old is not None else "/dev/null",
            f"b/{file}",
        )
        parts += [f"diff --git a/{file} b/{file}\n"]
        parts += ["new file mode 100644\n"] if old is None else []
        parts += lines
    return "".join(parts)


def line_of(entry: Any) -> str:
    """Return the line of a wish, whether or not something is told about it."""
    return str(entry["line"] if isinstance(entry, dict) else entry)


def typed(entry: Any) -> str:
    """Return a line as it is typed, for a cell of a table."""
    return f"`train.py {line_of(entry)}`".replace("|", "\\|").replace(" `", "`")


def accepted(wish: dict[str, Any]) -> bool:
    """Whether argparse accepts what is typed: every wish, and some mistakes."""
    return not wish.get("mistake") or isinstance(wish[BASELINE], dict)


def wished(name: str, wishes: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return a sentence for each line that comes out otherwise than with argparse.

    That a mistake is refused is gained where argparse accepts it; anything else is lost.
    """
    ends = {
        "accepted": "is accepted, and trains",
        "late": "trains first and is refused afterwards",
        "refused": "is refused",
    }
    found: dict[str, list[str]] = {"Gained": [], "Lost": []}
    for wish in wishes:
        entry = wish[name]
        if not isinstance(entry, dict):
            continue
        arrives = [
            f"`{setting}` arrives as `{value!r}` ({kind})"
            for setting, (kind, value) in entry.get("loses", {}).items()
        ]
        then = "takes" if accepted(wish) else "refuses"
        ending = ends.get(entry.get("outcome", ""), "")
        told = arrives or [f"the line {ending}; argparse {then} it"]
        what = "Gained" if wish.get("mistake") and accepted(wish) else "Lost"
        found[what].append(f"* *{wish['wish']}*: {', '.join(told)}.")
    return found


def script(guide: dict[str, Any], name: str, line: str, releases: list[str]) -> str:
    """Return the lines that try a guide in a fresh folder, for any POSIX shell."""
    # What comes with Python needs no environment of its own.
    environment = [
        '"${PYTHON:-python3}" -m venv "$work/venv"',
        'python="$work/venv/bin/python"',
        '"$python" -m pip install --quiet --disable-pip-version-check '
        + " ".join(map(shlex.quote, releases)),
    ]
    show = f'print("{name}: {ARRIVES} arrived as", *json.load(open("arrived.json"))["{ARRIVES}"])'
    return "\n".join(
        [
            "#!/bin/sh",
            f"# From argparse to {guide['title']}, in a fresh folder; the first fault ends it.",
            "set -eu",
            'guide=$(CDPATH="" cd -- "$(dirname -- "$0")" && pwd)',
            "work=$(mktemp -d)",
            *(environment if releases else ["python=${PYTHON:-python3}"]),
            'cp -R "$guide/../before" "$work/program"',
            'cd "$work/program"',
            'GIT_CEILING_DIRECTORIES="$work" git apply "$guide/change.diff"',
            f'"$python" train.py {line} > arrived.json',
            f"\"$python\" -c 'import json; {show}'",
            'echo "All settings are in $work/program/arrived.json. To go on:"',
            """echo "  cd '$work/program' && '$python' train.py\"""",
            "",
        ]
    )


def try_it(name: str, guide: dict[str, Any], lines: str, report: Report) -> list[str]:
    """Return how a guide is tried."""
    python = report.results["machine"]["python"]
    releases = report.installed(name, guide.get("installs"))
    needs = ["git", "`python3`"]
    if releases:
        named = text.joined([f"`{each}`" for each in releases])
        needs.append(f"a package index for {named}")
    return [
        "## Try it",
        "",
        "```bash",
        f"sh docs/from-argparse/{name}/try.sh",
        "```",
        "",
        "From the root of a checkout, or by its path from anywhere, as often as you like. It "
        f"needs {text.joined(needs)}. The report's cells come from Python {python}; "
        "`PYTHON=python3.11` in front of the line names another than `python3`."
        + "".join(f" {each}" for each in [guide.get("installing")] if each),
        "",
        "These are its lines:",
        "",
        "```bash",
        *lines.splitlines(),
        "```",
        "",
    ]


def counts(compared: Compared, report: Report) -> Iterator[str]:
    """Yield a table: what is gained and lost, group by group."""
    yield (
        "| test cases | asked of both | "
        + " | ".join(
            f"{what}, {reading}" for reading in READINGS for what in ("gained", "lost")
        )
        + " |"
    )
    yield "| --- |" + " ---: |" * (1 + 2 * len(READINGS))
    groups = {
        group.id: f"[{group.title}]({REPORT}/categories/{group.category}.md)"
        for group in counting.groups(report.results)
    }
    for only, title in [*groups.items(), (None, "**all**")]:
        # Of no group: of all.
        found = [
            sum(only in (None, each.before.group) for each in some)
            for some in (
                compared.both,
                *(
                    part(reading)
                    for reading in READINGS
                    for part in (compared.gained, compared.lost)
                ),
            )
        ]
        yield f"| {title} | " + " | ".join(map(str, found)) + " |"


def named(compared: Compared, some: list[Both], report: Report) -> Iterator[str]:
    """Yield a line for the first cases of some, with what came of them in both rows."""
    row = compared.row
    for each in some[:NAMED]:
        place = text.anchor(words.title(each.after.category))
        outcomes = "; ".join(
            f"{rendering.escaped(report.rows[of].plain)}: {cells.told(one.outcome, one.cell)}"
            for of, one in ((BASELINE, each.before), (row.name, each.after))
        )
        link = f"[`{each.after.address}`]({REPORT}/cells/{row.name}.md#{place})"
        asked = rendering.escaped(report.intent(each.after).rstrip("."))
        yield f"* {link}: {asked}. {outcomes}."
    if len(some) > NAMED:
        yield f"* and {len(some) - NAMED} more."
    if not some:
        yield "* none."


def harm(some: Iterable[counting.Asked]) -> int:
    """Return of how many something else came about, and nothing was said."""
    return sum(each.harm for each in some)


def otherwise(name: str, report: Report) -> list[str]:
    """Return what is told of the other rows of the same library, if there are any."""
    lines = []
    for each in report.variants(name):
        title = rendering.escaped(report.rows[each].plain)
        own = (HERE / each / "train.py").is_file()
        guide = f" ([a guide of its own](../{each}/README.md))" if own else ""
        told = report.compared(each).told
        lines.append(f"* [{title}]({REPORT}/rows/{each}.md){guide}: {told}.")
    return ["The same library, used otherwise:", "", *lines, ""] if lines else []


def balance(name: str, report: Report) -> list[str]:
    """Return what is gained and lost in the report's cells."""
    compared = report.compared(name)
    both = compared.both
    title = rendering.escaped(compared.row.plain)
    here, there = (
        f"../../../{report.results['adapters'][each]['program']}"
        for each in (name, BASELINE)
    )
    return [
        "### In the report's cells",
        "",
        f"The report asks more, and of longer programs: [{title}'s]({here}) and "
        f"[argparse's]({there}). Of the cases that its groups judge: *gained* is what is right "
        "with this one and not with argparse's, *lost* is the other way round; *at all*: "
        "whoever does it, lines of the program's own included; *by the library alone*: without "
        f"them. All of it is computed from [the results]({REPORT}/results.json).",
        "",
        *counts(compared, report),
        "",
        f"Of these {len(both)}, something else was trained or came back than was asked for, and "
        f"nothing was said: {harm(each.before for each in both)} with argparse, "
        f"{harm(each.after for each in both)} with {title}. Asked of one of the two programs "
        f"only, and so in no column: {compared.alone}.",
        "",
        "Gained, at all:",
        "",
        *named(compared, compared.gained("at all"), report),
        "",
        "Lost, at all:",
        "",
        *named(compared, compared.lost("at all"), report),
        "",
        f"Every cell: [{title}]({REPORT}/cells/{name}.md), "
        f"[argparse]({REPORT}/cells/{BASELINE}.md).",
        "",
        *otherwise(name, report),
    ]


def page(
    name: str,
    guide: dict[str, Any],
    wishes: list[dict[str, Any]],
    lines: str,
    report: Report,
) -> str:
    """Return the page of a library."""
    tops = sorted({file.partition("/")[0] for file in programs(HERE / name)})
    result = ", ".join(f"[{file}]({file})" for file in tops)
    told = {
        key: [f"* {each['says']}" for each in guide[key]]
        for key in ("choose", "against")
    }
    rows = [
        f"| {each['wish']} | {typed(each[BASELINE])} | {typed(each[name])} |"
        for each in wishes
    ]
    kept = sum(not isinstance(each[name], dict) for each in wishes)
    same = sum(line_of(each[name]) == line_of(each[BASELINE]) for each in wishes)
    return "\n".join(
        [
            f"# From argparse to {guide['title']}",
            "",
            f"{guide['keeps']} The diff: [change.diff](change.diff); the result: {result}. "
            "`tests/test_guides.py` applies the one and runs the other.",
            "",
            "## When to choose it",
            "",
            "Reasons that were measured ([the report](../../../report/REPORT.md)):",
            "",
            *told["choose"],
            "",
            "And against it:",
            "",
            *told["against"],
            "",
            "## What changes for those who type the commands",
            "",
            "| wish | today | then |",
            "| --- | --- | --- |",
            *rows,
            "",
            *try_it(name, guide, lines, report),
            "## What is gained, what is lost",
            "",
            "### In the wishes above",
            "",
            f"Typed as today: {same} of {len(wishes)} lines. Come out as with argparse: {kept} of "
            f"{len(wishes)}.",
            "",
            *(
                line
                for what, lines in wished(name, wishes).items()
                for line in (f"{what}:", "", *(lines or ["* none."]), "")
            ),
            *balance(name, report),
        ]
    )


def index(guides: dict[str, Any], report: Report) -> str:
    """Return the page of the folder."""
    columns = [(what, each) for each in READINGS for what in ("gained", "lost")]
    lines = []
    for name, row in report.rows.items():
        if name == BASELINE:
            continue
        compared = report.compared(name)
        guide = name if name in guides else row.origin
        program = report.results["adapters"][name]["program"]
        leads = (
            f"[{guides[guide]['title']}]({guide}/README.md)"
            if guide in guides
            else f"none: [its program](../../{program})"
        )
        title = rendering.escaped(row.plain)
        found = [len(getattr(compared, what)(each)) for what, each in columns]
        line = [f"[{title}](../../report/rows/{name}.md)", row.rank, leads, *found]
        lines.append(f"| {' | '.join(map(str, line))} |")
    heads = " | ".join(f"{what}, {each}" for what, each in columns)
    others = [
        f"* [{path.read_text(encoding='utf-8').splitlines()[0].strip('# ')}]"
        f"({path.parent.name}/README.md)"
        for path in sorted(HERE.glob("*/README.md"))
        if path.parent.name not in guides
    ]
    return "\n".join(
        [
            "# From argparse to …",
            "",
            "One [training script with twenty flags](before/train.py), and what becomes of it "
            "under each library: the diff, what is typed then, what is gained and lost. "
            "`fit()` stands for training: it prints the settings that arrive, "
            "with their types, and a test compares them, wish by wish.",
            "",
            *([*others, ""] if others else []),
            "The rows as [the report](../../report/REPORT.md) sorts them, and which guide leads "
            "to each. *Gained*: of the report's cases that are asked of both, how many are right "
            "with this row and not with argparse's; *lost*: the other way round; *at all*: "
            "whoever does it; *by the library alone*: without lines of the program's own.",
            "",
            f"| row | rank | guide | {heads} |",
            f"| --- | ---: | --- |{' ---: |' * len(columns)}",
            *lines,
            "",
            "`sh docs/from-argparse/NAME/try.sh` tries a guide in a fresh folder, `make guides` "
            "all of them, twice. But for the programs, [wishes.toml](wishes.toml) and "
            "[guides.toml](guides.toml), all is written by "
            "`.venv/bin/python docs/from-argparse/write.py`.",
            "",
        ]
    )


def files(results: load.Results) -> dict[Path, str]:
    """Return everything that this script writes."""
    wishes = tomllib.loads((HERE / "wishes.toml").read_text(encoding="utf-8"))["wishes"]
    guides = tomllib.loads((HERE / "guides.toml").read_text(encoding="utf-8"))
    report = Report(results)
    found = {HERE / "README.md": index(guides, report)}
    for name, guide in guides.items():
        releases = report.installed(name, guide.get("installs"))
        lines = script(guide, name, line_of(wishes[TRIED][name]), releases)
        found[HERE / name / "change.diff"] = diff(name)
        found[HERE / name / "try.sh"] = lines
        found[HERE / name / "README.md"] = page(name, guide, wishes, lines, report)
    return found


def main(*, check: bool) -> int:
    """Write, or with ``--check`` tell what is not as it would be written."""
    wanted = files(load.whole(load.HERE))
    stale = [
        path
        for path, content in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != content
    ]
    for path in stale:
        print(path.relative_to(HERE))
        if not check:
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
