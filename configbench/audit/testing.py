"""Audits as tests of pytest: which tests there are, and what becomes of each.

Collecting takes a look at the program, which tells its settings; the audit itself begins when the
first test needs it.  Both are done once in a session, whatever processes it has (pytest-xdist).
"""

import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from configbench import cli, commands, interruption, project, session, shell_words
from configbench.audit import auditing, commanded, rules
from configbench.audit.asked import ARGUMENT, MARK, Asked
from configbench.audit.formats import Options, terminal
from configbench.audit.model import CTRL_C, Audit, Finding
from configbench.audit.once import Content, Once
from configbench.commands import audit as command
from configbench.errors import ConfigbenchError, UserError
from configbench.escaping import visible

_ONCE = pytest.StashKey[Once]()

#: Options that say how a page is printed: a test prints none.
_PAGES = ("help", "list", "show", "format")

#: What a single test is called that tells why there are no others.
_ALONE = "audit"


# -- which tests there are ------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One rule, asked of one setting.

    Attributes
    ----------
    rule, severity
        Its id, ``CB101``, and how bad it is where it is broken.
    setting
        The name; empty for what concerns the program as a whole.
    fails
        Whether a finding fails the test: of what is less bad than ``fail_on``, it is expected to.
    verdict
        Finds out what the audit says, and whether it was this call that had to.
    """

    rule: str
    severity: str
    setting: str
    fails: bool
    verdict: Callable[[], tuple[Content, bool]] = field(repr=False)

    def check(self) -> None:
        """Fail if the rule is broken, with the command that shows it and what arrived.

        The test is skipped where nothing can be said: the setting was not tried, or the audit has
        ended early.  An audit that cannot look at the program fails the first test that asks, with
        the reason, and skips the others.
        """
        __tracebackhide__ = True
        content, first = self.verdict()
        if content["trouble"]:
            if first:
                _fail(content["trouble"])
            pytest.skip(f"the audit could not look: {content['trouble']}")
        if found := content["found"].get(self.rule, {}).get(self.setting):
            if not self.fails:
                pytest.xfail(found)
            _fail(found)
        if why := content["left"].get(self.setting):
            pytest.skip(f"it was not tried: {why}")
        if self.setting and self.setting not in content["tried"]:
            pytest.skip(
                "it was not tried: it was no setting when the program was audited"
            )
        if content["ended"]:
            pytest.skip(content["ended"])


@dataclass(frozen=True)
class _Trouble:
    """Why there are no tests."""

    sentence: str

    def check(self) -> None:
        """Fail with the reason."""
        __tracebackhide__ = True
        _fail(self.sentence)


def _fail(text: str) -> NoReturn:
    __tracebackhide__ = True
    pytest.fail(text, pytrace=False)


def parametrize(metafunc: pytest.Metafunc, asked: Asked) -> None:
    """Make a test for each rule and each setting."""
    metafunc.parametrize(ARGUMENT, list(_cases(metafunc.config, asked)))


def _cases(config: pytest.Config, asked: Asked) -> Iterator[Any]:
    try:
        commands.require_linux(command.NAME)
    except UserError as error:
        yield pytest.param(None, id=_ALONE, marks=pytest.mark.skip(str(error)))
        return
    try:
        read = _read(asked, config.rootpath)
    except ConfigbenchError as error:
        yield pytest.param(_Trouble(str(error)), id=_ALONE)
        return
    once = _once(config)
    key = repr((read.request.command, read.request.cwd, [*_typed(asked.options)]))
    looked, _ = once(f"look {key}", lambda: _looked(read))
    if looked["trouble"]:
        yield pytest.param(_Trouble(looked["trouble"]), id=_ALONE)
        return
    names = looked["settings"]

    def verdict() -> tuple[Content, bool]:
        return once(f"audit {key}", lambda: _audited(read, names))

    for rule in rules.RULES:
        if rule.id not in read.rules.ids:
            continue
        for name in ("", *names):
            case = Case(
                rule.id, rule.severity, name, rule.severity in read.worst, verdict
            )
            yield pytest.param(case, id=_id(case), marks=_marks(case))


def _id(case: Case) -> str:
    return f"{case.rule}-{visible(case.setting)}" if case.setting else case.rule


def _marks(case: Case) -> list[pytest.MarkDecorator]:
    said = {"rule": case.rule, "setting": case.setting, "severity": str(case.severity)}
    mark: pytest.MarkDecorator = getattr(pytest.mark, MARK)
    return [mark(**said), getattr(pytest.mark, f"{MARK}_{case.severity}")]


# -- what is asked for ----------------------------------------------------------------------------


def _read(asked: Asked, root: Path) -> commanded.Asked:
    """Return what a test asks for, as if it had been typed in its folder."""
    cwd = root / asked.cwd
    if not cwd.is_dir():
        raise UserError(
            f"configbench.audit(cwd={str(asked.cwd)!r}): there is no folder {cwd}"
        )
    args = cli.read(command.NAME, list(_typed(asked.options)))
    if not command.needs_command(args):
        raise UserError(
            "configbench.audit(all=…): a test asks for one command; each program of "
            f"{project.FILE} can have a test of its own"
        )
    for name, value in vars(args).items():
        if isinstance(value, Path):
            setattr(args, name, cwd / value)
    return commanded.read(args, _words(asked), cwd)


def _words(asked: Asked) -> list[str]:
    if not isinstance(asked.command, str):
        return [str(each) for each in asked.command]
    called = f"configbench.audit({asked.command!r})"
    words = shell_words.split(asked.command, called)
    if not words:
        raise UserError(f"{called}: the command to run is missing")
    return [*words]


def _typed(options: Mapping[str, object]) -> Iterator[str]:
    """Yield options as they are typed.

    >>> list(_typed({"more": True, "fresh": False, "set": {"lr": "--lr={}"}, "jobs": 2}))
    ['--more', '--set=lr=--lr={}', '--jobs=2']
    """
    for name, value in options.items():
        if name in _PAGES:
            raise UserError(
                f"configbench.audit({name}=…): this option is of the command line alone"
            )
        option = f"--{name.replace('_', '-')}"
        if value is True:
            yield option
        elif isinstance(value, Mapping):
            yield from (f"{option}={key}={each}" for key, each in value.items())
        elif isinstance(value, list | tuple):
            yield from (f"{option}={each}" for each in value)
        elif value is not False and value is not None:
            yield f"{option}={value}"


# -- what is found out ----------------------------------------------------------------------------


def _once(config: pytest.Config) -> Once:
    """Return what a session remembers: workers of pytest-xdist share a folder of its own."""
    if _ONCE not in config.stash:
        folder = None
        temporary = getattr(config, "_tmp_path_factory", None)
        if hasattr(config, "workerinput") and temporary is not None:
            run = config.workerinput["testrunuid"]
            folder = temporary.getbasetemp().parent / f"configbench-{run}"
        config.stash[_ONCE] = Once(folder)
    return config.stash[_ONCE]


def _told(make: Callable[[], Content]) -> Content:
    """Return what is found out, or what is in the way."""
    try:
        with interruption.heeded():
            return {"trouble": "", **make()}
    except ConfigbenchError as error:
        return {"trouble": str(error)}
    except Exception:  # noqa: BLE001  ours: told once, and not by each of a thousand tests
        return {"trouble": traceback.format_exc()}


def _looked(asked: commanded.Asked) -> Content:
    def look() -> Content:
        with session.begun():
            _, found, _ = auditing.settled(asked.request)
        return {"settings": [each.name for each in found.settings]}

    return _told(look)


def _audited(asked: commanded.Asked, names: list[str]) -> Content:
    def look() -> Content:
        audit = commanded.found(asked)
        if audit.ended == CTRL_C:
            raise KeyboardInterrupt
        return {
            "found": _found(audit, names, asked.request.cwd),
            "left": dict(audit.ignored),
            "tried": [each.name for each in audit.settings],
            "ended": audit.ended
            and f"nothing found so far: ended early by {audit.ended}, {audit.left:,} command lines "
            "were left",
        }

    return _told(look)


def _found(audit: Audit, names: list[str], cwd: Path) -> dict[str, dict[str, str]]:
    """Return what is told of each rule, and of each setting that there is a test of."""
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for finding in audit.findings:
        for name in finding.settings or ("",):
            text = f"{terminal.one(_of(finding, name), Options(cwd))}\n{_explained(finding)}"
            told[finding.rule][name if name in names else ""].append(text)
    return {
        rule: {name: "\n\n".join(texts) for name, texts in each.items()}
        for rule, each in told.items()
    }


def _of(finding: Finding, name: str) -> Finding:
    """Return a finding as it concerns one of its settings: that one first, with its own command."""
    others = tuple(each for each in finding.settings if each != name)
    for example in finding.examples:
        if name in example.settings:
            return replace(finding.shown_by(example), settings=(name, *others))
    return finding


def _explained(finding: Finding) -> str:
    return f"  configbench explain {finding.rule} tells what it means"
