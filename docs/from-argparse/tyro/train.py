"""Train, configured with tyro."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import tyro
from fit import fit


@dataclass
class Model:
    name: Annotated[
        Literal["lstm", "lstmattn", "bert"], tyro.conf.arg(name="model")
    ] = "lstm"
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
    name: Annotated[Literal["adam", "adamw"], tyro.conf.arg(name="optimizer")] = "adam"
    lr: float = 1e-3
    weight_decay: float = 0.0


@dataclass
class Scheduler:
    name: Annotated[
        Literal["plateau", "cosine", "none"], tyro.conf.arg(name="scheduler")
    ] = "plateau"
    patience: int = 2


@dataclass
class Config:
    """Train."""

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


def main():
    # Without it, a flag would have its section's name in front: --model.dropout.
    fit(**asdict(tyro.cli(Config, config=(tyro.conf.OmitArgPrefixes,))))


if __name__ == "__main__":
    main()
