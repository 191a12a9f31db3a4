"""``pytest --benchmark``: the whole comparison through pytest-benchmark.

pytest forbids abbreviated options, so ``--benchmark`` has to be a flag of its own.  It collects
``benchmarks/suite`` instead of ``tests`` and leaves every option of pytest-benchmark as its users
know it.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from benchmarks import results
from benchmarks.axes import scaling, startup
from benchmarks.beyond import remote
from benchmarks.errors import BenchError
from benchmarks.measuring import CLAIMS, ONE_BY_ONE, Choice, Run, choose
from benchmarks.paths import ROOT
from benchmarks.results import CONTROL_NAME

SUITE = ROOT / "benchmarks" / "suite"

#: Ends the name of a benchmark group whose times say how long measuring took.
NO_RESULT = "time to measure, not a result"

_CHOICE = pytest.StashKey[Choice]()
_RUN = pytest.StashKey[Run]()
_PROGRESS = pytest.StashKey["Bar"]()

#: Rough seconds of a unit, an average row's; they only shape the progress bar.
_WEIGHTS = {
    "lines": 0.1,
    "change": 2.2,
    "overrides": 2.5,
    "roundtrip": 9.0,
    "safety": 1.0,
    "startup": 0.14,
    "claims": 20.0,
    "scaling": 0.2,
    "remote": 60,
    "sweep": 60,
    "ranks": 30,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag and what goes with it."""
    group = parser.getgroup("benchmark")
    group.addoption("--benchmark", action="store_true", help="run the whole comparison")
    group.addoption(
        "--axis",
        metavar="A,B",
        help="with --benchmark: only these axes; claims: the article's claims",
    )
    group.addoption(
        "--adapters",
        metavar="X,Y",
        help="with --benchmark: only these rows; one may be a path: --adapters=DIR/",
    )
    group.addoption(
        "--fast", action="store_true", help="with --benchmark: fewer rounds"
    )
    group.addoption(
        "--report-dir",
        metavar="DIR",
        type=Path,
        default=results.FILE.parent,
        help="with --benchmark: write to --report-dir=DIR instead of report/ (with the =: "
        "pytest takes a path that stands alone for tests to run)",
    )
    group.addoption(
        "--resume",
        action="store_true",
        help="with --benchmark: go on with an interrupted run",
    )


def _axis_of(params: Mapping[str, object]) -> str:
    """Tell which axis an item of the suite belongs to, by what it is parametrized with."""
    if CLAIMS in params:
        return CLAIMS
    return "scaling" if "scaled" in params else str(params.get("axis", "startup"))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the suite instead of the tests, before pytest-benchmark reads its options."""
    config.addinivalue_line(
        "markers", "one_by_one: an axis measured adapter by adapter"
    )
    options = config.option
    if not options.benchmark:
        for flag in ("axis", "adapters", "fast", "resume"):
            if getattr(options, flag):
                raise pytest.UsageError(f"--{flag} goes with --benchmark")
        return
    try:
        config.stash[_CHOICE] = choose(
            options.axis, options.adapters, fast=options.fast
        )
    except BenchError as error:
        raise pytest.UsageError(str(error)) from error
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = [str(SUITE)]
    options.benchmark_only = True
    # Timings of units that are no results need no columns of statistics.
    options.benchmark_sort = options.benchmark_sort or "name"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrize the suite by names: objects would not serialize into the JSON."""
    choice = metafunc.config.stash.get(_CHOICE, None)
    if choice is None:
        return
    names = [adapter.address for adapter in choice.adapters]
    if "axis" in metafunc.fixturenames:
        axes = [axis for axis in choice.axes if axis in ONE_BY_ONE]
        pairs = [(axis, name) for axis in axes for name in names]
        if "remote" in axes and not metafunc.config.option.adapters:
            pairs.append(("remote", CONTROL_NAME))
        ids = [f"{axis}-{name}" for axis, name in pairs]
        metafunc.parametrize(("axis", "name"), pairs, ids=ids)
    if "scaled" in metafunc.fixturenames:
        rows = [adapter.name for adapter in choice.adapters]
        metafunc.parametrize("scaled", rows if "scaling" in choice.axes else [])
    if "contestant" in metafunc.fixturenames:
        contestants: list[str] = []
        if "startup" in choice.axes:
            rows = [adapter.name for adapter in choice.adapters]
            twins = startup.twinned(choice.installed)
            contestants = [
                startup.CONTROL_NAME,
                *rows,
                *(f"{t}{startup.TWIN}" for t in twins),
            ]
            if _refusal() is not None:
                # One item, one sentence.
                contestants = ["refused"]
        metafunc.parametrize("contestant", contestants)
    if "claims" in metafunc.fixturenames:
        metafunc.parametrize("claims", ["all"] if CLAIMS in choice.axes else [])


def _refusal() -> str | None:
    """Return why start-up must not be published from here, or ``None``."""
    try:
        startup.refuse_plugins()
    except startup.Refused as refused:
        return str(refused)
    return None


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out tests of axes that were not chosen: pytest would show them as skipped."""
    if config.stash.get(_CHOICE, None) is not None:
        items[:] = [item for item in items if "[NOTSET" not in item.nodeid]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin the run as soon as it is known what is selected."""
    config = session.config
    choice = config.stash.get(_CHOICE, None)
    if choice is None or config.option.collectonly:
        return
    try:
        config.stash[_RUN] = Run.start(
            choice,
            resume=config.option.resume,
            path=config.option.report_dir.resolve() / results.FILE.name,
        )
    except BenchError as error:
        raise pytest.UsageError(str(error)) from error
    # Beside the units of an axis there are those of start-up and of the claims.
    chosen = [
        item.callspec.params
        for item in session.items
        if isinstance(item, pytest.Function)
    ]
    config.stash[_RUN].planned = frozenset(
        f"{params['axis']}/{params['name']}" for params in chosen if "axis" in params
    )
    units = [_axis_of(params) for params in chosen]
    starts = (
        startup.work_planned(choice.installed, fast=choice.fast)
        if "startup" in units
        else 0
    )
    weight = starts * _WEIGHTS["startup"]
    if "scaling" in units:
        planned = scaling.starts_planned(choice.installed, choice.scaling_plan)
        weight += planned * _WEIGHTS["scaling"]
    weight += sum(_WEIGHTS[axis] for axis in units if axis in ONE_BY_ONE)
    config.stash[_PROGRESS] = Bar(config, weight)


class Left(ProgressColumn):
    """The remaining time, from the pace of the whole run: a unit may last long without a tick."""

    max_refresh = 0.5

    def __init__(self, started: float) -> None:
        super().__init__()
        self._started = started
        self._seen = (0.0, started)

    def render(self, task: Task) -> Text:
        """Return the estimate, counted down since the last tick."""
        now = time.monotonic()
        if task.completed != self._seen[0]:
            self._seen = (task.completed, now)
        done, at = self._seen
        if not done or task.total is None:
            return Text("")
        pace = (at - self._started) / done
        left = pace * (task.total - done) - (now - at)
        return Text(f"about {left:.0f} s left" if left >= 1 else "a little more")


class Bar:
    """Progress with the remaining time, shown on a terminal only."""

    def __init__(self, config: pytest.Config, total: float) -> None:
        self._capture: Any = config.pluginmanager.getplugin("capturemanager")
        self._total = total
        self._done = 0.0
        self._left = Left(time.monotonic())

    @contextmanager
    def show(self, title: str, weight: float) -> Iterator[Callable[[float], None]]:
        """Show the bar while a unit of ``weight`` is measured; yields a function to advance it."""
        before = self._done
        with self._capture.global_and_fixture_disabled():
            console = Console(highlight=False)
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.percentage:>3.0f} %"),
                self._left,
            )
            with Progress(
                *columns,
                console=console,
                transient=True,
                disable=not console.is_terminal,
            ) as bar:
                task = bar.add_task(title, total=self._total)
                bar.update(task, completed=self._done)

                def advance(by: float) -> None:
                    self._done = min(self._done + by, before + weight)
                    bar.update(task, completed=self._done)

                yield advance
        self._done = before + weight


@pytest.fixture
def progress(
    request: pytest.FixtureRequest,
) -> Callable[[str], AbstractContextManager[Any]]:
    """Return a context manager that shows the progress of one unit."""
    bar = request.config.stash[_PROGRESS]
    return lambda title: bar.show(title, _WEIGHTS[title.partition("/")[0]])


@pytest.fixture(scope="session")
def bench_run(request: pytest.FixtureRequest) -> Run:
    """Return the run in progress."""
    return request.config.stash[_RUN]


@pytest.fixture(scope="session")
def startup_cells(
    request: pytest.FixtureRequest, bench_run: Run
) -> dict[str, dict[str, dict[str, Any]]]:
    """Measure the start-up of everything at once: pytest-benchmark's rounds do not interleave."""
    if (refusal := _refusal()) is not None:
        pytest.fail(refusal, pytrace=False)
    bar = request.config.stash[_PROGRESS]
    choice = bench_run.choice
    work = startup.work_planned(choice.installed, fast=choice.fast)
    each = _WEIGHTS["startup"]
    with bar.show("startup", work * each) as advance:
        return bench_run.startup(lambda count: advance(count * each))


@pytest.fixture(scope="session")
def scaling_cells(
    request: pytest.FixtureRequest, bench_run: Run
) -> dict[str, dict[str, Any]]:
    """Measure the scaling of everything at once: rounds interleave all rows and sizes."""
    bar = request.config.stash[_PROGRESS]
    choice = bench_run.choice
    starts = scaling.starts_planned(choice.installed, choice.scaling_plan)
    each = _WEIGHTS["scaling"]
    with bar.show("scaling", starts * each) as advance:
        return bench_run.scaling(lambda count: advance(count * each))


@pytest.fixture
def replay_scaling(
    request: pytest.FixtureRequest,
    scaling_cells: dict[str, dict[str, Any]],
    scaled: str,
) -> list[float]:
    """Make pytest-benchmark's timer tell the samples of a row's loads with a hundred settings."""
    cell = scaling_cells[scaled].get("load/100", {})
    samples: list[float] = cell.get("samples", {}).get("wall", [])
    request.node.add_marker(pytest.mark.benchmark(timer=replay_timer(samples)))
    return samples


@pytest.fixture
def replay(
    request: pytest.FixtureRequest,
    startup_cells: dict[str, dict[str, dict[str, Any]]],
    contestant: str,
) -> list[float]:
    """Make pytest-benchmark's timer tell the stored samples, in seconds, of one contestant."""
    cell = startup_cells[contestant]["default"]
    samples: list[float] = cell.get("samples", {}).get("wall", [])
    request.node.add_marker(pytest.mark.benchmark(timer=replay_timer(samples)))
    return samples


def replay_timer(samples: Sequence[float]) -> Callable[[], float]:
    """Return a timer whose readings, taken in pairs, are ``samples`` apart."""
    readings = iter([reading for sample in samples for reading in (0.0, sample)])

    def replayed() -> float:
        return next(readings)

    return replayed


def pytest_benchmark_update_machine_info(
    config: pytest.Config, machine_info: dict[str, Any]
) -> None:
    """Leave the host's name out of what is stored."""
    del config
    machine_info["node"] = ""


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Mark the run as complete, unless it was interrupted; write the report in any case."""
    run = session.config.stash.get(_RUN, None)
    if run is None:
        return
    remote.AHEAD.end()
    if exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        with suppress(BenchError):  # told where it happened, or in the summary
            run.finish()


@pytest.hookimpl(wrapper=True)
def pytest_benchmark_group_stats(config: pytest.Config) -> Generator[None, Any, Any]:
    """Show tables of times for start-up only: elsewhere a time is what measuring took."""
    groups = yield
    if config.stash.get(_CHOICE, None) is None:
        return groups
    return [group for group in groups if not str(group[0]).endswith(NO_RESULT)]


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the first table and the paths of the report."""
    run = config.stash.get(_RUN, None)
    if run is None:
        return
    # A process of its own: the report reads the file as anybody would, and imports nothing of us.
    done = subprocess.run(  # noqa: S603  our own fixed command
        [sys.executable, "-m", "report", "--dir", str(run.path.parent)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    terminalreporter.section("configbench")
    terminalreporter.write_line(done.stdout.rstrip())
    if done.returncode:
        terminalreporter.write_line(done.stderr.rstrip(), red=True)
    if "interrupted" in run.content:
        terminalreporter.write_line(
            f"interrupted; {len(run.content['interrupted']['done'])} units are kept. "
            "Go on with the same options and --resume."
        )
    seconds: dict[str, float] = {}
    for name, unit in run.content["units"].items():
        axis = name.partition("/")[0]
        spent = unit["seconds"]
        before = seconds.get(axis, 0) if axis in ONE_BY_ONE else 0
        seconds[axis] = before + spent
    spent = ", ".join(f"{axis} {value:.0f} s" for axis, value in seconds.items())
    terminalreporter.write_line(f"time: {spent}")
    measured = run.content["startup"].get(startup.CONTROL_NAME, {}).get("run")
    if measured and "startup" in run.choice.axes:
        terminalreporter.write_line(
            f"start-up took {measured['ratio']:.3f} times what the started programs took "
            f"({measured['seconds']:.0f} s and {measured['children']:.0f} s)"
        )
