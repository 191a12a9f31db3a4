"""Files that are laid before a run: what they hold, in the place of what stands there.

A request may ask for this by ``laid``, a mapping of absolute paths to their content, as text.
Where an overlay covers them nothing but this run sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def lay(laid: Mapping[str, str]) -> None:
    """Write each file, which is there.

    Raises
    ------
    OSError
        If one cannot be written.
    """
    for path, text in laid.items():
        with open(path, "r+b") as file:
            file.truncate()
            file.write(text.encode("utf-8", "surrogateescape"))
