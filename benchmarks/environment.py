"""What decides the results beside the rows: the machine, the interpreter, what is installed."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.environments import Environment, installed
from benchmarks.registry import Adapter

#: Distributions of the training core whose versions decide what is measured.
CORE = ("torch", "numpy", "scikit-learn")


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
    found = Environment.of(()).versions(CORE) | installed(["pytest-benchmark"])
    for each in adapters:
        found |= each.environment.versions(each.distributions)
    return python() | {name: version for name, version in found.items() if version}
