"""The canaries, as ``canaries.toml`` has them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from benchmarks.cells import Case
from benchmarks.outcomes import Kind

CANARIES = Path(__file__).with_name("canaries.toml")


@dataclass(frozen=True)
class Canary(Case):
    """One canary; the attributes are those of the file."""

    kind: Kind = Kind.MISTAKE
    origin: str = ""
    value: Mapping[str, str] = field(default_factory=dict)
    file: str | None = None
    choice: Mapping[str, str] = field(default_factory=dict)
    secret: str | None = None
    marker: str = "absent"
    reads: str | None = None
    arrives: str | None = None

    def armed(self, marker: Path) -> "Canary":
        """Return the canary with the path of a marker in all its texts."""

        def aimed(texts: Mapping[str, str]) -> dict[str, str]:
            return {key: t.replace("MARKER", str(marker)) for key, t in texts.items()}

        file = self.file and self.file.replace("MARKER", str(marker))
        return replace(
            self, value=aimed(self.value), choice=aimed(self.choice), file=file
        )


@cache
def cases() -> dict[str, Canary]:
    """Return all canaries by name."""
    tables = tomllib.loads(CANARIES.read_text(encoding="utf-8"))
    return {name: Canary(name, **table) for name, table in tables.items()}
