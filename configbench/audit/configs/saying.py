"""What a user is told of what stands in files and is not judged, in sentences."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from configbench.audit.configs.files import Config
from configbench.audit.configs.stage import Stage
from configbench.audit.model import Request
from configbench.audit.target.leaves import is_opaque
from configbench.audit.words import listed

#: Names in a sentence.
_NAMED = 5


def idle(stage: Stage, cwd: Path) -> Iterator[str]:
    """Say which keys of each file move nothing, and what else at the place they may move.

    That a key changes nothing at all is never said: nobody sees all that a program holds.
    """
    left_out = sorted(_left_out(stage))
    but = f"; not compared there: {listed(left_out, _NAMED)}" if left_out else ""
    for config in stage.configs:
        names = [each.key.dotted for each in stage.idle if each.config is config]
        if names and any(each.config is config for each in stage.feds):
            is_, it = ("is", "it") if len(names) == 1 else ("are", "them")
            yield (
                f"{config.shown}: {listed(names, _NAMED)} {is_} not judged, for nothing that is "
                f"compared at {os.path.relpath(stage.target.spot.at, cwd.resolve())} moves with "
                f"{it}{but}"
            )


def unplaced(configs: Sequence[Config], request: Request) -> Iterator[str]:
    """Say which files are read, and that no place is known at which anything of them arrives."""
    if not configs:
        return
    cwd = request.cwd.resolve()
    names = [
        f"{each.shown} (by {os.path.relpath(each.opened, cwd)})" for each in configs
    ]
    is_, it = ("is", "it") if len(names) == 1 else ("are", "them")
    state = "--at FILE:LINE states one" if request.at is None else "another --at may"
    yield (
        f"{listed(names, _NAMED)} {is_} read, and nothing that stands in {it} is judged: no place "
        f"is known at which a value of {it} arrives; {state}"
    )


def _left_out(stage: Stage) -> set[str]:
    """Return the names at the place of what may move, and nobody would see it."""
    leaves = stage.target.leaves
    opaque = {name for name, leaf in leaves.items() if is_opaque(leaf)}
    return opaque.union(stage.known.unstable, stage.target.passed_over)
