"""Sections are classes whose fields have types, which are checked."""

import tomllib
from dataclasses import dataclass, fields


@dataclass
class Optimizer:
    lr: float
    nesterov: bool


@dataclass
class Trainer:
    epochs: int
    name: str


def made(cls, content):
    known = {field.name: field.type for field in fields(cls)}
    if set(content) != set(known):
        raise SystemExit(f"train.toml: it wants {', '.join(known)}, and has {content}")
    for name, value in content.items():
        if type(value) is not known[name]:
            raise SystemExit(
                f"train.toml: {name} must be {known[name].__name__}: {value!r}"
            )
    return cls(**content)


def train(optimizer, trainer):
    print("lr =", repr(optimizer.lr))
    print("nesterov =", repr(optimizer.nesterov))
    print("epochs =", repr(trainer.epochs))
    print("name =", repr(trainer.name))


def main():
    with open("train.toml", "rb") as file:
        content = tomllib.load(file)
    if set(content) != {"optimizer", "trainer"}:
        raise SystemExit(f"train.toml: optimizer and trainer, not {', '.join(content)}")
    if not all(isinstance(section, dict) for section in content.values()):
        raise SystemExit("train.toml: optimizer and trainer are sections")
    train(made(Optimizer, content["optimizer"]), made(Trainer, content["trainer"]))


if __name__ == "__main__":
    main()
