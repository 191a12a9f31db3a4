"""What pytest finds of us (entry point ``pytest11``): markers, and who asks for an audit.

It is imported in every session where configbench is installed, so that it imports nothing before a
test asks: ``docs/decisions/0036-tests-that-audit.md``.
"""

import pytest

_MARKERS = (
    "configbench(rule, setting, severity): a rule of `configbench audit`, asked of a setting",
    "configbench_error: one whose findings are errors",
    "configbench_warning: one whose findings are warnings",
    "configbench_note: one whose findings are notes",
)


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers."""
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make tests of a function that asks for an audit."""
    for mark in metafunc.definition.iter_markers("configbench"):
        if mark.args:  # those of single tests have none
            from configbench.audit import testing  # noqa: PLC0415  as said above

            testing.parametrize(metafunc, mark.args[0])
