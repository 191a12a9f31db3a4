"""A preset is a registered choice with defaults of its own.

python preset_in_python.py
python preset_in_python.py --settings.type=small --settings.lr=0.1
python preset_in_python.py --settings.type=smal
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass, field

import draccus


@dataclass
class Settings(draccus.ChoiceRegistry):
    """Settings of a training."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001

    @classmethod
    def default_choice_name(cls) -> str:
        """Choose this if nothing is said."""
        return "usual"


@Settings.register_subclass("usual")
@dataclass
class Usual(Settings):
    """What is taken without a word."""


@Settings.register_subclass("small")
@dataclass
class Small(Settings):
    """A small network."""

    width: int = 16
    layers: int = 1


@dataclass
class Config:
    """The training."""

    settings: Settings = field(default_factory=Usual)


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train."""
    train(config.settings.width, config.settings.layers, config.settings.lr)


if __name__ == "__main__":
    main()
