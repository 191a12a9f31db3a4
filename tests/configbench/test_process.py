"""The process runner: whatever a command does, it ends, and how it ended is told."""

import os
import re
import signal
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import shell
from benchmarks.errors import RowError
from benchmarks.shell import command_line, words
from configbench.errors import UnmeasuredError
from configbench.inside import cgroups
from configbench.process import Command, Finished, Limits, run, shortage
from configbench.workplace import Workplace, workplace

QUICK = Limits(seconds=0.5, output=100_000)


def python(folder: Path, source: str, limits: Limits = QUICK) -> Finished:
    """Run Python source in ``folder``."""
    place = Workplace(folder / "plàce of ünicode")
    place.home.mkdir(parents=True, exist_ok=True)
    return run(Command(("python", "-c", source), place, limits=limits, cwd=folder))


def test_a_command_that_ends_well(tmp_path: Path) -> None:
    """Exit code, both outputs and the times of a plain command are told."""
    done = python(tmp_path, "import sys; print('out'); print('err', file=sys.stderr)")
    assert (done.ended, done.stdout, done.stderr) == ("exit 0", "out\n", "err\n")
    assert 0 < done.cpu <= done.seconds + 0.05


def test_a_command_that_hangs_is_ended(tmp_path: Path) -> None:
    """A command over its time is ended by SIGTERM."""
    done = python(tmp_path, "import time; time.sleep(60)")
    assert (done.exceeded, done.exit) == ("time", -signal.SIGTERM)


def test_a_command_that_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    """A command that stays in spite of SIGTERM is killed."""
    done = python(
        tmp_path,
        "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)",
    )
    assert (done.exceeded, done.exit) == ("time", -signal.SIGKILL)


def test_a_flood_of_output_is_stopped_and_cut(tmp_path: Path) -> None:
    """Output beyond the limit ends the command; what is kept is cut there."""
    done = python(tmp_path, "while True: print('x' * 1000)", Limits(30, output=100_000))
    assert done.exceeded == "output"
    assert len(done.stdout) == 100_000


def test_a_flood_that_ends_by_itself_is_still_over_the_limit(tmp_path: Path) -> None:
    """A quick flood that ends before anybody looks exceeds the limit all the same."""
    done = python(tmp_path, "import os; os.write(1, b'x' * 200_000)")
    assert done.exceeded == "output"


def test_death_by_signal_is_named(tmp_path: Path) -> None:
    """A command that dies by a signal is told by the signal's name."""
    done = python(tmp_path, "import os; os.kill(os.getpid(), 11)")
    assert done.ended == "SIGSEGV"


def test_files_are_limited(tmp_path: Path) -> None:
    """A command cannot write a file beyond its size, whoever it is."""
    source = "open('file', 'wb').write(b'x' * 200_000)"
    done = python(tmp_path, source, Limits(10, file_size=100_000))
    assert (done.exit, (tmp_path / "file").stat().st_size) == (1, 100_000)
    assert "File too large" in done.stderr


def test_memory_is_limited(tmp_path: Path) -> None:
    """A command cannot take more memory than it is given."""
    done = python(tmp_path, "bytearray(1 << 30)", Limits(10, memory=200 << 20))
    assert done.exit == 1
    assert "MemoryError" in done.stderr


@pytest.mark.parametrize("leave", ["", "os.setsid();"], ids=["group", "own session"])
def test_children_do_not_outlive_the_command(tmp_path: Path, leave: str) -> None:
    """Children are ended with the command, even in a session of their own."""
    done = python(
        tmp_path,
        f"import os, time\nif os.fork() == 0:\n    {leave} time.sleep(60)\n"
        "else:\n    time.sleep(0.1)\n    print('parent ends')",
        Limits(5),
    )
    assert done.stdout == "parent ends\n"
    time.sleep(0.05)
    marks = [
        path.parent.name
        for path in Path("/proc").glob("[0-9]*/environ")
        if os.access(path, os.R_OK) and str(tmp_path).encode() in _environ(path)
    ]
    assert marks == []


def _environ(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_a_missing_program_is_told_and_not_raised(tmp_path: Path) -> None:
    """A program that is not there gives a sentence."""
    done = run(Command(("no such program",), Workplace(tmp_path), cwd=tmp_path))
    assert (done.ended, done.exit) == ("not started", None)
    assert "no such program" in done.stderr


def test_the_environment_is_exactly_as_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the caller's environment reaches the command."""
    monkeypatch.setenv("HYDRA_FULL_ERROR", "1")
    place = Workplace(tmp_path)
    done = run(Command(("env",), place, cwd=tmp_path))
    names = {line.partition("=")[0] for line in done.stdout.splitlines()}
    assert names == {
        "PATH", "HOME", "TMPDIR", "LANG", "COLUMNS", "NO_COLOR", "TZ", "PYTHONHASHSEED",
        "OMP_NUM_THREADS",
    }  # fmt: skip


def test_interruption_leaves_no_process(tmp_path: Path) -> None:
    """Ctrl-C in the middle of a run ends what was started."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            python(tmp_path, "import time; time.sleep(60)", Limits(60))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert not [
        path
        for path in Path("/proc").glob("[0-9]*/environ")
        if str(tmp_path).encode() in _environ(path)
    ]


def test_words_are_split_as_bash_does() -> None:
    """Quotes, variables, tildes and empty words are bash's business."""
    line = "a 'b c' \"$HOME\" ~/x '' é=\\#"
    with workplace() as place:
        home = str(place.home)
        assert words(line, place, "") == ("a", "b c", home, f"{home}/x", "", "é=#")


@settings(max_examples=50)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
        | st.text("\n\r\t\x07\x85\u2028'\"\\$ a1"),
        min_size=1,
    )
)
def test_a_command_line_is_one_line_and_gives_the_words_again(typed: list[str]) -> None:
    """Whatever the words hold, bash reads them from a single line, all of it to be seen."""
    line = command_line(typed)
    assert line.isprintable()
    with workplace() as place:
        assert words(line, place, "") == tuple(typed)


@settings(max_examples=25)
@given(st.from_regex(shell._PLAIN, fullmatch=True))
def test_a_plain_line_is_split_as_bash_would(line: str) -> None:
    """Where no process is asked, bash would say the same."""
    with pytest.MonkeyPatch.context() as patched, workplace() as place:
        found = words(line, place, "")
        patched.setattr(shell, "_PLAIN", re.compile("never"))
        assert words(line, place, "") == found


@pytest.mark.parametrize("line", ["", "  ", "# a comment"])
def test_an_empty_line_has_no_words(line: str) -> None:
    """Nothing typed is nothing, not one empty word."""
    with workplace() as place:
        assert words(line, place, "") == ()


def test_a_line_that_bash_cannot_split_is_refused() -> None:
    """An open quote is an error with bash's message, of whoever wrote the line."""
    with (
        workplace() as place,
        pytest.raises(RowError, match=r"^x\.toml: a: bash cannot"),
    ):
        words("'open", place, "x.toml: a")


def test_nothing_is_believed_on_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program does where nothing can be written says nothing about it."""
    usage = type("usage", (), {"free": 100 * 1024})
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    with pytest.raises(UnmeasuredError, match="100 KiB are free"), workplace() as place:
        assert place.work.is_dir()


def test_a_place_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No room for the folders of a run is trouble of the machine."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", fail)
    with pytest.raises(UnmeasuredError, match="No space left"), workplace():
        pass


@pytest.mark.parametrize(
    ("starved", "more_victims", "told"),
    [
        # Its own group tells, whatever happens elsewhere on the machine.
        (cgroups.NOBODY, True, ""),
        (cgroups.NOBODY, False, ""),
        (cgroups.AT_CAP, True, "killed for want of memory, which it shared"),
        (cgroups.BELOW_CAP, True, "the machine ran out of memory"),
        # Where none tells, the machine's count may be anybody's.
        (None, True, "whether this one is not known"),
        (None, False, ""),
    ],
)
def test_a_kill_is_told_from_a_death_as_far_as_anybody_knows(
    starved: str | None, more_victims: bool, told: str
) -> None:
    """A program that dies by itself has done something; one that is starved has done nothing."""
    sentence = shortage(starved, more_victims=more_victims)
    assert told in sentence
    assert bool(sentence) is bool(told)


@pytest.mark.xdist_group("killed")
def test_a_kill_for_want_of_memory_is_the_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a control group the count of the machine is all that there is."""
    killed = "import os; os.kill(os.getpid(), 9)"
    assert python(tmp_path, killed).ended == "SIGKILL"
    counts = iter(["oom_kill 1", "oom_kill 2"])
    monkeypatch.setattr("configbench.process._out_of_memory", lambda: next(counts))
    monkeypatch.setattr("configbench.process._Running.starved", None)
    with pytest.raises(UnmeasuredError, match="whether this one is not known"):
        python(tmp_path, killed)
