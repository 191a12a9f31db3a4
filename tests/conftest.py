"""What holds for every test: the processes that share the tests, and what a slow machine may do.

The whole suite runs in as many processes as there are cores, by pytest-xdist.  Whoever names tests
has them in one, where a debugger works and nothing has to start; ``-n`` decides otherwise.

What takes long because its point is a whole run is marked ``slow``: ``make test`` and CI run it,
by ``--slow``, and so does whoever names it; plain ``pytest`` leaves it out.

The machines are shared.  Hypothesis fails an example that takes long, or examples that are long in
the making; both assert an absolute time.  It turns that off by itself where ``CI`` is set, so that
without this profile a test could fail for a user that passes there.
"""

import os
import sys

import pytest
from hypothesis import HealthCheck, settings

from benchmarks import results

settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")

#: The folder whose own fixtures, those below, cost nothing.
_HERE = "tests"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that leaves nothing out."""
    parser.addoption("--slow", action="store_true", help="also tests of whole runs")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Share the whole suite among the cores."""
    options = config.option
    if hasattr(config, "workerinput"):
        return  # one that shares already
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        options.slow = True
        return
    if not config.pluginmanager.hasplugin("xdist") or options.benchmark:
        return
    if options.numprocesses is None and not options.usepdb:
        options.numprocesses = "auto"
    if options.dist == "no":
        options.dist = "loadgroup"


def pytest_configure(config: pytest.Config) -> None:
    """Hide from what a test starts that it runs in one of several processes.

    pytest-benchmark turns itself off at the sight of these.
    """
    if hasattr(config, "workerinput"):
        for name in [name for name in os.environ if name.startswith("PYTEST_XDIST_")]:
            del os.environ[name]


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Tell what is left out."""
    if config.option.slow or config.option.benchmark:
        return []
    return ["tests of whole runs are left out: --slow runs them, as make test does"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what is slow; keep together what shares a fixture, so that it is made once.

    A test may be of another group by its own mark: what fills memory on purpose and what must be
    killed by nothing else are of the group ``killed``, for the kernel's count is the machine's.
    """
    if not config.option.slow:
        slow = [item for item in items if item.get_closest_marker("slow")]
        items[:] = [item for item in items if item not in slow]
        config.hook.pytest_deselected(items=slow)
    for item in items:
        group = _shared_by(item)
        if group and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(group))


def _shared_by(item: pytest.Item) -> str | None:
    """Return the file or folder whose tests have a fixture in common with this one."""
    info = getattr(item, "_fixtureinfo", None)
    made = [made[-1] for made in info.name2fixturedefs.values()] if info else []
    places = {each.baseid for each in made if each.scope != "function"}
    return min(places - {"", _HERE}, default=None)


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
