"""A part is a reference, or none; a dataclass has types, which Gin does not look at.

python optional_part.py
python optional_part.py --gin_param='run.schedule = @Cosine()'
python optional_part.py --gin_param='run.schedule = @Cosine()' --gin_param='Cosine.t_max = 7'
python optional_part.py --gin_param='run.schedule = @Cosine()' --gin_param="Cosine.t_max = 'soon'"
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


@gin.register
@dataclass
class Cosine:
    """A schedule of the rate."""

    t_max: int = 10
    eta_min: float = 0.0


@gin.configurable  # type: ignore[untyped-decorator]
def run(schedule: Cosine | None = None) -> None:
    """Train with the schedule that Gin supplies, or without one."""
    train(None if schedule is None else asdict(schedule))


def main(_: Sequence[str]) -> None:
    """Bind what is given, finalize, run."""
    gin.parse_config(_GIN_PARAM.value)
    gin.finalize()
    run()


if __name__ == "__main__":
    app.run(main)
