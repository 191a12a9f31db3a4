"""Forks of any program do what fresh processes do; what cannot be a fork is found, and told."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from configbench import session
from configbench.audit import discovery, engine, forking
from configbench.audit.engine import Engine
from configbench.audit.ground import Ground, laid
from configbench.audit.model import Act, Arrived, Expected, Must, Request, Target, Try
from configbench.values import show

PYTHON = sys.executable

#: A program that tells how it was begun.
TELLING = """
import argparse, os, signal, sys, threading
import helping
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.1)
    parser.set_defaults(
        argv=sys.argv, orig=sys.orig_argv, path=sys.path[:2], name=__name__, file=__file__,
        package=__package__, spec=getattr(__spec__, "name", None), cwd=os.getcwd(),
        parent=os.getppid(), threads=threading.active_count(),
        variable=os.environ.get("SET_BY_IMPORT"), home=os.environ["HOME"], kept=helping.argv,
        flags=str(sys.flags), handler=str(signal.getsignal(signal.SIGINT)),
        main=sys.modules["__main__"].__dict__ is globals(), hash=hash("a"),
        modules="configbench" in sys.modules, input=sys.stdin.read(),
        variables=sorted(set(os.environ) - {"LC_CTYPE"}),
    )
    args = parser.parse_args()
    print(args)
main()
"""
HELPING = """
import os
from sys import argv
os.environ["SET_BY_IMPORT"] = "1"
"""


@pytest.fixture(scope="module", autouse=True)
def _session() -> Iterator[None]:
    with session.begun():
        yield


class Audited:
    """Programs written into a folder, found, and run by an engine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stack = ExitStack()

    def found(
        self, files: Mapping[str, str], *words: str
    ) -> tuple[Target, Ground, Request]:
        """Return a program, and the ground on which it stands."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        request = Request((PYTHON, *words), self.folder, jobs=2)
        ground = self.stack.enter_context(laid(request))
        return discovery.discover(request, ground), ground, request

    def engine(self, files: Mapping[str, str], *words: str) -> Engine:
        """Return the engine of a program."""
        return self.stack.enter_context(Engine(*self.found(files, *words)))


@pytest.fixture
def audited(tmp_path: Path) -> Iterator[Audited]:
    """Return a folder for programs."""
    made = Audited(tmp_path)
    with made.stack:
        yield made


def a_try(*words: str) -> Try:
    """Return a try of words."""
    return Try(Act.VALUE, (), words, Expected(Must.TELL))


def told(arrived: Arrived) -> dict[str, object]:
    """Return all that must be the same."""
    leaves = {name: show(value) for name, value in arrived.leaves.items()}
    ended = (arrived.reached, arrived.exit, arrived.stdout, arrived.stderr)
    return {**leaves, "ended": ended, "written": arrived.written}


#: Modules that do at import what a fork would not do again, and what is said of each.
AMISS = {
    "reads": ("import sys; WORDS = sys.argv[1:]", "reads sys.argv"),
    "counts": ("import sys; COUNT = len(sys.argv)", "reads sys.argv"),
    "parses": (
        "import argparse; ARGS = argparse.ArgumentParser().parse_known_args()",
        "reads sys.argv",
    ),
    "threads": (
        "import threading; E = threading.Event()\n"
        "threading.Thread(target=E.wait, daemon=True).start()",
        "starts a thread",
    ),
    "starts": ("import os, time\nif not os.fork(): time.sleep(60)", "starts a process"),
    "opens": ("FILE = open(__file__)", "keeps {folder}/opens.py open"),
    "moves": ("import os; os.chdir('/')", "changes the working folder"),
    "handles": (
        "import signal; signal.signal(signal.SIGUSR1, signal.SIG_IGN)",
        "handles a signal",
    ),
    "prints": ("print('hello')", "prints"),
    "asks": ("import sys; TEXT = sys.stdin.read()", "reads standard input"),
    "seeds": ("import random; random.seed(3)", "seeds or draws random numbers"),
    "writes": ("open(__file__ + '.made', 'w').close()", "writes {folder}/writes.py.made"),
    "leaves": ("import sys; sys.exit(0)", "ends the process"),
    "dies": ("import os; os._exit(0)", "ends the process, or does not end itself"),
}
#: Modules that do nothing of that.
FINE = {
    "sets": "import os, sys, warnings; os.environ['A'] = '1'; NAME = sys.argv[0]",
    "reports": "import sys; print('to stderr', file=sys.stderr)",
    "finishes": "import atexit; atexit.register(print, 'late')",
    "fails": "try:\n    import nothing_of_this_name\nexcept ImportError: pass",
    "waits": "import threading; T = threading.Thread(target=int); T.start(); T.join()",
    "asked": "import subprocess; OUT = subprocess.check_output(['true'])",
}
IMPORTING = """
import argparse, contextlib
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.1)
    args = parser.parse_args()
    print(args)
{imports}
main()
"""


def test_what_a_fork_would_not_do_again_is_left_to_it(audited: Audited) -> None:
    """Each kind by its name and reason, with what imports it; what is fine is imported before."""
    files = {f"{name}.py": source for name, (source, _) in AMISS.items()}
    files |= {f"{name}.py": source for name, source in FINE.items()}
    names = [*FINE, *AMISS]
    imports = [
        f"with contextlib.suppress(SystemExit): import {name}" for name in names
    ]
    # os._exit: known by the program's list of modules alone.
    files["train.py"] = IMPORTING.format(imports="\n".join(imports[:-1]))
    files["above.py"] = "import prints\n"
    files["train.py"] = files["train.py"].replace("main()\n", "import above\nmain()\n", 1)
    target, ground, _ = audited.found(files, "train.py")
    target = replace(target, modules=(*target.modules, "dies"))
    found = forking._Known(own=True)
    environ = ground.variables()
    server = None
    for _ in range(forking._ATTEMPTS):
        server, report = forking._attempt(target, environ, ground.apart(), found)
        if server is not None:
            break
        assert not found.learn(report)
    assert server is not None
    server.close()
    folder = audited.folder
    assert found.amiss == {
        name: what.format(folder=folder) for name, (_, what) in AMISS.items()
    }
    assert found.left - found.amiss.keys() == {"above"}


@pytest.mark.parametrize(
    "words",
    [("train.py",), ("-m", "train"), ("-m", "pkg.sub"), ("-m", "pkg"), ("bin/tool",)],
    ids=" ".join,
)
def test_a_fork_is_begun_as_python_begins(
    words: tuple[str, ...], audited: Audited
) -> None:
    """Script, module, package and console script: the words, the path, the names, the variables."""
    started = audited.engine(
        {
            "train.py": TELLING,
            "helping.py": HELPING,
            "pkg/__init__.py": "",
            "pkg/sub.py": TELLING,
            "pkg/__main__.py": TELLING,
            "bin/tool": f"#!{PYTHON}\n{TELLING}",
            "bin/helping.py": HELPING,
        },
        *words,
    )
    for line in (("--lr", "3"), ("--lr", "x"), ("--help",), ("--nothing", "a b")):
        forked, fresh = started.ask([line])[0], started.fresh(line)
        assert (forked.fresh, fresh.fresh) == (False, True), started.notes
        assert told(forked) == told(fresh)
