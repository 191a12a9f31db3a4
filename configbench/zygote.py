"""Quick runs: fork a parent that has imported the libraries already, instead of starting afresh.

Most of a probe is spent on importing.  A *zygote* learns in a first child what a program imports,
imports that itself, and never runs a program; every run is a fork of it
(:mod:`configbench.inside.fork_server`, the zygote's program).  Tests compare forks with fresh
interpreters, run by run.

Times are never taken this way.  A zygote that holds torch must not have used it: a fork after a
parallel torch operation hangs.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from configbench.server import Server


class Zygote(Server):
    """A parent process with ``modules`` imported: its runs are ``python SCRIPT WORDS…``.

    Parameters
    ----------
    modules
        Names to import; what cannot be imported is left to the program.
    environ
        The environment that does not change between runs.
    confined
        How runs are confined, as for any server.
    python
        The interpreter, if it is not this one.
    apart
        How what it imports is to change nothing, as for any server.
    """

    def __init__(
        self,
        modules: Iterable[str],
        environ: Mapping[str, str],
        confined: str = "",
        python: Path | None = None,
        apart: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(
            "fork",
            modules,
            environ=environ,
            confined=confined,
            python=python,
            apart=apart,
        )
