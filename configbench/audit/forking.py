"""The fork server of one program: what it can import beforehand is found by trying.

It has imported all that the program imports, but the program itself
(:mod:`configbench.inside.preloading`).  What a module does that a fork would not do again is left
to each run, with all that imports it: then another server is started, without them.
"""

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from configbench import foreign
from configbench.audit.model import Target
from configbench.server import Server

#: How many servers are started at most, and how long one may be at one module, in seconds.
_ATTEMPTS, _PATIENCE = 6, 60.0

#: What is said of modules, at most.
_SAID = 3

#: Modules of nobody, or of ours.
_OURS = ("configbench_inside", "configbench_entry")
_NOBODYS = frozenset({"__main__", "__mp_main__", "sitecustomize", "usercustomize"})


@dataclass
class Forking:
    """A fork server that is ready, or why there is none.

    Attributes
    ----------
    server
        None where none is to be had.
    notes
        What a user must know of it, in sentences.
    """

    server: Server | None
    notes: list[str] = field(default_factory=list)


def begun(
    target: Target,
    environ: Mapping[str, str],
    apart: Mapping[str, Any] | None,
    *,
    own: bool,
) -> Forking:
    """Start a fork server of a program.

    Parameters
    ----------
    target
        The program.
    environ
        The environment of its runs, as far as it is that of all.
    apart
        How what it does while it imports is to change nothing.
    own
        Whether modules of the program's own are imported beforehand: only where what they write
        changes nothing.
    """
    if reason := _not_forked(target):
        return Forking(None, [f"every run starts afresh: {reason}"])
    known = _Known(own=own)
    for _ in range(_ATTEMPTS):
        server, report = _attempt(target, environ, apart, known)
        if server is not None:
            return Forking(server, known.notes())
        if reason := known.learn(report):
            return Forking(None, [f"every run starts afresh: {reason}"])
    return Forking(
        None, ["every run starts afresh: its imports cannot be had beforehand"]
    )


def _not_forked(target: Target) -> str:
    """Return why a program cannot be a fork; nothing if it can."""
    if sys.platform != "linux":
        return "fork servers need Linux"
    match target.entry:
        case ("-m", _):
            return ""
        case (path,) if Path(path).is_file():
            return ""
        case (first, *_) if first.startswith("-"):
            return f"options of the interpreter hold from its start ({first})"
    return f"{' '.join(target.entry)} is no file of source"


@dataclass
class _Known:
    """What earlier attempts have told.

    Attributes
    ----------
    own
        Whether the program's own modules are imported.
    left
        What must not be.
    amiss
        Why, by module.
    """

    own: bool
    left: set[str] = field(default_factory=set)
    amiss: dict[str, str] = field(default_factory=dict)

    def learn(self, report: Mapping[str, Any]) -> str:
        """Take in what a server told before it ended; return why none is to be had, if so."""
        if shadowed := report.get("shadowed"):
            return (
                f"{shadowed[0]} of its own stands before a module that the server has"
            )
        if at := report.get("at"):
            self.amiss.setdefault(at[-1], "ends the process, or does not end itself")
            new = {*at}
        elif "amiss" in report:
            for name, what in report["amiss"].items():
                if what:
                    self.amiss.setdefault(name, what)
            new = {*report["left"]}
        else:
            return "a server of its imports could not be started"
        if new <= self.left:
            return "its imports cannot be had beforehand"
        self.left |= new
        return ""

    def notes(self) -> list[str]:
        """Return sentences on what is left to each run."""
        if not self.amiss:
            return []
        said = [f"{name} {what}" for name, what in self.amiss.items()]
        more = f" and {len(said) - _SAID} more" if len(said) > _SAID else ""
        others = len(self.left - self.amiss.keys())
        importing = f", and {others} that import it" if others else ""
        return [
            "imported by each run itself, for what it does meanwhile: "
            f"{', '.join(said[:_SAID])}{more}{importing}"
        ]


def _attempt(
    target: Target,
    environ: Mapping[str, str],
    apart: Mapping[str, Any] | None,
    known: _Known,
) -> tuple[Server | None, Mapping[str, Any]]:
    plan = {
        "entry": target.entry,
        "cwd": str(target.cwd),
        "modules": [*_modules(target.modules, target.entry)],
        "left": sorted(known.left),
        "files": [str(file) for file in target.files],
        "own": known.own,
        "folders": apart.get("listed", []) if apart else [],
    }
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps(plan).encode())
        file.flush()
        server = Server("program", environ=environ, python=target.python, apart=apart)
        with contextlib.ExitStack() as stack:
            stack.callback(server.destroy)
            server.start([file.fileno()])
            if _becomes_ready(server, file.fileno()):
                stack.pop_all()
                return server, {}
        return None, _report(os.pread(file.fileno(), foreign.RECORDS, 0))


def _becomes_ready(server: Server, descriptor: int) -> bool:
    """Wait for a server as long as it comes from one module to the next: there may be thousands."""
    seen = b""
    while not server.ready_before(time.monotonic() + _PATIENCE):
        told = os.pread(descriptor, foreign.RECORDS, 0)
        if told == seen:
            return False
        seen = told
    return True


def _modules(names: Sequence[str], entry: Sequence[str]) -> Iterable[str]:
    """Yield what is imported beforehand: all but the program itself, and what is ours."""
    itself = {*_NOBODYS, entry[-1], f"{entry[-1]}.__main__"}
    return (
        name
        for name in names
        if name not in itself and name.partition(".")[0] not in _OURS
    )


def _report(content: bytes) -> Mapping[str, Any]:
    """Return what a server has told; modules may have written anything there."""
    try:
        report = foreign.parse(content, "the fork server's report")
    except foreign.ForeignError:
        return {}
    lists = all(_texts(report.get(key, [])) for key in ("at", "left", "shadowed"))
    amiss = report.get("amiss", {})
    named = isinstance(amiss, dict) and _texts([*amiss, *amiss.values()])
    return (
        report if lists and named and ("left" in report) == ("amiss" in report) else {}
    )


def _texts(content: object) -> bool:
    return isinstance(content, list) and all(isinstance(each, str) for each in content)
