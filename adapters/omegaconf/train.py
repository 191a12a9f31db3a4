"""Train Deep Knowledge Tracing, configured with OmegaConf.

Usage:
    python adapters/omegaconf/train.py model.name=bert scheduler.name=cosine optimizer.lr=3e-4
    python adapters/omegaconf/train.py config=outputs/run/config.yaml n_epochs=5
"""

import sys
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from omegaconf import DictConfig, OmegaConf

from shared_model import (
    BERT,
    L1,
    LSTM,
    LSTMATTN,
    Adam,
    AdamW,
    BCEWithLogits,
    CosineAnnealing,
    CsvFile,
    Precision,
    ReduceLROnPlateau,
    SettingError,
    Simulated,
    train,
)

# -- declare
ModelName = Enum("ModelName", ["lstm", "lstmattn", "bert"])
DataName = Enum("DataName", ["simulated", "csv"])
LossName = Enum("LossName", ["bce", "l1"])
OptimizerName = Enum("OptimizerName", ["adam", "adamw"])
SchedulerName = Enum("SchedulerName", ["plateau", "cosine", "none"])


@dataclass
class ModelConfig:
    """The network; n_heads and dropout are for lstmattn and bert."""

    name: ModelName = ModelName.lstm
    hidden_dim: int = 64
    n_layers: int = 2
    head_dims: list[int] = field(default_factory=lambda: [32])
    n_heads: int = 2
    dropout: float = 0.2

    def __post_init__(self) -> None:
        """Refuse what a type cannot express."""
        if not 0 <= self.dropout < 1:
            raise ValueError(f"model.dropout={self.dropout} is not in 0 <= dropout < 1")


@dataclass
class DataConfig:
    """The answers; a folder and a file for csv, sizes for simulated."""

    name: DataName = DataName.simulated
    n_students: int = 600
    n_steps: int = 50
    data_dir: Path | None = None
    file_name: str = "train_data.csv"
    max_seq_len: int = 20
    valid_fraction: float = 0.3
    shuffle: bool = True

    def __post_init__(self) -> None:
        """Refuse what a type cannot express."""
        if self.name is DataName.csv and self.data_dir is None:
            raise ValueError("data.data_dir is required with data.name=csv")


@dataclass
class LossConfig:
    """The loss, and factors for right and for wrong answers."""

    name: LossName = LossName.bce
    weights: dict[str, float] = field(
        default_factory=lambda: {"right": 1.0, "wrong": 1.0}
    )


@dataclass
class OptimizerConfig:
    """The optimizer."""

    name: OptimizerName = OptimizerName.adam
    lr: float = 1e-3
    weight_decay: float = 0.0
    betas: tuple[float, float] = (0.9, 0.999)

    def __post_init__(self) -> None:
        """Refuse what a type cannot express."""
        if not self.lr > 0:
            raise ValueError(f"optimizer.lr={self.lr} is not above 0")


@dataclass
class SchedulerConfig:
    """The schedule; factor and patience are for plateau, the others for cosine."""

    name: SchedulerName = SchedulerName.plateau
    factor: float = 0.5
    patience: int = 2
    t_max: int = 10
    eta_min: float = 0.0


@dataclass
class Config:
    """All settings."""

    model: ModelConfig = field(default_factory=ModelConfig)
    data: DataConfig = field(default_factory=DataConfig)
    loss: LossConfig = field(default_factory=LossConfig)
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)
    scheduler: SchedulerConfig = field(default_factory=SchedulerConfig)
    n_epochs: int = 3
    batch_size: int = 64
    clip_grad: float | None = 10.0
    precision: Precision = Precision.FP32
    seed: int = 42
    tags: list[str] = field(default_factory=list)
    run_name: str = "baseline"
    run_dir: Path = Path("outputs/run")


# -- load
def load() -> DictConfig:
    """Return all settings: defaults, then the file, then the command line."""
    schema = OmegaConf.structured(Config)
    words = OmegaConf.from_cli()
    if "--help" in words:
        print(__doc__, OmegaConf.to_yaml(schema), sep="\n")
        sys.exit()
    file = words.pop("config", None)
    saved = restore(file) if file else {}
    return OmegaConf.merge(schema, saved, words)  # type: ignore[return-value]  # no list


# -- wire
def wire_model(model: ModelConfig) -> LSTM | LSTMATTN | BERT:
    """Build the chosen model from its arguments."""
    if model.name is ModelName.lstm:
        return LSTM(
            hidden_dim=model.hidden_dim,
            n_layers=model.n_layers,
            head_dims=model.head_dims,
        )
    models: dict[ModelName, type[LSTMATTN | BERT]]
    models = {ModelName.lstmattn: LSTMATTN, ModelName.bert: BERT}
    return models[model.name](
        hidden_dim=model.hidden_dim,
        n_layers=model.n_layers,
        head_dims=model.head_dims,
        n_heads=model.n_heads,
        dropout=model.dropout,
    )


def wire_data(data: DataConfig) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if data.name is DataName.csv:
        return CsvFile(
            data_dir=data.data_dir,  # type: ignore[arg-type]  # not None: checked above
            file_name=data.file_name,
            max_seq_len=data.max_seq_len,
            valid_fraction=data.valid_fraction,
            shuffle=data.shuffle,
        )
    return Simulated(
        n_students=data.n_students,
        n_steps=data.n_steps,
        max_seq_len=data.max_seq_len,
        valid_fraction=data.valid_fraction,
        shuffle=data.shuffle,
    )


def wire_scheduler(
    scheduler: SchedulerConfig,
) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if scheduler.name is SchedulerName.plateau:
        return ReduceLROnPlateau(factor=scheduler.factor, patience=scheduler.patience)
    if scheduler.name is SchedulerName.cosine:
        return CosineAnnealing(t_max=scheduler.t_max, eta_min=scheduler.eta_min)
    return None


def wire(cfg: DictConfig) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    config: Config = OmegaConf.to_object(cfg)  # type: ignore[assignment]  # its schema
    loss = {LossName.bce: BCEWithLogits, LossName.l1: L1}[config.loss.name]
    optimizers = {OptimizerName.adam: Adam, OptimizerName.adamw: AdamW}
    return {
        "model": wire_model(config.model),
        "data": wire_data(config.data),
        "loss": loss(weights=config.loss.weights),
        "optimizer": optimizers[config.optimizer.name](
            lr=config.optimizer.lr,
            weight_decay=config.optimizer.weight_decay,
            betas=config.optimizer.betas,
        ),
        "scheduler": wire_scheduler(config.scheduler),
        "n_epochs": config.n_epochs,
        "batch_size": config.batch_size,
        "clip_grad": config.clip_grad,
        "precision": config.precision,
        "seed": config.seed,
        "tags": config.tags,
        "run_name": config.run_name,
        "run_dir": config.run_dir,
    }


# -- save
def save(cfg: DictConfig) -> None:
    """Write all settings to config.yaml in the folder of the run."""
    cfg.run_dir.mkdir(parents=True, exist_ok=True)
    OmegaConf.save(cfg, cfg.run_dir / "config.yaml")


# -- restore
def restore(path: Path) -> DictConfig:
    """Read the settings in a YAML file."""
    return OmegaConf.load(path)  # type: ignore[return-value]  # no list


# -- main
def main() -> None:
    """Load, wire, save, train."""
    cfg = load()
    settings = wire(cfg)
    save(cfg)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
