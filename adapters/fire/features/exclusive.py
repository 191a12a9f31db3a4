"""A length is chosen by a command; what it returns can be run, and has no further length.

python exclusive.py steps 5 run
python exclusive.py epochs 2 run
python exclusive.py steps 5 epochs 2 run
"""

import fire  # type: ignore[import-untyped]  # it ships no types


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


class Run:
    """A training of some length."""

    def __init__(self, *, steps: int | None = None, epochs: int | None = None) -> None:
        self._steps, self._epochs = steps, epochs

    def run(self) -> None:
        """Train for this long."""
        train(self._steps, self._epochs)


class Training:
    """A training of some steps, or of some epochs."""

    def steps(self, number: int) -> Run:
        """Train for a number of steps."""
        return Run(steps=number)

    def epochs(self, number: int) -> Run:
        """Train for a number of epochs."""
        return Run(epochs=number)


if __name__ == "__main__":
    fire.Fire(Training)
