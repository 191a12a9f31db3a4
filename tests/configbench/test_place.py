"""A place to run in: whatever a program does, it is ended, counted, and leaves nothing."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.paths import ROOT
from configbench import interruption, session
from configbench.inside import processes
from configbench.inside.supervisor import NAMESPACE, NOTHING, SUBREAPER
from configbench.process import MIB, Command, Finished, Limits, run
from configbench.server import Server
from configbench.workplace import Workplace, workplace

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="namespaces, /proc"),
    pytest.mark.xdist_group("killed"),
]

ATTACKS = ROOT / "tests" / "attacks"
COUNT = ATTACKS / "count_leftovers.py"

#: Interpreters of this machine that a server may run in.
PYTHONS = [
    *Path("/root/.pyenv/versions").glob("3.*/bin/python"),
    Path("/usr/bin/python3"),
]


@pytest.fixture(params=[NAMESPACE, SUBREAPER])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Return a light server that confines its runs in one of the ways."""
    made = Server(confined=request.param)
    if request.param == NAMESPACE and session.server().confined != NAMESPACE:
        pytest.skip("no namespaces here")
    yield made
    made.close()


def shell(
    place: Workplace, script: str, server: Server, limits: Limits | None = None
) -> Finished:
    """Run a script of bash."""
    command = Command(("bash", "-c", script), place, limits=limits or Limits())
    return run(command, server)


def test_what_is_left_is_counted_and_ended(server: Server) -> None:
    """Daemons in sessions of their own count, each; what ended in time does not."""
    script = "setsid sleep 60 & (setsid sleep 60 &) ; sleep 0.01 & sleep 0.2; exit 3"
    with workplace() as place:
        done = shell(place, script, server)
        assert (done.exit, done.left) == (3, 2)
        assert shell(place, "true", server).left == 0
    assert processes.below(os.getpid()) >= {server._process.pid}
    assert not any("sleep 60" in _title(pid) for pid in processes.below(os.getpid()))


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8").replace("\0", " ")
    except OSError:
        return ""


def test_the_watch_is_told_a_number_of_this_process_group(server: Server) -> None:
    """It is the program's own here, whatever number the program has for itself."""
    seen = set()

    def look(pid: int) -> None:
        seen.add((_title(pid), os.getpgid(pid) == pid))
        os.killpg(pid, signal.SIGINT)

    with workplace() as place:
        done = run(Command(("sleep", "60"), place), server, look)
    assert done.exit == -signal.SIGINT
    assert ("sleep 60 ", True) in seen


def test_a_program_sees_itself_in_proc(server: Server) -> None:
    """Its own number leads to itself, as psutil and Ray expect."""
    with workplace() as place:
        done = shell(place, "readlink /proc/self /proc/$$/exe; echo $$", server)
    number, exe, own = done.stdout.split()
    assert exe.endswith("bash")
    assert number != own  # that of readlink
    assert done.exit == 0


@pytest.mark.parametrize(
    ("script", "limits", "word"),
    [
        ("for i in {1..40}; do sleep 60 & done; wait", {"processes": 20}, "processes"),
        ("head -c 9000000 /dev/zero > a; sleep 60", {"files": MIB}, "files"),
        ("sleep 60", {"seconds": 0.2}, "time"),
        ("kill -STOP $$", {"seconds": 0.2}, "time"),
        ("head -c 9000000 /dev/zero", {"output": MIB}, "output"),
    ],
)
def test_limits_hold_for_all_that_a_run_starts(
    server: Server, script: str, limits: dict[str, float], word: str
) -> None:
    """Each limit has its word, and ends the run long before its program would."""
    with workplace() as place:
        done = shell(place, script, server, Limits(**{"seconds": 20, **limits}))  # type: ignore[arg-type]  # by name
    assert done.exceeded == word
    assert done.ended == f"over the {word} limit"
    assert done.seconds < 10


def test_memory_is_that_of_all_together(server: Server) -> None:
    """Children that are modest each are counted together; what forks share is counted once."""
    source = (
        "import os, time\n"
        "held = b'x' * (64 << 20) if {before} else None\n"
        "for _ in range(8):\n"
        "    if os.fork() == 0:\n"
        "        held = held or b'x' * (64 << 20)\n"
        "        time.sleep({rest})\n"
        "        os._exit(0)\n"
        "for _ in range(8):\n    os.wait()\n"
    )
    limits = Limits(seconds=30, memory=256 * MIB)
    with workplace() as place:
        for before, exceeded in ((0, "memory"), (1, None)):
            rest = 1.2 if before else 60
            argv = ("python", "-c", source.format(before=before, rest=rest))
            done = run(Command(argv, place, limits=limits), server)
            assert done.exceeded == exceeded, done


def test_shared_memory_is_the_runs_own_and_limited() -> None:
    """Nothing is left in it, nobody else sees it, and the limit of memory holds there."""
    script = "ls /dev/shm; head -c 90000000 /dev/zero > /dev/shm/attack-own; echo $?"
    server = session.server()
    if server.confined != NAMESPACE:
        pytest.skip("no namespaces here")
    with workplace() as place:
        done = shell(place, script, server, Limits(memory=64 * MIB))
    assert done.stdout.split() == ["1"]
    assert "No space left" in done.stderr
    assert "attack-own" not in os.listdir("/dev/shm")  # noqa: PTH208, S108  names are enough


def test_a_run_that_lies_in_shared_memory_finds_its_files() -> None:
    """Who keeps temporary files there has them in sight still."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        place = Workplace(Path(name))
        for folder in (place.work, place.home, place.temporary):
            folder.mkdir()
        (place.work / "file").touch()
        assert shell(place, "ls", session.server()).stdout == "file\n"


def test_home_and_temporary_files_are_the_runs_own(server: Server) -> None:
    """Both are empty folders of this run alone, and go with it."""
    script = 'cd "$HOME" && mktemp && ls -A . && echo "$TMPDIR"'
    with workplace() as place:
        made, folder = shell(place, script, server).stdout.split()
        assert place.placeless(made).startswith("$TMPDIR/")
        assert folder == str(place.temporary)
    assert not place.base.exists()


def test_a_stopped_supervisor_ends_with_the_last_deadline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that stops what looks after it is over its time; the next run works."""
    monkeypatch.setattr("configbench.process._LAST", 0.5)
    server = Server(confined=SUBREAPER)
    place = Workplace(tmp_path)
    script = "kill -STOP $PPID; setsid sleep 60 & sleep 60"
    command = Command(
        ("bash", "-c", script), place, limits=Limits(seconds=0.3), cwd=tmp_path
    )
    done = run(command, server)
    assert (done.exceeded, done.exit) == ("time", -signal.SIGKILL)
    assert server.ended
    assert run(Command(("true",), place, cwd=tmp_path), server).exit == 0


@pytest.mark.slow
@pytest.mark.parametrize("confined", [NAMESPACE, SUBREAPER])
@pytest.mark.parametrize("manner", ["exec", "fork"])
def test_attacks_leave_nothing(confined: str, manner: str) -> None:
    """Counted by a script that shares no code with the harness: no process, no file."""
    if confined == NAMESPACE and session.server().confined != NAMESPACE:
        pytest.skip("no namespaces here")
    expected = {
        "big_file": {"exit 1"},
        "children_take_memory": {"over the memory limit"},
        "daemon": {"exit 0"},
        "floods": {"over the output limit"},
        "forks_on": {"over the processes limit"},
        "hides": {"over the time limit"},
        "ignores_sigterm": {"over the time limit"},
        "kills_its_parent": {"over the time limit", "SIGKILL"},
        "many_files": {"over the files limit"},
        "sessions": {"exit 0"},
        "stops_its_parent": {"over the time limit"},
        "stops_itself": {"over the time limit"},
    }
    if confined == NAMESPACE:
        expected["shares_memory"] = {"exit 1", "over the memory limit"}
    programs = {path.stem for path in (ATTACKS / "programs").glob("*.py")}
    assert programs - {"shares_memory"} <= expected.keys()
    harness = [sys.executable, str(ATTACKS / "harness.py"), confined, manner]
    late = {"over the time limit"}
    # Nothing else ends those: they need no longer than they take to attack.
    seconds = {name: 0.3 if late <= ended else 20 for name, ended in expected.items()}
    told, left = counted([*harness, *(f"{name}={s}" for name, s in seconds.items())])
    for line in told:
        assert line["ended"] in expected[line["name"]], line
    counts = {line["name"]: line["left"] for line in told}
    assert (counts["daemon"], counts["sessions"], counts["floods"]) == (1, 200, 0)
    assert (left["processes"], left["files"], left["shared"]) == ([], [], [])


def counted(command: list[str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run a command under the script that counts; return its lines, and what is left."""
    done = subprocess.run(
        [sys.executable, str(COUNT), "--", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    *told, left = map(json.loads, done.stdout.splitlines())
    assert left["exit"] == 0, done.stderr
    return told, left


def test_the_script_that_counts_finds_what_is_left() -> None:
    """A daemon and a file that nobody ends are found: the script is no yes-man."""
    script = 'touch "$TMPDIR/x"; (setsid sleep 60 &)'
    _, left = counted(["bash", "-c", script])
    assert [str(title).split(" ", 1)[1] for title in left["processes"]] == ["sleep 60"]
    assert len(left["files"]) == 1


@pytest.mark.parametrize("python", PYTHONS, ids=str)
@pytest.mark.parametrize("confined", ["", SUBREAPER, NOTHING])
def test_a_server_runs_in_any_interpreter(
    python: Path, confined: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From Python 3.8 on, fresh and forked."""
    if not os.access(python, os.X_OK):
        pytest.skip("not here")
    monkeypatch.setattr(sys, "executable", str(python))
    for manner in ("exec", "fork"):
        server = Server(manner, ["json"], confined=confined)
        with workplace() as place:
            program = place.work / "program.py"
            program.write_text("import sys; print('ran'); sys.exit(3)", "utf-8")
            done = run(Command(("python3", str(program)), place), server)
        server.close()
        assert (done.exit, done.stdout, done.left) == (3, "ran\n", 0)


_AS_NOBODY = """
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, {root!r})
from configbench import session
from configbench.process import Command, run
from configbench.server import Server
from configbench.workplace import workplace
with session.begun():
    print(session.server().confined)
    for server in (None, Server("fork", ["json"]), Server(confined="subreaper")):
        with workplace() as place:
            program = place.work / "program.py"
            program.write_text({program!r})
            done = run(Command(("python3", str(program)), place), server)
            print(done.ended, done.left, done.stdout.strip(), done.stderr)
"""

_LOOKS_AT_RIGHTS = """
import os, pathlib
if os.fork() == 0:
    os.setsid()
    import time
    time.sleep(60)
status = pathlib.Path("/proc/self/status").read_text()
print(os.getuid(), [line for line in status.splitlines() if "CapEff" in line][0][-16:])
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes an ordinary user")
def test_an_ordinary_user_has_the_same_place() -> None:
    """Through a namespace of users, whose rights the program does not get."""
    python, setpriv = Path("/usr/bin/python3"), shutil.which("setpriv")
    if setpriv is None or not python.exists():
        pytest.skip("no setpriv, or no Python that everybody can run")
    source = _AS_NOBODY.format(root=str(ROOT), program=_LOOKS_AT_RIGHTS)
    user = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"]
    done = subprocess.run(
        [*user, str(python), "-c", source],
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    confined, *ran = done.stdout.splitlines()
    assert confined in {NAMESPACE, SUBREAPER}, done.stderr
    assert ran == ["exit 0 1 65534 0000000000000000 "] * 3


@pytest.fixture
def heeding() -> Iterator[None]:
    """Heed signals by the flag, in this process."""
    with interruption.heeded():
        yield


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_and_is_raised_where_it_is_safe(
    heeding: None, number: signal.Signals
) -> None:
    """Not in a handler: after it, everything between goes on to the next safe place."""
    begun = time.monotonic()
    threading.Timer(0.3, os.kill, (os.getpid(), number)).start()
    with workplace() as place, pytest.raises(KeyboardInterrupt):
        run(Command(("sleep", "60"), place))
    assert time.monotonic() - begun < 30
    with workplace() as place, pytest.raises(KeyboardInterrupt):
        run(Command(("true",), place))
    assert not any("sleep 60" in _title(pid) for pid in processes.below(os.getpid()))


@pytest.mark.parametrize(
    ("heard", "ignored"),
    [(signal.SIGINT, signal.SIGTERM), (signal.SIGTERM, signal.SIGINT)],
)
def test_signals_are_heeded_for_a_while_only(
    heard: signal.Signals, ignored: signal.Signals
) -> None:
    """What handled them before does so again, and an ignored signal stays ignored."""
    before = signal.signal(ignored, signal.SIG_IGN)
    try:
        own = signal.getsignal(heard)
        with interruption.heeded():
            os.kill(os.getpid(), heard)
            assert signal.getsignal(ignored) is signal.SIG_IGN
            # The second acts at once.
            default = {
                signal.SIGINT: signal.default_int_handler,
                signal.SIGTERM: signal.SIG_DFL,
            }
            assert signal.getsignal(heard) is default[heard]
            with pytest.raises(KeyboardInterrupt):
                interruption.check()
        assert signal.getsignal(heard) is own
        assert signal.getsignal(ignored) is signal.SIG_IGN
        interruption.check()
    finally:
        signal.signal(ignored, before)


@pytest.mark.parametrize("confined", ["", SUBREAPER])
def test_nothing_outlives_a_harness_that_is_killed(confined: str) -> None:
    """Neither its runs, fresh and forked, nor its servers, nor its files."""
    source = (
        "import os, threading, time\n"
        "from configbench import session\n"
        "from configbench.process import Command, run\n"
        "from configbench.server import Server\n"
        "from configbench.workplace import workplace\n"
        "def one(server):\n"
        "    with workplace() as place:\n"
        "        program = place.work / 'program.py'\n"
        "        program.write_text('import time; time.sleep(60)')\n"
        "        run(Command(('python', str(program)), place), server)\n"
        "with session.begun():\n"
        f"    servers = [Server(m, confined={confined!r}) for m in ('exec', 'fork')]\n"
        "    for server in (None, *servers):\n"
        "        threading.Thread(target=one, args=(server,), daemon=True).start()\n"
        "    time.sleep(1)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, str(COUNT), "--", sys.executable, "-c", source],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    left = json.loads(done.stdout)
    assert left["exit"] == -signal.SIGKILL, done.stderr
    assert (left["processes"], left["files"]) == ([], [])


@pytest.mark.slow
def test_interruptions_keep_the_cells_and_leave_nothing() -> None:
    """INT, TERM and KILL once each, as the first unit is stored; by hand a hundred are run.

    How fast is for a quiet machine: here it is asked whether anything stays.
    """
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.attacks.interrupt",
            "--times",
            "3",
            "--allowed",
            "30",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "3 of 3 are well", done.stdout + done.stderr
