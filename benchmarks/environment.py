"""What decides the results beside the rows: the machine, the interpreter, what is installed."""

import importlib.util
import os
import pkgutil
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.registry import Adapter, installed
from configbench.errors import UserError

#: Distributions whose versions decide what is measured, beside those under comparison.
_ALSO = ("torch", "numpy", "scikit-learn", "pytest-benchmark")


def machine() -> dict[str, Any]:
    """Describe the machine, without its name."""
    return {
        "kind": f"{platform.system()} {platform.machine()}",
        "cpu": _cpu(),
        "cores": os.cpu_count() or 1,
        "python": platform.python_version(),
    }


def _cpu() -> str:
    # platform.processor() is empty on most Linux systems.
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    models = [
        line.partition(":")[2].strip()
        for line in lines
        if line.startswith("model name")
    ]
    return models[0] if models else "unknown"


def python() -> dict[str, str]:
    """Return the interpreter that measures."""
    return {"python": platform.python_version()}


def versions(adapters: Sequence[Adapter] = ()) -> dict[str, str]:
    """Return the installed versions of what decides the results."""
    names = [*_ALSO, *(name for each in adapters for name in each.distributions)]
    found = {name: version for name, version in installed(names).items() if version}
    return python() | found


def refuse_plugins() -> None:
    """Refuse to publish times where plugins of Hydra slow it without being used.

    Raises
    ------
    UserError
        Naming the plugins.
    """
    spec = importlib.util.find_spec("hydra_plugins")
    if spec is None or spec.submodule_search_locations is None:
        return
    plugins = [
        module.name for module in pkgutil.iter_modules(spec.submodule_search_locations)
    ]
    if plugins:
        raise UserError(
            f"start-up is not measured here: hydra_plugins holds {', '.join(sorted(plugins))}, "
            "which Hydra imports at every start; uninstall them or use a fresh environment"
        )
