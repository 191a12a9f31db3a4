"""Train, configured with simple_parsing."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from fit import fit
from simple_parsing import DashVariant, field, flag, list_field, parse


def optional_float(text):
    return None if text == "none" else float(text)


@dataclass
class Model:
    model: Literal["lstm", "lstmattn", "bert"] = "lstm"
    hidden_dim: int = 64
    n_layers: int = 2
    head_dims: list[int] = list_field(32)
    dropout: float = 0.2


@dataclass
class Data:
    data_dir: Path = Path("data")
    file_name: str = "train_data.csv"
    max_seq_len: int = 20
    shuffle: bool = flag(True, negative_prefix="--no-")


@dataclass
class Optimizer:
    optimizer: Literal["adam", "adamw"] = "adam"
    lr: float = 1e-3
    weight_decay: float = 0.0


@dataclass
class Scheduler:
    scheduler: Literal["plateau", "cosine", "none"] = "plateau"
    patience: int = 2


@dataclass
class Config:
    """Train."""

    model: Model
    data: Data
    optimizer: Optimizer
    scheduler: Scheduler
    n_epochs: int = 3
    batch_size: int = 64
    clip_grad: float | None = field(default=10.0, type=optional_float)
    seed: int = 42
    tags: list[str] = list_field()
    run_name: str = "baseline"


def main():
    config = asdict(parse(Config, add_option_string_dash_variants=DashVariant.DASH))
    for section in ("model", "optimizer", "scheduler"):
        config[section]["name"] = config[section].pop(section)
    fit(**config)


if __name__ == "__main__":
    main()
