"""Callbacks, each with the options that stand behind it.

python list_of_objects.py --callback stop --callback save --every 5
python list_of_objects.py --callback save --evry 5
"""

import argparse
from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class Callback:
    """What is called every so many epochs."""

    name: str
    every: int = 1


class OfTheLast(argparse.Action):
    """Set an attribute of the last callback."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Set it."""
        if not namespace.callbacks:
            raise argparse.ArgumentError(self, "there is no callback before it")
        setattr(namespace.callbacks[-1], self.dest, values)


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--callback", dest="callbacks", type=Callback, action="append", default=[]
    )
    parser.add_argument("--every", type=int, action=OfTheLast)
    args = parser.parse_args()
    train([asdict(callback) for callback in args.callbacks])


if __name__ == "__main__":
    main()
