"""``configbench audit``, ``explain`` and ``values`` as they are typed; the audit is a stand-in."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from configbench import cli, progress
from configbench.audit import auditing, grouping, rules
from configbench.audit.model import Act, Audit, Expected, Must, Request, Try
from configbench.audit.planning.settings import Found
from tests.audit import made


class Auditing:
    """An audit that finds what it was told, and keeps what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.found = made.audit(folder)
        self.asked: list[Request] = []

    def audit(
        self,
        request: Request,
        told: Callable[[progress.Progress], None],
        asked: frozenset[str],
        apart: grouping.Apart,
    ) -> Audit:
        """Find what it was told."""
        assert asked <= rules.BY_ID.keys()
        assert callable(apart)
        told(progress.Progress("tries", 1, 2))
        self.asked.append(request)
        return self.found

    def settled(
        self, request: Request, told: Callable[[progress.Progress], None]
    ) -> tuple[object, Found, list[Try]]:
        """Return what would be tried."""
        told(progress.Progress("settings"))
        self.asked.append(request)
        meant = Expected(Must.MEAN, (made.FALSE,), "False, or a refusal")
        tries = [
            Try(Act.NOTHING, (), (), Expected(Must.TELL)),
            Try(
                Act.VALUE, ("use_gpu",), ("--use_gpu", "False"), meant, "False", "usual"
            ),
            Try(Act.VALUE, ("use_gpu",), ("--use_gpu", "a b"), meant, "a b", "\x1b"),
            Try(Act.MISSPELT, ("lr",), ("--lrr", "1"), Expected(Must.REJECT)),
        ]
        found = Found(self.found.settings, ("seed",), {"time": "changes"})
        return self.found.target, found, tries


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Auditing:
    """An audit that finds an error and a warning, in a folder with a program."""
    monkeypatch.chdir(tmp_path)
    made_here = Auditing(tmp_path)
    monkeypatch.setattr(auditing, "audit", made_here.audit)
    monkeypatch.setattr(auditing, "settled", made_here.settled)
    return made_here


def test_what_is_asked_reaches_the_audit(
    engine: Auditing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every option, the command as typed, where, and what pyproject.toml states."""
    Path("pyproject.toml").write_text(
        "[tool.configbench.settings.lr]\nmin = 0\n", encoding="utf-8"
    )
    Path("vars").write_text("# ours\nA=1\nB='x y'\n", encoding="utf-8")
    monkeypatch.setenv("TOKEN", "1")
    words = ["python", "train.py", "--seed", "3", "--", "--at"]
    options = [
        *("--at", "train.py:6", "--set", "lr=--lr={}", "--set=b=b={}", "--seed=-1"),
        *("--jobs", "3", "--max-time=9", "--time-limit", "2.5", "--more", "--in-place"),
        *("--allow-network", "--keep-home", "--env", "B=2=3", "--env-file", "vars"),
        *("--pass-env", "TOKEN", "--fresh", "--fail-on", "never"),
    ]
    assert cli.main(["audit", *options, "--", *words]) == 0
    (asked,) = engine.asked
    assert asked == Request(
        command=tuple(words),
        cwd=Path.cwd(),
        at="train.py:6",
        templates={"lr": ("--lr={}",), "b": ("b={}",)},
        narrowed=asked.narrowed,
        seed=-1,
        jobs=3,
        more=True,
        max_time=9,
        time_limit=2.5,
        in_place=True,
        allow_network=True,
        keep_home=True,
        environ={"A": "1", "B": "2=3"},
        passed=("TOKEN",),
        fresh=True,
    )
    assert asked.narrowed["lr"].least == 0


def test_nothing_said_is_harmless(engine: Auditing) -> None:
    """What a request is by itself; the command needs no dashes where it is clear."""
    assert cli.main(["audit", "python", "train.py", "-v", "--lr", "1"]) == 1
    command = ("python", "train.py", "-v", "--lr", "1")
    assert engine.asked == [Request(command=command, cwd=Path.cwd())]


MISTAKES = [
    (
        [],
        "the command to run is missing, expected configbench audit [options] -- COMMAND",
    ),
    (["--"], "the command to run is missing"),
    (["python", "x.py", "--at", "y"], "'--at' could be meant for configbench"),
    (["python", "--", "x.py"], "'python' stands before --"),
    (["--sed=1", "--", "a"], "there is no option '--sed' (did you mean '--seed'?)"),
    (["--se", "lr={}", "--", "a"], "there is no option '--se' (did you mean '--set'?)"),
    (["--at=x.py", "--", "a"], "place 'x.py' names a file alone"),
    (["--at=y.py:1", "--", "a"], "there is no file 'y.py'"),
    (["--at=", "--", "a"], "--at: is empty, expected a value"),
    (["--at=m:f", "--at=m:f", "--", "a"], "--at is given twice, expected once"),
    (["--set", "lr", "--", "a"], "--set 'lr': expected NAME=TEMPLATE"),
    (["--select=CB9", "--", "a"], "--select 'CB9'"),
    (["--select=", "--", "a"], "--select: is empty"),
    (["--ignore=CBx", "--", "a"], "--ignore 'CBx'"),
    (["--fail-on=all", "--", "a"], "invalid choice: 'all'"),
    (["--show=some", "--", "a"], "invalid choice: 'some'"),
    (["--seed=1.5", "--", "a"], "'1.5': expected a whole number, such as 0"),
    (["--jobs=0", "--", "a"], "'0': expected a whole number above 0"),
    (["--max-time=0", "--", "a"], "'0': expected a number above 0"),
    (["--time-limit=inf", "--", "a"], "'inf': expected a number above 0"),
    (["--more", "--more", "--", "a"], "--more is given twice"),
    (["--format=html5", "--", "a"], "there is no format 'html5'"),
    (["--format=json", "--list", "--", "a"], "--list prints a page for people"),
    (["--env=A", "--", "a"], "--env"),
    (["--env==1", "--", "a"], "--env"),
    (["--env=A=1", "--env=A=2", "--", "a"], "--env sets 'A' twice, expected once"),
    (["--env-file=nofile", "--", "a"], "nofile"),
    (["--env-file=bad", "--", "a"], "bad"),
    (["--pass-env=NO_SUCH_ONE", "--", "a"], "'NO_SUCH_ONE': there is no such variable"),
    (["--\x1b[2J", "--", "a"], "there is no option '--\\x1b[2J'"),
]


@pytest.mark.parametrize(("argv", "sentence"), MISTAKES)
def test_a_mistake_is_one_sentence(
    argv: list[str], sentence: str, engine: Auditing, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, with exit code 2; nothing runs, and no terminal is moved."""
    Path("x.py").write_text("y = 1\n", encoding="utf-8")
    Path("bad").write_text("A\n", encoding="utf-8")
    assert cli.main(["audit", *argv]) == 2
    out, err = capsys.readouterr()
    assert (out, engine.asked) == ("", [])
    assert sentence in err
    assert err.startswith("configbench: ")
    assert len(err.splitlines()) == 1
    assert err.rstrip("\n").isprintable()


WORDS = st.sampled_from(
    [
        *("--at", "--at=m:f", "m:f", "--", "python", "--set", "lr={}", "--list", "3"),
        *("--select=CB1", "--ignore", "CB101", "--format", "json", "--format=terminal"),
        *("--seed", "--more", "-x", "@x", "=", "", "\x1b", "--env", "A=1", "--fresh"),
    ]
)


@given(st.lists(WORDS, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_words_are_followed_or_refused(engine: Auditing, words: list[str]) -> None:
    """Never a traceback; the audit gets a command."""
    engine.asked.clear()
    code = cli.main(["audit", *words])
    assert (code, bool(engine.asked)) in {(0, True), (1, True), (2, False), (0, False)}
    assert all(each.command for each in engine.asked)


def test_a_word_behind_the_command_may_be_ours(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each option that the help tells is asked about, and not handed to the program."""
    assert cli.main(["audit", "--help"]) == 0
    listed = {
        word.strip(",")
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("  -")
        for word in line.split()[:2]
        if word.startswith("-")
    }
    assert {"--at", "--set", "--fail-on", "--pass-env", "--help", "-h"} <= listed
    for option in listed:
        assert cli.main(["audit", "python", "train.py", option]) == 2
        assert f"'{option}' could be meant for configbench" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "never"], 0),
        (["--ignore", "CB101"], 0),
        (["--ignore", "CB101", "--fail-on", "warning"], 1),
        (["--select", "CB2"], 0),
        (["--select", "CB3", "--fail-on", "note"], 0),
    ],
)
@pytest.mark.usefixtures("engine")
def test_findings_are_an_exit_code(words: list[str], code: int) -> None:
    """Of those that are asked for, as bad as it is said or worse."""
    assert cli.main(["audit", *words, "--", "python", "train.py"]) == code


def test_what_nobody_asked_for_is_not_told(
    engine: Auditing, capsys: pytest.CaptureFixture[str]
) -> None:
    """Notes are off by default, and count as clean nowhere."""
    note = made.finding(Path.cwd(), "CB301")
    found = (*engine.found.findings, note)
    engine.found = replace(engine.found, findings=found)
    assert cli.main(["audit", "--format=json", "--", "python"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [each["rule"] for each in told["findings"]] == ["CB101", "CB202"]
    assert "note" not in told["clean"]
    assert cli.main(["audit", "--format=json", "--select=CB3", "--", "python"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [each["rule"] for each in told["findings"]] == ["CB301"]
    assert told["clean"].keys() == {"note"}


def test_the_page_is_printed(
    engine: Auditing, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard output, and nothing else there; --show all has every setting."""
    assert cli.main(["audit", "--", "python"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("train.py:6  args = parser.parse_args()\n")
    assert "as given" not in out
    assert err == ""
    assert cli.main(["audit", "--show=all", "--", "python"]) == 1
    assert "as given" in capsys.readouterr().out


def test_what_was_found_so_far_is_printed(
    engine: Auditing, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C: the page, and the exit code that a shell gives."""
    engine.found = replace(engine.found, ended="Ctrl-C")
    assert cli.main(["audit", "--", "python"]) == 128 + signal.SIGINT
    out, err = capsys.readouterr()
    assert "ended early by Ctrl-C" in out
    assert err == "configbench: interrupted\n"


def test_a_list_is_what_would_be_tried(
    engine: Auditing, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each setting with its values; with --show all each command line, and why."""
    assert cli.main(["audit", "--list", "--", "python"]) == 0
    out = capsys.readouterr().out
    assert "2 settings · 4 command lines" in out
    assert "    False 'a b'\n" in out
    assert "    misspelt\n" in out
    assert "no spelling known: seed" in out
    assert cli.main(["audit", "--list", "--show=all", "--", "python"]) == 0
    out = capsys.readouterr().out
    assert "--use_gpu False  False, or a refusal · usual\n" in out
    assert "(nothing)" in out
    assert "\x1b" not in out
    assert len(engine.asked) == 2


# -- progress -------------------------------------------------------------------------------------


def test_progress_is_told_with_what_is_left() -> None:
    """By the pace of this stage; nothing is told that nobody knows."""
    now = 100.0
    pace = progress.Pace(lambda: now)
    assert pace.line() == "starting"
    pace.tell(progress.Progress("tries", 0, 1200))
    assert pace.line() == "tries, 0 of 1,200"
    now = 110.0
    pace.tell(progress.Progress("tries", 300, 1200))
    assert pace.line() == "tries, 300 of 1,200, about 30 s left"
    pace.tell(progress.Progress("tries", 1200, 1200))
    assert pace.line() == "tries, 1,200 of 1,200"
    pace.tell(progress.Progress("confirming"))
    assert pace.line() == "confirming"


def test_a_log_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error, with no escape."""
    heard = threading.Event()

    def far(_: progress.Pace) -> str:
        heard.set()
        return "far"

    with mock.patch.object(progress.Pace, "line", far), progress.shown(every=0.01):
        assert heard.wait(10)
    out, err = capsys.readouterr()
    assert out == ""
    assert set(err.splitlines()) == {"configbench: far"}


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what is done; it is gone in the end."""
    for name, value in (("COLUMNS", "100"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb") as screen:
        with open(theirs, "w", encoding="utf-8") as terminal:  # noqa: PTH123  a descriptor
            monkeypatch.setattr(sys, "stderr", terminal)
            with progress.shown() as told:
                told(progress.Progress("some \x1btries", 3, 1200))
                time.sleep(0.6)
            terminal.flush()
            shown = os.read(screen.fileno(), 100_000).decode()
        monkeypatch.undo()
    assert "3 of 1,200" in shown
    assert "tries" in shown


# -- explain, values ------------------------------------------------------------------------------


def test_a_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """As it is written, in a pipe; without a rule, all are listed."""
    assert cli.main(["explain", "cb101"]) == 0
    page = Path(rules.__file__).parent / "pages" / "CB101.md"
    assert capsys.readouterr().out == f"{page.read_text('utf-8').rstrip()}\n"
    assert cli.main(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(rules.RULES)


def test_values_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of one type, of all, or of what is stated of a setting."""
    (tmp_path / "pyproject.toml").write_text(
        '[tool.configbench.settings.lr]\ntype = "float"\nmax = 7\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert cli.main(["values"]) == 0
    every = capsys.readouterr().out
    assert cli.main(["values", "--type", "bool"]) == 0
    one = capsys.readouterr().out
    assert 0 < len(one) < len(every)
    assert "maybe" in one
    assert cli.main(["values", "lr"]) == 0
    assert "lr: float" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["explain", "CB999"], "there is no rule 'CB999'"),
        (["explain", "cb10l"], "there is no rule 'cb10l' (did you mean 'CB1"),
        (["explain", "CB101", "CB102"], "'CB102' is one word too many"),
        (["explain", "--at"], "there is no option '--at'"),
        (["explain", "--", "CB101"], "configbench explain takes no --"),
        (["values", "--type", "flot"], "no type 'flot' (did you mean 'float'?)"),
        (["values", "lr"], "there is no stated setting 'lr'"),
        (["values", "--type="], "--type: is empty"),
    ],
)
def test_a_mistake_of_these_is_one_sentence(
    argv: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With exit code 2."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert len(err.splitlines()) == 1
