"""``configbench audit``, once its options are read: asked, audited, told, and an exit code."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from configbench import project, session
from configbench.audit import auditing, formats, listing, living, progress, stated
from configbench.audit.model import CTRL_C, Audited, Request, Severity
from configbench.audit.programs import changes, many
from configbench.audit.programs import stated as programs
from configbench.audit.rules import selecting
from configbench.commands import BAD_INPUT, FINDINGS, OK
from configbench.errors import UserError
from configbench.places import Place


def run(args: argparse.Namespace, command: Sequence[str]) -> int:
    """Audit a program and print what was found.

    Returns
    -------
    int
        The exit code.

    Raises
    ------
    UserError
        If it cannot look, or was not told clearly how.
    KeyboardInterrupt
        If it was told to end: what was found is printed before.
    """
    request = stated.request(args, command, Path.cwd())
    telling = _Telling.read(args, request.cwd)
    request = replace(request, every=any(each.every for each in telling.outputs))
    if args.all is not None:
        return _many(args, request, telling)
    if request.at is not None:
        Place.parse(request.at, request.cwd)
    if args.list:
        print(_listed(request, telling.options))
        return OK
    lived = telling.lives.of("")
    with session.begun(), progress.shown() as told:
        audit = auditing.audit(request, told, telling.asked.ids, lived)
    return telling.tell([Audited("", audit)], ended=audit.ended == CTRL_C)


@dataclass(frozen=True)
class _Telling:
    """What is asked of rules, and how what is found is told.

    Attributes
    ----------
    outputs, options
        The formats, and how they look.
    asked, worst
        Which rules are asked, and which severities fail.
    lives
        What is lived with.
    """

    outputs: tuple[formats.Output, ...]
    options: formats.Options
    asked: selecting.Selection
    worst: frozenset[Severity]
    lives: living.Living

    @classmethod
    def read(cls, args: argparse.Namespace, cwd: Path) -> "_Telling":
        """Read it; what cannot be followed is refused before anything is tried."""
        outputs = formats.outputs(args.format or ())
        asked = selecting.selected(args.select, args.ignore)
        worst = selecting.failing(args.fail_on)
        lives = living.stated(args, cwd)
        everything = args.show == "all"
        if args.list and args.format:
            raise UserError("--list prints a page for people, expected no --format")
        if args.list and lives.baseline is not None:
            raise UserError("--list finds nothing, expected no baseline")
        options = formats.Options(cwd, everything=everything, failing=worst)
        return cls(outputs, options, asked, worst, lives)

    def tell(self, found: Sequence[Audited], *, ended: bool) -> int:
        """Tell what came of programs; return the exit code, the worst of all."""
        audited = [
            each if each.audit is None else replace(each, audit=self.asked(each.audit))
            for each in found
        ]
        came = living.applied(self.lives, audited)
        came.keep()
        formats.write(came.audited, self.outputs, self.options)
        if ended:
            raise KeyboardInterrupt
        audits = [each.audit for each in came.audited if each.audit is not None]
        if len(audits) < len(audited):
            return BAD_INPUT
        fails = any(selecting.fails(each, self.worst) for each in audits)
        return FINDINGS if fails else OK


def _many(args: argparse.Namespace, request: Request, telling: _Telling) -> int:
    """Audit the programs that ``pyproject.toml`` states, and print what was found."""
    every = programs.programs(project.read(request.cwd))
    chosen = programs.chosen(every, args.all)
    lives = telling.lives
    manner = many.Manner(
        telling.asked.ids,
        args.jobs,
        anew=args.no_cache,
        ray=args.ray or "",
        apart=lives.of,
        divides=lambda name, audit: lives.of(name).divides(audit),
    )
    with progress.shown() as told:
        cases = many.cases(chosen, request, manner, told)
        if args.changed_since:
            changed = changes.since(args.changed_since, request.cwd)
            cases = [each for each in cases if changed.concern(each)]
        if args.list:
            print(many.listed(cases))
            return OK
        found, ended = many.audited(cases, manner, told)
    if args.changed_since:
        print(
            f"configbench: {len(cases):,} of {len(chosen):,} programs are concerned by what has "
            f"changed since {args.changed_since}",
            file=sys.stderr,
        )
    return telling.tell(found, ended=ended)


def _listed(request: Request, options: formats.Options) -> str:
    with session.begun(), progress.shown() as told:
        target, found, tries = auditing.settled(request, told)
    return listing.planned(target, found, tries, formats.for_stdout(options))
