"""Train Deep Knowledge Tracing, configured with OmegaConf.

Usage:
    python adapters/omegaconf/train.py model.name=bert scheduler.name=cosine optimizer.lr=3e-4
    python adapters/omegaconf/train.py config=outputs/run/config.yaml n_epochs=5
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from omegaconf import MISSING, DictConfig, OmegaConf

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
ModelName = Literal["lstm", "lstmattn", "bert"]
DataName = Literal["simulated", "csv"]
SchedulerName = Literal["plateau", "cosine", "none"]


@dataclass
class LSTMConfig:
    """A stacked LSTM."""

    name: ModelName = "lstm"
    hidden_dim: int = 64
    n_layers: int = 2
    head_dims: list[int] = field(default_factory=lambda: [32])


@dataclass
class LSTMATTNConfig(LSTMConfig):
    """The LSTM with a self-attention layer."""

    name: ModelName = "lstmattn"
    n_heads: int = 2
    dropout: float = 0.2

    def __post_init__(self) -> None:
        """Refuse what a type cannot express."""
        if not 0 <= self.dropout < 1:
            raise ValueError(f"model.dropout={self.dropout} is not in 0 <= dropout < 1")


@dataclass
class BERTConfig(LSTMATTNConfig):
    """A transformer encoder."""

    name: ModelName = "bert"


@dataclass
class SimulatedConfig:
    """Virtual students."""

    name: DataName = "simulated"
    n_students: int = 600
    n_steps: int = 50
    max_seq_len: int = 20
    valid_fraction: float = 0.3
    shuffle: bool = True


@dataclass
class CsvFileConfig:
    """Recorded answers."""

    name: DataName = "csv"
    data_dir: Path = MISSING
    file_name: str = "train_data.csv"
    max_seq_len: int = 20
    valid_fraction: float = 0.3
    shuffle: bool = True


@dataclass
class LossConfig:
    """The loss, and factors for right and for wrong answers."""

    name: Literal["bce", "l1"] = "bce"
    weights: dict[str, float] = field(
        default_factory=lambda: {"right": 1.0, "wrong": 1.0}
    )


@dataclass
class OptimizerConfig:
    """The optimizer."""

    name: Literal["adam", "adamw"] = "adam"
    lr: float = 1e-3
    weight_decay: float = 0.0
    betas: tuple[float, float] = (0.9, 0.999)

    def __post_init__(self) -> None:
        """Refuse what a type cannot express."""
        if not self.lr > 0:
            raise ValueError(f"optimizer.lr={self.lr} is not above 0")


@dataclass
class ReduceLROnPlateauConfig:
    """Reduce after epochs without a better AUC."""

    name: SchedulerName = "plateau"
    factor: float = 0.5
    patience: int = 2


@dataclass
class CosineAnnealingConfig:
    """Follow a cosine."""

    name: SchedulerName = "cosine"
    t_max: int = 10
    eta_min: float = 0.0


@dataclass
class ConstantConfig:
    """Keep the learning rate."""

    name: SchedulerName = "none"


@dataclass
class Config:
    """All settings."""

    model: LSTMConfig | LSTMATTNConfig | BERTConfig = field(default_factory=LSTMConfig)
    data: SimulatedConfig | CsvFileConfig = field(default_factory=SimulatedConfig)
    loss: LossConfig = field(default_factory=LossConfig)
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)
    scheduler: ReduceLROnPlateauConfig | CosineAnnealingConfig | ConstantConfig = field(
        default_factory=ReduceLROnPlateauConfig
    )
    n_epochs: int = 3
    batch_size: int = 64
    clip_grad: float | None = 10.0
    precision: Precision = Precision.FP32
    seed: int = 42
    tags: list[str] = field(default_factory=list)
    run_name: str = "baseline"
    run_dir: Path = Path("outputs/run")


#: The dataclass that each name stands for.
CHOICES: dict[str, dict[str, Any]] = {
    "model": {"lstm": LSTMConfig, "lstmattn": LSTMATTNConfig, "bert": BERTConfig},
    "data": {"simulated": SimulatedConfig, "csv": CsvFileConfig},
    "scheduler": {
        "plateau": ReduceLROnPlateauConfig,
        "cosine": CosineAnnealingConfig,
        "none": ConstantConfig,
    },
}

OmegaConf.register_resolver("mul", lambda a, b: a * b, replace=True)


# -- load
def choose(cfg: DictConfig, settings: DictConfig) -> None:
    """Give each section the dataclass that the settings name; a mapping selects none."""
    for part, choices in CHOICES.items():
        name = str(OmegaConf.select(settings, f"{part}.name"))
        if name in choices and name != cfg[part].name:
            cfg[part] = choices[name]


def load() -> DictConfig:
    """Return all settings: defaults, then the files, then the command line."""
    cfg: DictConfig = OmegaConf.structured(Config)
    files = [word for word in sys.argv[1:] if word.startswith("config=")]
    for file in files:
        saved = restore(Path(file.removeprefix("config=")))
        choose(cfg, saved)
        cfg.merge_with(saved)
    words = [word for word in sys.argv[1:] if word not in {*files, "--help"}]
    choose(cfg, OmegaConf.from_cli(words))
    cfg.merge_with_dotlist(words)
    if "--help" in sys.argv:
        print(__doc__, OmegaConf.to_yaml(cfg, resolve=True), sep="\n")
        sys.exit()
    return cfg


# -- wire
PARTS: dict[str, Any] = {
    "lstm": LSTM,
    "lstmattn": LSTMATTN,
    "bert": BERT,
    "simulated": Simulated,
    "csv": CsvFile,
    "bce": BCEWithLogits,
    "l1": L1,
    "adam": Adam,
    "adamw": AdamW,
    "plateau": ReduceLROnPlateau,
    "cosine": CosineAnnealing,
}


def build(name: str, **arguments: Any) -> Any:
    """Build the chosen part from its arguments."""
    return PARTS[name](**arguments) if name in PARTS else None


def wire(cfg: DictConfig) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    config: Config = OmegaConf.to_object(cfg)  # type: ignore[assignment]  # its schema
    return {
        "model": build(**vars(config.model)),
        "data": build(**vars(config.data)),
        "loss": build(**vars(config.loss)),
        "optimizer": build(**vars(config.optimizer)),
        "scheduler": build(**vars(config.scheduler)),
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
