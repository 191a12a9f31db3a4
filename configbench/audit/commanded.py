"""``configbench audit``, once its options are read: asked, audited, told, and an exit code."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from configbench import session
from configbench.audit import auditing, formats, listing, living, progress, stated
from configbench.audit.model import CTRL_C, Audit, Audited, Request, Severity
from configbench.audit.rules import selecting
from configbench.commands import FINDINGS, OK
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
    outputs = formats.outputs(args.format or ())
    everything = args.show == "all"
    options = formats.Options(
        asked.request.cwd, everything=everything, failing=asked.worst
    )
    if args.list:
        if args.format:
            raise UserError("--list prints a page for people, expected no --format")
        if asked.lives.baseline is not None:
            raise UserError("--list finds nothing, expected no baseline")
        print(_listed(asked.request, options))
        return OK
    request = replace(asked.request, every=any(each.every for each in outputs))
    with progress.shown() as told:
        audit = found(replace(asked, request=request), told)
    formats.write([Audited("", audit)], outputs, options)
    if audit.ended == CTRL_C:
        raise KeyboardInterrupt
    return FINDINGS if selecting.fails(audit, asked.worst) else OK


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
    return Asked(
        request,
        selecting.selected(args.select, args.ignore),
        selecting.failing(args.fail_on),
        living.stated(args, request.cwd),
    )


def found(asked: Asked, told: auditing.Told = lambda _: None) -> Audit:
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


def _listed(request: Request, options: formats.Options) -> str:
    with session.begun(), progress.shown() as told:
        target, found, tries = auditing.settled(request, told)
    return listing.planned(target, found, tries, formats.for_stdout(options))
