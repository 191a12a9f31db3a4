"""The instrument: runs any program in a place that holds, and looks at what arrives.

PYTEST_DONT_REWRITE: whoever imports us before pytest would be warned, for we have a plug-in.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from configbench.audit.asked import audit as audit

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import what is called as ``configbench.audit(…)`` when it is called first."""
    if name == "audit":
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
