"""What an interrupted measurement leaves: the rounds so far, written after each of them.

They lie in a file of their own, beside the results: samples of half the rounds are no result, and
nobody must read them as one.
"""

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.axes.startup.rounds import Samples
from benchmarks.errors import BenchError

#: The file's name, beside ``results.json``.
NAME = "startup.rounds.json"


@dataclass
class Kept:
    """The rounds so far.

    Attributes
    ----------
    path
        Where they are written; ``None`` for nowhere.
    of
        What was measured and how; rounds of anything else are not taken up.
    cases
        The samples by case and contestant.
    loads
        By case, the load of the machine (``os.getloadavg()``, of the last minute) after each round.
    children
        Seconds that the started programs took, from spawn to reaped.
    seconds
        Seconds that the whole took, in earlier sittings.
    sittings
        How often it was taken up, the first included.
    """

    path: Path | None
    of: Mapping[str, Any]
    cases: dict[str, dict[str, Samples]] = field(default_factory=dict)
    loads: dict[str, list[float]] = field(default_factory=dict)
    children: float = 0.0
    seconds: float = 0.0
    sittings: int = 1
    began: float = field(default_factory=time.monotonic)

    @classmethod
    def take_up(cls, path: Path | None, of: Mapping[str, Any]) -> "Kept":
        """Return what an interrupted measurement of the same has left, or nothing."""
        of = json.loads(json.dumps(of))
        with suppress(OSError, ValueError, KeyError, TypeError):
            if path is not None:
                left = json.loads(path.read_text(encoding="utf-8"))
                if left["of"] == of:
                    return cls(
                        path,
                        of,
                        {
                            case: {name: Samples(**each) for name, each in kept.items()}
                            for case, kept in left["cases"].items()
                        },
                        left["loads"],
                        left["children"],
                        left["seconds"],
                        left["sittings"] + 1,
                    )
        return cls(path, of)

    def total(self) -> float:
        """Return the seconds that all sittings took."""
        return self.seconds + time.monotonic() - self.began

    def keep(self, case: str, samples: Mapping[str, Samples], children: float) -> None:
        """Note a round of a case, and the time of the children in this sitting; write it.

        Raises
        ------
        BenchError
            If it cannot be written.
        """
        self.cases[case] = dict(samples)
        self.loads.setdefault(case, []).append(round(load()[0], 2))
        if self.path is None:
            return
        content = {
            "of": self.of,
            "cases": {
                name: {one: asdict(each) for one, each in kept.items()}
                for name, kept in self.cases.items()
            },
            "loads": self.loads,
            "children": self.children + children,
            "seconds": self.total(),
            "sittings": self.sittings,
        }
        aside = self.path.with_suffix(".new")
        try:
            aside.write_text(json.dumps(content), encoding="utf-8")
            aside.replace(self.path)
        except OSError as error:
            raise BenchError(
                f"{self.path}: cannot be written: {error.strerror}"
            ) from error


def load() -> tuple[float, float, float]:
    """Return the load of the machine over 1, 5 and 15 minutes."""
    return os.getloadavg()
