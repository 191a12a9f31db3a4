"""Forks of any program do what fresh processes do; what cannot be a fork is found, and told."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from configbench import session
from configbench.audit import engine, forking
from configbench.audit.engine import Engine
from configbench.audit.ground import Ground, laid
from configbench.audit.model import Act, Arrived, Expected, Must, Request, Target, Try
from configbench.audit.target import discovery
from configbench.errors import UnmeasuredError
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
        self, files: Mapping[str, str], *words: str, launcher: tuple[str, ...] = ()
    ) -> tuple[Target, Ground, Request]:
        """Return a program, and the ground on which it stands."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        request = Request((*launcher, PYTHON, *words), self.folder, jobs=2)
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
    "seeds": ("import random; random.seed(3)", "seeds random numbers"),
    "writes": (
        "open(__file__ + '.made', 'w').close()",
        "writes {folder}/writes.py.made",
    ),
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
    "draws": "import random; [random.randint(0, 99999) for _ in range(900)]",
    "passes": "with open(__file__):\n    import passed",
    "passed": "",
    "cancels": "import threading; T = threading.Timer(60, int); T.start(); T.cancel()",
    "asked": "import subprocess; OUT = subprocess.check_output(['true'])",
}
PLAIN = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args)
"""


def test_what_a_fork_would_not_do_again_is_left_to_it(audited: Audited) -> None:
    """Each kind by its name and reason, with what imports it; what is fine is imported before."""
    files = {f"{name}.py": source for name, (source, _) in AMISS.items()}
    files |= {f"{name}.py": source for name, source in FINE.items()}
    names = [*FINE, *AMISS]
    files["above.py"] = "import prints\n"
    files["train.py"] = PLAIN
    target, ground, _ = audited.found(files, "train.py")
    target = replace(target, modules=(*target.modules, *names, "above"))
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
    "words", [("train.py",), ("-m", "pkg.sub"), ("bin/tool",)], ids=" ".join
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
            "bin/tool": f"#!{PYTHON}\n{TELLING}",
            "bin/helping.py": HELPING,
        },
        *words,
    )
    for line in (("--lr", "3"), ("--lr", "x"), ("--help",), ("--nothing", "a b")):
        forked, fresh = started.ask([line])[0], started.fresh(a_try(*line))
        assert (forked.fresh, fresh.fresh) == (False, True), started.notes
        assert told(forked) == told(fresh)


#: Programs that act otherwise as forks, with some words.
LIARS = {
    "at times": "lr += BORN != os.getpid() and lr > 90",
    "refuses": "if BORN != os.getpid() and lr > 90: sys.exit(3)",
}


@pytest.mark.parametrize("liar", LIARS)
def test_a_fork_that_is_other_than_a_process_ends_all_forks(
    liar: str, audited: Audited, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a fork has shown is void then: all tries come again, freshly, and it is told."""
    monkeypatch.setattr(engine, "_CHECKED_OF", 5)
    source = f"""
import argparse, os, sys
from born import BORN
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
lr = args.lr
{LIARS[liar]}
args = parser.parse_args(["--lr", str(lr)])
"""
    # Which of both parses is the place does not matter here: the second alone lies.
    files = {"train.py": source, "born.py": "import os\nBORN = os.getpid()\n"}
    target, ground, request = audited.found(files, "train.py")
    line = source.splitlines().index('args = parser.parse_args(["--lr", str(lr)])') + 1
    spot = replace(target.spot, at=f"{audited.folder / 'train.py'}:{line}")
    started = audited.stack.enter_context(
        Engine(replace(target, spot=spot), ground, request)
    )
    tries = [a_try("--lr", str(number)) for number in range(86, 96)]
    last = {each.words: arrived for each, arrived in started.run(tries)}
    assert [show(last[each.words].leaves["lr"]) for each in tries] == [
        f"{number}.0" for number in range(86, 96)
    ]
    assert all(arrived.fresh for arrived in last.values())
    (note,) = started.notes
    assert note.startswith("every run starts afresh: a fork that was given ")


COUNTING = """
import argparse, os, sys, time
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--hang", action="store_true")
args, left = parser.parse_known_args()
if args.hang:
    time.sleep(600)
{line}
print(args)
"""


def test_the_same_words_are_run_once_and_told_in_order(audited: Audited) -> None:
    """Every asker has an answer at its place; what is given back by the parser is told."""
    started = audited.engine({"train.py": COUNTING.format(line="")}, "train.py")
    asked = [("--lr", "1"), ("--lr", "2"), ("--lr", "1"), ("--lr", "1", "x")]
    first, second, third, fourth = started.ask(asked)
    assert first is third
    assert [show(each.leaves["lr"]) for each in (first, second, fourth)] == [
        "1.0",
        "2.0",
        "1.0",
    ]
    assert fourth.left == ("x",)


def test_what_is_confirmed_is_run_again(audited: Audited) -> None:
    """Also where every try was a process of its own: else a run would confirm itself."""
    timed = (
        "import argparse, time\n"
        "parser = argparse.ArgumentParser()\n"
        "parser.add_argument('--lr', type=float, default=0.1)\n"
        "parser.set_defaults(now=time.monotonic_ns())\n"
        "args = parser.parse_args()\n"
    )
    found = audited.found({"train.py": timed}, "train.py")
    fresh = (*found[:2], replace(found[2], fresh=True))
    with Engine(*fresh) as started:
        ((tried, first),) = started.run([a_try("--lr", "1")])
        second = started.fresh(tried)
    assert first.leaves["lr"] == second.leaves["lr"]
    assert first.leaves["now"] != second.leaves["now"]


def test_a_launcher_of_which_nothing_can_be_told_ends_no_audit(
    audited: Audited, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is left out, and told; what was seen before is not lost."""
    started = audited.engine({"train.py": COUNTING.format(line="")}, "train.py")

    def launched(*_: object) -> Arrived:
        raise UnmeasuredError("no room")

    monkeypatch.setattr(started, "launched", launched)
    behind = replace(a_try("--lr", "2"), act=Act.LAUNCHER)
    plain = a_try("--lr", "1")
    assert [tried for tried, _ in started.run([behind, plain])] == [plain]
    assert any("no room" in note for note in started.notes)


def test_whoever_leaves_early_waits_for_nobody(audited: Audited) -> None:
    """A run that hangs is ended when nobody asks for its outcome any more."""
    started = audited.engine({"train.py": COUNTING.format(line="")}, "train.py")
    spot = replace(started._target.spot, at="/nowhere.py:1")
    started._target = replace(started._target, spot=spot)
    for _ in started.run([a_try(), a_try("--hang")]):
        break
    # The fork server lives on.
    assert started.ask([()])[0].fresh is False


def test_a_fork_server_that_has_ended_is_started_again(audited: Audited) -> None:
    """A few times; then every run is a process of its own, and that is told."""
    started = audited.engine({"train.py": COUNTING.format(line="")}, "train.py")
    for restarts in range(engine._RESTARTS + 1):
        assert started._server is not None
        started._server.destroy()
        (arrived,) = started.ask([("--lr", str(restarts))])
        assert arrived.fresh is (restarts == engine._RESTARTS)
        assert show(arrived.leaves["lr"]) == f"{restarts}.0"
    assert started.notes == (
        "the fork server has ended: from then on every run started afresh",
    )


def test_what_cannot_be_a_fork_says_why(audited: Audited) -> None:
    """Options of the interpreter, a folder, a module that the server has from elsewhere."""
    shadowing = {"socket.py": "", "train.py": f"import socket\n{PLAIN}"}
    target, ground, _ = audited.found(shadowing, "train.py")

    def why(target: Target) -> str:
        found = forking.begun(target, ground.variables(), ground.apart(), own=True)
        assert found.server is None
        (note,) = found.notes
        return note.removeprefix("every run starts afresh: ")

    assert why(replace(target, entry=("-O", *target.entry))) == (
        "options of the interpreter hold from its start (-O)"
    )
    assert why(replace(target, entry=(str(audited.folder),))) == (
        f"{audited.folder} is no file of source"
    )
    assert why(target) == (
        "socket of its own stands before a module that the server has"
    )


@pytest.mark.parametrize(
    ("seconds", "reached", "most", "allowed"),
    [
        (0.1, True, 60, 10),
        (4.0, True, 60, 20),
        (30.0, True, 60, 60),
        (0.1, True, 5, 5),
        (0.1, False, 60, 60),
    ],
)
def test_a_run_may_take_some_times_what_the_first_took(
    seconds: float, reached: bool, most: float, allowed: float
) -> None:
    """So a try that hangs does not cost the whole of what is allowed."""
    first = Arrived(reached, {}, None, 0, None, "", "", seconds=seconds)
    assert engine.allowed(first, most) == allowed


def test_what_a_launcher_sets_is_set_without_it(audited: Audited) -> None:
    """A program that cannot start without its rank: fresh and as a fork, whatever is imported."""
    source = PLAIN.replace(
        "args =", 'parser.set_defaults(rank=os.environ["RANK"])\nargs ='
    )
    files = {"train.py": f"import os, ranked{source}"}
    files["ranked.py"] = 'import os\nRANK = int(os.environ["RANK"])\n'
    started = audited.stack.enter_context(
        Engine(*audited.found(files, "train.py", launcher=("env", "RANK=7")))
    )
    (forked,) = started.ask([("--lr", "3")])
    for arrived in (forked, started.fresh(a_try("--lr", "3"))):
        assert show(arrived.leaves["rank"]) == "'7'"
    assert forked.fresh is False


def test_the_words_as_given_have_been_run_when_it_is_ready(audited: Audited) -> None:
    """As a fresh process and as a fork, where there are forks."""
    started = audited.engine({"train.py": PLAIN}, "train.py", "--lr=3")
    assert [(each.reached, each.fresh) for each in started.as_given] == [
        (True, True),
        (True, False),
    ]
    assert {show(each.leaves["lr"]) for each in started.as_given} == {"3.0"}
    target, ground, request = audited.found({"train.py": PLAIN}, "train.py")
    with Engine(target, ground, replace(request, fresh=True)) as alone:
        assert [each.fresh for each in alone.as_given] == [True]


def test_the_command_is_run_as_it_was_typed(audited: Audited) -> None:
    """The launcher in front has its say; the place is the same."""
    launcher = f"""
import os, subprocess, sys
os.environ["LAUNCHED"] = "1"
sys.exit(subprocess.call([{PYTHON!r}, *sys.argv[1:]]))
"""
    source = PLAIN.replace("print(args)", "").replace(
        "args =", 'parser.set_defaults(by=os.environ.get("LAUNCHED"))\nargs ='
    )
    files = {"train.py": f"import os{source}print(args)", "launch.py": launcher}
    target, ground, request = audited.found(files, "train.py")
    target = replace(target, command=(PYTHON, "launch.py", "train.py", "--lr=2"))
    with Engine(target, ground, replace(request, fresh=True)) as started:
        launched = started.launched(("--lr=3",))
        assert [show(launched.leaves[name]) for name in ("lr", "by")] == ["3.0", "'1'"]
        assert [show(each) for each in started.fresh(a_try()).leaves.values()] == [
            "0.1",
            "None",
        ]


@pytest.mark.parametrize(
    ("told", "is_ready"), [(["a", "b", "c", ""], True), (["a", "b", "b", ""], False)]
)
def test_a_server_is_waited_for_while_it_goes_on(
    told: list[str], tmp_path: Path, *, is_ready: bool
) -> None:
    """Thousands of modules take their time on a busy machine; one that hangs does not go on."""
    file = tmp_path / "report"
    file.write_text("")

    class Busy:
        def ready_before(self, _: float) -> bool:
            file.write_text(told.pop(0))
            return not file.read_text()

    with file.open("rb") as report:
        became = forking._becomes_ready(cast("Any", Busy()), report.fileno())
    assert became is is_ready
