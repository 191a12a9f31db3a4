"""``configbench lint``, once its options are read."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from configbench import escaping
from configbench.audit.rules import selecting
from configbench.commands import BAD_INPUT, FINDINGS, OK, tell
from configbench.errors import UserError
from configbench.lint import mending, telling
from configbench.lint.linting import Linted, lint
from configbench.lint.module import Module


def run(args: argparse.Namespace) -> int:
    """Lint, tell, mend if that is asked, and return the exit code.

    Raises
    ------
    UserError
        If it was not told clearly what to do.
    """
    if args.diff and args.fix:
        raise UserError("--diff only shows what --fix does, expected one of them")
    if args.diff and args.format == "json":
        raise UserError("--diff prints a patch, expected no --format")
    asked = selecting.selected(args.select, args.ignore).ids
    worst = selecting.failing(args.fail_on)
    linted = lint(args.paths or [Path()], asked)
    linted, mended = _fixed(linted) if args.fix else (linted, 0)
    for each in (*linted.troubles, *linted.notes):
        tell(each, BAD_INPUT)
    if args.diff:
        _print_diffs(linted)
    else:
        told = (
            telling.json(linted)
            if args.format == "json"
            else telling.text(linted, mended)
        )
        print(told)
    if linted.troubles:
        return BAD_INPUT
    failing = any(each.severity in worst for each in linted.found)
    return FINDINGS if failing else OK


def _mended(linted: Linted) -> list[tuple[Path, str, str]]:
    """Return each file that a mend changes, with its text before and after."""
    found = []
    for file, source in linted.sources.items():
        own = [each for each in linted.found if each.file == file]
        before = source.text.text if isinstance(source, Module) else source.text
        after = mending.mended(source, own)
        if after != before:
            found.append((file, before, after))
    return found


def _fixed(linted: Linted) -> tuple[Linted, int]:
    """Write the mends; return what is left, and how many findings were mended."""
    written = set[Path]()
    for file, _, after in _mended(linted):
        try:
            mending.write(file, after)
        except UserError as error:
            linted.troubles.append(str(error))
        else:
            written.add(file)
    left = [each for each in linted.found if not each.mend or each.file not in written]
    return replace(linted, found=left), len(linted.found) - len(left)


def _print_diffs(linted: Linted) -> None:
    for file, before, after in _mended(linted):
        told = mending.diff(file, before, after)
        if sys.stdout.isatty():
            # A tab moves the cursor, and harms nobody.
            told = "\t".join(map(escaping.lines, told.split("\t")))
        print(told, end="")
