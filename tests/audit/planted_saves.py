"""Known faults of saving and restoring, each planted into one program, and what is found of them.

``python -m tests.audit.planted_saves [FAULT…]`` saves and restores each, which takes some minutes;
exit 1 if one is missed, or anything else is told.
"""

import shlex
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from configbench import session
from configbench.audit import grouping
from configbench.audit.engine import Engine
from configbench.audit.ground import laid
from configbench.audit.model import Finding, Request
from configbench.audit.planning import settings
from configbench.audit.rules import Facts, judged
from configbench.audit.saved.running import Runs
from configbench.audit.saved.trips import Trips
from configbench.audit.source.sources import Sources
from configbench.audit.target import discovery

#: A program that saves and restores without a fault: ``# save`` and ``# load`` are where faults go.
PROGRAM = """\
import argparse
import enum
import json
import pathlib
import sys
import time


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


first = argparse.ArgumentParser(add_help=False)
first.add_argument("--config")
config = first.parse_known_args()[0].config
parser = argparse.ArgumentParser(parents=[first])
parser.add_argument("--lr", default=0.125, type=float)
parser.add_argument("--epochs", default=3, type=int)
parser.add_argument("--out", default=pathlib.Path("runs"), type=pathlib.Path)
parser.add_argument("--betas", default=(0.9, 0.99), type=float, nargs=2)
parser.add_argument("--clip", type=float)
parser.add_argument("--color", default=Color.RED, type=Color, choices=list(Color))
parser.add_argument("--amp", action="store_true")
parser.add_argument("--tags", nargs="*", default=["a"])
parser.add_argument("--started", default=time.strftime("%H%M%S"))
args = parser.parse_args()
args.betas = tuple(args.betas)
if config:
    with open(config) as file:
        loaded = json.load(file)
    typed = {word.partition("=")[0].lstrip("-") for word in sys.argv}
    for name, value in loaded.items():
        if name == "out":
            value = pathlib.Path(value)  # out
        if name == "betas":
            value = tuple(value)  # betas
        if name == "color":
            value = Color[value]  # color
        pass  # load
        if name not in typed:
            setattr(args, name, value)
ready = True
saved = {name: value for name, value in vars(args).items() if name != "config"}
saved["out"], saved["color"] = str(args.out), args.color.name
pass  # save
args.out.mkdir(parents=True, exist_ok=True) if isinstance(args.out, pathlib.Path) else None
with open(pathlib.Path(args.out) / "config.json", "w") as file:
    json.dump(saved, file)
time.sleep(60)
"""


class Fault(NamedTuple):
    """A fault: a line of the program, what stands there instead, and what is to be found."""

    line: str
    instead: str
    finds: str


FAULTS = {
    "none": Fault("pass  # load", "pass", ""),
    "a path stays text": Fault("value = pathlib.Path(value)  # out", "pass", "CB117 out"),
    "a tuple becomes a list": Fault("value = tuple(value)  # betas", "pass", "CB209 betas"),
    "an enum stays its name": Fault("value = Color[value]  # color", "pass", "CB117 color"),
    "None becomes text": Fault(
        "pass  # save", 'saved["clip"] = "None" if args.clip is None else args.clip', "CB117 clip"
    ),
    "a number becomes text": Fault("pass  # save", 'saved["lr"] = f"{args.lr}"', "CB117 lr"),
    "a number is rounded": Fault("pass  # save", 'saved["lr"] = round(args.lr, 2)', "CB116 lr"),
    "a whole number becomes one": Fault(
        "pass  # load", 'value = float(value) if name == "epochs" else value', "CB209 epochs"
    ),
    "a bool becomes text": Fault("pass  # save", 'saved["amp"] = str(args.amp)', "CB117 amp"),
    "one is not saved": Fault("pass  # save", 'del saved["epochs"]', "CB116 epochs"),
    "one is read as another": Fault(
        "pass  # load", 'value = value * 2 if name == "epochs" else value', "CB116 epochs"
    ),
    "what is false is not saved": Fault(
        "pass  # save", "saved = {n: v for n, v in saved.items() if v}", ""
    ),
    "a list loses its items": Fault("pass  # save", 'saved["tags"] = args.tags[:1]', "CB116 tags"),
    "what is changed is refused": Fault(
        "pass  # load", 'assert name != "epochs" or value == 3, value', "CB118 epochs"
    ),
    "everything is refused": Fault("pass  # load", "raise KeyError(name)", "CB118"),
}  # fmt: skip


def found(source: str, folder: Path) -> tuple[tuple[Finding, ...], Sequence[str]]:
    """Save and restore a program; return what is found, and the notes."""
    (folder / "train.py").write_text(source, encoding="utf-8")
    line = source.splitlines().index("ready = True") + 1
    program = (sys.executable, "train.py")
    request = Request(
        program,
        folder,
        at=f"train.py:{line}",
        saves="**/config.json",
        restore=(*program, "--config", "{saved}"),
    )
    with laid(request) as ground:
        target = discovery.discover(request, ground)
        with Engine(target, ground, request) as engine:
            known = settings.found(target, request, engine.ask)
            by_name = {each.name: each for each in known.settings}
            facts = Facts(target, by_name, (), Sources(target), known.unstable)
            runs = Runs(target, known.settings, ground, request)
            trips = Trips(target, request, known, runs, facts)
            trips.make(engine.run)
            facts = replace(facts, trips=tuple(trips.results))
            told = grouping.grouped(facts, judged(facts), trips.again)
    return told.findings, (*trips.notes, *told.notes)


def main(names: Sequence[str]) -> int:
    """Plant faults, and print what is found of each."""
    amiss = 0
    with session.begun():
        for name in names or FAULTS:
            fault, started = FAULTS[name], time.monotonic()
            if PROGRAM.count(fault.line) != 1:
                raise AssertionError(f"{fault.line!r} is not there once")
            with tempfile.TemporaryDirectory(prefix="planted-") as folder:
                source = PROGRAM.replace(fault.line, fault.instead)
                findings, notes = found(source, Path(folder).resolve())
            told = [" ".join((each.rule, *each.settings)) for each in findings]
            right = told == ([fault.finds] if fault.finds else [])
            amiss += not right
            seconds = time.monotonic() - started
            print(
                f"{'' if right else 'WRONG '}{name}: {', '.join(told) or 'nothing'}, "
                f"expected {fault.finds or 'nothing'} ({seconds:.0f} s)"
            )
            for each in findings:
                front = shlex.join((sys.executable, "train.py"))
                print(
                    f"    {each.says}: {each.command.replace(front, 'python train.py')}"
                )
            for note in notes if not right else ():
                print(f"    {note}")
    print(f"{len(names or FAULTS) - amiss} of {len(names or FAULTS)} as expected")
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
