"""The program in the other environment: its command there, and where it is looked at."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from configbench.audit.ground import Ground
from configbench.audit.model import Act, Request, Setting, Target
from configbench.audit.saved.running import Runs
from configbench.audit.target import discovery
from configbench.errors import UserError
from configbench.looking import PYTHON


def there(request: Request, target: Target, ground: Ground) -> Target | None:
    """Return the program as it is found in the other environment; None if none is asked for.

    Raises
    ------
    UserError
        If it does not come to a place there, or to another one.
    """
    if request.other is None:
        return None
    command = (*front(request, target), *target.words)
    try:
        found = discovery.discover(replace(request, command=command), ground)
    except UserError as error:
        raise UserError(f"--other-python: {error}") from error
    if found.python == target.python:
        raise UserError(
            f"--other-python {request.other}: it is the interpreter that the program has, expected "
            "one of another environment"
        )
    return found


def front(request: Request, target: Target) -> tuple[str, ...]:
    """Return what stands in front of the program's own words in the other environment.

    Where nothing of what was typed belongs to an environment, how it is begun behind its launcher.
    """
    found = swapped(target.front, request, target)
    if found is not None:
        return found
    script = Path(target.entry[0])
    entry = [*target.entry]
    if script.parent == target.python.parent:
        entry[0] = str(_beside(request, script.name))
    return (str(request.other), *entry)


def swapped(
    words: Sequence[str], request: Request, target: Target
) -> tuple[str, ...] | None:
    """Return words with the other interpreter, or what is installed beside it; None without any.

    Parameters
    ----------
    words
        Of a command.
    request
        Which is the other one.
    target
        Whose own interpreter stands among them, or what is installed beside it.
    """
    path = request.environ.get("PATH")
    for number, word in enumerate(words):
        name = PurePath(word).name
        if PYTHON.fullmatch(name):
            other = str(request.other)
        else:
            found = shutil.which(
                str(request.cwd / word) if "/" in word else word, path=path
            )
            if found is None or Path(found).parent != target.python.parent:
                continue
            other = str(_beside(request, name))
        return (*words[:number], other, *words[number + 1 :])
    return None


def _beside(request: Request, name: str) -> Path:
    """Return what is installed in the other environment under a name.

    Raises
    ------
    UserError
        If it is not.
    """
    assert request.other is not None  # noqa: S101  for the reader
    found = request.other.parent / name
    if not found.exists():
        raise UserError(
            f"--other-python {request.other}: there is no {name} beside it, with which the program "
            "is started"
        )
    return found


def across(
    request: Request,
    target: Target,
    there: Target | None,
    settings: Sequence[Setting],
    ground: Ground,
) -> Mapping[Act, Runs]:
    """Return what saves in one environment and restores in the other, both ways, by the act.

    Raises
    ------
    UserError
        If the command that restores a run has no interpreter that can be another.
    """
    if there is None or not request.restore:
        return {}
    words = swapped(request.restore, request, target)
    if words is None:
        raise UserError(
            f"--restore {request.restore[0]}: no word of it is an interpreter, or stands beside "
            f"{target.python}: expected one, so that --other-python can take its place"
        )
    reading = replace(request, restore=words)
    return {
        Act.READ_THERE: Runs(target, settings, ground, reading, there),
        Act.READ_HERE: Runs(there, settings, ground, request, target),
    }


def noted(there: Target | None) -> Iterator[str]:
    """Say which the other environment is."""
    if there is not None:
        yield f"each try was made in the other environment, too: {there.python}"
