"""A part is there when its command is called; what its flags take is told to Fire.

python optional_part.py run
python optional_part.py cosine - run
python optional_part.py cosine --t_max=7 - run
python optional_part.py cosine --t_max=soon - run
"""

from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


class Training:
    """A schedule is set by its command, and then it runs."""

    def __init__(self) -> None:
        self._schedule: dict[str, Any] | None = None

    @fire.decorators.SetParseFns(t_max=int, eta_min=float)  # type: ignore[untyped-decorator]
    def cosine(self, *, t_max: int = 10, eta_min: float = 0.0) -> "Training":
        """Schedule the rate by a cosine."""
        self._schedule = {"t_max": t_max, "eta_min": eta_min}
        return self

    def run(self) -> None:
        """Train with this schedule, or without one."""
        train(self._schedule)


if __name__ == "__main__":
    fire.Fire(Training)
