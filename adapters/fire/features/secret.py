"""Fire prints what a function returns, without its private members.

python secret.py --key=hunter2
"""

from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def config(*, key: str, lr: float = 0.001) -> dict[str, Any]:
    """Return the settings; a private one is shown with ``-- --verbose`` only."""
    return {"_key": key, "lr": lr}


def main() -> None:
    """Read the command line, print the config, train."""
    settings = fire.Fire(config)
    train(settings["_key"], settings["lr"])


if __name__ == "__main__":
    main()
