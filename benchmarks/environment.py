"""What decides the results beside the rows: the machine, the interpreter, what is installed."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.environments import Environment, installed
from benchmarks.environments.interpreters import OWN, Interpreter
from benchmarks.registry import Adapter

#: Distributions of the training core whose versions decide what is measured.
CORE = ("torch", "numpy", "scikit-learn")


def machine(interpreter: Interpreter = OWN) -> dict[str, Any]:
    """Describe the machine, without its name, and the interpreter of what is measured."""
    return {
        "kind": f"{platform.system()} {platform.machine()}",
        "cpu": _cpu(),
        "cores": os.cpu_count() or 1,
        **python(interpreter),
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


def python(interpreter: Interpreter) -> dict[str, str]:
    """Return an interpreter, as results have it."""
    return {"python": interpreter.release}


def versions(
    adapters: Sequence[Adapter] = (), interpreter: Interpreter = OWN
) -> dict[str, str]:
    """Return the installed versions of what decides the results."""
    core = Environment.of((), interpreter)
    found = core.versions(CORE) | installed(["pytest-benchmark"])
    for each in adapters:
        found |= each.environment.versions(each.distributions)
    return python(interpreter) | {
        name: version for name, version in found.items() if version
    }
