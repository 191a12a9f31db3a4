"""What was found of each program the last time, kept in the user's cache folder.

One file for each program, written whole.  Whatever is wrong with it, the program is only audited
again.
"""

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from configbench import foreign
from configbench.audit.model import Audit
from configbench.audit.programs import interpreters, keys, stored
from configbench.audit.programs.stated import Program

#: Of the file: one that changes raises it.
_VERSION = 2

#: So many programs are remembered; those that were audited longest ago go.
_KEPT = 5_000


@dataclass(frozen=True)
class Remembered:
    """What was found the last time.

    Attributes
    ----------
    key
        Of what it depended on (:mod:`.keys`).
    asked
        Ids of the rules.
    files
        Files that the program had imported and configuration that it had read, each with its hash;
        no reading of its entry alone tells all of them.
    installed
        The hash of what its interpreter has.
    audit
        What was found.
    """

    key: str
    asked: tuple[str, ...]
    files: Mapping[str, str]
    installed: str
    audit: Audit

    def holds(self, key: str) -> bool:
        """Whether nothing has changed since."""
        return (
            bool(key)
            and key == self.key
            and self.files == hashes(self.files)
            and self.installed == installed(self.audit)
        )


@dataclass(frozen=True)
class _File:
    """A file of the cache."""

    version: int
    last: Remembered


def hashes(files: Collection[str]) -> dict[str, str]:
    """Return the hash of each of some files as it is now."""
    found = {}
    for each in files:
        path, content = Path(each), None
        with suppress(foreign.ForeignError, OSError, RuntimeError):
            content = foreign.read(path.resolve())
        found[each] = keys.hash_of(path, content)
    return found


def installed(audit: Audit) -> str:
    """Return the hash of what the interpreter of an audited program has now."""
    found = interpreters.asked(audit.target.python, os.environ)
    return found.digest() if found is not None else ""


def folder() -> Path:
    """Return where it is kept: below ``XDG_CACHE_HOME``, or ``~/.cache``."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(given) if Path(given).is_absolute() else Path.home() / ".cache"
    return base / "configbench" / "audits"


def _file(program: Program) -> Path:
    told = json.dumps([str(program.file), program.name])
    return folder() / f"{hashlib.sha256(told.encode()).hexdigest()[:40]}.json"


def recalled(program: Program) -> Remembered | None:
    """Return what was found of a program the last time; None if nobody knows."""
    file = _file(program)
    try:
        content = foreign.parse(foreign.read(file), file.name)
        found = stored.decoded(_File, content, file.name)
    except foreign.ForeignError:
        return None
    return found.last if found.version == _VERSION else None


def keep(program: Program, last: Remembered) -> None:
    """Remember what was found of a program, if that can be."""
    file = _file(program)
    text = json.dumps(stored.encoded(_File(_VERSION, last)))
    if len(text) > foreign.RECORDS:
        return
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as opened:
                opened.write(text)
            Path(aside).replace(file)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise


def tidy() -> None:
    """Forget the programs that were audited longest ago, if there are too many."""
    with suppress(OSError):
        found = [(each.stat().st_mtime, each) for each in folder().iterdir()]
        for _, each in sorted(found)[:-_KEPT]:
            each.unlink(missing_ok=True)


def trend(
    last: Remembered | None, audit: Audit, asked: Collection[str]
) -> dict[str, int]:
    """Return how many findings there are more or fewer than the last time, by rule.

    Rules that were not asked both times are left out, and so are those of which there are as many.
    """
    if last is None:
        return {}
    both = {*asked} & {*last.asked}
    now = Counter(each.rule for each in audit.findings if each.rule in both)
    then = Counter(each.rule for each in last.audit.findings if each.rule in both)
    return {
        rule: now[rule] - then[rule]
        for rule in sorted({*now, *then})
        if now[rule] != then[rule]
    }
