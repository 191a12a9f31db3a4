"""Train, configured with OmegaConf."""

from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path

from fit import fit
from omegaconf import OmegaConf

ModelName = Enum("ModelName", ["lstm", "lstmattn", "bert"])
OptimizerName = Enum("OptimizerName", ["adam", "adamw"])
SchedulerName = Enum("SchedulerName", ["plateau", "cosine", "none"])


@dataclass
class Model:
    name: ModelName = ModelName.lstm
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
    name: OptimizerName = OptimizerName.adam
    lr: float = 1e-3
    weight_decay: float = 0.0


@dataclass
class Scheduler:
    name: SchedulerName = SchedulerName.plateau
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


def parse():
    merged = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    return asdict(OmegaConf.to_object(merged))


def main():
    config = parse()
    for section in ("model", "optimizer", "scheduler"):
        config[section]["name"] = config[section]["name"].name
    fit(**config)


if __name__ == "__main__":
    main()
