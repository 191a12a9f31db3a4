"""Of which state of the tree a unit was measured: the suite, and what was installed for it.

The files of a row are hashed apart (:meth:`benchmarks.category.Category.sha256`).
"""

from functools import cache

from benchmarks.environments import CORE, Environment
from benchmarks.environments.building import LOCKS
from benchmarks.paths import ROOT, digest, files_below
from benchmarks.telling import telling

#: What measures and judges, and the training core.
_SUITE = ("benchmarks", "configbench", "shared_model")

#: What moves no cell: what is typed and printed, other commands, and what has a hash of its own.
_LEFT_OUT = frozenset(
    {
        *("benchmarks/cli.py", "benchmarks/__main__.py", "benchmarks/plugin.py"),
        *("benchmarks/progress.py", "benchmarks/rendering.py", "benchmarks/spent.py"),
        *(
            "benchmarks/reproducing.py",
            "benchmarks/verifying.py",
            "benchmarks/new_row.py",
        ),
        *("benchmarks/alive.py", "benchmarks/hours.py", "benchmarks/look_cost.py"),
        *("benchmarks/state.py", "benchmarks/stored_facts.py"),
        *("configbench/locked.py", "configbench/whole_files.py"),
        *("configbench/cli.py", "configbench/__main__.py", "configbench/escaping.py"),
        *("configbench/showing.py", "benchmarks/matrix.toml"),
    }
)
_FOLDERS_LEFT_OUT = (
    *(
        f"benchmarks/{name}/"
        for name in (
            *("acceptance", "beside_pykt", "claims", "contract", "matrix", "parties"),
            *("rechecking", "renewing", "replicating", "environments/locks", "suite"),
        )
    ),
    # The comparison imports none of the instrument's commands; a test holds it to that.
    *(f"configbench/{name}/" for name in ("audit", "commands", "lint")),
)

#: Modules of categories that judge stored cells again, and measure nothing.
_AGAIN = frozenset({"again.py", "kinds_again.py", "value_again.py"})

#: What people are told of each hash.
CALLED = {"suite": "state of the suite", "locks": "locks of what is installed"}


def names() -> list[str]:
    """Return the files of the suite that can move a cell, by their names."""
    found = (
        path.relative_to(ROOT).as_posix()
        for folder in _SUITE
        for path in files_below(ROOT / folder)
        if path.name not in _AGAIN
    )
    return sorted(
        name
        for name in found
        if name not in _LEFT_OUT and not name.startswith(_FOLDERS_LEFT_OUT)
    )


@cache
def suite() -> str:
    """Return a hash over all of the suite that can move a cell; comments and layout aside."""
    return digest((name, telling(name, (ROOT / name).read_bytes())) for name in names())


@cache
def locks(environment: Environment) -> str:
    """Return a hash over the releases that are locked for an environment, and for the core."""
    files = (LOCKS / f"{each.name}.txt" for each in (environment, Environment.of(CORE)))
    return digest(
        (path.name, path.read_bytes() if path.is_file() else b"") for path in files
    )


def of(environment: Environment | None) -> dict[str, str]:
    """Return what the account of a unit tells of the tree; ``None`` where it has no environment."""
    told = {"suite": suite()}
    return told if environment is None else told | {"locks": locks(environment)}
