"""What holds for every test: the processes that share the tests, and what a slow machine may do.

The whole suite runs in one process more than there are cores, by pytest-xdist: a test that runs
programs waits for the disk a fifth of its time.  Whoever names tests has them in one process, where
a debugger works and nothing has to start; ``-n`` decides otherwise.

What takes long because its point is a whole run (of the main job, of a miniature, of a training in
a process of its own, of a browser) is marked ``slow``: ``make test`` and CI run it, by ``--slow``,
and so does whoever names it; plain ``pytest`` leaves it out.

The machines are shared.  Hypothesis fails an example that takes long, or examples that are long in
the making; both assert an absolute time.  It turns that off by itself where ``CI`` is set, so that
without this profile a test could fail for a user that passes there.
"""

import gc
import os
import re
import signal
import sys
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks import results
from benchmarks.contract import style
from benchmarks.paths import ADAPTERS, ROOT
from benchmarks.workers import cores


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that leaves nothing out."""
    parser.addoption("--slow", action="store_true", help="also tests of whole runs")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Share the whole suite among the cores."""
    options = config.option
    if not options.benchmark:
        # Threads of torch wait for each other by spinning: where several processes have all cores,
        # that multiplies the cost of networks as small as those of the tests.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        # Containers often set this; every process of hundreds would compile the harness anew, and
        # pytest rewrite all tests.
        sys.dont_write_bytecode = False
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    options.slow |= not whole
    if not whole or hasattr(config, "workerinput") or options.benchmark:
        return
    if not config.pluginmanager.hasplugin("xdist"):
        return
    if options.numprocesses is None and not options.usepdb:
        options.numprocesses = cores() + 1
    if options.dist == "no":
        options.dist = "loadgroup"


def pytest_configure(config: pytest.Config) -> None:
    """Give examples time; hide from what a test starts that it runs in one of several processes.

    pytest-benchmark turns itself off at the sight of these.
    """
    # A shell starts what runs beside it with interrupts ignored, and so would all that tests start.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not config.option.benchmark:
        # The main job needs none, and does not wait for its import.
        from hypothesis import HealthCheck, settings  # noqa: PLC0415

        patient = [HealthCheck.too_slow]
        settings.register_profile(
            "shared machine", deadline=None, suppress_health_check=patient
        )
        settings.load_profile("shared machine")
    if hasattr(config, "workerinput"):
        for name in [name for name in os.environ if name.startswith("PYTEST_XDIST_")]:
            del os.environ[name]


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Tell what is left out."""
    if config.option.slow or config.option.benchmark:
        return []
    return ["tests of whole runs are left out: --slow runs them, as make test does"]


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Look for garbage neither among what is imported now, nor later through all of it."""
    if session.config.option.benchmark:
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what is slow; among several processes, begin with what takes long."""
    slow = {item for item in items if item.get_closest_marker("slow")}
    if not config.option.slow:
        items[:] = [item for item in items if item not in slow]
        config.hook.pytest_deselected(items=[*slow])
    if hasattr(config, "workerinput"):
        # Whole runs, then what one process must do alone; single tests fill what is left.
        files = {item: item.nodeid.partition("::")[0] for item in items}
        items.sort(key=lambda each: (each not in slow, _group(files[each]) is None))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep together what must be, by our own rule, in the order of the collected tests.

    The scheduler of ``loadgroup`` looks for groups in the names of tests, where pytest-xdist 3.8
    cannot write them with pytest 9.2: it would keep nothing together, and say nothing.
    """
    if config.option.dist != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415  where it is in use

    class Together(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
        def _split_scope(self, nodeid: str) -> str:
            return _group(nodeid.partition("::")[0]) or _row(nodeid) or nodeid

    config.option.loadscopereorder = False
    return Together(config, log)


@cache
def _group(file: str) -> str | None:
    """Return what the tests of a file are kept together by; nothing if each may run anywhere.

    The files of a group run in one process: what fills memory on purpose, and what must be killed
    by nothing else, for the kernel's count is the machine's.  So does a file, or a folder, whose
    tests have a fixture in common, so that it is made once.
    """
    path = ROOT / file
    text = path.read_text(encoding="utf-8")
    if named := re.search(r'xdist_group\("(\w+)"\)', text):
        return named[1]
    beside = path.with_name("conftest.py")
    common = beside.is_file() and beside != Path(__file__)
    if common and _SHARED.search(beside.read_text(encoding="utf-8")):
        return str(beside.parent)
    return file if _SHARED.search(text) else None


def _row(nodeid: str) -> str | None:
    """Return the row that a test is about, if it is one of those that are asked of every row.

    One process starts what is forked for the environment of a row, and learns what it imports: a
    test of one row alone names it in a parameter, too, if it needs much of that.
    """
    asked = re.search(r"\[(\w+)\]$", nodeid)
    return asked[1] if asked and (ADAPTERS / asked[1]).is_dir() else None


_SHARED = re.compile(r'^@pytest\.fixture\(scope="(module|session)"', re.MULTILINE)


@pytest.fixture(autouse=True, scope="session")
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Remember nothing of an earlier session: a finding that is remembered cannot fail.

    What mypy keeps is no finding of ours, and it looks itself whether that holds still: a cold one
    reads torch, for a quarter of a minute.  It is where ``make check`` has it, that runs beside.
    """
    cache = tmp_path_factory.mktemp("cache")
    (cache / "configbench").mkdir()
    (cache / "configbench" / "mypy").symlink_to(style._types_cache())
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(cache))
        yield


@pytest.fixture(scope="session")
def published_python() -> None:
    """Skip a test that measures again what is published, unless this is the Python of the results.

    Libraries do other things on another Python: that is a finding, and no failure here.
    """
    published = results.load()["machine"]["python"].split(".")[:2]
    here = [str(part) for part in sys.version_info[:2]]
    if here != published:
        pytest.skip(
            f"the results are of Python {'.'.join(published)}, this is {'.'.join(here)}"
        )
