"""``configbench audit``, once its options are read: asked, audited, told, and an exit code."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from configbench import session
from configbench.audit import auditing, formats, listing, progress, stated
from configbench.audit.model import Audit, Audited, Request, Severity
from configbench.audit.rules import selecting
from configbench.commands import FINDINGS, OK
from configbench.errors import UserError
from configbench.places import Place

#: What has ended an audit that somebody has interrupted, in the words of :mod:`.auditing`.
CTRL_C = "Ctrl-C"


@dataclass(frozen=True)
class Asked:
    """What is asked for.

    Attributes
    ----------
    request
        Of a program.
    rules, worst
        Which are asked, and the severities that fail.
    """

    request: Request
    rules: selecting.Selection
    worst: frozenset[Severity]


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
    cwd, failing = asked.request.cwd, asked.worst
    options = formats.Options(cwd, everything=everything, failing=failing)
    if args.list:
        if args.format:
            raise UserError("--list prints a page for people, expected no --format")
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
    )


def found(asked: Asked, told: auditing.Told = lambda _: None) -> Audit:
    """Return what an audit finds, as it is told: all that is done to findings before is done here.

    Raises
    ------
    UserError
        If it cannot look.
    """
    with session.begun():
        audit = auditing.audit(asked.request, told, asked.rules.ids)
    return asked.rules(audit)


def _listed(request: Request, options: formats.Options) -> str:
    with session.begun(), progress.shown() as told:
        target, found, tries = auditing.settled(request, told)
    return listing.planned(target, found, tries, formats.for_stdout(options))
