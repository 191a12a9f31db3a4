"""A file holds a command of Fire, which names another file.

python file_extends_2.py --config=file_extends/run.txt
python file_extends_2.py --config=file_extends/run.txt --width=16
"""

import shlex
from pathlib import Path

import fire  # type: ignore[import-untyped]  # it ships no types


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def run(*, width: int = 64, layers: int = 2, lr: float = 0.001) -> None:
    """Train with these settings."""
    train(width, layers, lr)


def main(*words: str, config: str, **given: str) -> None:
    """Carry out what the file says, and then what is typed."""
    command = shlex.split(Path(config).read_text(encoding="utf-8"))
    flags = [f"--{name}={value}" for name, value in given.items()]
    fire.Fire(run, command=[*command, *words, *flags])


if __name__ == "__main__":
    fire.Fire(main)
