"""Does an audit find what is planted, and nothing else?  ``python -m tests.audit.planting``.

``planted/`` holds programs with known faults, with settings that only look suspicious, and with
texts that are converted later.  Each fault is shown in a fresh process first (``--by-hand`` does
only that), by ``configbench look`` and by exit codes: nothing of the audit is asked.  Then every
program is audited as a user would, and what was found, missed and false is printed.  Exits with 1
if anything is false, a fault is none, or one is missed of which ``planted.toml`` does not say why.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from configbench.looking import look
from configbench.places import Place
from configbench.values import show
from tests.audit import command_lines

PLANTED = Path(__file__).parent / "planted"
ROOT = Path(__file__).parents[2]

#: Whose settings ``planted/pyproject.toml`` states.
STATED = "train"

#: Where the core layer of the environments has torch's launcher.
TORCHRUN = ROOT / ".environments" / "3.11" / "core" / "bin" / "torchrun"


@dataclass(frozen=True)
class Fault:
    """One fault, as ``planted.toml`` has it."""

    program: str
    rule: str
    settings: tuple[str, ...]
    type: tuple[str, ...] = ()
    arrives: Mapping[str, str] = field(default_factory=dict)
    exit: int | None = None
    written: str = ""
    also: tuple[str, ...] = ()
    reason: str = ""
    hard: str = ""

    def __str__(self) -> str:
        return f"{self.program}: {self.rule} {', '.join(self.settings)}"

    def is_shown_by(self, rule: str, setting: str) -> bool:
        """Whether a finding of this rule at this setting is this fault."""
        return rule in {self.rule, *self.also} and setting in {"", *self.settings}


@dataclass(frozen=True)
class Program:
    """One of the programs, and how it is typed."""

    name: str
    before: str
    words: tuple[str, ...]
    launcher: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)

    def command(self, torchrun: Path) -> list[str]:
        """Return its command line; a launcher brings its own interpreter."""
        first = str(torchrun) if self.launcher else sys.executable
        return [first, *self.launcher[1:], f"{self.name}.py", *self.words]


@dataclass(frozen=True)
class Planted:
    """All that is planted."""

    programs: Mapping[str, Program]
    faults: tuple[Fault, ...]
    fine: Mapping[str, Mapping[str, str]]
    later: Mapping[str, Mapping[str, str]]


def read() -> Planted:
    """Read ``planted.toml``."""
    content = tomllib.loads((PLANTED / "planted.toml").read_text(encoding="utf-8"))
    return Planted(
        {
            name: Program(name, **_tuples(table))
            for name, table in content["programs"].items()
        },
        tuple(Fault(**_tuples(table)) for table in content["fault"]),
        content["fine"],
        content["later"],
    )


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
    }


# -- by hand --------------------------------------------------------------------------------------


def amiss_by_hand(
    planted: Planted, fault: Fault, folder: Path, torchrun: Path
) -> list[str]:
    """Type a fault in a fresh process; return what is other than ``planted.toml`` says."""
    program = planted.programs[fault.program]
    argv = [*program.command(torchrun), *fault.type]
    if not fault.type:
        return [] if fault.reason else ["neither words nor a reason"]
    if fault.arrives:
        there = arrived(program, argv, folder)
        return [
            f"{name} arrives as {there.get(name, 'nothing')}, not {text}"
            for name, text in fault.arrives.items()
            if there.get(name) != text
        ]
    done = subprocess.run(argv, cwd=folder, capture_output=True, check=False)
    told = [] if done.returncode == fault.exit else [f"exit {done.returncode}"]
    if done.stdout:
        told.append(f"it ran: {done.stdout!r}")
    if fault.written:
        file = folder / fault.written
        told += [] if file.exists() else [f"{fault.written} was not written"]
        shutil.rmtree(file.parent, ignore_errors=True)
    return told


def arrived(program: Program, argv: Sequence[str], folder: Path) -> dict[str, str]:
    """Return what is in ``args`` at the place of a program, as Python writes it."""
    file = folder / f"{program.name}.py"
    lines = file.read_text(encoding="utf-8").splitlines()
    line = next(
        number
        for number, text in enumerate(lines, start=1)
        if text.strip().startswith(program.before)
    )
    place = Place.parse(f"{file}:{line}", folder)
    words = [f"{name}={value}" for name, value in program.environ.items()]
    looked = look(["env", *words, *argv], place, cwd=folder)
    if not looked.hits:
        return {}
    values = looked.hits[0].values["args"]["args"]
    return {name: show(value) for name, value in values.items()}


# -- audited --------------------------------------------------------------------------------------


@dataclass
class Outcome:
    """What an audit made of one program."""

    program: str
    tries: int = 0
    seconds: float = 0.0
    found: list[Fault] = field(default_factory=list)
    missed: list[Fault] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    trouble: str = ""


def audit(
    program: Program, folder: Path, torchrun: Path, options: Sequence[str] = ()
) -> tuple[dict[str, Any] | None, str]:
    """Audit a program as a user would; return the JSON, and what was printed."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "audit.json"
        given = [f"--env={key}={value}" for key, value in program.environ.items()]
        words = program.command(torchrun)
        argv = command_lines.audit(words, file, "--select=ALL", *given, *options)
        done = subprocess.run(
            argv, cwd=folder, capture_output=True, text=True, check=False
        )
        printed = done.stdout + done.stderr
        return (json.loads(file.read_text()) if file.exists() else None), printed


def outcome(faults: Sequence[Fault], name: str, found: Mapping[str, Any]) -> Outcome:
    """Compare the findings of an audit with the faults that are planted in its program."""
    pairs = [
        (finding["rule"], setting, finding)
        for finding in found["findings"]
        for setting in finding["settings"] or [""]
    ]
    result = Outcome(name, found["tries"], found["seconds"])
    for fault in faults:
        shown = any(fault.is_shown_by(rule, each) for rule, each, _ in pairs)
        (result.found if shown else result.missed).append(fault)
    for rule, setting, finding in pairs:
        if any(fault.is_shown_by(rule, setting) for fault in faults):
            continue
        line = f"{name}: {rule} {setting}: {finding['command']}: {finding['arrived']}"
        note = finding["severity"] == "note"
        (result.told if note else result.false).append(line)
    return result


def not_audited(
    faults: Sequence[Fault], name: str, printed: str, seconds: float
) -> Outcome:
    """Return what an audit made of a program at which it could not look."""
    trouble = (printed.strip().splitlines() or ["nothing was printed"])[-1]
    return Outcome(name, seconds=seconds, missed=list(faults), trouble=trouble)


def _outcomes(
    planted: Planted, names: Sequence[str], folder: Path, torchrun: Path, *, loud: bool
) -> Iterator[Outcome]:
    stated = (folder / "pyproject.toml").read_text(encoding="utf-8")
    for name in names:
        (folder / "pyproject.toml").write_text(stated if name == STATED else "")
        started = time.monotonic()
        found, printed = audit(planted.programs[name], folder, torchrun)
        if loud:
            print(printed, flush=True)
        faults = [fault for fault in planted.faults if fault.program == name]
        if found is None:
            seconds = time.monotonic() - started
            yield not_audited(faults, name, printed, seconds)
        else:
            yield outcome(faults, name, found)


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is found, missed and false; return 1 if a fault is none or a finding false."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--by-hand", action="store_true", help="audit nothing")
    parser.add_argument("--loud", action="store_true", help="print each audit's page")
    parser.add_argument("--only", action="append", metavar="PROGRAM")
    parser.add_argument("--torchrun", type=Path, default=TORCHRUN)
    args = parser.parse_args(argv)
    planted = read()
    names = args.only or list(planted.programs)
    amiss = 0
    with tempfile.TemporaryDirectory(prefix="planted-") as name:
        folder = Path(name) / "programs"
        shutil.copytree(PLANTED, folder)
        faults = [fault for fault in planted.faults if fault.program in names]
        for fault in faults:
            other = amiss_by_hand(planted, fault, folder, args.torchrun)
            amiss += bool(other)
            print(f"by hand: {fault}: {'; '.join(other) or 'is so'}")
        if not args.by_hand:
            outcomes = [
                *_outcomes(planted, names, folder, args.torchrun, loud=args.loud)
            ]
            amiss += told(outcomes, len(faults))
    return bool(amiss)


def told(outcomes: Sequence[Outcome], planted: int) -> int:
    """Print what became of the programs; return how much is false, or missed without a reason."""
    for each in outcomes:
        print(f"\n{each.program}: {each.tries} tries, {each.seconds:.1f} s")
        if each.trouble:
            print(f"  not audited: {each.trouble}")
        for kind in ("found", "missed", "false", "told"):
            for line in getattr(each, kind):
                why = line.hard if kind == "missed" else ""
                print(f"  {kind}: {line}{why and f' ({why})'}")
    found, false = (
        sum(len(getattr(each, kind)) for each in outcomes)
        for kind in ("found", "false")
    )
    print(f"\n{found} of {planted} found, {planted - found} missed, {false} false")
    return false + sum(not fault.hard for each in outcomes for fault in each.missed)


if __name__ == "__main__":
    sys.exit(main())
