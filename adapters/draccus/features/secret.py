"""A key that draccus is told how to write: masked.

python secret.py --key=hunter2
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass, field

import draccus


@dataclass
class Secret:
    """A text that is not shown."""

    text: str = field(repr=False)


draccus.decode.register(Secret, Secret)
draccus.encode.register(Secret, lambda _: "***")


@dataclass
class Config:
    """The training."""

    key: Secret
    lr: float = 0.001


def train(key: str, lr: float) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Print the config, train."""
    print(draccus.dump(config))
    train(config.key.text, config.lr)


if __name__ == "__main__":
    main()
