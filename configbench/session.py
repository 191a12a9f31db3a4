"""What one process of the harness has for all its runs: a light server, and a folder that it keeps.

Whatever becomes of the harness, its server sees it end, ends what runs, and removes the folder.
"""

import atexit
import contextlib
import os
import secrets
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from configbench import foreign
from configbench.inside.supervisor import NOTHING, SUBREAPER
from configbench.server import Server


class _Session:
    """The light server of this process, started when it is needed first."""

    def __init__(self) -> None:
        self._server: Server | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def server(self, folder: Path | None = None) -> Server:
        """Return the server: a new one if there is none, or if it keeps no folder and must.

        Parameters
        ----------
        folder
            What a server that keeps no folder yet is to keep.
        """
        with self._lock:
            held = self.held()
            kept = held.folder if held is not None else None
            lacking = folder is not None and kept is None
            if held is not None and not held.ended and not lacking:
                return held
            if held is not None:
                held.close()
            if self._owner != os.getpid():
                atexit.register(self.close)
            self._owner = os.getpid()
            self._server = Server(folder=kept or folder)
            return self._server

    def held(self) -> Server | None:
        """Return the server, if this process has one; a fork of it has not."""
        return self._server if self._owner == os.getpid() else None

    def close(self) -> None:
        """End the server, with what it keeps."""
        with self._lock:
            if (held := self.held()) is not None:
                held.close()
                if held.folder is not None:
                    # On a busy machine, the server may have been ended before it was done.
                    foreign.remove(held.folder)
            self._server = None


_SESSION = _Session()

#: What is to be said of runs that could not have a namespace of their own.
CONFINED = {
    SUBREAPER: "confined without namespaces, which are not allowed here: a program that ends its "
    "own parents can leave processes behind",
    NOTHING: "confined by their process groups alone, for this is no Linux: a program can leave "
    "processes behind",
}


def server() -> Server:
    """Return the light server of this process."""
    return _SESSION.server()


def is_begun() -> bool:
    """Whether temporary files are made in the folder of this process now."""
    held = _SESSION.held()
    return held is not None and str(held.folder) == tempfile.tempdir


@contextlib.contextmanager
def begun() -> Iterator[Path]:
    """Make all temporary files meanwhile in one folder, that is removed with this process."""
    # Short: some programs put sockets below it, whose names may have 107 letters.
    name = f"cb-{secrets.token_hex(4)}"
    keeper = _SESSION.server(Path(tempfile.gettempdir()).resolve() / name)
    # It is there once the server is ready.
    keeper.confined  # noqa: B018  waits
    assert keeper.folder is not None  # noqa: S101  for the reader: it was asked for
    before, tempfile.tempdir = tempfile.tempdir, str(keeper.folder)
    try:
        yield keeper.folder
    finally:
        tempfile.tempdir = before


def end() -> None:
    """End the server of this process and all its runs, with the folder; another is begun anew."""
    if is_begun():
        tempfile.tempdir = None
    _SESSION.close()
