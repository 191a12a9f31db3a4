"""Comments in the program's own source that accept what is found at their statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from configbench import comments
from configbench.audit.source import sources
from configbench.audit.source.trees import decoded, read
from configbench.errors import UserError


@dataclass
class Comments:
    """Those of one program, each file read when something is found in it.

    A file of which one cannot be understood has none: what they are about is found then, and
    :attr:`faults` says why.  An audit is paid for by then, so that it is no reason to tell nothing.

    Attributes
    ----------
    faults
        A sentence for each such file.
    """

    faults: list[str] = field(default_factory=list)
    _files: dict[str, Mapping[int, comments.Ignore]] = field(default_factory=dict)

    def at(self, where: str, rule: str) -> tuple[str, str] | None:
        """Return the place of a comment that accepts a rule at a place, and its reason, if any."""
        file = where.rpartition(":")[0]
        if file not in self._files:
            self._files[file] = self._read(file)
        lines = self._files[file]
        found = lines.get(sources.number(where)) if lines else None
        if found is None or rule not in found.rules:
            return None
        return f"{file}:{found.line}", found.reason

    def _read(self, file: str) -> Mapping[int, comments.Ignore]:
        source = _text(file)
        try:
            return comments.ignored(source, file)
        except UserError as error:
            self.faults.append(
                f"{error}; no such comment of this file is heeded until then"
            )
            return {}


def _text(file: str) -> str:
    """Return the text of a source file; empty where it cannot be read."""
    content = read(Path(file)) if file else None
    told = decoded(content) if content is not None else None
    return told[0] if told is not None else ""
