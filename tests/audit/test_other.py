"""Two environments: what is the same in both, what is told, and which program is the other one."""

import subprocess
import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from configbench import cli
from configbench.audit.ground import Ground
from configbench.audit.model import (
    Act,
    Arrived,
    How,
    Kind,
    Must,
    Request,
    Saved,
    Spot,
    Target,
    Try,
)
from configbench.audit.other import environments
from configbench.audit.other.both import paired, unsteady
from configbench.audit.rules import judged
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.selecting import BETWEEN, BY_DEFAULT, selected
from configbench.errors import UserError
from tests.audit.facts import attempt, came, facts, refused, setting, value

HERE, THERE = Path("/old/bin/python"), Path("/new/bin/python3")
LR = setting("lr", Kind.FLOAT, 0.1, type_="builtins.float")
OUT = setting("out", Kind.STR, "/old/lib/python3.11/out")
TYPED = value("lr", "1", Must.ACCEPT, 1.0)
NOTHING = attempt(Act.NOTHING, "", "", Must.ACCEPT)
HELP = attempt(Act.HELP, "", "--help", Must.TELL)
USAGE = "usage: train.py\ntrain.py: error: argument --lr: "


def known(
    results: Sequence[tuple[Try, Arrived, Arrived]],
    given: Mapping[str, object] | None = None,
    **more: Any,
) -> Facts:
    """Return the facts of a program in two environments, in the other one with other defaults."""
    both = [(tried, replace(one, other=other)) for tried, one, other in results]
    found = facts([LR, OUT], both)
    target = replace(found.target, python=HERE)
    defaults = {"lr": 0.1, "out": "/new/lib/python3.13/out", **(given or {})}
    other = replace(target, python=THERE, leaves=came(**defaults).leaves)
    return replace(found, target=target, other=other, **more)


def printed(text: str) -> Arrived:
    """Return a run that printed something and was done."""
    return replace(refused(code=0), stdout=text)


#: What is told of results: rules and causes.
TOLD = {
    "another type": (
        known([(TYPED, came(lr=1.0), came(lr=1))]),
        {("CB401", "type=float: float as int")},
    ),
    "another value": (
        known([(TYPED, came(lr=1.0), came(lr=2.0))]),
        {("CB401", "type=float: another float")},
    ),
    "it is not there": (
        known([(TYPED, came(lr=1.0), came())]),
        {("CB401", "type=float: float as nothing")},
    ),
    "another default, once": (
        known(
            [
                (NOTHING, came(lr=0.1, out="a"), came(lr=0.2, out="a")),
                (value("out", "b", Must.ACCEPT, "b"), came(lr=0.1, out="b"), came(lr=0.2, out="b")),
            ],
            {"lr": 0.2},
        ),
        {("CB401", "as given: another float")},
    ),
    "refused there": (
        known([(TYPED, came(lr=1.0), refused(f"{USAGE}no"))]),
        {("CB402", "value: type=float")},
    ),
    "taken there": (
        known([(TYPED, refused(f"{USAGE}no"), came(lr=1.0))]),
        {("CB403", "value: type=float")},
    ),
    "another message": (
        known([(TYPED, refused(f"{USAGE}no"), refused(f"{USAGE}never"))]),
        {("CB404", "value: type=float")},
    ),
    "another code": (
        known([(TYPED, refused(f"{USAGE}no", 2), refused(f"{USAGE}no", 1))]),
        {("CB404", "value: type=float")},
    ),
    "another help": (
        known([(HELP, printed("x\n -o OUT, --out OUT\n"), printed("x\n -o, --out OUT\n"))]),
        {("CB404", "help")},
    ),
}  # fmt: skip

#: What is the same in both, or nobody can tell.
SILENT = {
    "the same": known([(TYPED, came(lr=1.0), came(lr=1.0))]),
    "in no other environment": facts([LR], [(TYPED, came(lr=1.0))]),
    "a path into each": known(
        [(NOTHING, came(out="/old/lib/python3.11/x"), came(out="/new/lib/python3.13/x"))]
    ),
    "it changes from run to run": known(
        [(TYPED, came(lr=1.0), came(lr=2.0))], unstable=frozenset({"lr"})
    ),
    "cut by a limit": known([(TYPED, came(lr=1.0), replace(refused(), exceeded="time"))]),
    "the same message": known([(TYPED, refused(f"{USAGE}no"), refused(f"{USAGE}no"))]),
    "an address in it": known(
        [(TYPED, refused("error: <x at 0x7f01aa>"), refused("error: <x at 0x7f02bb>"))]
    ),
    "a path in it": known(
        [(TYPED, refused("bad: /old/lib/python3.11/x"), refused("bad: /new/lib/python3.13/x"))]
    ),
    "the same help": known([(HELP, printed("usage: x\n"), printed("usage: x\n"))]),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_is_otherwise_is_told(name: str) -> None:
    """By the rule that it is, and nothing else."""
    found, wanted = TOLD[name]
    told = judged(found, BETWEEN)
    assert {(each.rule, each.cause) for each in told} == wanted
    assert all("other environment" in each.says for each in told)


@pytest.mark.parametrize("name", SILENT)
def test_what_is_the_same_is_not_told(name: str) -> None:
    """Nor what differs for no release's sake."""
    assert judged(SILENT[name], BETWEEN) == []


def test_a_fault_of_one_hides_none_between_two() -> None:
    """One try may break a rule of each kind."""
    amp = setting("amp", Kind.BOOL, True, type_="builtins.bool")
    tried = value("amp", "False", Must.ACCEPT, False)
    one = replace(came(amp=True), other=came(amp=False))
    base = facts([amp], [(tried, one)])
    found = replace(base, other=replace(base.target, python=THERE))
    assert [each.rule for each in judged(found)] == ["CB101", "CB401"]


def test_the_usual_rules_are_others() -> None:
    """Those of one environment, or those between two; ``--select`` says it as always."""
    assert BETWEEN.isdisjoint(BY_DEFAULT)
    assert selected(usual=BETWEEN).ids == BETWEEN
    assert selected(None, "CB404", usual=BETWEEN).ids == BETWEEN - {"CB404"}
    assert selected("CB1,CB401").ids >= {"CB101", "CB401"}


# -- saved runs -----------------------------------------------------------------------------------


def trip(act: Act, back: Arrived) -> tuple[Try, Arrived]:
    """Return a run that was saved with lr 0.5, and what came of what restored it."""
    saved = Saved(came(lr=0.5).leaves, "saved.json", command="python train.py")
    tried = Try(act, ("lr",), ("--lr", "0.5"), TYPED.expected)
    return tried, replace(back, saved=saved)


BACK = trip(Act.SAVED, came(lr=0.5))
TRIPS = {
    "it comes back": ([BACK, trip(Act.READ_THERE, came(lr=0.5))], set[str]()),
    "as another": ([BACK, trip(Act.READ_THERE, came(lr=0.1))], {"other"}),
    "as text": ([BACK, trip(Act.READ_HERE, came(lr="0.5"))], {"text"}),
    "refused": ([BACK, trip(Act.READ_HERE, refused("error: no"))], {"refused"}),
    "refused where it was saved": (
        [trip(Act.SAVED, refused("error: no")), trip(Act.READ_THERE, refused("error: no"))],
        set[str](),
    ),
    "read there alone": (
        [trip(Act.SAVED, refused("error: no")), trip(Act.READ_THERE, came(lr=0.5))],
        {"only there"},
    ),
    "read here, saved there": (
        [trip(Act.SAVED, refused("error: no")), trip(Act.READ_HERE, came(lr=0.5))],
        set[str](),
    ),
    "another where it was saved": (
        [trip(Act.SAVED, came(lr=0.1)), trip(Act.READ_THERE, came(lr=0.1))],
        set[str](),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRIPS)
def test_a_run_is_read_across(name: str) -> None:
    """What does not come back where it was saved is no matter of two environments."""
    trips, wanted = TRIPS[name]
    found = replace(known([]), trips=trips)
    told = judged(found, BETWEEN)
    assert {each.cause.rpartition(": ")[2] for each in told} == wanted
    assert {each.rule for each in told} <= {"CB405"}
    for each in told:
        assert each.tried is not None
        assert each.became is not None
        again = judged(found.again(each.tried, each.became), BETWEEN)
        assert [one.cause for one in again] == [each.cause]


# -- both run -------------------------------------------------------------------------------------


def results(
    name: str, tries: Sequence[Try], times: Iterable[int], closed: list[str]
) -> Generator[tuple[Try, Arrived], None, None]:
    """Yield what arrives in one environment, of each try as often as it is told."""
    try:
        for tried, often in zip(tries, times, strict=True):
            for number in range(often):
                yield tried, came(name=f"{name}{number}")
    finally:
        closed.append(name)


def test_each_try_is_yielded_with_what_became_of_it_in_both() -> None:
    """What is run again in one counts as it came out last; what one cannot tell of is left out."""
    tries = [replace(TYPED, typed=str(each)) for each in range(3)]
    closed: list[str] = []
    here = results("here", tries, [1, 2, 1], closed)
    there = results("there", tries, [1, 1, 0], closed)
    last = {id(tried): became for tried, became in paired(here, there)}
    assert [*last] == [id(tries[0]), id(tries[1])]
    again = last[id(tries[1])]
    assert again.leaves["name"]["v"] == "here1"
    assert again.other is not None
    assert again.other.leaves["name"]["v"] == "there0"


def test_whoever_stops_waiting_stops_both() -> None:
    """No run goes on for nobody."""
    tries, closed = [replace(TYPED) for _ in range(5)], list[str]()
    both = paired(
        results("here", tries, [1] * 5, closed),
        results("there", tries, [1] * 5, closed),
    )
    next(both)
    both.close()
    assert sorted(closed) == ["here", "there"]


def test_what_changes_from_run_to_run_there() -> None:
    """Seen by typing nothing twice."""
    twice = [
        (replace(NOTHING), replace(came(), other=came(lr=1.0, at=number)))
        for number in range(2)
    ]
    assert unsteady(twice) == {"at"}
    assert unsteady(twice[:1]) == frozenset()
    assert unsteady([(TYPED, came(lr=1.0))]) == frozenset()


# -- which program is the other one ---------------------------------------------------------------


def program(command: str, entry: str, python: Path) -> Target:
    """Return a program as it was typed."""
    return replace(
        facts([], []).target,
        command=tuple(command.split()),
        entry=(entry,),
        python=python,
    )


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Make two environments, with a launcher, and return their interpreters."""
    for name in ("old", "new"):
        bins = tmp_path / name / "bin"
        bins.mkdir(parents=True)
        for each in ("python", "torchrun", *(["tool"] if name == "old" else [])):
            (bins / each).write_text("#!/bin/sh\n")
            (bins / each).chmod(0o755)
    return tmp_path / "old/bin/python", tmp_path / "new/bin/python"


def test_the_command_is_the_same_with_another_interpreter(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    """The interpreter, or what is installed beside it, else how the program is begun."""
    old, new = two
    request = Request((), tmp_path, other=new)

    def front(command: str, entry: str = "/p/train.py") -> list[str]:
        return [*environments.front(request, program(command, entry, old))]

    assert front("python3 -I train.py") == [str(new), "-I", "train.py"]
    assert front("old/bin/python train.py") == [str(new), "train.py"]
    launched = front("old/bin/torchrun train.py")
    assert launched == [str(new.parent / "torchrun"), "train.py"]
    assert front("make train") == [str(new), "/p/train.py"]
    with pytest.raises(UserError, match="there is no tool beside it"):
        front("old/bin/tool", str(old.parent / "tool"))


def audited(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Audit a program in a folder; return what is said, which is no more than a sentence."""
    (folder / "train.py").write_text(
        "import argparse\nparser = argparse.ArgumentParser()\n"
        'parser.add_argument("--lr", type=float)\nparser.parse_args()\n'
    )
    command = [*words, "--", sys.executable, "train.py"]
    assert cli.main(["audit", *command]) == 2
    said = capsys.readouterr().err.strip().splitlines()
    return said[-1]


def test_what_is_no_other_environment_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence, before anything is tried."""
    monkeypatch.chdir(tmp_path)
    assert "there is no such program" in audited(tmp_path, capsys, "--other-python=x/y")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "new"], check=True)
    told = audited(tmp_path, capsys, "--other-python=new")
    assert "did you mean new/bin/python?" in told
    same = audited(tmp_path, capsys, f"--other-python={sys.executable}")
    assert "it is the interpreter that the program has" in same
    broken = audited(tmp_path, capsys, "--other-python=/bin/true")
    assert broken.startswith("configbench: --other-python: /bin/true train.py")
    assert "goes with one command" in audited_all(capsys)


def audited_all(capsys: pytest.CaptureFixture[str]) -> str:
    """Ask for another environment of many programs."""
    assert cli.main(["audit", "--all", "--other-python=new/bin/python"]) == 2
    return capsys.readouterr().err


def test_a_restoring_command_needs_an_interpreter(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    """Else both ways were the same way."""
    old, new = two
    target = program("python train.py", "/p/train.py", old)
    there = replace(target, python=new)
    request = Request((), tmp_path, other=new, restore=("make", "{saved}"))
    ground = Ground.__new__(Ground)
    with pytest.raises(UserError, match="no word of it is an interpreter"):
        environments.across(request, target, there, [], ground)
    assert environments.across(request, target, None, [], ground) == {}
    assert Spot(How.RETURNED, "/p/train.py:20").at == target.spot.at
