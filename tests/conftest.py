"""What holds for every test: a slow machine is no failure.

The machines are shared.  Hypothesis fails an example that takes long, or examples that are long in
the making; both assert an absolute time.  It turns that off by itself where ``CI`` is set, so that
without this profile a test could fail for a user that passes there.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")
