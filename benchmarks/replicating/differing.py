"""Why a cell came out otherwise than published: what else is otherwise here."""

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.cells import Cell


def why(
    account: Mapping[str, Any],
    here: Mapping[str, str],
    versions: Mapping[str, str | None],
) -> list[str]:
    """Return what else is otherwise than when a cell was published; pure.

    Parameters
    ----------
    account
        What the results store of the unit's measuring.
    here
        Hashes of the row's files, of the suite and of the locks, as they are here.
    versions
        The releases here, that of Python among them.
    """
    return [*_releases(account["versions"], versions), *_tree(account, here)]


def _releases(
    then: Mapping[str, str | None], here: Mapping[str, str | None]
) -> Iterator[str]:
    for name in then:
        if name in here and then[name] != here[name]:
            yield f"{name} {then[name] or 'absent'} then, {here[name] or 'absent'} here"


def _tree(account: Mapping[str, Any], here: Mapping[str, str]) -> Iterator[str]:
    for key, told in _TREE.items():
        # What is not stored of older results explains nothing.
        if key in account and key in here and account[key] != here[key]:
            yield told


#: What a hash says that is another one here.
_TREE = {
    "sha256": "the row's files are others",
    "suite": "the suite is in another state",
    "locks": "other releases are locked",
}


def detail(cell: Cell) -> str:
    """Return what came out, in short."""
    return str(cell.get("detail", ""))[:500]
