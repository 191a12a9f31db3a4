"""Harmless: whatever a program does, the user's folder is byte-equal afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from configbench import process, session
from configbench.audit import ground
from configbench.audit.ground import COPY, IN_PLACE, OVERLAY, copies, folders
from configbench.audit.model import Request
from configbench.errors import UserError
from configbench.inside.supervisor import NAMESPACE, SUBREAPER
from configbench.server import Server
from configbench.workplace import workplace
from configbench.zygote import Zygote
from tests.audit import harmful
from tests.audit.harmful import HARMFUL, SHOW, done, fingerprint, laid_out, request_in

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="namespaces, /proc"),
    pytest.mark.xdist_group("killed"),
]

needs_namespaces = pytest.mark.skipif(
    sys.platform == "linux" and session.server().confined != NAMESPACE,
    reason="no namespaces here",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project in a folder of a strange name, with something beside it."""
    return laid_out(tmp_path)


@needs_namespaces
def test_what_a_run_writes_goes_with_it(project: Path) -> None:
    """The folder is as before, and what was written is told."""
    before = fingerprint(project.parents[1])
    with ground.laid(request_in(project)) as on:
        assert (on.kind, on.alone, on.notes) == (OVERLAY, False, ())
        told = {}
        for what, (program, _) in HARMFUL.items():
            ran = done(on, program)
            assert (ran.finished.exit, ran.out) == (0, ""), what
            told[what] = ran.written
        again = done(on, SHOW)
    assert told == {what: written for what, (_, written) in HARMFUL.items()}
    shown = "['.git', 'data', 'leads', 'near', 'train.py'] ['a.csv'] 1,2\n\n"
    assert (again.out, again.written) == (shown, ())
    assert fingerprint(project.parents[1]) == before


@needs_namespaces
def test_elsewhere_nothing_can_be_written(project: Path, tmp_path: Path) -> None:
    """Below temporary folders it can, to no effect; by a link that leads out, too."""
    home = Path.home()
    program = f"""
        import contextlib, os, tempfile
        from pathlib import Path
        with contextlib.suppress(OSError):  # where it leads below a temporary folder, it can
            Path("leads/new.txt").write_text("x")
        Path("/tmp/configbench-audit-test").write_text("x")
        tempfile.NamedTemporaryFile(delete=False).write(b"x")
        Path("~/.configbench-audit-test").expanduser().write_text("x")
        assert Path.home() != Path({str(home)!r})
        print(os.listdir(Path.home()))
        for folder in ("/etc", "/usr", "/sys/fs", {str(home)!r}):
            try:
                Path(folder, "configbench-audit-test").write_text("x")
            except OSError as error:
                print(error.strerror)
        with open(os.devnull, "w") as null:
            null.write("x")
        os.openpty()
    """
    before = fingerprint(tmp_path)
    with ground.laid(request_in(project)) as on:
        ran = done(on, program)
        assert ran.finished.exit == 0, ran.out
        assert (
            done(on, "import os; print(os.listdir(os.environ['HOME']))").out == "[]\n"
        )
    first, *refused = ran.out.splitlines()
    assert first == "['.configbench-audit-test']"
    assert set(refused) <= {"Read-only file system", "Permission denied"}
    assert len(refused) == 4
    assert fingerprint(tmp_path) == before
    assert not Path("/tmp/configbench-audit-test").exists()  # noqa: S108  what was tried
    assert not (home / ".configbench-audit-test").exists()


@needs_namespaces
def test_a_home_that_is_kept_is_read(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is written to it goes with the run: locks of caches are."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "cache").write_text("cached")
    before = fingerprint(tmp_path)
    program = """
        from pathlib import Path
        cache = Path("~/cache").expanduser()
        print(cache.read_text())
        cache.write_text("other")
    """
    with ground.laid(replace(request_in(project), keep_home=True)) as on:
        assert done(on, program).out == "cached\n"
        assert done(on, program).out == "cached\n"
    assert fingerprint(tmp_path) == before


@needs_namespaces
def test_there_is_no_network_but_with_itself(project: Path) -> None:
    """Workers talk by localhost; nothing else is there, and no abstract socket of the user's."""
    program = """
        import socket
        with socket.create_server(("localhost", 29500)) as server:
            socket.create_connection(("127.0.0.1", 29500)).close()
            print("itself")
        try:
            socket.create_connection(("192.0.2.1", 80), timeout=2)
        except OSError as error:
            print(error.strerror)
        print([name for _, name in socket.if_nameindex()])
    """
    with ground.laid(request_in(project)) as on:
        assert done(on, program).out == "itself\nNetwork is unreachable\n['lo']\n"
    with ground.laid(replace(request_in(project), allow_network=True)) as on:
        names = done(on, "import socket; print(socket.if_nameindex())").out
    assert names == f"{__import__('socket').if_nameindex()}\n"


@needs_namespaces
def test_a_folder_for_temporary_files_may_lie_anywhere(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the project, and where no other overlay is: home and temporary files are there."""
    monkeypatch.setattr(folders, "_TEMPORARY", ())
    program = """
        import pathlib, tempfile
        print(pathlib.Path.home().is_dir(), (pathlib.Path.home() / "x").exists())
        (pathlib.Path.home() / "x").touch()
        tempfile.NamedTemporaryFile(delete=False)
    """
    for folder in (tmp_path / "elsewhere", project):
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        with ground.laid(request_in(project)) as on:
            assert (on.kind, on.notes) == (OVERLAY, ())
            for _ in range(2):
                ran = done(on, program)
                assert (ran.out, ran.written) == ("True False\n", ())


@needs_namespaces
def test_devices_are_hidden(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of GPUs are, here one that every machine has."""
    monkeypatch.setattr(ground, "_GPUS", ("fu[l]l", "kfd"))
    with ground.laid(request_in(project)) as on:
        assert done(on, "print(open('/dev/full', 'rb').read(1))").out == "b''\n"


@needs_namespaces
def test_limits_hold(project: Path) -> None:
    """A run that fills the disk, floods, hangs, forks or waits for a person is over."""
    before = fingerprint(project)
    hurried = replace(request_in(project), time_limit=0.5)
    with ground.laid(hurried) as on:
        assert done(on, "print('x' * 10**7)").finished.exceeded == "output"
        assert done(on, "import time; time.sleep(60)").finished.exceeded == "time"
        forks = "import os\nfor _ in range(3):\n  if os.fork() == 0: os.setsid()\n"
        forks += "import time; time.sleep(60)"
        assert done(on, forks).finished.exceeded == "time"
        asked = done(on, "print(repr(input('name? ')))")
        assert (asked.finished.exit, "EOFError" in asked.out) == (1, True)
        wide = done(on, "import os; print(os.get_terminal_size())")
        assert "Inappropriate ioctl" in wide.out
        secret = done(on, "import getpass; getpass.getpass()")
        assert (secret.finished.exit, "EOFError" in secret.out) == (1, True)
    assert fingerprint(project) == before


@needs_namespaces
def test_a_full_disk_is_a_limit_though_the_program_saw_it_first(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ended by itself, with no room; that says nothing of its words."""
    monkeypatch.setattr(ground, "_ROOM", 4 * process.MIB)
    program = "open('big', 'wb').write(b'x' * 64 * 1024 * 1024)"
    with ground.laid(request_in(project)) as on, workplace() as place:
        wide = on.command(("true",), place, limits=process.Limits())
        assert wide.limits.files == 4 * process.MIB
        ran = done(on, program)
    assert ran.finished.exceeded == "files"
    assert not (project / "big").exists()


@needs_namespaces
def test_an_editable_install_is_covered(project: Path, tmp_path: Path) -> None:
    """A .pth leads to the original folder, where the overlay is."""
    site = tmp_path / "site"
    site.mkdir()
    (project / "ours.py").write_text(
        "from pathlib import Path\nPath(__file__).write_text('')\n"
    )
    (site / "ours.pth").write_text(f"{project}\n")
    before = fingerprint(tmp_path)
    program = f"import site; site.addsitedir({str(site)!r}); import ours; print(ours.__file__)"
    with ground.laid(request_in(project)) as on:
        ran = done(on, program)
    assert (ran.out, ran.written) == (f"{project}/ours.py\n", ("ours.py",))
    assert fingerprint(tmp_path) == before


@needs_namespaces
def test_what_is_mounted_in_a_folder_is_seen_and_covered(project: Path) -> None:
    """Where a test may mount: an overlay shows nothing of what is mounted below it."""
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "tmpfs", str(project / "data")],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        (project / "data" / "inner.txt").write_text("seen")
        with ground.laid(request_in(project)) as on:
            ran = done(
                on, "p = open('data/inner.txt', 'r+'); print(p.read()); p.write('x')"
            )
        assert (ran.out, ran.written) == ("seen\n", ("data/inner.txt",))
        assert (project / "data" / "inner.txt").read_text() == "seen"
    finally:
        subprocess.run(["/bin/umount", str(project / "data")], check=True)


@needs_namespaces
def test_a_server_that_imports_changes_nothing(project: Path, tmp_path: Path) -> None:
    """Nor do its forks see what it has written: each sees what the user left."""
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "writes_when_imported.py").write_text(
        "import os, socket\n"
        "open('" + str(project) + "/imported.txt', 'w').write('x')\n"
        "NAMES = [name for _, name in socket.if_nameindex()]\n"
    )
    script = project / "train.py"
    script.write_text(
        "import os, sys, writes_when_imported as module\n"
        "print(module.NAMES, os.path.exists('imported.txt'), os.path.exists('new.txt'))\n"
        "open('new.txt', 'w')\n"
        "fds = [f'/proc/self/fd/{each}' for each in os.listdir('/proc/self/fd')]\n"
        "print([os.readlink(each) for each in fds if os.path.isdir(each)])\n"
    )
    before = fingerprint(tmp_path)
    with ground.laid(request_in(project)) as on:
        environ = {**on.variables(), "PYTHONPATH": str(modules)}
        zygote = Zygote(["writes_when_imported"], environ, apart=on.apart())
        try:
            for _ in range(2):
                with workplace() as place:
                    command = on.command(
                        ("python", str(script)),
                        place,
                        environ={"PYTHONPATH": str(modules)},
                    )
                    finished = process.run(command, zygote)
                    written = on.written(place)
                assert not zygote.ended
                printed = finished.stdout.splitlines()
                assert printed[0] == "['lo'] False False", finished.stderr
                assert printed[1] == "[]", "layers of the overlay"
                assert written == ("new.txt",)
        finally:
            zygote.close()
    assert fingerprint(tmp_path) == before


@needs_namespaces
def test_a_folder_that_cannot_be_written_is_looked_into(project: Path) -> None:
    """A program meets there what it meets with its user."""
    project.chmod(0o555)
    try:
        before = fingerprint(project)
        with ground.laid(request_in(project)) as on:
            ran = done(on, "import os; print(oct(os.stat('.').st_mode), os.getcwd())")
        assert ran.out == f"0o40555 {project}\n"
        assert fingerprint(project) == before
    finally:
        project.chmod(0o755)


@needs_namespaces
@pytest.mark.skipif(os.geteuid() != 0, reason="becomes an ordinary user")
def test_an_ordinary_user_has_the_same_ground() -> None:
    """By a namespace of users."""
    python, setpriv = Path("/usr/bin/python3"), shutil.which("setpriv")
    if setpriv is None or not python.exists():
        pytest.skip("no setpriv, or no Python that everybody can run")
    user = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"]
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, 65534, 65534)
        ran = subprocess.run(
            [*user, str(python), str(Path(harmful.__file__)), folder],
            env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
    if ran.stdout.startswith("no namespaces"):
        pytest.skip("an ordinary user may have no namespaces here")
    shown = "['.git', 'data', 'leads', 'near', 'train.py'] ['a.csv'] 1,2"
    said = ["overlay", "0 ", "[(1, 'lo')]", "", shown, "", "", "True"]
    assert (ran.stdout.splitlines(), ran.stderr) == (said, "")


# -- without overlays -----------------------------------------------------------------------------


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have nothing allowed here but processes."""
    made = Server(confined=SUBREAPER)
    monkeypatch.setattr(session, "server", lambda: made)
    yield
    made.close()


@pytest.mark.usefixtures("bare")
def test_a_network_that_cannot_be_cut_must_be_allowed(project: Path) -> None:
    """In one sentence, which names the option."""
    with (
        pytest.raises(UserError, match="--allow-network") as caught,
        ground.laid(request_in(project)),
    ):
        pass
    assert "namespaces are not allowed here" in str(caught.value)


@pytest.mark.usefixtures("bare")
def test_a_copy_is_harmless_too(project: Path) -> None:
    """And begins anew for each run."""
    before = fingerprint(project.parents[1])
    request = replace(request_in(project), allow_network=True)
    shown = "['.git', 'data', 'near', 'train.py'] ['a.csv'] 1,2\n\n"
    with ground.laid(request) as on:
        assert (on.kind, on.alone) == (COPY, True)
        assert "no overlay is allowed here" in on.notes[0]
        assert "leads" in on.notes[2]
        for what, (program, written) in HARMFUL.items():
            ran = done(on, f"{SHOW}; {program}")
            assert (ran.out, ran.written) == (shown, written), what
        assert done(on, "import os; print(os.getcwd())").out != f"{project}\n"
        where = "import sys; print(sys.argv[1:])"
        led = done(on, where, f"{project}/train.py", f"{project}s")
        ours, others = f"{project}/train.py", f"{project}s"
        assert on.masked(led.out) == f"['{ours}', '{others}']\n"
        assert led.out != on.masked(led.out)
    assert fingerprint(project.parents[1]) == before


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("command", "environ", "said"),
    [
        (("python", "{project}/train.py"), {}, "leads out of it"),
        (("python", "train.py", "--data={project}/data"), {}, "leads out of it"),
        (("python", "train.py", "../../elsewhere"), {}, "leads out of it"),
        (("python", "train.py", "--data={link}/data"), {}, "leads out of it"),
        (("python", "train.py"), {"PYTHONPATH": "/a:{project}"}, "PYTHONPATH leads"),
        (("{environment}/bin/python", "-m", "train"), {}, "ours.pth leads to"),
    ],
)
def test_a_copy_that_would_not_be_used_is_refused(
    command: tuple[str, ...],
    environ: dict[str, str],
    said: str,
    project: Path,
    tmp_path: Path,
) -> None:
    """In one sentence, which names what leads to the original, and the option."""
    environment = tmp_path / "environment"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True
    )
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "ours.pth").write_text(f"{project}\n")
    link = tmp_path / "link"
    link.symlink_to(project)
    filled = {"project": project, "environment": environment, "link": link}
    request = Request(
        tuple(word.format(**filled) for word in command),
        link,
        environ={name: value.format(**filled) for name, value in environ.items()},
        allow_network=True,
    )
    with pytest.raises(UserError, match=r"--in-place") as caught, ground.laid(request):
        pass
    assert said in str(caught.value)


@pytest.mark.usefixtures("bare")
def test_a_large_project_is_not_copied(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the option."""
    monkeypatch.setattr(copies, "ENTRIES", 3)
    request = replace(request_in(project), allow_network=True)
    with (
        pytest.raises(UserError, match="too large for a copy: --in-place"),
        ground.laid(request),
    ):
        pass


@pytest.mark.usefixtures("bare")
def test_in_place_is_what_it_says(project: Path) -> None:
    """What is written stays, and is told."""
    request = replace(request_in(project), in_place=True, allow_network=True)
    with ground.laid(request) as on:
        assert (on.kind, on.alone) == (IN_PLACE, True)
        assert "what it writes stays" in on.notes[0]
        ran = done(on, "open('out.txt', 'w').write('x'); print(open('out.txt').read())")
        assert (ran.out, ran.written) == ("x\n", ("out.txt",))
        assert done(on, "pass").written == ()
    assert (project / "out.txt").read_text() == "x"


@needs_namespaces
def test_in_place_has_no_network_either(project: Path) -> None:
    """Where that can be had."""
    with ground.laid(replace(request_in(project), in_place=True)) as on:
        ran = done(on, "import socket; print(socket.if_nameindex()); open('new', 'w')")
        assert (ran.out, ran.written) == ("[(1, 'lo')]\n", ("new",))
        assert (project / "new").exists()


# -- nothing is left ------------------------------------------------------------------------------

INTERRUPTED = """
import sys
from pathlib import Path
from configbench import interruption, process, session
from configbench.audit import ground
from configbench.audit.model import Request
from configbench.workplace import workplace

with interruption.heeded(), session.begun() as kept:
    with ground.laid(Request(("python",), Path(sys.argv[1]))) as on, workplace() as place:
        program = "import os, time; open('new', 'w'); os.fork(); print(1); time.sleep(60)"
        command = on.command((sys.executable, "-c", program), place)
        print(kept, flush=True)
        process.run(command, watch=lambda pid: print(pid, flush=True))
"""


@needs_namespaces
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interruption_leaves_nothing(number: int, project: Path) -> None:
    """Nothing is mounted, runs, or lies about."""
    before, mounts = fingerprint(project), Path("/proc/mounts").read_text()
    audit = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(project)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert audit.stdout is not None
    kept, pid = Path(audit.stdout.readline().strip()), int(audit.stdout.readline())
    assert kept.is_dir()
    audit.send_signal(number)
    audit.wait(20)
    audit.stdout.close()
    deadline = time.monotonic() + 20
    while (
        kept.exists() or Path(f"/proc/{pid}").exists()
    ) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not kept.exists()
    assert not Path(f"/proc/{pid}").exists()
    assert Path("/proc/mounts").read_text() == mounts
    assert fingerprint(project) == before


# -- which folders --------------------------------------------------------------------------------


def test_the_project_is_the_top_of_the_work_tree(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a home that is one, nor /; with a script that lies elsewhere."""
    home = tmp_path / "home"
    (home / ".git").mkdir(parents=True)
    (home / "work").mkdir()
    monkeypatch.setenv("HOME", str(home))
    found = folders.Folders.of(request_in(project / "data"))
    assert (found.project, found.own, found.notes) == (project, (project,), ())
    found = folders.Folders.of(
        request_in(home / "work", "python", f"{project}/train.py")
    )
    assert (found.project, found.own) == (home / "work", (home / "work", project))
    found = folders.Folders.of(request_in(home))
    assert "your home" in found.notes[0]
    found = folders.Folders.of(request_in(Path("/")))
    assert "nothing is written to" in found.notes[0]
    inner = tmp_path / "released" / "scripts" / "deep"
    inner.mkdir(parents=True)
    assert folders.Folders.of(request_in(inner)).project == inner
    (tmp_path / "released" / "pyproject.toml").touch()
    assert folders.Folders.of(request_in(inner)).project == tmp_path / "released"
    assert Path("/") not in found.covered()
