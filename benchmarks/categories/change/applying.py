"""A change is applied to a copy of a row, and the changed program is run for each check."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import shell
from benchmarks.categories.change.changes import (
    Change,
    Check,
    cases,
    file_of_words,
    lines,
)
from benchmarks.categories.change.judging import Changed, Run
from benchmarks.categories.change.size import size
from benchmarks.category import Measurement, Order, attempt
from benchmarks.copying import copy_row
from benchmarks.dialect import load
from benchmarks.errors import AbsentError, RowError
from benchmarks.paths import ROOT, relative
from benchmarks.registry import Adapter
from benchmarks.rerun import carry
from benchmarks.running import Manner, Record, defaults, probe, typed_command
from benchmarks.workers import Memory
from configbench.errors import UnmeasuredError
from configbench.workplace import Workplace, workplace


def measure(order: Order) -> Iterator[Measurement]:
    """Apply each change to a copy of each row, and run the copy for each check."""
    for row in order.rows:
        before = Memory[str, Record]()
        for change in order.chosen(cases()):
            yield Measurement(row.name, change.name, attempt(_one, row, change, before))


def _one(row: Adapter, change: Change, before: Memory[str, Record]) -> Changed:
    typed = lines(row, change)
    unchanged = before.get(row.name, lambda: defaults(row))
    with workplace() as place:
        changed = apply(row, change, place)
        patch = change.patch(row)
        cost = {
            **size(row, changed),
            "patch": relative(patch) if patch.is_file() else "",
            "core_patch": relative(change.core) if change.core else None,
        }
        where = f"{file_of_words(row)}: {change.name}"
        runs = {
            check.name: _run(row, changed, check, typed.get(check.name, ""), where)
            for check in change.checks
        }
    return Changed(unchanged, runs, cost)


def read_changes(row: Adapter) -> None:
    """Look whether each patch of a row is there and would apply, and split the words of all.

    Raises
    ------
    AbsentError
        If there is no patch at all.
    RowError
        With a sentence for each patch that lacks, or does not apply, and for each line that is
        missing, or no words.
    """
    patches = [change.patch(row) for change in cases().values()]
    if not any(map(Path.is_file, patches)):
        raise AbsentError(f"{patches[0].parent}: not found; a row needs its patches")
    if faults := [*_unfit_patches(row, patches), *_unfit_words(row)]:
        raise RowError("; ".join(faults))


def _unfit_words(row: Adapter) -> Iterator[str]:
    with workplace() as place:
        for change in cases().values():
            try:
                for check, line in lines(row, change).items():
                    where = f"{file_of_words(row)}: {change.name}.{check}"
                    shell.words(line, place, where)
            except RowError as error:
                yield str(error)


def _unfit_patches(row: Adapter, patches: Sequence[Path]) -> Iterator[str]:
    yield from (
        f"{patch}: not found; where nothing is to be changed, it is empty"
        for patch in patches
        if not patch.is_file()
    )
    with workplace() as place:
        base = place.base / "unchanged"
        copy_row(row, base)
        yield from filter(
            None, (_patch(each, base, row, "--check") for each in patches)
        )


def apply(row: Adapter, change: Change, place: Workplace) -> Adapter:
    """Copy a row with a core of its own, apply the patches of a change, and return the copy.

    The copied core lies beside the program, where Python looks first.

    Raises
    ------
    RowError
        If the row's patch does not apply; the sentence names it.
    UnmeasuredError
        If the core's does not: that is our fault.
    """
    base = place.base / "changed"
    folder = copy_row(row, base).parent
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "shared_model", base / "shared_model", ignore=ignored)
    if change.core and (fault := _patch(change.core, base, row)):
        raise UnmeasuredError(fault)
    if fault := _patch(change.patch(row), base, row):
        raise RowError(fault)
    shutil.move(base / "shared_model", folder / "shared_model")
    return replace(row, folder=folder)


#: Where a patch names a file of a row.
_FILE = re.compile(r"(?<= )([ab]/(?:adapters|configs)/)([^/\n]+)(?=/)")


def _patch(patch: Path, base: Path, row: Adapter, *options: str) -> str | None:
    """Apply a patch, unless it is empty or there is none; return why that is not possible.

    One that a row has from its origin names that one's files.
    """
    if not (patch.is_file() and patch.stat().st_size):
        return None
    text = "".join(
        _FILE.sub(rf"\g<1>{row.folder.name}", line)
        if line.startswith(("diff --git ", "--- a/", "+++ b/"))
        else line
        for line in patch.read_text(encoding="utf-8").splitlines(keepends=True)
    )
    # Outside any repository, so that git takes the folder as it is.
    done = subprocess.run(  # noqa: S603  our own fixed command
        ["git", "apply", *options, "--whitespace=nowarn", "-"],  # noqa: S607  from PATH, as a user's
        input=text,
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
        return f"{patch} does not apply any more: {done.stderr.strip()}"
    return None


def _run(row: Adapter, changed: Adapter, check: Check, line: str, where: str) -> Run:
    """Run the changed program for one check; ``where`` its words are is told if they are none."""
    with workplace() as place:
        command = f"{row.command} {line}".rstrip()
        argv = shell.words(line, place, f"{where}.{check.name}")
        if check.help is not None:
            argv, command = ("--help",), f"{row.command} --help"
        if check.old_run is not None:
            saved = _old_run(row, check.old_run, place)
            argv = (*load(changed).restore(saved), *argv)
            command = typed_command(row, argv).replace(str(place.base), "OLD_RUN")
        return Run(probe(changed, argv, place, Manner(own_core=True)), command)


def _old_run(row: Adapter, settings: Mapping[str, object], place: Workplace) -> Path:
    """Save a run of the unchanged program with ``settings``; return where its config lies."""
    dialect = load(row)
    with workplace() as old:
        probe(row, dialect.words(settings), old)
        return carry(dialect, old, place).path
