"""Each callback is a word of JSON, of which __post_init__ makes a dataclass.

python list_of_objects.py --callbacks '{"name": "stop"}' '{"name": "save", "every": 5}'
python list_of_objects.py --callbacks '{"name": "stop", "evry": 5}'
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from transformers import HfArgumentParser


@dataclass
class Callback:
    """What is called every few epochs."""

    name: str
    every: int = 1


@dataclass
class Settings:
    """The settings; JSON becomes dataclasses, as accelerator_config of TrainingArguments does."""

    callbacks: list[str] = field(default_factory=list, metadata={"help": "as JSON"})
    made: list[Callback] = field(init=False)

    def __post_init__(self) -> None:
        """Make the callbacks."""
        self.made = [Callback(**json.loads(text)) for text in self.callbacks]


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    train([asdict(each) for each in settings.made])


if __name__ == "__main__":
    main()
