"""Programs that do harm, tried on a ground: ``python tests/audit/harmful.py FOLDER`` as anybody.

It prints what the ground is, what was written, and whether the folder is as it was.
"""

import hashlib
import stat
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from configbench import process, session
from configbench.audit import ground
from configbench.audit.ground import Ground
from configbench.audit.model import Request
from configbench.inside.supervisor import NAMESPACE
from configbench.process import Finished
from configbench.workplace import workplace

#: A program each, and what it has written.
HARMFUL: dict[str, tuple[str, tuple[str, ...]]] = {
    "writes": ("open('out.txt', 'w').write('x')", ("out.txt",)),
    "changes": ("open('train.py', 'a').write('x')", ("train.py",)),
    "deletes": ("import os; os.remove('data/a.csv')", ("data/a.csv",)),
    "empties": ("import shutil; shutil.rmtree('data')", ("data/a.csv",)),
    "renames": ("import os; os.rename('train.py', 'test.py')", ("test.py", "train.py")),
    "changes modes": ("import os; os.chmod('train.py', 0o600)", ()),
    "only opens": ("open('train.py', 'r+').close()", ()),
    "writes through a link": ("open('near', 'a').write('x')", ("data/a.csv",)),
    "compiles": (
        "import os, py_compile; os.mkdir('__pycache__'); py_compile.compile('train.py')",
        (),
    ),
    "has git look": ("open('.git/index', 'w').write('new')", ()),
    "makes folders": (
        "import os; os.makedirs('a/b'); open('a/b/ü x', 'w')",
        ("a/b/ü x",),
    ),
    "makes others": (
        "import os; os.mkfifo('pipe'); os.symlink('/', 'root')",
        ("pipe", "root"),
    ),
}


#: Shows whether a run begins with the folder as its user left it.
SHOW = "import os; print(sorted(os.listdir()), os.listdir('data'), open('near').read())"


def fingerprint(folder: Path) -> str:
    """Return a hash of the names, contents, kinds, modes and times of all below a folder."""
    found = hashlib.sha256()
    for path in sorted([folder, *folder.rglob("*")]):
        own = path.lstat()
        found.update(f"{path} {own.st_mode} {own.st_mtime_ns} {own.st_uid}\n".encode())
        if stat.S_ISREG(own.st_mode):
            found.update(path.read_bytes())
        elif stat.S_ISLNK(own.st_mode):
            found.update(str(path.readlink()).encode())
    return found.hexdigest()


def laid_out(folder: Path) -> Path:
    """Lay a project out in a folder of a strange name, with something beside it."""
    project = folder / "a project, of: mine" / "Überfluß"
    (project / "data").mkdir(parents=True)
    (project / ".git").mkdir()
    (project / ".git" / "index").write_text("old")
    (project / "data" / "a.csv").write_text("1,2\n")
    (project / "train.py").write_text("print('trained')\n")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "kept.txt").write_text("kept\n")
    (project / "leads").symlink_to(folder / "elsewhere")
    (project / "near").symlink_to("data/a.csv")
    return project


def request_in(folder: Path, *command: str) -> Request:
    """Return a request of a command in a folder."""
    return Request(command or ("python", "train.py"), folder, time_limit=20)


@dataclass(frozen=True)
class Done:
    """What a program did."""

    finished: Finished
    written: tuple[str, ...]

    @property
    def out(self) -> str:
        """What it printed, both ways."""
        return self.finished.stdout + self.finished.stderr


def done(
    on: Ground, program: str, *words: str, environ: Mapping[str, str] | None = None
) -> Done:
    """Run a Python program there."""
    with workplace() as place:
        argv = (sys.executable, "-S", "-c", textwrap.dedent(program), *words)
        finished = process.run(on.command(argv, place, environ=environ))
        return Done(finished, on.written(place))


def main(folder: Path) -> None:
    """Do all of it, in a new folder."""
    project = laid_out(folder)
    before = fingerprint(folder)
    if session.server().confined != NAMESPACE:
        print("no namespaces")
        return
    with ground.laid(request_in(project)) as on:
        print(on.kind, *on.notes)
        for what, (program, written) in HARMFUL.items():
            ran = done(on, program)
            if ran.finished.exit != 0 or ran.written != written:
                print(what, ran.out, ran.written)
        elsewhere = done(on, "open('/var/tmp/new', 'w')")
        print(elsewhere.finished.exit, elsewhere.out)
        print(done(on, "import socket; print(socket.if_nameindex())").out)
        print(done(on, SHOW).out)
    print(fingerprint(folder) == before)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
