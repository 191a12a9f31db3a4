"""Cost of change: ordinary changes as real patches, applied to a copy and seen in the record.

What a change costs a row is the size of its patch; that the patch does the job is seen from
outside, as everywhere.  Where a row needs no code there is no patch, and the command line does it.
"""

import difflib
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import contract, process, runs
from benchmarks.axes import lines
from benchmarks.errors import BenchError, nearest, read_toml
from benchmarks.outcomes import EXPLAINED, Outcome, broken, judge_mistake, judge_task
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter, read
from benchmarks.runs import Probe, Record, Workplace
from benchmarks.values import Typed, parse, show

CHANGES = ROOT / "benchmarks" / "changes"

_CHECK_KEYS = {"effect", "refused", "help", "old_run", "observe"}


@dataclass(frozen=True)
class Check:
    """What must be seen of a changed program; the attributes are those of ``changes.toml``."""

    name: str
    effect: dict[str, Typed]
    refused: str | None = None
    help: str | None = None
    old_run: dict[str, Any] | None = None
    observe: bool = False


@dataclass(frozen=True)
class Change:
    """One ordinary change."""

    name: str
    intent: str
    checks: tuple[Check, ...]

    @property
    def core(self) -> Path | None:
        """The patch of the core, if the change has one."""
        path = CHANGES / "core" / f"{self.name}.patch"
        return path if path.is_file() else None

    def patch(self, adapter: Adapter) -> Path:
        """Return where the patch of a row is, whether or not it needs one."""
        return CHANGES / adapter.name / f"{self.name}.patch"


@cache
def cases() -> dict[str, Change]:
    """Return all changes by name.

    Raises
    ------
    BenchError
        If the file is malformed.
    """
    path = CHANGES / "changes.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    found = {}
    for name, table in content.items():
        checks = []
        for check, facts in table["checks"].items():
            if unknown := facts.keys() - _CHECK_KEYS:
                raise BenchError(
                    f"{path}: {name}.{check}: unknown key {min(unknown)!r}"
                )
            effect = {key: parse(text) for key, text in facts.get("effect", {}).items()}
            checks.append(Check(check, **{**facts, "effect": effect}))
        found[name] = Change(name, table["intent"], tuple(checks))
    return found


def words(adapter: Adapter) -> dict[str, dict[str, str]]:
    """Return a row's words for each check of each change.

    Raises
    ------
    BenchError
        If the file is missing, or a change or check is missing in it or unknown.
    """
    path = CHANGES / adapter.name / "words.toml"
    content = read_toml(path)
    for name in content:
        if name not in cases():
            raise BenchError(f"{path}: unknown change {name!r}{nearest(name, cases())}")
    for name, change in cases().items():
        said = content.get(name, {})
        for check in change.checks:
            if check.help is None and not isinstance(said.get(check.name), str):
                raise BenchError(
                    f"{path}: {name}.{check.name} is missing; expected a line"
                )
    return content


def measure_all(adapter: Adapter) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each change's name and cell."""
    for name in cases():
        yield name, measure(adapter, name)


def measure(adapter: Adapter, name: str) -> dict[str, Any]:
    """Apply one change to a copy of a row, run it, and return its cell.

    Raises
    ------
    BenchError
        If a patch does not apply; the sentence names it.
    """
    change, said = cases()[name], words(adapter).get(name, {})
    before = runs.defaults(adapter)
    with runs.workplace() as place:
        changed = apply(adapter, change, place)
        cost = size(adapter, changed)
        results: dict[str, dict[str, Any]] = {}
        for check in change.checks:
            seen, command = _run(adapter, changed, check, said.get(check.name, ""))
            outcome, detail = judge(check, seen, before)
            results[check.name] = {
                "outcome": outcome,
                "detail": detail,
                "command": command,
            }
    failed = {
        check: each
        for check, each in results.items()
        if each["outcome"] is not Outcome.RIGHT
    }
    outcome = next(iter(failed.values()))["outcome"] if failed else Outcome.RIGHT
    cell: dict[str, Any] = {
        "outcome": str(outcome),
        "by": "library",
        "reproduce": f"python -m benchmarks reproduce change/{adapter.name}/{change.name}",
        "detail": "; ".join(
            f"{check}: {each['detail']}" for check, each in failed.items()
        )
        or "does what was asked",
        **cost,
        "patch": _relative(change.patch(adapter)),
        "core_patch": _relative(change.core) if change.core else None,
        "checks": {
            check: {key: str(value) for key, value in each.items()}
            for check, each in results.items()
        },
    }
    if outcome in EXPLAINED:
        cell["cause"] = adapter.causes.get(f"change/{change.name}", "unexplained")
    return cell


def _relative(path: Path) -> str:
    if not path.is_file():
        return ""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def apply(adapter: Adapter, change: Change, place: Workplace) -> Adapter:
    """Copy a row with a core of its own, apply the patches of a change, and return the copy.

    The copied core lies beside the program, where Python looks first.

    Raises
    ------
    BenchError
        If a patch does not apply.
    """
    base = place.base / "changed"
    folder = base / "adapters" / adapter.name
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(adapter.folder, folder, ignore=ignore)
    if adapter.configs:
        shutil.copytree(adapter.configs, base / "configs" / adapter.name)
    shutil.copytree(ROOT / "shared_model", base / "shared_model", ignore=ignore)
    for patch in (change.core, change.patch(adapter)):
        if patch is not None and patch.is_file() and patch.stat().st_size:
            _apply(patch, base)
    shutil.move(base / "shared_model", folder / "shared_model")
    return read(folder)


def _apply(patch: Path, base: Path) -> None:
    # Outside any repository, so that git takes the folder as it is.
    done = subprocess.run(  # noqa: S603  our own fixed command
        ["git", "apply", "--whitespace=nowarn", str(patch)],  # noqa: S607  from PATH, as a user's
        cwd=base,
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "GIT_CEILING_DIRECTORIES": str(base.parent),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchError(f"{patch} does not apply any more: {done.stderr.strip()}")


def _run(
    adapter: Adapter, changed: Adapter, check: Check, line: str
) -> tuple[Probe, str]:
    """Run the changed program for one check; return what was seen, and the command."""
    with runs.workplace() as place:
        command = f"{adapter.command} {line}".rstrip()
        argv = process.words(line, cwd=place.work, home=place.home)
        if check.help is not None:
            argv, command = ["--help"], f"{adapter.command} --help"
        if check.old_run is not None:
            saved = _old_run(adapter, check.old_run, place)
            argv = [*changed.dialect().restore(str(saved)), *argv]
            command = runs.command_line(adapter, argv)
            command = command.replace(str(place.base), "OLD_RUN")
        return runs.probe(changed, argv, place=place, own_core=True), command


def _old_run(adapter: Adapter, settings: dict[str, Any], place: Workplace) -> Path:
    """Save a run of the unchanged program with ``settings``; return where its config lies."""
    with runs.workplace() as old:
        runs.probe(adapter, contract.spell_all(adapter.dialect(), settings), place=old)
        saved, _ = runs.carry(adapter, old, place)
    return saved


def judge(check: Check, seen: Probe, defaults: Record) -> tuple[Outcome, str]:
    """Judge one check by what was seen; pure."""
    if check.help is not None:
        text = " ".join((seen.finished.stdout + seen.finished.stderr).split())
        shown = check.help in text
        return (
            (Outcome.RIGHT, "shown in the help")
            if shown
            else (Outcome.LOUD, f"--help does not show {check.help!r}")
        )
    if check.observe:
        return Outcome.RIGHT, _observed(seen)
    if check.refused:
        judged = judge_mistake(seen, saved=False)
        return _named(check.refused, seen, judged.outcome, judged.detail)
    if check.old_run is not None and not seen.reached and not broken(seen.finished):
        (setting,) = check.old_run
        detail = f"the old run is refused: {seen.finished.ended}"
        return _named(setting, seen, Outcome.RIGHT, detail)
    judged = judge_task(seen, check.effect, defaults)
    return judged.outcome, judged.detail


def _named(
    setting: str, seen: Probe, outcome: Outcome, detail: str
) -> tuple[Outcome, str]:
    """A refusal counts only if it is about the setting: any other is a fault of the program."""
    text = seen.finished.stderr + seen.finished.stdout
    if outcome is Outcome.RIGHT and setting not in text:
        return Outcome.LOUD, f"{detail}, without a word about {setting}"
    return outcome, detail


def _observed(seen: Probe) -> str:
    if not seen.reached:
        return f"refused: {seen.finished.ended}"
    arrived = f"optimizer {show(seen.reached[0]['optimizer'])}"
    if seen.finished.exit != 0:
        return f"trained with {arrived}, then {seen.finished.ended}"
    return f"accepted: {arrived}"


def size(before: Adapter, after: Adapter) -> dict[str, Any]:
    """Return what a change costs a row: lines added and removed, files and roles touched.

    Lines are counted as on the lines axis: code and config, no blanks, comments or docstrings.
    """
    added = removed = 0
    files, roles = set[str](), set[str]()
    old, new = _counted(before), _counted(after)
    for name in sorted(old.keys() | new.keys()):
        one, two = old.get(name, []), new.get(name, [])
        texts = [[text for text, _ in side] for side in (one, two)]
        matcher = difflib.SequenceMatcher(a=texts[0], b=texts[1], autojunk=False)
        for kind, start, end, first, last in matcher.get_opcodes():
            if kind == "equal":
                continue
            files.add(name)
            removed += end - start
            added += last - first
            roles |= {role for _, role in (*one[start:end], *two[first:last])}
    return {
        "added": added,
        "removed": removed,
        "files": sorted(files),
        "roles": sorted(roles),
    }


def _counted(adapter: Adapter) -> dict[str, list[tuple[str, str]]]:
    """Return the lines that count of each file that a user writes, each with its role."""
    base = adapter.folder.parent.parent
    configs = sorted(adapter.configs.rglob("*")) if adapter.configs else []
    found = {}
    for path in [adapter.program, *(each for each in configs if each.is_file())]:
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(base))
        found[name] = _program(text) if path.suffix == ".py" else _config(text)
    return found


def _program(text: str) -> list[tuple[str, str]]:
    code = lines.code_lines(text)
    role, found = "other", []
    for number, line in enumerate(text.splitlines(), 1):
        if mark := lines.MARK.match(line):
            role = mark[1]
        elif number in code:
            found.append((line, role))
    return found


def _config(text: str) -> list[tuple[str, str]]:
    return [(line, "config") for line in text.splitlines() if lines.config_lines(line)]
