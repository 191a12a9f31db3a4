"""``pytest --benchmark``: the whole comparison through pytest-benchmark.

pytest forbids abbreviated options, so ``--benchmark`` has to be a flag of its own.  It collects
``benchmarks/suite`` instead of ``tests`` and leaves every option of pytest-benchmark as its users
know it.
"""

import subprocess
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks import categories, contract, held, results
from benchmarks.claims import tables
from benchmarks.environments.building import prepare
from benchmarks.measuring import Choice, Run, Unit, choose, others
from benchmarks.nursery import NURSERY
from benchmarks.paths import ELSEWHERE, FAST, ROOT
from benchmarks.progress import Display, Ledger
from benchmarks.registry import CONTROL_NAME
from benchmarks.rendering import render
from benchmarks.results import CLAIMS
from benchmarks.shell import command_line
from benchmarks.workers import Workers, cores
from configbench import interruption
from configbench import session as runs
from configbench.errors import ConfigbenchError, UserError
from configbench.inside.supervisor import NAMESPACE
from configbench.options import Flag, Once, path
from configbench.session import CONFINED

SUITE = ROOT / "benchmarks" / "suite"

#: Ends the name of a benchmark group whose times say how long measuring took.
NO_RESULT = "time to measure, not a result"

#: Rough seconds of a claim; they only shape the progress bar.
_CLAIM = 0.6

#: The same of a cell of a public table.
_TABLED = 0.15

_CHOICE = pytest.StashKey[Choice]()
#: What is measured on other interpreters.
_OTHERS = pytest.StashKey[list[Choice]]()
_RUN = pytest.StashKey[Run]()
_CONFINED = pytest.StashKey[str]()
#: What is let go when pytest ends.
_LASTING = pytest.StashKey[ExitStack]()
_RENDERED = pytest.StashKey[subprocess.CompletedProcess[str]]()
_MEASURING = pytest.StashKey["Measuring"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag and what goes with it."""
    group = parser.getgroup("benchmark")
    group.addoption("--benchmark", action=Flag, help="run the whole comparison")
    group.addoption(
        "--category",
        "--axis",  # its name of before
        metavar="A,B",
        dest="categories",
        action=Once,
        help="with --benchmark: only these categories; claims: the article's claims",
    )
    group.addoption(
        "--adapters",
        metavar="X,Y",
        action=Once,
        help="with --benchmark: only these rows; one may be a path: --adapters=DIR/",
    )
    group.addoption(
        "--beside",
        action=Flag,
        help="with --benchmark: the stored results of the other rows stand beside what is measured",
    )
    group.addoption(
        "--fast",
        action=Flag,
        help="with --benchmark: less of what takes long; the summary says what is left out, and "
        f"the report goes to {FAST}/ unless --report-dir names another place",
    )
    group.addoption(
        "--python",
        action="append",
        dest="pythons",
        metavar="PATH",
        help="with --benchmark: measure what needs no torch on this interpreter too, a path, a "
        "command or a version; may be repeated (default: for the whole comparison each one found)",
    )
    group.addoption(
        "--report-dir",
        metavar="DIR",
        action=Once,
        type=path,
        help="with --benchmark: write to --report-dir=DIR instead of report/, or, with rows from "
        f"elsewhere, {ELSEWHERE}/ (with the =: pytest takes a path that stands alone for tests to "
        "run)",
    )
    group.addoption(
        "--resume", action=Flag, help="with --benchmark: go on with an interrupted run"
    )
    group.addoption(
        "--no-wait",
        action=Flag,
        help="with --benchmark: end where another run writes to the same report, instead of "
        "waiting for its end",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the suite instead of the tests, before pytest-benchmark reads its options."""
    options = config.option
    if not options.benchmark:
        named = {"categories": "category", "pythons": "python"}
        flags = (
            *("categories", "adapters", "fast", "resume", "beside", "pythons"),
            *("report_dir", "no_wait"),
        )
        for flag in flags:
            if getattr(options, flag) not in (None, False):
                name = named.get(flag, flag.replace("_", "-"))
                raise pytest.UsageError(f"--{name} goes with --benchmark")
        return
    try:
        choice = choose(options.categories, options.adapters, fast=options.fast)
        beside = others(choice, options.pythons)
        if not options.collectonly:
            elsewhere = [row for each in beside for row in each.adapters]
            prepare([*choice.adapters, *choice.placed(), *elsewhere])
        config.stash[_CHOICE], config.stash[_OTHERS] = choice, beside
    except ConfigbenchError as error:
        raise pytest.UsageError(str(error)) from error
    options.report_dir = options.report_dir or report_dir(config.stash[_CHOICE])
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = [str(SUITE)]
    options.benchmark_only = True
    lasting = ExitStack()
    lasting.enter_context(interruption.heeded())
    lasting.enter_context(runs.begun())
    config.stash[_CONFINED] = runs.server().confined
    config.add_cleanup(lasting.close)
    config.stash[_LASTING] = lasting
    # Between two units Ctrl-C meets a fixture that is not used yet: no error of anybody's.
    config.addinivalue_line(
        "filterwarnings", "ignore:Benchmark fixture was not used:UserWarning"
    )
    # Timings of units that are no results need no columns of statistics.
    options.benchmark_sort = options.benchmark_sort or "name"


def report_dir(choice: Choice) -> Path:
    """Return where a report is written that is sent nowhere else."""
    if not all(row.ours for row in choice.adapters):
        return ELSEWHERE
    return FAST if choice.fast else results.FILE.parent


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrize the suite by names: objects would not serialize into the JSON."""
    choice = metafunc.config.stash.get(_CHOICE, None)
    if choice is None:
        return
    if "row" in metafunc.fixturenames:
        units = list(_units(choice, metafunc.config))
        ids = ["-".join(filter(None, unit)) for unit in units]
        metafunc.parametrize(("category", "row", "python"), units, ids=ids)
    if "contestant" in metafunc.fixturenames:
        pairs = list(_timed_pairs(choice))
        ids = [f"{category}-{contestant}" for category, contestant in pairs]
        metafunc.parametrize(("timed", "contestant"), pairs, ids=ids)
    if "claims" in metafunc.fixturenames:
        metafunc.parametrize("claims", ["all"] if choice.claims else [])


class _Named(NamedTuple):
    """A unit that is measured row by row; ``python`` is empty for the harness's interpreter."""

    category: str
    row: str
    python: str = ""

    def __str__(self) -> str:
        where = f" on {self.python}" if self.python else ""
        return f"{self.category}/{self.row}{where}"


def _units(choice: Choice, config: pytest.Config) -> Iterator[_Named]:
    """Yield each unit that is measured row by row.

    Those of a row follow each other: they share its zygotes, and one with torch takes seconds to
    begin.
    """
    others = {other.interpreter.version: other for other in config.stash[_OTHERS]}
    for python, each in {"": choice, **others}.items():
        untimed = [category.name for category in each.categories if not category.timed]
        for row in each.adapters:
            yield from (_Named(category, row.name, python) for category in untimed)
    for category in choice.categories:
        if category.baseline and not config.option.adapters:
            yield _Named(category.name, CONTROL_NAME)


def _timed_pairs(choice: Choice) -> Iterator[tuple[str, str]]:
    """Yield category and contestant of each item whose samples are replayed."""
    for category in choice.categories:
        if category.timing is None:
            continue
        missing = [row.name for row in choice.adapters if row.missing()]
        for name in (*category.timing.contestants(choice.installed), *missing):
            yield category.name, name


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out tests of categories that were not chosen: pytest would show them as skipped."""
    if config.stash.get(_CHOICE, None) is not None:
        items[:] = [item for item in items if "[NOTSET" not in item.nodeid]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin the run as soon as it is known what is selected."""
    config = session.config
    choice = config.stash.get(_CHOICE, None)
    if choice is None or config.option.collectonly:
        return
    try:
        _hold(config)
        run = _begun(choice, config)
        beside = [_begun(each, config) for each in config.stash[_OTHERS]]
        proofs = {row.name: contract.proofs(row) for row in run.unproven()}
        for each in (run, *beside):
            each.spent = run.spent
            for row in each.unproven():
                each.prove(row, proofs.get(row.name) or run.proofs(row))
    except ConfigbenchError as error:
        raise pytest.UsageError(str(error)) from error
    parameters: list[dict[str, Any]] = [
        dict(item.callspec.params)
        for item in session.items
        if isinstance(item, pytest.Function)
    ]
    units = [
        _Named(params["category"], params["row"], params["python"])
        for params in parameters
        if "row" in params
    ]
    run.planned = frozenset(str(unit) for unit in units if not unit.python)
    timed = {params["timed"] for params in parameters if "timed" in params}
    named = [CLAIMS] if any("claims" in params for params in parameters) else []
    config.stash[_RUN] = run
    config.stash[_MEASURING] = Measuring(
        config, [run, *beside], units, [*sorted(timed), *named]
    )


def _results(config: pytest.Config) -> Path:
    """Return the file of this session's results on the harness's own interpreter."""
    folder: Path = config.option.report_dir.resolve()
    return folder / results.FILE.name


def _telling(config: pytest.Config) -> Callable[[str], None]:
    """Return what writes a line of its own to the terminal."""
    reporter: Any = config.pluginmanager.getplugin("terminalreporter")

    def tell(line: str) -> None:
        reporter.ensure_newline()
        reporter.write_line(line)

    return tell


def _hold(config: pytest.Config) -> None:
    """Let no other run write to the same report until this session ends."""
    command = command_line(["pytest", *map(str, config.invocation_params.args)])
    alone = held.held(
        _results(config),
        command,
        _telling(config),
        wait=not config.option.no_wait,
        parents=True,
    )
    config.stash[_LASTING].enter_context(alone)


def _begun(choice: Choice, config: pytest.Config) -> Run:
    """Begin a run of this session: what is measured on one interpreter."""
    path = _results(config)
    stored = results.of(choice.interpreter)
    run = Run.start(
        choice,
        resume=config.option.resume,
        path=results.of(choice.interpreter, path),
        beside=stored if config.option.beside and stored.is_file() else None,
    )
    run.otherwise = contract.otherwise
    return run


def _weight(choice: Choice, name: str) -> float:
    """Return what a unit takes, about, in seconds: all rows of a timed category, else one row."""
    if name == CLAIMS:
        return 20 * _CLAIM + tables.count() * _TABLED
    category = categories.find(name)
    rows = choice.installed if category.timed else choice.adapters[:1]
    seconds = category.seconds(choice.order(rows))
    return seconds if category.alone else seconds / cores()


class Measuring:
    """What measures the units of a run, and shows how far it is.

    Units that need not be alone are all begun when the first is asked for, one for each core at a
    time; whatever is alone waits for the end of those.

    Parameters
    ----------
    config
        Of pytest: what shows, and may capture meanwhile.
    runs
        Measure and store, each on one interpreter; the first on the harness's.
    units
        What is measured row by row, in order.
    together
        Names of what is measured of all rows at a time.
    """

    def __init__(
        self,
        config: pytest.Config,
        runs: Sequence[Run],
        units: Sequence[_Named],
        together: Sequence[str],
    ) -> None:
        self._run = run = runs[0]
        self._runs = {"": run} | {
            other.choice.interpreter.version: other for other in runs[1:]
        }
        self._capture: Any = config.pluginmanager.getplugin("capturemanager")
        weights = {str(unit): self._left(unit) for unit in units}
        weights |= {name: _weight(run.choice, name) for name in together}
        weights |= dict.fromkeys(run.done & {*together}, 0.0)
        self._ledger = Ledger(weights)
        self._display = Display(self._ledger, _telling(config))
        self._jobs = {
            str(unit): partial(self._unit, unit)
            for unit in units
            if not categories.find(unit.category).alone
        }
        self._workers: Workers[Unit] | None = None
        self._timed: dict[str, Unit] = {}

    @contextmanager
    def _shown(self) -> Iterator[None]:
        with self._capture.global_and_fixture_disabled(), self._display.shown():
            yield

    def _left(self, unit: _Named) -> float:
        """Return what a unit takes, about; what an interrupted run has left takes no time."""
        run = self._runs[unit.python]
        done = f"{unit.category}/{unit.row}" in run.done
        return 0.0 if done else _weight(run.choice, unit.category)

    def _unit(self, unit: _Named) -> Unit:
        run, category = self._runs[unit.python], categories.find(unit.category)
        with self._ledger.unit(str(unit)) as advance:
            return run.unit(category, [run.choice.row(category, unit.row)], advance)

    def row(self, category: str, row: str, python: str) -> tuple[Unit, float]:
        """Return the cells of one row in one category, measured now if they are not yet.

        With the seconds that measuring them took.
        """
        named = _Named(category, row, python)
        with self._shown():
            if str(named) not in self._jobs:
                self._finish()
                unit = self._unit(named)
            else:
                if self._workers is None:
                    # A unit waits for a program, or is itself at work: one more keeps all busy.
                    self._workers = Workers(self._jobs, cores() + 1)
                unit = self._workers.result(str(named))
        account = self._runs[python].content["units"][f"{category}/{row}"]
        return unit, account["seconds"]

    def all_rows(self, name: str) -> Unit:
        """Return the cells of a timed category, measured once: its rounds are those of all rows."""
        if name not in self._timed:
            with self._shown():
                self._finish()
                with self._ledger.unit(name) as advance:
                    rows = self._run.choice.adapters
                    unit = self._run.unit(categories.find(name), rows, advance)
                    self._timed[name] = unit
        return self._timed[name]

    def claims(self) -> dict[str, dict[str, Any]]:
        """Execute the article's claims."""
        with self._shown():
            self._finish()
            with self._ledger.unit(CLAIMS) as advance:
                return self._run.claims(
                    lambda: advance(_CLAIM), lambda: advance(_TABLED)
                )

    def _finish(self) -> None:
        """Wait until nothing is measured any more."""
        if self._workers is not None:
            self._workers.finish()

    def finish_all(self) -> None:
        """Write that nothing is left to do, on any interpreter."""
        for run in self._runs.values():
            run.finish()

    @property
    def kept(self) -> int:
        """How many units an interrupted run has, on all interpreters."""
        left = (run.content.get("interrupted", {}) for run in self._runs.values())
        return sum(len(each.get("done", ())) for each in left)

    def give_up(self) -> None:
        """Begin no further unit, and end those that are being measured."""
        if self._workers is not None and self._workers.busy:
            interruption.request()
            self._workers.give_up()


@pytest.fixture(scope="session")
def measuring(request: pytest.FixtureRequest) -> Measuring:
    """Return what measures units."""
    return request.config.stash[_MEASURING]


@pytest.fixture
def took(request: pytest.FixtureRequest) -> list[float]:
    """Return an empty list: the seconds that are put there are what pytest-benchmark's timer tells.

    Units are measured beside each other: that an item waits for one tells nothing.
    """
    seconds: list[float] = []
    request.node.add_marker(pytest.mark.benchmark(timer=replay_timer(seconds)))
    return seconds


@pytest.fixture(scope="session")
def timed_unit(measuring: Measuring) -> Callable[[str], Unit]:
    """Return what measures a timed category, once: pytest-benchmark's rounds do not interleave."""

    def measured(name: str) -> Unit:
        refusal = ""
        try:
            return measuring.all_rows(name)
        except UserError as error:
            refusal = str(error)
        # Outside of the except, where pytest would tell the sentence twice.
        pytest.fail(refusal, pytrace=False)

    return measured


@pytest.fixture
def replay(
    request: pytest.FixtureRequest,
    timed_unit: Callable[[str], Unit],
    timed: str,
    contestant: str,
) -> list[float]:
    """Make pytest-benchmark's timer tell the stored samples, in seconds, of one contestant."""
    timing = categories.find(timed).timing
    cells = timed_unit(timed).get(contestant, {})
    cell = cells.get(timing.case, {}) if timing else {}
    samples: list[float] = cell.get("samples", {}).get("wall", [])
    request.node.add_marker(pytest.mark.benchmark(timer=replay_timer(samples)))
    return samples


def replay_timer(samples: Sequence[float]) -> Callable[[], float]:
    """Return a timer whose readings, taken in pairs, are ``samples`` apart.

    Samples may still be put there before they are read.
    """
    readings = (reading for sample in samples for reading in (0.0, sample))

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
    """Mark the run as complete, unless it was interrupted; write the report in any case.

    A report that cannot be written is a failure, though all was measured.
    """
    run = session.config.stash.get(_RUN, None)
    if run is None:
        return
    session.config.stash[_MEASURING].give_up()
    for category in run.choice.categories:
        if category.give_up is not None:
            category.give_up()
    if exitstatus == pytest.ExitCode.INTERRUPTED:
        # The report takes a second or two: nothing waits for it.
        NURSERY.close()
        runs.end()
    if exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        with suppress(ConfigbenchError):  # told where it happened, or in the summary
            session.config.stash[_MEASURING].finish_all()
    done = session.config.stash[_RENDERED] = render(run.path.parent)
    if done.returncode and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


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
    done = config.stash[_RENDERED]
    terminalreporter.section("configbench")
    terminalreporter.write_line(done.stdout.rstrip())
    if done.returncode:
        terminalreporter.write_line(done.stderr.rstrip(), red=True)
    if elsewhere := [row.name for row in run.choice.adapters if not row.ours]:
        terminalreporter.write_line(
            f"from elsewhere: {', '.join(elsewhere)}; nothing of this repository was written to"
            if run.path.parent != results.FILE.parent
            else f"from elsewhere: {', '.join(elsewhere)}"
        )
    if unknown := run.without_party():
        words = ["python", "-m", "benchmarks", "parties", *unknown]
        terminalreporter.write_line(
            f"who answers for some cells (ˀ) is not measured: {command_line(words)}"
        )
    if "interrupted" in run.content:
        terminalreporter.write_line(
            f"interrupted; {config.stash[_MEASURING].kept} units are kept. "
            "Go on with the same options and --resume."
        )
    for line in run.spent.lines():
        terminalreporter.write_line(line)
    if (confined := config.stash[_CONFINED]) != NAMESPACE:
        terminalreporter.write_line(f"runs were {CONFINED[confined]}")
    for category in run.choice.categories if run.choice.fast else ():
        if category.left_out:
            terminalreporter.write_line(
                f"--fast leaves out of {category.name}: {category.left_out}"
            )
    if run.choice.fast and config.option.pythons is None:
        terminalreporter.write_line("--fast leaves out other interpreters")
    for category in run.choice.categories:
        rows = run.content["cells"][category.name]
        measured = rows.get(CONTROL_NAME, {}).get("run", {})
        if "ratio" in measured:
            terminalreporter.write_line(
                f"{category.name} took {measured['ratio']:.3f} times what the started programs "
                f"took ({measured['seconds']:.0f} s and {measured['children']:.0f} s)"
            )
