"""An audit made by hand, of a program that lies somewhere: what formats are tried with."""

from pathlib import Path

from configbench.audit.model import (
    Audit,
    Audited,
    Candidate,
    Finding,
    How,
    Kind,
    Option,
    Said,
    Setting,
    Severity,
    Spot,
    Target,
    Wanted,
)

SOURCE = """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--use_gpu", type=bool, default=True)
parser.add_argument("--lr", default=0.1)
args = parser.parse_args()
"""

FALSE, TRUE = {"t": "bool", "v": False}, {"t": "bool", "v": True}
PARSER = "argparse.ArgumentParser.parse_args"


def target(folder: Path) -> Target:
    """Return the program, started by a launcher; its one other place was passed by."""
    file = folder / "train.py"
    file.write_text(SOURCE, encoding="utf-8")
    spot = Spot(How.RETURNED, f"{file}:6", PARSER)
    other = Spot(How.RETURNED, f"{folder / 'config.py'}:3", PARSER)
    return Target(
        command=("torchrun", "--nproc", "2", "train.py", "--data", "x"),
        launcher=("torchrun", "--nproc", "2"),
        python=Path("/usr/bin/python3"),
        entry=(str(file),),
        words=("--data", "x"),
        cwd=folder,
        environ={},
        spot=spot,
        candidates=(
            Candidate(
                other, chosen=False, why="words left over, another parser follows"
            ),
            Candidate(spot, chosen=True, why="the first that takes all words"),
        ),
        options=(),
        grammar="argparse",
        leaves={"use_gpu": TRUE, "lr": {"t": "float", "v": "0.1"}},
        files=(file,),
    )


def settings(folder: Path) -> tuple[Setting, ...]:
    """Return its two settings."""
    where = f"{folder / 'train.py'}"
    return (
        Setting(
            "use_gpu",
            Wanted(Kind.BOOL, Said.PARSER),
            TRUE,
            (("--use_gpu", "{}"), ("--use_gpu={}",)),
            option=Option("use_gpu", type="builtins.bool"),
            where=f"{where}:4",
        ),
        Setting(
            "lr",
            Wanted(Kind.NUMBER, Said.DEFAULT),
            {"t": "float", "v": "0.1"},
            (("--lr", "{}"),),
            where=f"{where}:5",
        ),
    )


def finding(folder: Path, rule: str = "CB101", **said: object) -> Finding:
    """Return a finding: 36 settings with one fault, unless it is said otherwise."""
    facts: dict[str, object] = {
        "severity": Severity.ERROR,
        "settings": ("use_gpu", "amp", "resume", *(f"flag_{n}" for n in range(33))),
        "words": ("--use_gpu", "False"),
        "expected": "False, or a refusal",
        "arrived": "use_gpu=True",
        "exit": 0,
        "says": "'False' arrives as True, for bool('False') is True",
        "where": f"{folder / 'train.py'}:4",
        "command": "torchrun --nproc 2 train.py --data x --use_gpu False",
        "confirmed": (3, 36),
        "cause": "type=bool",
        **said,
    }
    return Finding(rule, **facts)  # type: ignore[arg-type]


def audit(folder: Path) -> Audit:
    """Return an audit with an error and a warning that the source alone tells."""
    return Audit(
        target=target(folder),
        settings=settings(folder),
        tries=1204,
        seconds=31.2345,
        not_settable=("seed",),
        ignored={"time": "changes from run to run", "host": "changes from run to run"},
        findings=(
            finding(folder),
            finding(
                folder,
                "CB202",
                severity=Severity.WARNING,
                settings=("lr",),
                words=(),
                expected="",
                arrived="",
                exit=None,
                says="nothing in the program's own source reads lr",
                where=f"{folder / 'train.py'}:5",
                command="",
                confirmed=(0, 0),
            ),
        ),
        notes=("no network was cut: this system does not allow it",),
        clean={Severity.ERROR: 10, Severity.WARNING: 4},
        ran="overlay",
    )


def one(audit: Audit) -> list[Audited]:
    """Return it as the one program of a command line."""
    return [Audited("", audit)]
