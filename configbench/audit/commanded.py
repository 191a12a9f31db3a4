"""``configbench audit``, once its options are read: asked, audited, told, and an exit code."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from configbench import progress, project, session
from configbench.audit import auditing, formats, listing, living, stated
from configbench.audit.model import CTRL_C, Audit, Audited, Request, Severity
from configbench.audit.programs import changes, many
from configbench.audit.programs import stated as programs
from configbench.audit.rules import selecting
from configbench.commands import BAD_INPUT, FINDINGS, OK
from configbench.errors import UserError
from configbench.places import Place


@dataclass(frozen=True)
class Asked:
    """What is asked for.

    Attributes
    ----------
    request
        Of a program.
    rules, worst
        Which are asked, and the severities that fail.
    lives
        What is accepted.
    """

    request: Request
    rules: selecting.Selection
    worst: frozenset[Severity]
    lives: living.Living


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
    asked = read(args, command, Path.cwd())
    telling = _Telling.read(args, asked)
    every = any(each.every for each in telling.outputs)
    asked = replace(asked, request=replace(asked.request, every=every))
    if args.all is not None:
        return _many(args, asked, telling)
    if args.list:
        print(_listed(asked.request, telling.options))
        return OK
    with progress.shown() as told:
        audit = found(asked, told)
    return telling.tell([Audited("", audit)], asked.worst, ended=audit.ended == CTRL_C)


def read(args: argparse.Namespace, command: Sequence[str], cwd: Path) -> Asked:
    """Read what is asked for, of a program and of what is found.

    Raises
    ------
    UserError
        If it was not told clearly.
    """
    request = stated.request(args, command, cwd)
    if request.at is not None:
        Place.parse(request.at, request.cwd)
    usual = selecting.BETWEEN if request.other else selecting.BY_DEFAULT
    return Asked(
        request,
        selecting.selected(args.select, args.ignore, usual=usual),
        selecting.failing(args.fail_on),
        living.stated(args, request.cwd),
    )


def found(asked: Asked, told: progress.Told = lambda _: None) -> Audit:
    """Return what an audit finds, as it is told: all that is done to findings before is done here.

    Raises
    ------
    UserError
        If it cannot look.
    """
    rules, lives = asked.rules, asked.lives
    with session.begun():
        audit = rules(auditing.audit(asked.request, told, rules.ids, lives.of("")))
    return living.alone(lives, audit)


@dataclass(frozen=True)
class _Telling:
    """How what is found is told: the formats, and how they look."""

    outputs: tuple[formats.Output, ...]
    options: formats.Options

    @classmethod
    def read(cls, args: argparse.Namespace, asked: Asked) -> "_Telling":
        """Read it; what cannot be followed is refused before anything is tried."""
        outputs = formats.outputs(args.format or ())
        if args.list and args.format:
            raise UserError("--list prints a page for people, expected no --format")
        if args.list and asked.lives.baseline is not None:
            raise UserError("--list finds nothing, expected no baseline")
        everything, cwd = args.show == "all", asked.request.cwd
        return cls(
            outputs, formats.Options(cwd, everything=everything, failing=asked.worst)
        )

    def tell(
        self, audited: Sequence[Audited], worst: frozenset[Severity], *, ended: bool
    ) -> int:
        """Tell what came of programs; return the exit code, the worst of all."""
        formats.write(audited, self.outputs, self.options)
        if ended:
            raise KeyboardInterrupt
        audits = [each.audit for each in audited if each.audit is not None]
        if len(audits) < len(audited):
            return BAD_INPUT
        return FINDINGS if any(selecting.fails(each, worst) for each in audits) else OK


def _many(args: argparse.Namespace, asked: Asked, telling: _Telling) -> int:
    """Audit the programs that ``pyproject.toml`` states, and print what was found."""
    request, lives = asked.request, asked.lives
    every = programs.programs(project.read(request.cwd))
    chosen = programs.chosen(every, args.all)
    manner = many.Manner(
        asked.rules.ids,
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
        audited, ended = many.audited(cases, manner, told)
    if args.changed_since:
        print(
            f"configbench: {len(cases):,} of {len(chosen):,} programs are concerned by what has "
            f"changed since {args.changed_since}",
            file=sys.stderr,
        )
    came = living.applied(lives, [_selected(each, asked.rules) for each in audited])
    came.keep()
    return telling.tell(came.audited, asked.worst, ended=ended)


def _selected(each: Audited, rules: selecting.Selection) -> Audited:
    return each if each.audit is None else replace(each, audit=rules(each.audit))


def _listed(request: Request, options: formats.Options) -> str:
    with session.begun(), progress.shown() as told:
        target, found, tries = auditing.settled(request, told)
    return listing.planned(target, found, tries, formats.for_stdout(options))
