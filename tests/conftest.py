"""What holds for every test: a slow machine is no failure, nor another Python than was measured on.

The machines are shared.  Hypothesis fails an example that takes long, or examples that are long in
the making; both assert an absolute time.  It turns that off by itself where ``CI`` is set, so that
without this profile a test could fail for a user that passes there.
"""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from benchmarks import results

settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")


@pytest.fixture(autouse=True, scope="session")
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Remember nothing of an earlier session: a finding that is remembered cannot fail."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
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
