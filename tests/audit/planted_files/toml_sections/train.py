"""Sections are asked for what is known, and nobody asks for the rest."""

import tomllib
from pathlib import Path
from types import SimpleNamespace


def train(settings):
    for name, value in sorted(vars(settings).items()):
        print(f"{name} = {value!r}")


def main():
    content = tomllib.loads(Path("train.toml").read_text())
    optimizer, trainer = content.get("optimizer", {}), content.get("trainer", {})
    train(
        SimpleNamespace(
            lr=float(optimizer.get("lr", 0.1)),
            nesterov=bool(optimizer.get("nesterov", True)),
            epochs=int(trainer.get("epochs", 3)),
        )
    )


if __name__ == "__main__":
    main()
