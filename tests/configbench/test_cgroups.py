"""Control groups: a last resort behind the limits of a run, and never more than that."""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.paths import ROOT
from configbench.errors import UnmeasuredError
from configbench.inside import cgroups
from configbench.inside.cgroups import Caps, Group
from configbench.inside.supervisor import NAMESPACE
from configbench.process import MIB, Command, Finished, Limits, run
from configbench.server import Server
from configbench.workplace import workplace

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="control groups"),
    pytest.mark.xdist_group("killed"),
]

SMALL = Caps(processes=60, memory=64 * MIB)
#: As version 2 and version 1 name it.
MEMORY_CAPS = ("memory.max", "memory.limit_in_bytes")


@pytest.fixture(params=["exec", "fork"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Return a server whose runs have little together."""
    made = Server(request.param, ["json"], caps=SMALL)
    try:
        if made.confined != NAMESPACE or not is_capped(made):
            pytest.skip("no control groups with both caps can be made here")
        yield made
    finally:
        made.close()


def is_capped(server: Server) -> bool:
    """Whether a server is in all its groups, and a cap on memory is among them."""
    own = groups(server._process.pid)
    has_cap = any((path / name).exists() for path in own for name in MEMORY_CAPS)
    return has_cap and all((path / "cgroup.procs").read_text("ascii") for path in own)


def groups(pid: int) -> list[Path]:
    """Return the groups of a server with both caps, as they are in the file system."""
    present = cgroups._present(Path("/proc/self"))
    found = [path / f"configbench-{pid}" for path in present.values()]
    return [path for path in found if path.exists()]


def python(server: Server, source: str, limits: Limits) -> Finished:
    """Run a program of Python.

    Again, where the kernel ended something else meanwhile: it counts whom it ends for want of
    memory for the whole machine, and a bit late.
    """
    for _ in range(5):
        with suppress(UnmeasuredError):
            return once(server, source, limits)
    raise AssertionError("the machine is short of memory all the while")


def once(server: Server, source: str, limits: Limits | None = None) -> Finished:
    """Run a program of Python, whatever is told of it."""
    with workplace() as place:
        program = place.work / "program.py"
        program.write_text(source, "utf-8")
        limits = limits or Limits(seconds=20)
        return run(Command(("python", str(program)), place, limits=limits), server)


def test_caps_stand_behind_the_limits() -> None:
    """A run within its limits does not meet them."""
    assert Caps().processes == 16 * Limits().processes
    assert Caps().memory == 1.25 * Limits().memory


def test_a_fork_bomb_ends_at_the_cap(server: Server) -> None:
    """Whether anybody looks or not; who looks, still tells it."""
    bomb = (
        "import os, time\n"
        "for count in range(200):\n"
        "    try:\n"
        "        if os.fork() == 0:\n"
        "            time.sleep(60)\n"
        "    except BlockingIOError:\n"
        "        break\n"
        "print(count)\n"
        "time.sleep({rest})\n"
    )
    done = python(server, bomb.format(rest=0), Limits(seconds=20))
    assert 20 < int(done.stdout) < 60
    assert done.left == int(done.stdout)
    done = python(server, bomb.format(rest=60), Limits(seconds=20, processes=20))
    assert done.exceeded == "processes"
    assert python(server, "print(1)", Limits()).stdout == "1\n"


def test_memory_that_nobody_maps_is_over_the_limit(server: Server) -> None:
    """It is told as the program's own doing, and a death of another kind is not told so."""
    hidden = (
        "import os\n"
        "file = os.memfd_create('hidden')\n"
        "for _ in range(300):\n"
        "    os.write(file, bytes(1 << 20))\n"
    )
    for source in (hidden, "held = b'x' * (300 << 20)"):
        done = python(server, source, Limits(seconds=20))
        assert not server.ended
        if not is_capped(server):
            pytest.skip("somebody else has taken the server out of its control group")
        assert (done.exit, done.exceeded) == (-signal.SIGKILL, "memory")
        done = python(server, "import os; os.kill(os.getpid(), 9)", Limits(seconds=20))
        assert (done.exit, done.exceeded) == (-signal.SIGKILL, None)


def test_a_death_beside_one_for_want_of_memory_is_nobodys_fault(server: Server) -> None:
    """They share the cap, and the kernel does not tell whom it has ended: neither is blamed."""
    waits = "import os, time; time.sleep(3); os.kill(os.getpid(), 9)"
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(once, server, waits)
        time.sleep(1)
        eating = pool.submit(once, server, "held = b'x' * (300 << 20)")
        told = [str(each.exception()) for each in (waiting, eating)]
    if not is_capped(server):
        pytest.skip("somebody else has taken the server out of its control group")
    assert (
        told == ["killed for want of memory, which it shared with runs beside it"] * 2
    )


def test_a_death_beside_others_in_peace_is_its_own(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whomever the kernel ends elsewhere on the machine: the group's own count tells."""
    counts = itertools.count()
    monkeypatch.setattr("configbench.process._out_of_memory", lambda: str(next(counts)))
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(once, server, "import time; time.sleep(2)")
        time.sleep(0.5)
        dies = pool.submit(once, server, "import os; os.kill(os.getpid(), 9)")
        done = dies.result()
        assert waiting.result().exit == 0
    assert (done.exit, done.exceeded) == (-signal.SIGKILL, None)


@pytest.mark.parametrize("way", ["close", "destroy"])
def test_a_group_goes_with_its_server(server: Server, way: str) -> None:
    """At once, with the groups that a program has made in it."""
    own = groups(server._process.pid)
    for path in own:
        (path / "inner").mkdir()
    getattr(server, way)()
    assert not any(path.exists() for path in own)


def test_a_group_goes_when_the_harness_is_killed() -> None:
    """Its server sees to that, while a program runs."""
    source = (
        "import os, threading, time\n"
        "from configbench.process import Command, run\n"
        "from configbench.server import Server\n"
        "from configbench.workplace import workplace\n"
        "server = Server('fork')\n"
        "print(server.confined, server._process.pid, flush=True)\n"
        "with workplace() as place:\n"
        "    command = Command(('python', '-c', 'input()'), place)\n"
        "    threading.Thread(target=run, args=(command, server), daemon=True).start()\n"
        "    time.sleep(0.5)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    pid = int(done.stdout.split()[1])
    deadline = time.monotonic() + 10
    while groups(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert groups(pid) == []


@pytest.fixture
def unified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands for a group of version 2; ``process`` beside it tells so."""
    rmdir = os.rmdir

    def remove(path: str) -> None:
        for file in os.scandir(path):  # there, files go with their folder
            os.unlink(file)  # noqa: PTH108  as the kernel
        rmdir(path)

    monkeypatch.setattr(os, "rmdir", remove)
    process = tmp_path / "process"
    process.mkdir()
    (process / "cgroup").write_text("3:cpu,cpuacct:/elsewhere\n0::/a/b\n", "utf-8")
    mount = f"30 23 0:26 /a {tmp_path} rw,nosuid shared:4 - cgroup2 cgroup2 rw\n"
    other = "23 1 0:5 / /proc rw - proc proc rw\n"
    (process / "mountinfo").write_text(other + mount, "utf-8")
    here = tmp_path / "b"
    here.mkdir()
    return here


def test_version_2_has_one_group_for_both(unified: Path) -> None:
    """It is entered and removed as those of version 1."""
    dead = unified / "configbench-4194305"  # above the most that a number can be
    alive = unified / f"configbench-{os.getppid()}"
    for path in (dead, alive):
        path.mkdir()
    group = Group(SMALL, unified.parent / "process")
    own = unified / f"configbench-{os.getpid()}"
    assert group.folders == {"": own}
    assert (unified / "cgroup.subtree_control").read_text() == "+pids +memory"
    written = {path.name: path.read_text() for path in own.iterdir()}
    assert written == {"pids.max": "60", "memory.max": str(64 * MIB)}
    assert {path.name for path in unified.iterdir() if path.is_dir()} == {
        own.name,
        alive.name,
    }
    group.remove()
    assert not own.exists()


@pytest.mark.parametrize(
    ("ended", "met", "whom"),
    [
        (1, 1, cgroups.AT_CAP),
        (1, 0, cgroups.BELOW_CAP),
        (0, 1, cgroups.NOBODY),
        (0, 0, cgroups.NOBODY),
    ],
)
def test_its_own_cap_is_told_from_the_machine(
    unified: Path, ended: int, met: int, whom: str
) -> None:
    """The kernel counts who was ended for whatever shortage, and how often this cap was met."""
    group = Group(SMALL, unified.parent / "process")
    events = group.folders[""] / "memory.events"
    form = "low 0\nhigh 0\nmax 9\noom {}\noom_kill {}\noom_group_kill 0\n"
    members = group.folders[""] / "cgroup.procs"
    members.write_text(f"1\n{os.getpid()}\n", "ascii")
    events.write_text(form.format(3, 2), "ascii")
    group.mark()
    assert group.starved() == cgroups.NOBODY
    events.write_text(form.format(3 + met, 2 + ended), "ascii")
    assert group.starved() == whom
    # Whom somebody has moved elsewhere, its counts say nothing about.
    members.write_text("1\n", "ascii")
    assert group.starved() is None


def test_a_group_that_gives_nothing_is_left_as_it_was(unified: Path) -> None:
    """Version 2 refuses controllers below a group that has processes of its own."""
    (unified / "cgroup.subtree_control").mkdir()  # cannot be written
    group = Group(SMALL, unified.parent / "process")
    assert group.folders == {}
    assert [path.name for path in unified.iterdir()] == ["cgroup.subtree_control"]


@pytest.mark.parametrize(
    ("own", "mounted"),
    [
        ("", ""),
        ("0::/\n", "30 23 0:26 / /nowhere rw - cgroup2 cgroup2 ro\n"),
        ("0::/../x\n", "30 23 0:26 / /proc rw - cgroup2 cgroup2 rw\n"),
        ("4:memory:/a\n", "30 23 0:26 /b /proc rw - cgroup cgroup rw,memory\n"),
        ("nonsense", "nonsense"),
    ],
)
def test_where_nothing_can_be_made_nothing_fails(
    tmp_path: Path, own: str, mounted: str
) -> None:
    """All that can be asked of a group is answered by one that is none."""
    (tmp_path / "cgroup").write_text(own, "utf-8")
    (tmp_path / "mountinfo").write_text(mounted, "utf-8")
    for process in (tmp_path, tmp_path / "missing"):
        group = Group(SMALL, process)
        assert group.folders == {}
        group.enter()
        group.mark()
        with group.victims():
            assert group.starved() is None
        group.remove()
