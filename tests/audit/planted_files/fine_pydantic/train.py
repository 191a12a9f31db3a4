"""A model says what each value is, and forbids what it does not know."""

import argparse

import yaml
from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr


class Config(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lr: float
    epochs: StrictInt
    amp: bool
    name: StrictStr


def train(config):
    for name, value in sorted(dict(config).items()):
        print(f"{name} = {value!r}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="config.yaml")
    with open(parser.parse_args().config) as file:
        config = Config.model_validate(yaml.safe_load(file))
    train(config)


if __name__ == "__main__":
    main()
