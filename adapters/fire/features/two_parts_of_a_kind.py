"""A part is an object with a command for each kind, which returns what is configured further.

python two_parts_of_a_kind.py run
python two_parts_of_a_kind.py generator adam - run
python two_parts_of_a_kind.py generator adam --lr=0.01 - discriminator sgd --momentum=0.9 - run
python two_parts_of_a_kind.py generator sgd --beta=0.5 - run
"""

import fire  # type: ignore[import-untyped]  # it ships no types

Settings = dict[str, float]


def train(
    generator: str,
    generator_settings: Settings,
    discriminator: str,
    discriminator_settings: Settings,
) -> None:
    """Stand for the training."""


class Optimizer:
    """What a part is trained with: SGD as long as nobody chooses."""

    def __init__(self, training: "Training") -> None:
        self._training = training
        self.sgd()

    def sgd(self, *, lr: float = 0.1, momentum: float = 0.0) -> "Training":
        """Choose SGD."""
        self.kind, self.settings = "sgd", {"lr": lr, "momentum": momentum}
        return self._training

    def adam(self, *, lr: float = 0.001, beta: float = 0.9) -> "Training":
        """Choose Adam."""
        self.kind, self.settings = "adam", {"lr": lr, "beta": beta}
        return self._training


class Training:
    """Two parts, and a command that trains them."""

    def __init__(self) -> None:
        self.generator = Optimizer(self)
        self.discriminator = Optimizer(self)

    def run(self) -> None:
        """Train with what is chosen."""
        one, other = self.generator, self.discriminator
        train(one.kind, one.settings, other.kind, other.settings)


if __name__ == "__main__":
    fire.Fire(Training)
