"""Many programs: who is audited, remembered, concerned by a change; audits are stand-ins."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from configbench import cli, interruption, options, project
from configbench.audit import auditing, grouping
from configbench.audit.model import Audit, Request, Target
from configbench.audit.programs import (
    changes,
    keys,
    many,
    memory,
    rayed,
    stated,
    worker,
    workers,
)
from configbench.audit.programs.worker import Answer, Order
from configbench.errors import UserError
from tests.audit import made
from tests.audit.laying import ASKED, lay, programs

ROOT = Path(__file__).parents[2]

# -- many -----------------------------------------------------------------------------------------

TWO = """\
[[tool.configbench.programs]]
name = "one"
command = "python one.py"

[[tool.configbench.programs]]
name = "two"
command = "python two.py"
"""


class Following:
    """Workers that find what they are told, and keep what they were ordered."""

    def __init__(self, folder: Path) -> None:
        self.found = made.audit(folder)
        self.answers: dict[str, Answer] = {}
        self.orders: list[str] = []
        self.jobs: list[int] = []
        self.end_behind = 99

    def followed(
        self, orders: Sequence[Order], _: object
    ) -> Iterator[tuple[int, Answer]]:
        """Answer each order, the last first."""
        for number, order in reversed([*enumerate(orders)]):
            if len(self.orders) == self.end_behind:
                interruption.request()
                interruption.check()
            program = order.request.command[-1]
            self.orders.append(program)
            self.jobs.append(order.request.jobs)
            file = order.request.cwd / program
            audit = replace(self.found, target=self.target(file))
            default = Answer(
                audit,
                key=keys.depends(order.request, order.asked).key,
                files=memory.hashes([str(file)]),
                installed=memory.installed(audit),
            )
            yield number, self.answers.get(program, default)

    def target(self, file: Path) -> Target:
        """Return a program whose interpreter is this one."""
        return replace(self.found.target, python=Path(sys.executable), files=(file,))


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Following:
    """Two programs with a module in common, and what answers for them."""
    folder = tmp_path / "repo"
    lay(
        folder,
        {"one.py": "import both", "two.py": "", "both.py": "", "pyproject.toml": TWO},
    )
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    following = Following(tmp_path)
    monkeypatch.setattr(workers, "followed", following.followed)
    monkeypatch.setattr(rayed, "followed", following.followed)
    return following


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what was told of each program."""
    return capsys.readouterr().out.splitlines()[:2]


def test_what_has_not_changed_is_remembered(
    two: Following, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what depends on a changed file is audited, and with --no-cache all."""
    assert cli.main(["audit", "--all"]) == 1
    assert two.orders == ["two.py", "one.py"]
    assert [each.split()[:3] for each in lines(capsys)] == [
        ["one", "1", "error,"],
        ["two", "1", "error,"],
    ]
    two.orders.clear()
    assert cli.main(["audit", "--all"]) == 1
    assert two.orders == []
    assert all(each.endswith("nothing has changed") for each in lines(capsys))
    Path("both.py").write_text("# more")
    assert cli.main(["audit", "--all"]) == 1
    assert two.orders == ["one.py"]
    assert cli.main(["audit", "--no-cache", "--all", "two", "one"]) == 1
    assert two.orders == ["one.py", "two.py", "one.py"]
    assert cli.main(["audit", "--all", "--seed=3", "--ray=x", "--jobs=8"]) == 1
    assert two.orders[3:] == ["two.py", "one.py"]
    assert two.jobs[-2:] == [1, 1]


def test_what_it_had_imported_counts_too(two: Following) -> None:
    """Files that no reading tells; they stand in what is remembered."""
    file = Path("hidden.py")
    file.write_text("")
    audit = replace(two.found, target=two.target(file.resolve()))
    request = Request(("python", "one.py"), Path.cwd())
    (program, _) = stated.programs(project.read(Path.cwd()))
    files = memory.hashes([str(file.resolve())])
    last = memory.Remembered("k", (), files, memory.installed(audit), audit)
    memory.keep(program, last)
    recalled = memory.recalled(program)
    assert recalled == last
    assert recalled.holds("k")
    assert not recalled.holds("")
    file.write_text("# more")
    assert not recalled.holds("k")
    assert keys.depends(request, ASKED).key


@pytest.mark.parametrize(
    "text", ["", "{}", "[" * 100_000, '{"version": 1, "last": null}', "\udcff", None]
)
def test_a_broken_memory_is_none(two: Following, text: str | None) -> None:
    """All is audited again, and remembered."""
    cli.main(["audit", "--all"])
    for each in memory.folder().iterdir():
        if text is None:
            each.unlink()
            each.mkdir()
        else:
            each.write_bytes(text.encode("utf-8", "surrogateescape"))
    two.orders.clear()
    assert cli.main(["audit", "--all"]) == 1
    assert two.orders == ["two.py", "one.py"]


def test_a_memory_that_cannot_be_written_is_no_trouble(
    two: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    assert cli.main(["audit", "--all"]) == 1
    assert cli.main(["audit", "--all"]) == 1
    assert len(two.orders) == 4


def test_what_changed_meanwhile_is_not_remembered(two: Following) -> None:
    """Nobody knows what was audited."""
    two.answers["two.py"] = Answer(two.found, key="other", files={})
    cli.main(["audit", "--all"])
    two.orders.clear()
    cli.main(["audit", "--all"])
    assert two.orders == ["two.py"]


def test_a_baseline_holds_for_each_program(
    two: Following, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it accepts of one is a finding of another; what is remembered is taken apart anew."""
    assert cli.main(["audit", "--all", "one", "--write-baseline", "b.json"]) == 0
    assert cli.main(["audit", "--all", "one", "--baseline", "b.json"]) == 0
    assert two.orders == ["one.py"]
    assert cli.main(["audit", "--all", "--baseline", "b.json"]) == 1
    shown = capsys.readouterr().out
    assert "two  1 error, 1 warning" in shown
    assert two.orders == ["one.py", "two.py"]


def test_the_trend_is_told(two: Following, capsys: pytest.CaptureFixture[str]) -> None:
    """By rule, against the last time; rules that were not asked both times are left out."""
    cli.main(["audit", "--all"])
    first, second = two.found.findings
    two.found = replace(two.found, findings=(first, replace(first, cause="x")))
    Path("both.py").write_text("# more")
    capsys.readouterr()
    cli.main(["audit", "--all"])
    changed, unchanged = lines(capsys)
    assert f"since the last time +1 {first.rule}, -1 {second.rule}" in changed
    assert "since" not in unchanged
    two.found = replace(two.found, findings=())
    cli.main(["audit", "--all", "--select", second.rule])
    assert f"since the last time -1 {second.rule} " in capsys.readouterr().out


def test_one_that_cannot_be_looked_at_ends_no_other(
    two: Following, capsys: pytest.CaptureFixture[str]
) -> None:
    """The worst is the exit code; a fault of ours is a traceback on standard error."""
    two.found = replace(two.found, findings=())
    assert cli.main(["audit", "--all"]) == 0
    two.answers["one.py"] = Answer(
        None, "configbench itself failed (x)", "Trace\x1bback"
    )
    Path("both.py").write_text("# more")
    assert cli.main(["audit", "--all"]) == 2
    told = capsys.readouterr()
    assert "one  could not be looked at: configbench itself failed (x)" in told.out
    assert "Trace\\x1bback" in told.err
    assert cli.main(["audit", "--all", "two"]) == 0


def test_ctrl_c_tells_what_is_there(
    two: Following, capsys: pytest.CaptureFixture[str]
) -> None:
    """And ends like any command that was interrupted; what was found is remembered."""
    two.end_behind = 1
    assert cli.main(["audit", "--all"]) == 128 + signal.SIGINT
    assert lines(capsys) == [
        "one  could not be looked at: all was ended before it was done",
        lines_of_two(two),
    ]
    two.end_behind = 99
    cli.main(["audit", "--all"])
    assert two.orders == ["two.py", "one.py"]


def lines_of_two(two: Following) -> str:
    """Return the line of the second program."""
    found = two.found
    return (
        f"two  1 error, 1 warning · {len(found.settings)} settings · {found.tries:,} command lines "
        f"in {found.seconds:.1f} s · overlay"
    )


def test_a_list_runs_nothing(
    two: Following, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what would be done."""
    assert cli.main(["audit", "--all", "--list"]) == 0
    assert capsys.readouterr().out == (
        "one: $ python one.py · 2 files · to be audited\n"
        "two: $ python two.py · 1 file · to be audited\n"
    )
    assert two.orders == []


ASKED_WRONGLY = [
    (["--all", "on"], "there is no program 'on' (did you mean 'one'?)"),
    (["--all", "--", "python", "x.py"], "'python' stands where a command begins"),
    (["--all", "--at", "x:1"], "--at goes with one command"),
    (["--all", "--set", "a=--a {}"], "--set goes with one command"),
    (["--ray", "auto", "--", "python", "x.py"], "--ray goes with --all"),
    (["--no-cache", "--", "python", "x.py"], "--no-cache goes with --all"),
    (["--changed-since=x", "--", "a"], "--changed-since goes with --all"),
    (["--all", "--changed-since=x"], "tells of no work tree around"),
]


@pytest.mark.parametrize(("words", "sentence"), ASKED_WRONGLY)
def test_what_is_asked_wrongly_is_one_sentence(
    two: Following, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    """Exit code 2, and nothing is run."""
    assert cli.main(["audit", *words]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert two.orders == []


# -- changes --------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    """Run git."""
    who = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    command = ["git", *who, *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def concerned(changed_since: str) -> set[str]:
    """Return the programs that a change concerns."""
    folder = Path.cwd()
    request = Request((), folder)
    found = many.cases(
        stated.programs(project.read(folder)), request, many.Manner(ASKED)
    )
    since = changes.since(changed_since, folder)
    return {each.program.name for each in found if since.concern(each)}


def test_a_change_concerns_who_depends_on_it(two: Following, tmp_path: Path) -> None:
    """Changed, new, removed, renamed; what installs; the program's own table and no other."""
    folder = Path.cwd()
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    assert concerned("HEAD") == set()
    for name, text, expected in (
        ("both.py", "# more", {"one"}),
        ("요구 .txt", "", set()),
        ("json.py", "", set()),
        ("requirements-dev.txt", "numpy", {"one", "two"}),
        ("pyproject.toml", TWO + '[[tool.configbench.programs]]\nname = "three"\n'
         'command = "python two.py"\n', {"three"}),
        ("pyproject.toml", TWO.replace("two.py", "two.py -v"), {"two"}),
        ("pyproject.toml", TWO + "[tool.configbench.settings.x]\n", {"one", "two"}),
        ("pyproject.toml", TWO + "[project]\nname = 'x'\n", {"one", "two"}),
    ):  # fmt: skip
        lay(folder, {name: text})
        assert concerned("HEAD") == expected, (name, text)
        git(folder, "stash", "-uq")
    git(folder, "mv", "both.py", "moved.py")
    assert concerned("HEAD") == {"one"}
    git(folder, "commit", "-qm", "moved")
    assert concerned("HEAD") == set()
    assert concerned("HEAD~1") == {"one"}
    clone = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{folder}", str(clone))
    with pytest.raises(UserError, match="git fetch --depth=1 origin v1"):
        changes.since("v1", clone)
    with pytest.raises(UserError, match="no such commit, expected a branch"):
        changes.since("--all", folder)


def test_without_git_it_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is where it cannot be run."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="--changed-since x needs git"):
        changes.since("x", tmp_path)


# -- workers --------------------------------------------------------------------------------------


def test_a_worker_follows_orders_in_turn(tmp_path: Path) -> None:
    """A real process: what cannot be looked at is a sentence, and the next is asked of it."""
    gone = Order(Request(("python", "x.py"), tmp_path / "gone"), ())
    place = Order(Request(("python", "x.py"), tmp_path, at="y.py:1"), ())
    apart = worker.carried(grouping.together)
    other = Order(Request(("python", "x.py"), tmp_path), (), "other", apart)
    found = dict(workers.followed([gone, place, other], 1))
    assert [found[number].audit for number in range(3)] == [None] * 3
    assert "there is no folder" in found[0].trouble
    assert "there is no file 'y.py'" in found[1].trouble
    assert "expected the same at the same paths" in found[2].trouble


def test_a_worker_that_dies_is_one_programs_trouble(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The next has a new one."""
    code = "import os, sys; sys.stdin.readline(); os.kill(os.getpid(), 9)"
    monkeypatch.setattr(worker, "command", lambda: [sys.executable, "-c", code])
    order = Order(Request(("a",), tmp_path), ())
    found = dict(workers.followed([order, order], 2))
    assert {each.trouble for each in found.values()} == {
        "the process that audits it has ended with -9 and no answer, as it does if memory is short"
    }


def test_nothing_runs_on_when_it_is_told_to_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Workers are ended at once."""
    pids = tmp_path / "pids"
    code = f"import os, time; open({str(pids)!r}, 'a').write(f'{{os.getpid()}} '); time.sleep(60)"
    monkeypatch.setattr(worker, "command", lambda: [sys.executable, "-c", code])
    order = Order(Request(("a",), tmp_path), ())
    running = workers.followed([order], 1)

    def interrupted(done: object) -> None:
        while not pids.exists() or not pids.read_text():
            pass
        raise interruption.Interrupted(signal.SIGINT)

    monkeypatch.setattr(workers, "_next", interrupted)
    with pytest.raises(KeyboardInterrupt):
        next(running)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pids.read_text()), 0)


def test_a_fault_of_ours_is_told_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An audit with an end of its own is told, and not remembered."""
    monkeypatch.setattr(auditing, "audit", lambda *_, **__: 1 / 0)
    found = worker._followed(Order(Request(("a",), tmp_path), ()))
    assert (
        found.trouble
        == "configbench itself failed (ZeroDivisionError: division by zero)"
    )
    assert "ZeroDivisionError" in found.fault
    ended = replace(made.audit(tmp_path), ended="--max-time")
    given: list[object] = []

    def audit(*_: object, **said: object) -> Audit:
        given.append(said["apart"])
        return ended

    monkeypatch.setattr(auditing, "audit", audit)
    assert worker._followed(Order(Request(("a",), tmp_path), ())) == Answer(ended)
    carried = worker.carried(many.Manner(ASKED).apart("x"))
    worker._followed(Order(Request(("a",), tmp_path), (), apart=carried))
    assert given == [grouping.together] * 2


# -- Ray ------------------------------------------------------------------------------------------


class Ray:
    """A cluster whose tasks are done when they are asked for."""

    def __init__(self, node: Callable[..., tuple[str, bytes, bytes]]) -> None:
        self.node = node

    def remote(self, **said: object) -> Callable[..., SimpleNamespace]:
        """Wrap a task."""
        assert said["num_cpus"] == 1
        assert said["max_retries"] == 1

        def wrapped(_: object) -> SimpleNamespace:
            return SimpleNamespace(
                remote=lambda *words: (*map(str, words[:2]), words[2])
            )

        return wrapped

    def wait(self, left: list[Any], **_: object) -> tuple[list[Any], list[Any]]:
        """Return the first."""
        return left[:1], left[1:]

    def get(self, reference: tuple[Any, ...]) -> tuple[str, bytes, bytes]:
        """Do it."""
        return self.node(*reference)


def test_what_a_machine_answers_is_told(tmp_path: Path) -> None:
    """An answer, a machine with other files, a task that has failed."""

    def node(_: object, __: object, order: bytes) -> tuple[str, bytes, bytes]:
        if order == b"lost":
            raise RuntimeError("the node has died\nmore")
        if order == b"bare":
            return "far", b"", b"Traceback\nNo module named 'configbench'\n"
        return "far", worker.line(Answer(None, "no place")), b""

    done = rayed.done(Ray(node), [b"good", b"bare", b"lost"], {})
    heard = (
        rayed._heard(json.dumps({"number": number, **content}).encode())
        for number, content in done
    )
    found = [(number, rayed._answer(told)) for number, told in heard]
    assert [number for number, _ in found] == [0, 1, 2]
    assert [each.trouble for _, each in found] == [
        "no place",
        "far could not look at it (No module named 'configbench'), expected the same files at the "
        "same paths, such as a shared folder",
        "Ray could not have it done (RuntimeError: the node has died)",
    ]


def spoken(
    monkeypatch: pytest.MonkeyPatch, code: str, address: str = "auto"
) -> list[tuple[int, Answer]]:
    """Return what comes of two orders, where somebody else speaks with the cluster."""
    monkeypatch.setattr(worker, "command", lambda _: [sys.executable, "-S", "-c", code])
    order = Order(Request(("a",), Path("/")), ())
    return [*rayed.followed([order, order], address)]


def test_who_speaks_with_a_cluster_may_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has told counts; of the others it is said why they are not done."""
    told = """
import sys
assert len(sys.stdin.readlines()) == 2 and sys.argv[1] == "auto"
print('{"begun": true}')
print('{"number": 1, "trouble": "the node has died"}', flush=True)
sys.exit("noise\\nthe cluster has gone")
"""
    assert spoken(monkeypatch, told) == [
        (1, Answer(None, "the node has died")),
        (0, Answer(None, "Ray has ended before it was done (the cluster has gone)")),
    ]


@pytest.mark.parametrize(
    ("code", "address", "sentence"),
    [
        ('print(\'{"refused": "it needs ray"}\')', "auto", "--ray auto: it needs ray"),
        ("import time; time.sleep(60)", "auto", "--ray auto: no cluster has answered"),
        ("", "127.0.0.1:1", "--ray 127.0.0.1:1: nobody answers there"),
        ("", "ray://nowhere.invalid:99999", "nobody answers there"),
    ],
)
def test_without_a_cluster_it_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, code: str, address: str, sentence: str
) -> None:
    """And nothing waits for ever."""
    patience = 5 if "refused" in code else 0.2
    monkeypatch.setattr(rayed, "_BEGINNING", patience)
    with pytest.raises(UserError) as raised:
        spoken(monkeypatch, code, address)
    assert sentence in str(raised.value)


def test_a_task_needs_nothing_of_ours_but_files() -> None:
    """Where these are not, it says so; otherwise it runs the command."""
    task = rayed.task_of_one()
    _, told, said = task([sys.executable, "-S", "-P", "-c", "/nowhere"], {}, b"")
    assert (told, said) == (b"", b"there is no /nowhere")
    code = "import os, sys; print(sys.stdin.read(), os.environ['A'], sys.argv)"
    _, told, _ = task([sys.executable, "-S", "-c", code, "/"], {"A": "1"}, b"x")
    assert told == b"x 1 ['-c', '/']\n"


def test_without_ray_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence."""
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UserError, match=r"needs ray.*pip install 'configbench\[ray\]'"):
        rayed._begun("auto")


# -- the page -------------------------------------------------------------------------------------


def test_the_page_shows_what_can_be_stated(tmp_path: Path) -> None:
    """Its example is read as it stands, and has every key; its commands are ones of ours."""
    page = (ROOT / "docs" / "many-programs.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    serve = programs(tmp_path, example)[1]
    assert serve.command == ("torchrun", "--nproc-per-node", "2", "serve.py")
    assert {
        line.split("`")[1] for line in page.splitlines() if line.startswith("| `")
    } >= {*stated.KEYS}
    table = project.read(tmp_path).tables("programs")[1]
    assert {*table.values} == {*stated.KEYS}
    _, commands = cli._parser()
    known = options.names(commands["audit"])
    typed = re.findall(r"configbench audit [^`\n#]*", page)
    words = {word for line in typed for word in line.split() if word.startswith("--")}
    assert (
        {"--all", "--changed-since", "--no-cache", "--ray", "--list"}
        <= words
        <= {*known}
    )
