"""What is found out once in a session of tests, whichever of its processes needs it first."""

import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Written and read as JSON.
Content = dict[str, Any]


class Once:
    """Remembers, and has other processes wait for what one finds out.

    Parameters
    ----------
    folder
        That of all processes of the session, in which only its user can write; None for a single
        process.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._known: dict[str, Content] = {}

    def __call__(self, key: str, make: Callable[[], Content]) -> tuple[Content, bool]:
        """Return what is known by a key, and whether it was found out now, by this call.

        Parameters
        ----------
        key
            The same for the same.
        make
            Finds it out; what it raises is not remembered.
        """
        made = False
        if key not in self._known:
            self._known[key], made = self._shared(key, make)
        return self._known[key], made

    def _shared(self, key: str, make: Callable[[], Content]) -> tuple[Content, bool]:
        if self._folder is None:
            return make(), True
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
        file = self._folder / f"{name}.json"
        # The lock ends with its process, however that ends: whoever waits is the next to try.
        with file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if file.exists():
                return json.loads(file.read_bytes()), False
            content = make()
            aside = file.with_suffix(f".{os.getpid()}")
            aside.write_text(json.dumps(content), encoding="ascii")
            aside.replace(file)
            return content, True
