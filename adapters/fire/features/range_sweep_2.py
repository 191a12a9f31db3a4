"""Python's range is a command as well, and its result is what the next word is looked for in.

python range_sweep_2.py range 1 4 - run
"""

import fire  # type: ignore[import-untyped]  # it ships no types


def train(seed: int) -> None:
    """Stand for the training."""


def run(seed: int = 0) -> None:
    """Train with this seed."""
    train(seed)


if __name__ == "__main__":
    fire.Fire({"range": range, "run": run})
