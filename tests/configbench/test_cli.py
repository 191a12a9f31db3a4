"""``configbench`` as it is typed; the engine behind it is a stand-in here."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configbench import __version__, cli, interruption, looking
from configbench.escaping import visible
from configbench.looking import Hit, Looked, Then
from configbench.places import Place
from configbench.process import Finished

VALUES = {
    "rate": {"t": "float", "v": "0.1"},
    "name": {"t": "str", "v": "a\x1b[31mb"},
    "odd\x9b": {"t": "my\x1b]0;type", "v": "x" * 300},
}


def finished(
    *, code: int | None = 0, exceeded: str | None = None, out: str = "", err: str = ""
) -> Finished:
    """Return how a program ended."""
    return Finished(("python",), code, exceeded, out, err, 0.0, 0.0, 0.0)


class Engine:
    """A look that finds what it was told, and keeps what it was asked."""

    def __init__(self, looked: Looked) -> None:
        self.looked = looked
        self.asked: list[tuple[list[str], Place, dict[str, Any]]] = []

    def __call__(self, argv: Sequence[str], at: Place, **options: object) -> Looked:
        """Find what it was told."""
        self.asked.append((list(argv), at, options))
        return self.looked


def reached(*pids: int, notes: tuple[str, ...] = (), **ended: Any) -> Looked:
    """Return a look with a hit for each process."""
    found = tuple(Hit(pid, "/a/x.py:1", VALUES) for pid in pids)
    return Looked(found, finished(**ended), notes)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    """A look that comes to its place once, in a folder with a program."""
    (tmp_path / "x.py").write_text("y = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = Engine(reached(7))
    monkeypatch.setattr(looking, "look", made)
    return made


def test_what_is_asked_reaches_the_engine(engine: Engine) -> None:
    """The command as typed, the place, what comes then, how often, how long, and where."""
    words = ["python", "x.py", "--json", "--", "--at"]
    options = ["--then", "record", "--every", "--time-limit", "2.5"]
    assert cli.main(["look", "--at", "x.py:1", *options, "--", *words]) == 0
    assert engine.asked == [
        (
            words,
            Place(file=Path.cwd() / "x.py", line=1),
            {
                "then": Then.RECORD,
                "every": True,
                "limits": replace(looking.LIMITS, seconds=2.5),
                "cwd": Path.cwd(),
            },
        )
    ]


def test_nothing_said_is_the_first_hit_then_the_end(engine: Engine) -> None:
    """Within the time that is everywhere a command's."""
    assert cli.main(["look", "--at", "m:f", "--", "python", "-m", "m"]) == 0
    ((_, place, options),) = engine.asked
    assert place == Place(module="m", function="f")
    assert (options["then"], options["every"]) == (Then.END, False)
    assert options["limits"] == looking.LIMITS


def test_the_command_needs_no_dashes_where_it_is_clear(engine: Engine) -> None:
    """As with ``env`` and ``nice``: it begins with the first word that is no option."""
    words = ["python", "x.py", "--rate", "0.1", "-v"]
    assert cli.main(["look", "--at=x.py:1", "--every", "--then=record", *words]) == 0
    assert engine.asked[0][0] == words


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ([], "required: COMMAND; see configbench --help"),
        (["lok"], "invalid choice: 'lok'"),
        (["look"], "the command to run is missing, expected configbench look --at"),
        (["look", "--at", "x.py:1"], "the command to run is missing"),
        (["look", "--at", "x.py:1", "--"], "the command to run is missing"),
        (["look", "--at", "--", "python"], "--at: expected one argument"),
        (["look", "--", "python", "--at", "x.py:1"], "--at PLACE is missing"),
        (["look", "python", "x.py"], "--at PLACE is missing"),
        (["look", "python", "--at", "x.py:1"], "'--at' could be meant for configbench"),
        (["look", "--at=x.py:1", "python", "--json=3"], "'--json=3' could be meant"),
        (["look", "--at=x.py:1", "python", "--", "3"], "'python' stands before --"),
        (["look", "--at=x.py:1", "--evry", "--", "a"], "(did you mean '--every'?)"),
        (["look", "--a=x.py:1", "--", "a"], "there is no option '--a'"),
        (["look", "--at=x.py:1", "--at=x.py:1", "--", "a"], "--at is given twice"),
        (["look", "--at=x.py:1", "--every", "--", "a"], "--every needs --then record"),
        (["look", "--at=x.py:1", "--then=stop", "--", "a"], "invalid choice: 'stop'"),
        (["look", "--then=stop", "--", "a"], "; see configbench look --help"),
        (["look", "--at=x.py:1", "--time-limit=0", "--", "a"], "'0': expected a numb"),
        (["look", "--at=x.py:1", "--time-limit=nan", "--", "a"], "'nan': expected"),
        (["look", "--at=x.py:1", "--time-limit=1m", "--", "a"], "'1m': expected"),
        (["look", "--at=", "--", "a"], "expected FILE:LINE, FILE:FUNCTION or MODULE"),
        (["look", "--at=x.py:2", "--", "a"], "line 2 holds no statement"),
        (["look", "--at=\x1b[2J:f", "--", "a"], "'\\x1b[2J' is not the name"),
        (["look", "--\x1b[2J=1", "--", "a"], "there is no option '--\\x1b[2J'"),
    ],
)
@pytest.mark.usefixtures("engine")
def test_a_mistake_is_one_sentence(
    argv: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, with exit code 2; nothing runs, and no terminal is moved."""
    assert cli.main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert err.startswith("configbench: ")
    assert len(err.splitlines()) == 1
    assert err.rstrip("\n").isprintable()


WORDS = st.sampled_from(
    [
        *("look", "--at", "--at=m:f", "m:f", "x.py:1", "--", "python", "--json"),
        *("--then", "record", "end", "--every", "--output", "--time-limit", "3"),
        *("-1", "--no", "-x", "@x", "=", "", "\x1b"),
    ]
)


@given(st.lists(WORDS, max_size=8))
def test_any_words_are_followed_or_refused(words: list[str]) -> None:
    """Never a traceback, never another exit code, and the engine gets a command."""
    engine = Engine(reached(7))
    with mock.patch.object(looking, "look", engine):
        code = cli.main(["look", *words])
    assert (code, bool(engine.asked)) in {(0, True), (2, False)}
    assert all(argv for argv, _, _ in engine.asked)


def test_help_tells_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    """Those that a word behind the command could be meant for."""
    assert cli.main(["look", "--help"]) == 0
    out = capsys.readouterr().out
    for option in ("--at", "--then", "--every", "--time-limit", "--json", "--output"):
        assert option in out
        assert cli.main(["look", "python", "x.py", option]) == 2
        assert f"'{option}' could be meant for configbench" in capsys.readouterr().err


def helps(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the help of configbench, and of each command that it has."""
    pages = []
    for command in ([], *([name] for name in cli._COMMANDS)):
        assert cli.main([*command, "--help"]) == 0
        pages.append(capsys.readouterr().out)
    return "".join(pages)


def test_every_command_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """On the first page, and each can be read; no line is wider than a terminal."""
    assert cli.main(["--help"]) == 0
    first = re.findall(r"^  configbench (\w+)", capsys.readouterr().out, re.MULTILINE)
    assert set(first) == set(cli._COMMANDS)
    text = helps(capsys)
    lines = [line for line in text.splitlines() if line.startswith("  configbench ")]
    assert len(lines) > 2 * len(cli._COMMANDS)
    for line in lines:
        assert len(line) <= 80
        # What it does stands behind two blanks.
        typed = shlex.split(re.split(r"(?<=\S)  +", line.strip())[0].removesuffix("\\"))
        _, *own = typed[: typed.index("--")] if "--" in typed else typed
        command, _, _ = cli._read(own)
        assert command is cli._COMMANDS[own[0]]


@pytest.mark.usefixtures("engine")
def test_a_pipe_gets_whole_values(capsys: pytest.CaptureFixture[str]) -> None:
    """A heading, then name, type and value in columns, plain; what a terminal obeys is escaped."""
    assert cli.main(["look", "--at", "x.py:1", "--", "python", "x.py"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[0] == "/a/x.py:1 · the program was ended there"
    assert [line.split()[0] for line in lines[1:]] == [
        "name",
        "rate",
        "name",
        r"odd\x9b",
    ]
    assert lines[2].split() == ["rate", "float", "0.1"] or "0.1" in lines[2]
    assert r"my\x1b]0;type" in lines[4]
    assert "x" * 300 in lines[4]
    starts = {
        line.index(word)
        for line, word in zip(lines[1:3], ("type", "float"), strict=True)
    }
    assert len(starts) == 1
    assert visible(out.replace("\n", "")) == out.replace("\n", "")


def test_of_a_very_long_value_the_beginning_is_shown(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """A parser or a network would fill pages; JSON has it whole."""
    long = {"t": "str", "v": "x" * 50_000}
    engine.looked = Looked((Hit(7, "/a/x.py:1", {"it": long}),), finished(), ())
    assert cli.main(["look", "--at", "x.py:1", "--", "python", "x.py"]) == 0
    assert "x… (50,002 characters; --json has all)\n" in capsys.readouterr().out
    assert cli.main(["look", "--at", "x.py:1", "--json", "--", "python", "x.py"]) == 0
    assert "x" * 50_000 in capsys.readouterr().out


@pytest.mark.parametrize(("variable", "styled"), [("NO_COLOR", False), ("X", True)])
@pytest.mark.usefixtures("engine")
def test_a_terminal_gets_what_fits(
    *, variable: str, styled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long values end at its width; a heading is bold unless NO_COLOR is set."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ((variable, "1"), ("COLUMNS", "60"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb", closefd=True) as screen:
        with open(theirs, "w", encoding="utf-8") as terminal:  # noqa: PTH123  a descriptor
            monkeypatch.setattr(sys, "stdout", terminal)
            assert cli.main(["look", "--at", "x.py:1", "--", "python", "x.py"]) == 0
            terminal.flush()
            shown = os.read(screen.fileno(), 100_000).decode()
        monkeypatch.undo()
    lines = shown.splitlines()
    assert max(map(len, lines[1:])) <= 60 + (8 if styled else 0)
    assert lines[-1].endswith("x…")
    assert ("\x1b[1m" in shown) is styled
    assert ("\x1b" in shown) is styled


def test_several_hits_tell_their_process(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which process, which hit, and how the program ended where it went on."""
    engine.looked = reached(7, 8, notes=("one process\x1b was not looked at",), code=3)
    assert cli.main(["look", "--at=x.py:1", "--then=record", "--", "python"]) == 0
    out = capsys.readouterr().out
    assert "/a/x.py:1 · process 7 · 1 of 2 · the program ended with exit 3\n" in out
    assert "/a/x.py:1 · process 8 · 2 of 2 · the program ended with exit 3\n" in out
    assert "note: one process\\x1b was not looked at" in out


def test_a_place_without_names_is_told(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """A function without arguments, say."""
    engine.looked = Looked((Hit(7, "m:f", {}),), finished(), ())
    assert cli.main(["look", "--at=m:f", "--", "python"]) == 0
    assert "no names here" in capsys.readouterr().out


def test_output_is_shown_if_wanted(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """Escaped line by line, with blanks as they were."""
    engine.looked = reached(7, out="  epoch\t1\r\n\x1b[2Jdone\u3000한\n")
    assert cli.main(["look", "--at=x.py:1", "--", "python"]) == 0
    assert "epoch" not in capsys.readouterr().out
    assert cli.main(["look", "--at=x.py:1", "--output", "--", "python"]) == 0
    out = capsys.readouterr().out
    assert "stdout:\n    epoch 1\n  \\x1b[2Jdone\u3000한\nstderr: nothing\n" in out


def test_the_document_is_exact(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typed values as they are, command, end, output and notes; no byte that a terminal obeys."""
    engine.looked = reached(7, notes=("n\x7f",), out="\x1b[31m\x7f\x9b", err="\udc80")
    assert cli.main(["look", "--at", "x.py:1", "--json", "--", "python", "é"]) == 0
    out = capsys.readouterr().out
    assert out.isascii()
    assert out.replace("\n", "").isprintable()
    assert json.loads(out) == {
        "configbench": __version__,
        "place": f"{Path.cwd() / 'x.py'}:1",
        "command": ["python", "é"],
        "hits": [{"pid": 7, "place": "/a/x.py:1", "values": VALUES}],
        "exit": 0,
        "exceeded": None,
        "ended": "exit 0",
        "stdout": "\x1b[31m\x7f\x9b",
        "stderr": "\udc80",
        "notes": ["n\x7f"],
    }


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ({"code": 1}, "the program ended with exit 1"),
        ({"code": -9}, "the program was ended by SIGKILL"),
        ({"code": None}, "the program could not be started"),
        ({"code": -15, "exceeded": "time"}, "time limit, which --time-limit raises"),
        ({"code": -15, "exceeded": "output"}, "the program was over the output limit"),
    ],
)
def test_a_place_never_reached_is_one_sentence(
    ended: dict[str, Any], told: str, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which place, how the program ended, its last line, and what is known of the reason."""
    notes = ("x.py was never imported",)
    engine.looked = Looked((), finished(err="\x1b[31mNo\n", **ended), notes)
    assert cli.main(["look", "--at", "x.py:1", "--", "python"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    place = Path.cwd() / "x.py"
    assert err.startswith(f"configbench: {place}:1 was never reached: ")
    assert told in err
    assert err.endswith("; its last line: \\x1b[31mNo; x.py was never imported\n")


def test_the_last_lines_follow(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten, or with ``--output`` all; with ``--json`` they are in the document."""
    engine.looked = reached(code=1, err="".join(f"line {n}\n" for n in range(20)))
    command = ["--at", "m:f", "--", "python"]
    assert cli.main(["look", *command]) == 2
    err = capsys.readouterr().err.splitlines()
    assert err[1:] == [f"  line {n}" for n in range(10, 20)]
    assert cli.main(["look", "--output", *command]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 21
    assert cli.main(["look", "--json", *command]) == 2
    out, told = capsys.readouterr()
    assert json.loads(out)["hits"] == []
    assert told.splitlines() == err[:1]


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
)
@pytest.mark.usefixtures("engine")
def test_an_interruption_is_told(
    number: signal.Signals,
    code: int,
    word: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the exit code that a shell gives, and the handler is as it was before."""
    before = signal.getsignal(signal.SIGTERM)

    def interrupted(*_: object, **__: object) -> Looked:
        signal.raise_signal(number)
        interruption.check()  # as each run does
        return reached()

    monkeypatch.setattr(looking, "look", interrupted)
    assert cli.main(["look", "--at", "m:f", "--", "python"]) == code
    assert capsys.readouterr().err == f"configbench: {word}\n"
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.usefixtures("engine")
def test_elsewhere_than_linux_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a look needs of the system is not elsewhere."""
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    assert cli.main(["look", "--at", "m:f", "--", "python"]) == 2
    assert capsys.readouterr().err == (
        "configbench: configbench look needs Linux, this is Darwin\n"
    )


@pytest.mark.parametrize(
    "words", [["--version"], ["look", "--at", "m", "--", "python"]]
)
def test_little_is_imported_where_little_is_asked(words: list[str]) -> None:
    """Neither the version nor a mistake waits for what draws tables; both work without it."""
    program = (
        "import sys; from configbench.cli import main\n"
        "main(sys.argv[1:])\n"
        "print(*sorted({each.partition('.')[0] for each in sys.modules}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        check=True,
    )
    found = set(ran.stdout.splitlines()[-1].split())
    assert "configbench" in found
    assert "rich" not in found


def test_a_module_runs_as_the_command_does() -> None:
    """``python -m configbench``, and an encoding that lacks what is said is no failure."""
    argv = [sys.executable, "-m", "configbench", "look", "--at", "é한", "--", "x"]
    ran = subprocess.run(
        argv,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert ran.returncode == 2
    assert rb"'\xe9\ud55c'" in ran.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_is_no_failure(unbuffered: str) -> None:
    """As in ``configbench look … | head``."""
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "configbench", "--help"],
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        )
    finally:
        os.close(theirs)
    assert (ran.returncode, ran.stderr) == (0, b"")


@given(st.text())
def test_visible_text_moves_no_cursor(text: str) -> None:
    """No control or format character, surrogate or line end is left; plain text is as it was."""
    shown = visible(text)
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, shown))
    assert shown == text or not text.isprintable()
