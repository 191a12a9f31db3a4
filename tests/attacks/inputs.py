"""Results that were made up, and words that mean nothing: one sentence, and nothing is written."""

import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.attacks import disks, trees
from tests.attacks.trees import Tree

Content = dict[str, Any]


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _made_up(
    tree: Tree, change: Callable[[Content], object] | str, *, refused: bool
) -> list[str]:
    """Render results that were changed, or a text in their place; return what is amiss."""
    with tempfile.TemporaryDirectory(prefix="cb-attack") as name:
        folder = Path(name) / "a" / "b"
        path = trees.few(tree, folder)
        if isinstance(change, str):
            path.write_text(change, "utf-8")
        else:
            content = json.loads(path.read_text("utf-8"))
            change(content)
            path.write_text(json.dumps(content), "utf-8")
        before = _names(Path(name)) - _names(folder)
        done = tree.run("report", "--dir", str(folder))
        told = done.amiss("results.json", refused=refused)
        if outside := _names(Path(name)) - before:
            beyond = [each for each in outside if not each.startswith("a/b")]
            told += [f"{each} was written outside" for each in beyond]
    return told


def _renamed(old: str, new: str) -> Callable[[Content], object]:
    """Return what gives a row another name, wherever it stands."""

    def change(content: Content) -> None:
        content["adapters"][new] = content["adapters"].pop(old)
        for rows in content["cells"].values():
            if old in rows:
                rows[new] = rows.pop(old)
        content["units"] = {
            unit.replace(f"/{old}", f"/{new}"): account
            for unit, account in content["units"].items()
        }

    return change


def paths_as_names(tree: Tree) -> list[str]:
    """Rows that are called as paths are."""
    told = []
    with tempfile.TemporaryDirectory(prefix="cb-attack") as beside:
        for new in ("../../evil", f"{beside}/evil", "a/../../evil", ".."):
            wrong = _made_up(tree, _renamed("argparse", new), refused=True)
            told += [f"a row {new!r}: {each}" for each in wrong]
        told += [f"{each} was written outside" for each in _names(Path(beside))]
    return told


def _cell(category: str, key: str, value: object) -> Callable[[Content], object]:
    def change(content: Content) -> None:
        for cell in content["cells"][category]["argparse"].values():
            cell[key] = value

    return change


def _row(key: str, value: object) -> Callable[[Content], object]:
    def change(content: Content) -> None:
        content["adapters"]["argparse"][key] = value

    return change


#: What a reader of pages does not expect, by name.
UNEXPECTED: dict[str, Callable[[Content], object] | str] = {
    "a footprint of nothing": _row("footprint", {}),
    "a footprint without end": _row("footprint", {"mib": float("inf")}),
    "conversions of no form": _row("conversions", [{}, 5]),
    "lacks of no form": _row("lacks", [{"x": None}]),
    "ergonomics of nothing": _cell("overrides", "ergonomics", {}),
    "a slope of text": _cell("scaling", "slope", "steep"),
    "samples of text": _cell("startup", "samples", {"wall": "long"}),
    "samples of nothing": _cell("startup", "samples", {"wall": None}),
    "200,000 lists": "[" * 200_000 + "]" * 200_000,
    "200,000 objects": '{"schema": ' * 200_000 + "2" + "}" * 200_000,
    "no UTF-8": '{"schema": "\ud800"}'.encode("utf-8", "surrogatepass").decode(
        "latin-1"
    ),
    "a schema of tomorrow": '{"schema": 3}',
}


def unexpected(tree: Tree) -> list[str]:
    """Results that nobody's run has written."""
    return [
        f"{name}: {each}"
        for name, change in UNEXPECTED.items()
        for each in _made_up(tree, change, refused=False)
    ]


#: What is typed behind ``python -m``, and a word of the sentence that refuses it.
WORDS: dict[tuple[str, ...], str] = {
    ("benchmarks", "verify-report", "--sample", "-1"): "--sample",
    ("benchmarks", "reproduce", "overrides/argparse/nested_imt"): "nested_int",
    ("benchmarks", "probe", "hidra"): "hydra",
    ("benchmarks", "check", ""): "",
    ("report", "--dir", "/nowhere"): "/nowhere",
    ("report", "--dir", ""): "",
    ("report", "--strict"): "--check",
    ("pytest", "--benchmark", "--adapters", ""): "--adapters",
    ("pytest", "--benchmark", "--adapters", "argparse,argparse"): "--adapters",
    ("pytest", "--benchmark", "--category", ""): "--category",
    ("pytest", "--benchmark", "--category", "line"): "lines",
    ("pytest", "--benchmark", "--axis", ""): "--category",
    ("pytest", "--benchmark", "--report-dir="): "--report-dir",
}


def words(tree: Tree) -> list[str]:
    """Words that mean nothing, typed where nothing but temporary files can be written."""
    disks.require_mounts()
    told = []
    with tempfile.TemporaryDirectory(prefix="cb-attack", dir="/dev/shm") as name:
        only = 'mount -o remount,bind,ro / && exec "$@"'
        shut = [
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            only,
            "x",
        ]
        for typed, word in WORDS.items():
            done = tree.typed([*shut, *tree.words(*typed)], 60, {"TMPDIR": name})
            shown = " ".join(typed)
            told += [f"{shown}: {each}" for each in done.amiss(word)]
            if done.exit not in {0, 1, 2, 4}:
                told.append(f"{shown}: exit {done.exit}")
    return told


#: Falsifications of results, as somebody might who wants another winner.
FALSIFIED: dict[str, Callable[[Content], object]] = {
    "an outcome": lambda content: content["cells"]["overrides"]["argparse"][
        "agent_bool"
    ].update(outcome="right"),
    "a median": lambda content: content["cells"]["startup"]["argparse"]["default"][
        "wall"
    ].update(median=0.001),
    "a case is gone": lambda content: content["cells"]["overrides"]["argparse"].pop(
        "agent_bool"
    ),
    "a unit is gone": lambda content: (
        content["cells"]["safety"].pop("argparse"),
        content["units"].pop("safety/argparse"),
    ),
}


def _rechecked(tree: Tree, change: Callable[[Content], object]) -> set[str]:
    """Return what is found of results that were changed, a line each; nothing if it ends badly."""
    with tempfile.TemporaryDirectory(prefix="cb-attack") as folder:
        path = trees.few(tree, Path(folder))
        content = json.loads(path.read_text("utf-8"))
        change(content)
        path.write_text(json.dumps(content), "utf-8")
        tree.run("report", "--dir", folder)
        done = tree.run("benchmarks", "recheck", "--all", "--report-dir", folder)
    if done.exit not in {0, 1} or "Traceback" in done.output:
        return set()
    return {line.replace(folder, "") for line in done.output.splitlines()}


def falsified(tree: Tree) -> list[str]:
    """Change results, render them, and have them checked: each change is found."""
    # Results of three rows lack the others: what is found of them anyhow is no finding.
    usual = _rechecked(tree, lambda _: None)
    return [
        f"{name}: not found"
        for name, change in FALSIFIED.items()
        if not _rechecked(tree, change) - usual
    ]


def page_of_bytes(tree: Tree) -> list[str]:
    """A page that is no UTF-8 is found by ``report --check``, and told."""
    with disks.reported(tree, trees.ROWS[:2], ("lines",)) as folder:
        (folder / "REPORT.md").write_bytes(b"\xff\xfe")
        done = tree.run("report", "--check", "--dir", str(folder))
    return done.amiss("REPORT.md")


def piped(tree: Tree) -> list[str]:
    """A report whose reader goes away ends without a traceback."""
    with disks.reported(tree, trees.ROWS[:1], ("lines",)) as folder:
        words = tree.words("report", "--check", "--all", "--dir", str(folder))
        with subprocess.Popen(
            words,
            cwd=tree.root,
            env=tree.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as writing:
            assert writing.stdout is not None
            assert writing.stderr is not None
            writing.stdout.close()
            said = writing.stderr.read().decode("utf-8", "replace")
    return ["a traceback"] if "Traceback" in said else []
