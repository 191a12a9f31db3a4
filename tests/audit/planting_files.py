"""Does an audit find what is planted into config files?  ``python -m tests.audit.planting_files``.

``planted_files/`` holds programs that read YAML, JSON, TOML, INI, ``.env`` and Hydra's tree, with
known faults and with what only looks suspicious.  What a person writes into a file is written in a
copy first, and a plain process prints what arrives (``--by-hand`` does only that): nothing of
configbench is asked.  Then every program is audited, and what was found, missed and false is
printed, and which source wins, by hand and as the audit tells it.  Exits as
:mod:`tests.audit.planting`.

Libraries come from the interpreter that ``--python`` names, into which
``planted_files/requirements.txt`` is installed; a program whose library is not there is left out,
and said to be.
"""

import argparse
import json
import os
import re
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

from tests.audit import command_lines, planting

PLANTED = Path(__file__).parent / "planted_files"

#: How a note begins that tells which source wins.
TOLD = "precedence: "

#: A name of a fault that stands for any: of a misspelt key the name is none of the program's.
ANY = "*"


@dataclass(frozen=True)
class Program:
    """One of the programs, a folder, and how it is typed."""

    name: str
    file: str
    main: str = "train.py"
    at: str = "train"
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def command(self, python: str) -> list[str]:
        """Return its command line."""
        return [python, self.main, *self.words]


@dataclass(frozen=True)
class Written:
    """What a person writes into a file, or types, and what a plain process makes of it."""

    program: str
    edit: tuple[str, str] | None = None
    file: str = ""
    type: tuple[str, ...] = ()
    arrives: Mapping[str, str] = field(default_factory=dict)
    refused: bool = False
    written: str = ""


@dataclass(frozen=True)
class Fault(planting.Fault):
    """A fault, shown by what is written or typed."""

    by_hand: Written = field(kw_only=True)

    def is_shown_by(self, rule: str, setting: str) -> bool:
        """Whether a finding of this rule at this setting is this fault."""
        if self.settings == (ANY,):
            return rule in {self.rule, *self.also}
        return super().is_shown_by(rule, setting)


@dataclass(frozen=True)
class Fine:
    """A setting that looks suspicious and is right, shown likewise."""

    program: str
    setting: str
    by_hand: Written

    def __str__(self) -> str:
        return f"{self.program}: {self.setting}"


@dataclass(frozen=True)
class Precedence:
    """Which source of a setting wins: the first of ``order`` that has it."""

    program: str
    setting: str
    order: tuple[str, ...]
    type: tuple[str, ...]
    values: Mapping[str, str]
    environ: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, str] | None = None

    def __str__(self) -> str:
        return f"{self.program}: {self.setting}: {' > '.join(self.order)}"


@dataclass(frozen=True)
class Planted:
    """All that is planted."""

    programs: Mapping[str, Program]
    faults: tuple[Fault, ...]
    fine: tuple[Fine, ...]
    precedences: tuple[Precedence, ...]

    def shown(self) -> list[Fault | Fine]:
        """Return all that is shown by hand."""
        return [*self.faults, *self.fine]

    def faults_of(self, name: str) -> list[Fault]:
        """Return the faults of a program."""
        return [fault for fault in self.faults if fault.program == name]


def read() -> Planted:
    """Read ``planted_files.toml``."""
    content = tomllib.loads((PLANTED / "planted_files.toml").read_text("utf-8"))
    return Planted(
        {
            name: Program(name, **_tuples(table))
            for name, table in content["programs"].items()
        },
        tuple(map(_fault, content["fault"])),
        tuple(
            Fine(table["program"], table.pop("setting"), Written(**_tuples(table)))
            for table in content["fine"]
        ),
        tuple(Precedence(**_tuples(table)) for table in content["precedence"]),
    )


def _fault(table: dict[str, Any]) -> Fault:
    told: dict[str, Any] = {
        name: table.pop(name)
        for name in ("rule", "settings", "also", "hard")
        if name in table
    }
    by_hand = Written(**_tuples(table))
    return Fault(program=by_hand.program, by_hand=by_hand, **_tuples(told))


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
    }


# -- by hand --------------------------------------------------------------------------------------


def amiss_by_hand(planted: Planted, by_hand: Written, python: str) -> list[str]:
    """Write and type in a fresh copy; return what is other than is said."""
    program = planted.programs[by_hand.program]
    with tempfile.TemporaryDirectory(prefix="planted-") as name:
        folder = copied(program, Path(name))
        if by_hand.edit:
            edited(folder / (by_hand.file or program.file), by_hand.edit)
        done = ran([*program.command(python), *by_hand.type], folder)
        told = [] if bool(done.returncode) == by_hand.refused else [_end(done)]
        if by_hand.refused and done.stdout:
            told.append(f"it ran: {done.stdout!r}")
        if by_hand.written and not (folder / by_hand.written).exists():
            told.append(f"{by_hand.written} was not written")
    return told + other(by_hand.arrives, printed(done.stdout))


def precedence_amiss(
    planted: Planted, precedence: Precedence, python: str
) -> list[str]:
    """Give a setting by each source and all behind it; return where another one wins."""
    program = planted.programs[precedence.program]
    told = []
    for number, source in enumerate(precedence.order):
        there = precedence.order[number:]
        with tempfile.TemporaryDirectory(prefix="planted-") as name:
            folder = copied(program, Path(name))
            if program.file not in there and precedence.without:
                edited(folder / program.file, precedence.without)
            typed = precedence.type if "command line" in there else ()
            variables = precedence.environ if "environment" in there else {}
            done = ran([*program.command(python), *typed], folder, variables)
        wanted = {precedence.setting: precedence.values[source]}
        told += [
            f"of {', '.join(there)}: {each}"
            for each in other(wanted, printed(done.stdout))
        ]
    return told


def copied(program: Program, folder: Path) -> Path:
    """Copy the folder of a program into another."""
    shutil.copytree(PLANTED / program.name, folder / program.name)
    return folder / program.name


def edited(file: Path, edit: tuple[str, str]) -> None:
    """Replace a text of a file, which must stand there once, by another."""
    text = file.read_text("utf-8")
    if text.count(edit[0]) != 1:
        raise AssertionError(f"{edit[0]!r} does not stand in {file} once")
    file.write_text(text.replace(*edit), encoding="utf-8")


def ran(
    argv: Sequence[str], folder: Path, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder to its end, without variables that it may read."""
    environ = {"PATH": os.environ.get("PATH", ""), **(variables or {})}
    return subprocess.run(
        argv, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


def printed(output: str) -> dict[str, str]:
    """Return what a program printed of its settings: lines ``name = value``."""
    pairs = (line.partition(" = ") for line in output.splitlines())
    return {name: value for name, found, value in pairs if found}


def other(wanted: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """Return which settings arrived otherwise."""
    return [
        f"{name} arrives as {there.get(name, 'nothing')}, not {text}"
        for name, text in wanted.items()
        if there.get(name) != text
    ]


def _end(done: subprocess.CompletedProcess[str]) -> str:
    last = (done.stderr.strip().splitlines() or [""])[-1]
    return f"exit {done.returncode} {last}".strip()


def lacking(program: Program, python: str) -> list[str]:
    """Return which modules a program needs and an interpreter does not have."""
    code = "import importlib.util, sys; sys.exit(not importlib.util.find_spec(sys.argv[1]))"
    return [
        name
        for name in program.needs
        if subprocess.run([python, "-c", code, name], check=False).returncode
    ]


# -- audited --------------------------------------------------------------------------------------


def wins_as_told(
    precedences: Sequence[Precedence], found: Mapping[str, Any]
) -> dict[str, bool]:
    """Return of each precedence whether an audit tells it, source by source."""
    told = {
        re.sub(r" \([^)]*\)", "", note.removeprefix(TOLD))
        for note in found["notes"]
        if note.startswith(TOLD)
    }
    return {str(each): " > ".join(each.order) in told for each in precedences}


def audit(
    program: Program, python: str, options: Sequence[str] = ()
) -> tuple[dict[str, Any] | None, str]:
    """Audit a program in a copy; return the JSON, and what was printed."""
    with tempfile.TemporaryDirectory(prefix="planted-") as name:
        folder = copied(program, Path(name))
        told = Path(name) / "audit.json"
        given = ["--select=ALL", f"--at={program.main}:{program.at}", *options]
        argv = command_lines.audit(program.command(python), told, *given)
        done = subprocess.run(
            argv,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(planting.ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        content = json.loads(told.read_text("utf-8")) if told.exists() else None
        return content, done.stdout + done.stderr


def _outcomes(
    planted: Planted, names: Sequence[str], python: str, options: Sequence[str]
) -> Iterator[tuple[planting.Outcome, dict[str, bool], str]]:
    for name in names:
        started, faults = time.monotonic(), planted.faults_of(name)
        found, page = audit(planted.programs[name], python, options)
        of_it = [each for each in planted.precedences if each.program == name]
        if found is None:
            seconds = time.monotonic() - started
            outcome = planting.not_audited(faults, name, page, seconds)
        else:
            outcome = planting.outcome(faults, name, found)
        yield outcome, wins_as_told(of_it, found or {"notes": []}), page


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is found, missed and false; return 1 if a fault is none or a finding false."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--by-hand", action="store_true", help="audit nothing")
    parser.add_argument("--loud", action="store_true", help="print each audit's page")
    parser.add_argument("--only", action="append", metavar="PROGRAM")
    parser.add_argument("--python", default=sys.executable, metavar="PATH")
    parser.add_argument("options", nargs="*", help="of the audits, behind --")
    args = parser.parse_args(argv)
    planted = read()
    names = []
    for name in args.only or planted.programs:
        without = lacking(planted.programs[name], args.python)
        if without:
            print(f"left out: {name} needs {', '.join(without)}")
        else:
            names.append(name)
    amiss = _shown_by_hand(planted, names, args.python)
    if not args.by_hand:
        outcomes, wins = [], {}
        for outcome, told, page in _outcomes(planted, names, args.python, args.options):
            outcomes.append(outcome)
            wins.update(told)
            if args.loud:
                print(page, flush=True)
        faults = [fault for fault in planted.faults if fault.program in names]
        amiss += planting.told(outcomes, len(faults))
        amiss += _told_wins(wins)
    return bool(amiss)


def _told_wins(wins: Mapping[str, bool]) -> int:
    """Print which precedences an audit told; return how many it did not."""
    for precedence, is_told in wins.items():
        print(f"  {'told' if is_told else 'not told'}: {precedence}")
    print(f"precedence: {sum(wins.values())} of {len(wins)} as it is")
    return len(wins) - sum(wins.values())


def _shown_by_hand(planted: Planted, names: Sequence[str], python: str) -> int:
    """Print what is so by hand, and what is not; return how much is not."""
    amiss = 0
    for each in planted.shown():
        if each.program in names:
            told = amiss_by_hand(planted, each.by_hand, python)
            amiss += bool(told)
            kind = "at fault" if isinstance(each, Fault) else "fine"
            print(f"{kind}: {each}: {'; '.join(told) or 'is so'}", flush=True)
    for precedence in planted.precedences:
        if precedence.program in names:
            told = precedence_amiss(planted, precedence, python)
            amiss += bool(told)
            print(f"wins: {precedence}: {'; '.join(told) or 'is so'}", flush=True)
    return amiss


if __name__ == "__main__":
    sys.exit(main())
