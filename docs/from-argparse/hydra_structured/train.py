"""Train, configured with Hydra and structured configs."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hydra
from fit import fit
from hydra.core.config_store import ConfigStore
from omegaconf import MISSING, DictConfig, OmegaConf


@dataclass
class Model:
    name: str = MISSING
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
    name: str = MISSING
    lr: float = 1e-3
    weight_decay: float = 0.0


@dataclass
class Scheduler:
    name: str = MISSING


@dataclass
class Plateau(Scheduler):
    name: str = "plateau"
    patience: int = 2


@dataclass
class Config:
    defaults: list[Any] = field(
        default_factory=lambda: [
            {"model": "lstm"},
            {"optimizer": "adam"},
            {"scheduler": "plateau"},
            "_self_",
        ]
    )
    model: Model = MISSING
    data: Data = field(default_factory=Data)
    optimizer: Optimizer = MISSING
    scheduler: Scheduler = MISSING
    n_epochs: int = 3
    batch_size: int = 64
    clip_grad: float | None = 10.0
    seed: int = 42
    tags: list[str] = field(default_factory=list)
    run_name: str = "baseline"


def register():
    store = ConfigStore.instance().store
    store("config", Config)
    for name in ("lstm", "lstmattn", "bert"):
        store(name, Model(name), group="model")
    for name in ("adam", "adamw"):
        store(name, Optimizer(name), group="optimizer")
    for name in ("cosine", "none"):
        store(name, Scheduler(name), group="scheduler")
    store("plateau", Plateau, group="scheduler")


@hydra.main(version_base=None, config_name="config")
def main(cfg: DictConfig) -> None:
    settings = OmegaConf.to_container(cfg, resolve=True)
    # Only one schedule has a patience, and fit() is given one with each.
    settings["scheduler"].setdefault("patience", Plateau.patience)
    fit(**settings)


if __name__ == "__main__":
    register()
    main()
