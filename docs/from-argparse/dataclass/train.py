"""Train, configured with dataclasses; their flags are argparse's."""

import argparse
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Literal, get_args, get_origin

from fit import fit


@dataclass
class Model:
    name: Literal["lstm", "lstmattn", "bert"] = "lstm"
    hidden_dim: int = 64
    n_layers: int = 2
    head_dims: list[int] = field(default_factory=lambda: [32])
    dropout: float = 0.2


@dataclass
class Data:
    data_dir: Path = Path("data")
    file_name: str = "train_data.csv"
    max_seq_len: int = 20
    shuffle: bool = True


@dataclass
class Optimizer:
    name: Literal["adam", "adamw"] = "adam"
    lr: float = 1e-3
    weight_decay: float = 0.0


@dataclass
class Scheduler:
    name: Literal["plateau", "cosine", "none"] = "plateau"
    patience: int = 2


@dataclass
class Config:
    model: Model = field(default_factory=Model)
    data: Data = field(default_factory=Data)
    optimizer: Optimizer = field(default_factory=Optimizer)
    scheduler: Scheduler = field(default_factory=Scheduler)
    n_epochs: int = 3
    batch_size: int = 64
    clip_grad: float | None = 10.0
    seed: int = 42
    tags: list[str] = field(default_factory=list)
    run_name: str = "baseline"


def optional_float(text):
    return None if text == "none" else float(text)


FLAGS = {
    int: {"type": int},
    float: {"type": float},
    float | None: {"type": optional_float},
    bool: {"action": argparse.BooleanOptionalAction},
    str: {"type": str},
    Path: {"type": Path},
    list[int]: {"type": int, "nargs": "*"},
    list[str]: {"type": str, "nargs": "*"},
}


def add_flags(parser, config, prefix=""):
    for each in fields(config):
        name, default = prefix + each.name, getattr(config, each.name)
        if is_dataclass(default):
            add_flags(parser, default, f"{name}.")
        elif get_origin(each.type) is Literal:
            parser.add_argument(
                f"--{name}", choices=get_args(each.type), default=default
            )
        else:
            parser.add_argument(f"--{name}", **FLAGS[each.type], default=default)


def parse():
    config = Config()
    parser = argparse.ArgumentParser(description="Train.")
    add_flags(parser, config)
    for path, value in vars(parser.parse_args()).items():
        section, _, key = path.rpartition(".")
        setattr(getattr(config, section) if section else config, key, value)
    return config


def main():
    fit(**asdict(parse()))


if __name__ == "__main__":
    main()
