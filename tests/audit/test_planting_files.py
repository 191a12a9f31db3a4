"""What is planted around config files is as it is said to be, where nothing needs a library."""

import sys
from pathlib import Path

import pytest

from tests.audit import planting_files

PLANTED = planting_files.read()
#: Programs that any interpreter runs; the others are for ``python -m tests.audit.planting_files``.
BARE = {name for name, program in PLANTED.programs.items() if not program.needs}


def of(name: str) -> str:
    """Return the format of a program's file."""
    file = Path(PLANTED.programs[name].file)
    return "env" if file.name == ".env" else file.suffix.lstrip(".")


def test_faults_of_every_format() -> None:
    """Twenty and more, in programs that a fault, or something fine, is known of."""
    formats = {of(fault.program) for fault in PLANTED.faults}
    assert {"yaml", "json", "toml", "ini", "env"} <= formats
    assert len(PLANTED.faults) >= 24
    assert len(PLANTED.fine) >= 24
    assert len(PLANTED.precedences) == 5
    shown = {each.program for each in PLANTED.shown()}
    assert shown == PLANTED.programs.keys()
    assert {
        path.name for path in planting_files.PLANTED.iterdir() if path.is_dir()
    } == shown


@pytest.mark.parametrize(
    "shown", [each for each in PLANTED.shown() if each.program in BARE], ids=str
)
def test_it_is_so(shown: planting_files.Fault | planting_files.Fine) -> None:
    """By hand: written into a copy, and run."""
    assert not planting_files.amiss_by_hand(PLANTED, shown.by_hand, sys.executable)


def test_what_is_not_so_is_told() -> None:
    """A fault that is none would be seen."""
    by_hand = planting_files.Written(
        "json_update",
        ('"lr": 0.01', '"lr": 0.5'),
        arrives={"lr": "0.01"},
        written="runs/state.json",
    )
    assert planting_files.amiss_by_hand(PLANTED, by_hand, sys.executable) == [
        "runs/state.json was not written",
        "lr arrives as 0.5, not 0.01",
    ]
    by_hand = planting_files.Written("json_update", refused=True)
    told = planting_files.amiss_by_hand(PLANTED, by_hand, sys.executable)
    assert told[0] == "exit 0"


def test_any_name_stands_for_each() -> None:
    """A misspelt key has none of the program's names."""
    fault = next(fault for fault in PLANTED.faults if fault.rule == "CB103")
    assert fault.is_shown_by("CB103", "lrr")
    assert not fault.is_shown_by("CB104", "lrr")


def test_what_wins_is_compared_source_by_source() -> None:
    """The name of a variable stands behind its source."""
    of_it = [each for each in PLANTED.precedences if each.program == "fine_settings"]
    there = "precedence: command line > environment (APP_RATE) > .env"
    other = "precedence: command line > .env"
    assert [*planting_files.wins_as_told(of_it, {"notes": [there]}).values()] == [True]
    assert [*planting_files.wins_as_told(of_it, {"notes": [other]}).values()] == [False]
