"""Choices are commands, each with its own name.

python glob_sweep_2.py 'lstm*'
"""

import fire  # type: ignore[import-untyped]  # it ships no types


def train(model: str) -> None:
    """Stand for the training."""


class Models:
    """A command for each model."""

    def bert(self) -> None:
        """Train BERT."""
        train("bert")

    def lstm(self) -> None:
        """Train an LSTM."""
        train("lstm")

    def lstmattn(self) -> None:
        """Train an LSTM with attention."""
        train("lstmattn")


if __name__ == "__main__":
    fire.Fire(Models)
