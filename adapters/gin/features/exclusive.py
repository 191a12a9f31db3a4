"""Flags of absl exclude each other; what is given is bound.

python exclusive.py --steps=5
python exclusive.py --epochs=2
python exclusive.py --steps=5 --epochs=2
"""

from collections.abc import Sequence

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_STEPS = flags.DEFINE_integer("steps", None, "Number of steps.")
_EPOCHS = flags.DEFINE_integer("epochs", None, "Number of epochs.")
flags.mark_flags_as_mutual_exclusive([_STEPS, _EPOCHS])  # type: ignore[no-untyped-call]


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


@gin.configurable  # type: ignore[untyped-decorator]
def run(steps: int | None = None, epochs: int | None = None) -> None:
    """Train with what Gin supplies."""
    train(steps, epochs)


def main(_: Sequence[str]) -> None:
    """Bind what is given, run."""
    gin.bind_parameter("run.steps", _STEPS.value)
    gin.bind_parameter("run.epochs", _EPOCHS.value)
    run()


if __name__ == "__main__":
    app.run(main)
