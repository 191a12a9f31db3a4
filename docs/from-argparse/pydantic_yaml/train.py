"""Train, configured with pydantic and a YAML file."""

import sys
from pathlib import Path
from typing import Literal

import yaml
from fit import fit
from pydantic import BaseModel, ConfigDict, ValidationError


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Model(Section):
    name: Literal["lstm", "lstmattn", "bert"]
    hidden_dim: int
    n_layers: int
    head_dims: list[int]
    dropout: float


class Data(Section):
    data_dir: Path
    file_name: str
    max_seq_len: int
    shuffle: bool


class Optimizer(Section):
    name: Literal["adam", "adamw"]
    lr: float
    weight_decay: float


class Scheduler(Section):
    name: Literal["plateau", "cosine", "none"]
    patience: int


class Config(Section):
    model: Model
    data: Data
    optimizer: Optimizer
    scheduler: Scheduler
    n_epochs: int
    batch_size: int
    clip_grad: float | None
    seed: int
    tags: list[str]
    run_name: str


def parse():
    text = Path(__file__).with_name("config.yaml").read_text()
    settings = yaml.safe_load(text)
    for word in sys.argv[1:]:
        path, _, text = word.partition("=")
        *sections, key = path.split(".")
        target = settings
        for section in sections:
            target = target.setdefault(section, {})
        target[key] = yaml.safe_load(text)
    try:
        return Config.model_validate(settings)
    except ValidationError as error:
        sys.exit(f"train.py: {error}")


def main():
    fit(**parse().model_dump())


if __name__ == "__main__":
    main()
