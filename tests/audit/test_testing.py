"""Audits that pytest runs: ``configbench.audit(…).parametrize()``; the audit is a stand-in."""

import doctest
import re
import shlex
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import configbench
from configbench import pytest_plugin
from configbench.audit import auditing, testing
from configbench.audit.asked import Asked
from configbench.audit.model import Audit, Example, Request
from configbench.audit.once import Once
from configbench.audit.planning.settings import Found
from configbench.audit.rules import RULES, selecting
from configbench.errors import UserError
from tests.audit import made
from tests.audit.pages import example

#: How many rules are asked, by severity; and of how many settings.
ASKED = Counter(str(each.severity) for each in RULES if each.id in selecting.BY_DEFAULT)
SETTINGS = 3

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]

#: As its users write it.
TESTS = """
import configbench

train = configbench.audit("python train.py --data x", {options})

@train.parametrize()
def test_train(case):
    case.check()
"""


class Auditing:
    """Audits that find what they are told."""

    def __init__(self, folder: Path) -> None:
        amp = replace(made.settings(folder)[0], name="amp")
        whole = made.audit(folder)
        flags, unread = whole.findings
        shown = Example(
            ("amp",),
            (),
            "python train.py --amp no",
            "False",
            "amp=True",
            0,
            flags.where,
        )
        flags = replace(flags, settings=("use_gpu", "amp"), examples=(shown,))
        self.found = replace(
            whole, settings=(*whole.settings, amp), findings=(flags, unread), ignored={}
        )
        self.looked: list[Request] = []
        self.audited: list[Request] = []
        self.error: Exception | None = None

    def settled(self, request: Request) -> tuple[object, Found, list[object]]:
        """Tell the settings."""
        self.looked.append(request)
        return self.found.target, Found(self.found.settings), []

    def audit(self, request: Request, *_: object) -> Audit:
        """Find what it is told."""
        self.audited.append(request)
        if self.error is not None:
            raise self.error
        return self.found


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Auditing:
    """An audit of a program with a finding of two settings, and a warning of one."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    made_here = Auditing(tmp_path)
    monkeypatch.setattr(auditing, "settled", made_here.settled)
    monkeypatch.setattr(auditing, "audit", made_here.audit)
    return made_here


Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(engine: Auditing, pytester: pytest.Pytester) -> Run:
    """Run such a test with some options of the audit, and words of pytest."""

    def ran(options: str, *words: str) -> pytest.RunResult:
        pytester.makepyfile(test_it=TESTS.format(options=options))
        given = ("-p", "no:cacheprovider", "--strict-markers", "-Werror", *words)
        return pytester.runpytest_inprocess(*given, plugins=[pytest_plugin])

    return ran


def test_a_test_for_each_rule_and_setting(run: Run, engine: Auditing) -> None:
    """By readable names; collecting looks at the program and does not audit it."""
    result = run("select='CB101,CB202'", "--collect-only", "-q")
    names = ["CB101", "CB101-use_gpu", "CB101-lr", "CB101-amp"]
    names += ["CB202", "CB202-use_gpu", "CB202-lr", "CB202-amp"]
    assert result.outlines[:8] == [f"test_it.py::test_train[{name}]" for name in names]
    (asked,) = engine.looked
    assert asked.command == ("python", "train.py", "--data", "x")
    assert engine.audited == []


def test_a_finding_fails_the_test_of_its_setting(run: Run, engine: Auditing) -> None:
    """With its own command and what arrived there; the audit runs once, and tells no traceback."""
    result = run("select='CB1'", "-k", "CB101 or CB102")
    result.assert_outcomes(failed=2, passed=6)
    result.stdout.fnmatch_lines(
        [
            "*test_train?CB101-use_gpu?*",
            "CB101 error  a false word is taken as true: use_gpu, amp",
            "  $ torchrun --nproc 2 train.py --data x --use_gpu False",
            "*test_train?CB101-amp?*",
            "CB101 error  a false word is taken as true: amp, use_gpu",
            "  $ python train.py --amp no",
            "  expected False  ·  arrived amp=True",
            "  configbench explain CB101 tells what it means",
        ]
    )
    assert "testing.py" not in result.stdout.str()
    assert len(engine.audited) == 1


@pytest.mark.parametrize(
    ("options", "words", "expected"),
    [
        ("", ["-k", "CB202-lr"], {"xfailed": 1}),
        ("fail_on='warning'", ["-k", "CB202-lr"], {"failed": 1}),
        ("fail_on='never'", ["-k", "CB101-amp"], {"xfailed": 1}),
        ("ignore='CB202'", ["-k", "CB202-lr"], {}),
        (
            "",
            ["-m", "configbench_warning", "-k", "use_gpu"],
            {"passed": ASKED["warning"]},
        ),
    ],
)
def test_what_is_less_bad_is_expected_to_fail(
    run: Run, options: str, words: list[str], expected: dict[str, int]
) -> None:
    """As the exit code of the command is by ``--fail-on``."""
    outcomes = run(options, *words).parseoutcomes()
    assert {key: outcomes[key] for key in outcomes if key != "deselected"} == expected


def test_what_nobody_has_a_test_of_is_not_lost(run: Run, engine: Auditing) -> None:
    """What is found of the whole program, or of what was no setting before."""
    flags, _ = engine.found.findings
    left = replace(flags, settings=("late",)), replace(flags, settings=(), rule="CB103")
    engine.found = replace(engine.found, findings=left)
    result = run("", "-rf", "-q", "--tb=no")
    whole = sum(ASKED.values()) * (1 + SETTINGS)
    result.assert_outcomes(failed=2, passed=whole - 2)
    result.stdout.fnmatch_lines(["FAILED *train?CB101? *", "FAILED *train?CB103? *"])


def test_what_was_not_tried_is_skipped(run: Run, engine: Auditing) -> None:
    """Nothing was seen of it, so that nothing was right."""
    engine.found = replace(
        engine.found, ended="--max-time", planned=1300, ignored={"lr": "changes"}
    )
    result = run("max_time=2", "-k", "CB101", "-rs")
    result.assert_outcomes(failed=2, skipped=2)
    result.stdout.fnmatch_lines(
        [
            "*nothing found so far: ended early by --max-time, 96 command lines were left",
            "*it was not tried: changes",
        ]
    )
    assert engine.audited[0].max_time == 2


def test_an_audit_that_cannot_look_fails_one_test(run: Run, engine: Auditing) -> None:
    """The others are skipped, with the reason."""
    engine.error = UserError("train.py:6 was reached once, and not again")
    result = run("", "-k", "CB101", "-rs")
    result.assert_outcomes(failed=1, skipped=3)
    result.stdout.fnmatch_lines(["train.py:6 was reached once, and not again"])
    assert len(engine.audited) == 1
    engine.error = ZeroDivisionError("of ours")
    result = run("", "-k", "CB101")
    result.assert_outcomes(failed=1, skipped=3)
    result.stdout.fnmatch_lines(["*ZeroDivisionError: of ours*"])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("max_tme=2", "there is no option '--max-tme' (did you mean '--max-time'?)"),
        ("max_time=-1", "*--max-time: '-1': expected a number above 0, such as 60*"),
        ("select='CB9'", "--select 'CB9': no rule begins with 'CB9'*"),
        ("at='train.py:6'", "place 'train.py:6': there is no file 'train.py'*"),
        ("set={'lr': '--lr'}", "--set 'lr=--lr': expected {} once*"),
        ("cwd='no folder'", "configbench.audit(cwd='no folder'): there is no folder *"),
        (
            "format='json'",
            "configbench.audit(format=…): this option is of the command line*",
        ),
        ("help=True", "configbench.audit(help=…): this option is of the command line*"),
        ("all=True", "configbench.audit(all=…): a test asks for one command*"),
        ("all=['train']", "configbench.audit(all=…): a test asks for one command*"),
        ("no_cache=True", "--no-cache goes with --all*"),
    ],
)
def test_a_mistake_is_one_test_that_tells_it(
    run: Run, engine: Auditing, options: str, sentence: str
) -> None:
    """And no traceback; nothing is looked at."""
    result = run(options)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*test_train?audit?*", sentence.replace("[", "[[]")])
    assert "Traceback" not in result.stdout.str()
    assert engine.looked == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("''", "*the command to run is missing"), ("'a \"b'", "*No closing quotation")],
)
def test_a_command_that_cannot_be_read(
    run: Run, pytester: pytest.Pytester, typed: str, sentence: str
) -> None:
    """It is told as other mistakes are."""
    pytester.makepyfile(
        test_it=TESTS.format(options="").replace('"python train.py --data x"', typed)
    )
    result = pytester.runpytest_inprocess(plugins=[pytest_plugin])
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([sentence])


def test_options_are_those_of_the_command(
    run: Run, engine: Auditing, pytester: pytest.Pytester
) -> None:
    """Names with ``_``, dictionaries, lists; paths are those of the folder where it is typed."""
    folder = pytester.mkdir("two words")
    (folder / "vars").write_text("B=2\n", encoding="utf-8")
    options = (
        "cwd='two words', set={'lr': '--lr={}'}, env={'A': '1 2'}, env_file='vars'"
    )
    run(
        f"{options}, more=True, fresh=False, seed=None, pass_env=['PATH']",
        "-k",
        "CB101",
    )
    (asked,) = engine.audited
    assert asked == Request(
        command=("python", "train.py", "--data", "x"),
        cwd=folder,
        templates={"lr": ("--lr={}",)},
        more=True,
        environ={"A": "1 2", "B": "2"},
        passed=("PATH",),
    )


def test_ctrl_c_ends_the_session(run: Run, engine: Auditing) -> None:
    """And not the one test that had begun the audit."""
    engine.found = replace(engine.found, ended="Ctrl-C")
    with pytest.raises(KeyboardInterrupt):
        run("", "-k", "CB101")


def test_elsewhere_it_is_skipped(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An audit needs Linux."""
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    result = run("", "-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*configbench audit needs Linux, this is Darwin"])


def test_names_of_settings_may_be_anything(run: Run, engine: Auditing) -> None:
    """What would act on a terminal is shown."""
    one = replace(engine.found.settings[0], name="é \x1b[2J]::x")
    engine.found = replace(engine.found, settings=(one,), findings=())
    result = run("select='CB101'", "-v")
    result.assert_outcomes(passed=2)
    assert "\x1b" not in result.stdout.str()


def test_it_is_called_by_the_name_of_a_package() -> None:
    """Whichever is imported first; nothing of the audit is read for that."""
    asked = configbench.audit("python x.py", at="x.py:3")
    assert asked == Asked("python x.py", ".", {"at": "x.py:3"})
    name = "configbench.audit"
    assert sys.modules[name] is configbench.__getattr__("audit")
    with pytest.raises(AttributeError, match="no attribute 'audits'"):
        configbench.__getattr__("audits")


def test_the_page_does_what_it_shows(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its example, audited; the options that it names are read."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    page = (ROOT / "docs" / "pytest.md").read_text(encoding="utf-8")
    shown = example(page)
    ((command, printed),) = shown.commands
    shown.write(pytester.path)
    words = shlex.split(command)[1:]
    result = pytester.runpytest_inprocess(*words, plugins=[pytest_plugin])
    got = result.stdout.str()
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.OutputChecker().check_output(printed, got, flags), got
    (_, _, called) = re.findall(
        r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    file = pytester.mkdir("pkg") / "train.py"
    file.write_text("def main(): pass", encoding="utf-8")
    asked = eval(  # noqa: S307  our own page
        called, {"configbench": configbench, "sys": sys}
    )
    read = testing._read(asked, pytester.path)
    assert read.request.max_time == 120


#: A test of somebody who has us installed and does not use us.
UNUSED = """
import sys

def test_nothing_is_loaded():
    ours = {name for name in sys.modules if name.partition(".")[0] == "configbench"}
    assert ours == {"configbench", "configbench.pytest_plugin"}
    assert "rich" not in sys.modules

def test_what_tests_import_is_light():
    import configbench
    configbench.audit("python train.py").parametrize()
    ours = {name for name in sys.modules if name.partition(".")[0] == "configbench"}
    assert {"configbench.audit", "configbench.audit.asked"} == ours - {
        "configbench", "configbench.pytest_plugin"
    }
"""


def test_a_session_that_asks_for_nothing_loads_nothing(tmp_path: Path) -> None:
    """The plug-in is there, and no other module of ours."""
    (tmp_path / "test_it.py").write_text(UNUSED, encoding="utf-8")
    words = ("-m", "pytest", "-q", "-p", "configbench.pytest_plugin", str(tmp_path))
    ran = subprocess.run(
        [sys.executable, *words],
        env={"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


def test_one_process_finds_out_for_all(tmp_path: Path) -> None:
    """Whoever comes meanwhile waits; what was raised is tried again by the next."""
    shared = tmp_path / "shared"
    begun = threading.Event()
    made_by: list[str] = []

    def slow() -> dict[str, Any]:
        begun.set()
        time.sleep(0.05)
        made_by.append("first")
        return {"é": 1}

    one = Once(shared)
    with pytest.raises(KeyboardInterrupt):
        one("key", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    thread = threading.Thread(target=lambda: one("key", slow))
    thread.start()
    begun.wait()
    other = Once(shared)
    assert other("key", dict) == ({"é": 1}, False)
    thread.join()
    assert made_by == ["first"]
    assert other("another", lambda: {"x": 2}) == ({"x": 2}, True)
    assert other("another", dict) == ({"x": 2}, False)
