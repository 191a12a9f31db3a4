"""The axes beyond one process: remote records, sweeps on an engine, several ranks.

What they need beside the libraries lives in an environment of its own, ``.venv-beyond``, which
``make benchmark-beyond`` builds: plugins that nobody asked for slow Hydra's start by a third, and
the timed axes must never meet them.
"""

import importlib.metadata
from collections.abc import Mapping

from benchmarks import registry
from benchmarks.paths import CONTROL
from benchmarks.registry import Adapter
from benchmarks.results import CONTROL_NAME

#: What each axis needs beside the libraries under comparison, as PyPI calls it.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "remote": ("wandb", "mlflow"),
    "sweep": (
        "hydra-joblib-launcher",
        "hydra-optuna-sweeper",
        "hydra-ray-launcher",
        "hydra-submitit-launcher",
        "ray",
    ),
    "ranks": (),  # torchrun comes with torch
}

#: Axes that measure no time: what waits in the background may wait beside them.
UNTIMED = frozenset({"ranks"})


def versions(axis: str) -> dict[str, str | None]:
    """Return the installed version of what an axis needs; of any other axis, nothing."""
    found: dict[str, str | None] = {}
    for name in NEEDS.get(axis, ()):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    return found


def missing(axis: str) -> str | None:
    """Return the sentence that says what to install for an axis, or None if all is there."""
    lacking = [name for name, version in versions(axis).items() if version is None]
    if not lacking:
        return None
    return f"not installed: {', '.join(lacking)}; `make benchmark-beyond` installs and measures"


def row(axis: str, name: str) -> Adapter:
    """Return an adapter by its name, or the control where an axis has a row of it.

    Raises
    ------
    BenchError
        If there is none; the sentence names the nearest.
    """
    if axis == "remote" and name == CONTROL_NAME:
        return registry.read(CONTROL.parent)
    return registry.find(name)
