"""Write the pages and diffs of this folder from the programs, ``wishes.toml`` and ``guides.toml``.

Usage:
    python docs/from-argparse/write.py
"""

import difflib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BEFORE = HERE / "before"


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
    for file, text in after.items():
        old = before.get(file)
        lines = difflib.unified_diff(
            (old or "").splitlines(keepends=True),
            text.splitlines(keepends=True),
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


def lost(name: str, wishes: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a sentence for each wish that does not come out as with argparse."""
    ends = {
        "accepted": "is accepted, and trains",
        "late": "trains first and is refused afterwards",
        "refused": "is refused, though argparse takes it",
    }
    for each in wishes:
        entry = each[name]
        if isinstance(entry, dict) and "loses" in entry:
            for setting, (kind, value) in entry["loses"].items():
                yield f"* *{each['wish']}*: `{setting}` arrives as `{value!r}` ({kind})."
        elif isinstance(entry, dict):
            yield f"* *{each['wish']}*: the line {ends[entry['outcome']]}."


def page(name: str, guide: dict[str, Any], wishes: list[dict[str, Any]]) -> str:
    """Return the page of a library."""
    tops = sorted({file.partition("/")[0] for file in programs(HERE / name)})
    result = ", ".join(f"[{file}]({file})" for file in tops)
    told = {
        key: [f"* {each['says']}" for each in guide[key]]
        for key in ("choose", "against")
    }
    rows = [
        f"| {each['wish']} | {typed(each['argparse'])} | {typed(each[name])} |"
        for each in wishes
    ]
    losses = list(lost(name, wishes)) or [
        "Nothing that was tried: every wish of the table arrives as with argparse, and every "
        "mistake is refused."
    ]
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
            "## What is lost",
            "",
            *losses,
            "",
            "## Try it",
            "",
            "```bash",
            "here=$PWD/docs/from-argparse",
            "cp -r $here/before /tmp/tried && cd /tmp/tried",
            f"git apply $here/{name}/change.diff",
            f"python train.py {line_of(wishes[1][name])}",
            "```",
            "",
        ]
    )


def index(guides: dict[str, Any]) -> str:
    """Return the page of the folder."""
    return "\n".join(
        [
            "# From argparse to …",
            "",
            "One [training script with twenty flags](before/train.py), and what becomes of it "
            "under each library. `fit()` stands for training: it prints the settings that arrive, "
            "with their types, and a test compares them, wish by wish.",
            "",
            *(
                f"* [{guide['title']}]({name}/README.md): {guide['keeps']}"
                for name, guide in guides.items()
            ),
            "",
            "These pages are written by `python docs/from-argparse/write.py` from the programs, "
            "[wishes.toml](wishes.toml) and [guides.toml](guides.toml).",
            "",
        ]
    )


def files() -> dict[Path, str]:
    """Return everything that this script writes."""
    wishes = tomllib.loads((HERE / "wishes.toml").read_text(encoding="utf-8"))["wishes"]
    guides = tomllib.loads((HERE / "guides.toml").read_text(encoding="utf-8"))
    found = {HERE / "README.md": index(guides)}
    for name, guide in guides.items():
        found[HERE / name / "change.diff"] = diff(name)
        found[HERE / name / "README.md"] = page(name, guide, wishes)
    return found


def main(check: bool) -> int:
    """Write, or with ``--check`` tell what is not as it would be written."""
    stale = [
        path
        for path, text in files().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        print(path.relative_to(HERE))
        if not check:
            path.write_text(files()[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
