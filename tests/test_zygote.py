"""Quick runs equal fresh ones: records, exit codes, both outputs, files, and trained weights."""

import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import nursery, registry
from benchmarks.categories.overrides.words import Words, words_of
from benchmarks.running import Manner, probe, train
from configbench.process import Command, Finished, Limits, environment, run
from configbench.server import ServerError
from configbench.workplace import Workplace, workplace
from configbench.zygote import Zygote
from tests.miniatures import build

CLOCK = re.compile(r"\d\d[-:]\d\d[-:]\d\d")


def observed(adapter: registry.Adapter, said: Words, *, fresh: bool) -> str:
    """Return all that a probe shows, without the names of folders and the time of day."""
    with workplace() as place:
        place.write(said.files)
        *_, argv = said.split(place)
        manner = Manner(environ=said.env, fresh=fresh)
        seen = probe(adapter, argv, place, manner).as_json()
        del seen["seconds"]
        text = json.dumps(seen, indent=1).replace(str(place.base), "BASE")
    return CLOCK.sub("TIME", text)


@pytest.mark.parametrize("name", ["argparse", "hydra"])
def test_a_fork_shows_what_a_fresh_process_shows(name: str) -> None:
    """For tasks and mistakes: the same records, exit code, output and files."""
    adapter = registry.find(name)
    # A script is always started afresh.  Every ninth: a fresh Hydra takes half a second.
    forked = {k: said for k, said in words_of(adapter).items() if not said.script}
    for case, said in [*forked.items()][::9]:
        quick = observed(adapter, said, fresh=False)
        assert quick == observed(adapter, said, fresh=True), case


@pytest.mark.slow
@pytest.mark.parametrize("name", ["argparse"])
def test_a_fork_trains_to_the_same_weights(name: str) -> None:
    """Preloaded torch changes no bit of a training."""
    adapter = registry.find(name)
    small = ["--n-epochs", "1", "--n-students", "60", "--n-steps", "10"]
    quick = train(adapter, small)
    fresh = train(adapter, small, manner=Manner(fresh=True))
    assert quick.weights == fresh.weights
    assert quick.weights is not None


@pytest.fixture
def zygote() -> Iterator[Zygote]:
    """Return a zygote with nothing but json."""
    made = Zygote(
        ["json", "no.such.module"], environment(Workplace(Path("/nonexistent")))
    )
    yield made
    made.close()


ENDINGS = {
    "plain": ("print('x')", 0),
    "exit code": ("import sys; sys.exit(3)", 3),
    "exit text": ("import sys; sys.exit('no')", 1),
    "exit none": ("raise SystemExit", 0),
    "exit 256": ("import sys; sys.exit(256)", 0),
    "error": ("def f():\n    1 / 0\nf()", 1),
    "syntax": ("def (", 1),
    "atexit": ("import atexit; atexit.register(print, 'late')", 0),
    "thread": (
        "import threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(0.05), print('thread'))).start()",
        0,
    ),
    "main": (
        "import __main__, sys; print(__name__, __main__.__file__ == sys.argv[0])",
        0,
    ),
    "path": ("import sys, os; print(sys.path[0] == os.path.dirname(__file__))", 0),
    "signal": ("import os; os.kill(os.getpid(), 11)", -11),
    "environment": ("import os; print(sorted(set(os.environ) - {'LC_CTYPE'}))", 0),
    "unflushed": ("import sys; sys.stdout.write('no newline')", 0),
    "input": ("print(repr(open(0).read()))", 0),
    "hook": ("import sys; sys.excepthook = lambda *a: print('hook'); 1 / 0", 1),
    "interrupt": ("raise KeyboardInterrupt", -2),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_program_ends_as_in_an_interpreter_of_its_own(
    ending: str, zygote: Zygote, tmp_path: Path
) -> None:
    """Exit codes, tracebacks, exit handlers, threads and streams are those of ``python FILE``."""
    source, code = ENDINGS[ending]
    file = tmp_path / "program with späce.py"
    file.write_text(source, encoding="utf-8")
    place = Workplace(tmp_path)
    place.home.mkdir()
    command = Command(("python", str(file), "a b"), place, cwd=tmp_path)
    fresh, quick = (run(command, each) for each in (None, zygote))
    assert (quick.exit, quick.stdout, quick.stderr) == (
        fresh.exit,
        fresh.stdout,
        fresh.stderr,
    )
    assert quick.exit == code


def test_a_module_that_resets_signals_at_a_fork_is_no_hindrance(tmp_path: Path) -> None:
    """As asyncio does from Python 3.12 on; without the fork each run would start afresh."""
    (tmp_path / "resets.py").write_text(
        "import os, signal\n"
        "os.register_at_fork(after_in_child=lambda: signal.set_wakeup_fd(-1))\n",
        encoding="utf-8",
    )
    file = tmp_path / "x.py"
    file.write_text("import sys; print('resets' in sys.modules)", encoding="utf-8")
    place = Workplace(tmp_path)
    variables = environment(place) | {"PYTHONPATH": str(tmp_path)}
    zygote = Zygote(["resets"], variables)
    try:
        for _ in range(2):
            done = run(Command(("python", str(file)), place, cwd=tmp_path), zygote)
            assert done.stdout == "True\n"
    finally:
        zygote.close()


def test_a_fork_is_limited_like_any_run(zygote: Zygote, tmp_path: Path) -> None:
    """A hanging fork is ended; the next one works."""
    file = tmp_path / "x.py"
    file.write_text(
        "import time\nprint('up', flush=True)\ntime.sleep(60)", encoding="utf-8"
    )

    def forked(limits: Limits) -> Finished:
        argv = ("python", str(file))
        place = Workplace(tmp_path)
        return run(Command(argv, place, limits=limits, cwd=tmp_path), zygote)

    done = forked(Limits(seconds=0.5))
    assert (done.exceeded, done.stdout) == ("time", "up\n")
    file.write_text("print(1)", encoding="utf-8")
    assert forked(Limits()).stdout == "1\n"


def test_a_zygote_that_was_killed_is_replaced(tmp_path: Path) -> None:
    """A program that kills its parent is told as killed; later runs work again."""
    folder = build("flawless", tmp_path)
    adapter = registry.read(folder)
    program = folder / "train.py"
    source = program.read_text(encoding="utf-8")
    program.write_text(
        "import os\nos.kill(os.getppid(), 9)\nimport time\ntime.sleep(60)\n"
    )
    assert probe(adapter, manner=Manner(limits=Limits(1))).finished.ended in {
        "SIGKILL",
        "over the time limit",
    }
    program.write_text(source, encoding="utf-8")
    assert len(probe(adapter).reached) == 1


def test_a_program_that_asks_for_ever_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is learned of it then: its runs import what they need themselves."""
    program = tmp_path / "asks.py"
    binaries = Path(sys.executable).parent
    program.write_text("import colorsys\n", encoding="utf-8")
    assert "colorsys" in nursery._imported(program, binaries, {})
    limits = Limits(seconds=0.5)
    ended: list[Finished] = []

    def noted(command: Command, parent: Zygote) -> Finished:
        assert command.limits is limits
        ended.append(run(command, parent))
        return ended[-1]

    monkeypatch.setattr(nursery, "_LEARNING", limits)
    monkeypatch.setattr(nursery, "run", noted)
    program.write_text("import colorsys\nwhile True: pass\n", encoding="utf-8")
    assert nursery._imported(program, binaries, {}) == []
    assert [each.exceeded for each in ended] == ["time"]


def test_an_ended_zygote_says_so(zygote: Zygote) -> None:
    """Asking a zygote that has ended is an error of its own kind."""
    assert zygote.confined in {"namespace", "subreaper", "nothing"}
    os.kill(zygote._process.pid, signal.SIGKILL)
    assert zygote._process.wait() == -signal.SIGKILL
    assert zygote.ended
    with pytest.raises(ServerError):
        _start_in_vain(zygote)


def _start_in_vain(zygote: Zygote) -> None:
    # In a namespace the server proper is a child of it, and ends a moment later.
    while True:
        zygote.start([])


class _Held:
    """Stands for a zygote: whether it was ended is all that is looked at."""

    def __init__(self, *_: object, **__: object) -> None:
        self.ended = False

    def close(self) -> None:
        """End it."""
        self.ended = True


def test_what_another_thread_may_fork_is_not_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of those with torch a few are kept; one that somebody asked for last is among them."""
    monkeypatch.setattr(nursery, "Zygote", _Held)
    learned: list[str] = []

    def learn(row: registry.Adapter) -> list[str]:
        learned.append(row.name)
        return []

    monkeypatch.setattr(nursery, "learned", learn)
    kept = nursery.Nursery()
    used = kept.training(registry.find("hydra"))
    names = ("fire", "omegaconf", "easydict", "argparse", "hydra_structured")
    others: list[Zygote | None] = []

    def ask() -> None:
        others.extend(kept.training(registry.find(name)) for name in names)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert used is not None
    assert not used.ended
    assert others[-1] is used  # the same distributions
    assert [each.ended for each in others if each] == [True, True, False, False, False]
    # Each set of distributions is learned once.
    assert learned == ["hydra", "fire", "omegaconf", "easydict", "argparse"]
    kept.training(registry.find("fire"))
    assert not used.ended
    kept.close()
    assert used.ended
