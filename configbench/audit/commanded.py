"""``configbench audit``, once its options are read: asked, audited, told, and an exit code."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from configbench import project, session
from configbench.audit import auditing, formats, listing, living, progress, stated
from configbench.audit.model import CTRL_C, Audited, Request
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
    if args.all is not None:
        return _many(args, request)
    if request.at is not None:
        Place.parse(request.at, request.cwd)
    outputs = formats.outputs(args.format or ())
    asked = selecting.selected(args.select, args.ignore)
    worst = selecting.failing(args.fail_on)
    lives = living.stated(args, request.cwd)
    everything = args.show == "all"
    options = formats.Options(request.cwd, everything=everything, failing=worst)
    if args.list:
        if args.format:
            raise UserError("--list prints a page for people, expected no --format")
        if lives.baseline is not None:
            raise UserError("--list finds nothing, expected no baseline")
        print(_listed(request, options))
        return OK
    request = replace(request, every=any(each.every for each in outputs))
    with session.begun(), progress.shown() as told:
        audit = asked(auditing.audit(request, told, asked.ids, lives.of("")))
    came = living.applied(lives, [Audited("", audit)])
    came.keep()
    formats.write(came.audited, outputs, options)
    if audit.ended == CTRL_C:
        raise KeyboardInterrupt
    fails = any(
        each.audit and selecting.fails(each.audit, worst) for each in came.audited
    )
    return FINDINGS if fails else OK


def _many(args: argparse.Namespace, request: Request) -> int:
    """Audit the programs that ``pyproject.toml`` states, and print what was found."""
    outputs = formats.outputs(args.format or ())
    asked = selecting.selected(args.select, args.ignore)
    worst = selecting.failing(args.fail_on)
    lives = living.stated(args, request.cwd)
    everything = args.show == "all"
    options = formats.Options(request.cwd, everything=everything, failing=worst)
    request = replace(request, every=any(each.every for each in outputs))
    every = programs.programs(project.read(request.cwd))
    chosen = programs.chosen(every, args.all)
    manner = many.Manner(
        asked.ids,
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
    came = living.applied(
        lives,
        [
            each if each.audit is None else replace(each, audit=asked(each.audit))
            for each in found
        ],
    )
    came.keep()
    formats.write(came.audited, outputs, options)
    if ended:
        raise KeyboardInterrupt
    audits = [each.audit for each in came.audited if each.audit is not None]
    if len(audits) < len(came.audited):
        return BAD_INPUT
    return FINDINGS if any(selecting.fails(each, worst) for each in audits) else OK


def _listed(request: Request, options: formats.Options) -> str:
    with session.begun(), progress.shown() as told:
        target, found, tries = auditing.settled(request, told)
    return listing.planned(target, found, tries, formats.for_stdout(options))
