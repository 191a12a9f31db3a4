"""A list of callbacks that words append to, each with members behind it.

python list_of_objects.py --callbacks+ Callback --callbacks.name stop --callbacks+ Callback --callbacks.name save --callbacks.every 5
python list_of_objects.py --callbacks+ Callback --callbacks.name save --callbacks.evry 5
"""  # noqa: E501, W505  a command line is one line

from typing import Any

from jsonargparse import ArgumentParser


class Callback:
    """What is called every few epochs."""

    def __init__(self, name: str, every: int = 1) -> None:
        self.name = name
        self.every = every


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = ArgumentParser()
    parser.add_argument("--callbacks", type=list[Callback], default=[])
    cfg = parser.instantiate(parser.parse_args())
    train([vars(callback) for callback in cfg.callbacks])


if __name__ == "__main__":
    main()
