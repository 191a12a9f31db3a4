"""Train Deep Knowledge Tracing, configured with Hydra and structured configs.

Usage:
    python adapters/hydra_structured/train.py model=bert scheduler=cosine optimizer.lr=3e-4
    python adapters/hydra_structured/train.py -m model=lstm,bert optimizer.lr=1e-3,1e-4
    python adapters/hydra_structured/train.py --config-path RUN/.hydra n_epochs=5
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hydra
from hydra.core.config_store import ConfigStore
from hydra.utils import instantiate
from omegaconf import II, MISSING, DictConfig, OmegaConf

from shared_model import Precision, SettingError, train


# -- declare
@dataclass
class LSTMConfig:
    """A stacked LSTM; the schema that all networks extend."""

    _target_: str = "shared_model.LSTM"
    hidden_dim: int = 64
    n_layers: int = 2
    head_dims: list[int] = field(default_factory=lambda: [32])


@dataclass
class LSTMATTNConfig(LSTMConfig):
    """The LSTM with a self-attention layer."""

    _target_: str = "shared_model.LSTMATTN"
    n_heads: int = 2
    dropout: float = 0.2

    def __post_init__(self) -> None:
        """Refuse what a type cannot express."""
        if not 0 <= self.dropout < 1:
            raise ValueError(f"model.dropout={self.dropout} is not in 0 <= dropout < 1")


@dataclass
class BERTConfig(LSTMATTNConfig):
    """A transformer encoder."""

    _target_: str = "shared_model.BERT"


@dataclass
class DataConfig:
    """What all sources of answers share."""

    max_seq_len: int = 20
    valid_fraction: float = 0.3
    shuffle: bool = True


@dataclass
class SimulatedConfig(DataConfig):
    """Virtual students."""

    _target_: str = "shared_model.Simulated"
    n_students: int = 600
    n_steps: int = 50


@dataclass
class CsvFileConfig(DataConfig):
    """Recorded answers."""

    _target_: str = "shared_model.CsvFile"
    data_dir: Path = MISSING
    file_name: str = "train_data.csv"


@dataclass
class BCEWithLogitsConfig:
    """Binary cross-entropy; the schema that all losses extend."""

    _target_: str = "shared_model.BCEWithLogits"
    weights: dict[str, float] = field(
        default_factory=lambda: {"right": 1.0, "wrong": 1.0}
    )


@dataclass
class L1Config(BCEWithLogitsConfig):
    """Distance between probability and answer."""

    _target_: str = "shared_model.L1"


@dataclass
class AdamConfig:
    """Adam; the schema that all optimizers extend."""

    _target_: str = "shared_model.Adam"
    lr: float = 1e-3
    weight_decay: float = 0.0
    betas: tuple[float, float] = (0.9, 0.999)

    def __post_init__(self) -> None:
        """Refuse what a type cannot express."""
        if not self.lr > 0:
            raise ValueError(f"optimizer.lr={self.lr} is not above 0")


@dataclass
class AdamWConfig(AdamConfig):
    """Adam with decoupled weight decay."""

    _target_: str = "shared_model.AdamW"


@dataclass
class SchedulerConfig:
    """What all schedules share: nothing."""


@dataclass
class ReduceLROnPlateauConfig(SchedulerConfig):
    """Reduce after epochs without a better AUC."""

    _target_: str = "shared_model.ReduceLROnPlateau"
    factor: float = 0.5
    patience: int = 2


@dataclass
class CosineAnnealingConfig(SchedulerConfig):
    """Follow a cosine."""

    _target_: str = "shared_model.CosineAnnealing"
    t_max: int = 10
    eta_min: float = 0.0


@dataclass
class Config:
    """All settings; the choice of parts is in config.yaml."""

    model: LSTMConfig = MISSING
    data: DataConfig = MISSING
    loss: BCEWithLogitsConfig = MISSING
    optimizer: AdamConfig = MISSING
    scheduler: SchedulerConfig | None = None
    n_epochs: int = 3
    batch_size: int = 64
    clip_grad: float | None = 10.0
    precision: Precision = Precision.FP32
    seed: int = 42
    tags: list[str] = field(default_factory=list)
    run_name: str = "baseline"
    run_dir: Path = II("hydra:runtime.output_dir")  # noqa: RUF009  a string


PARTS: dict[str, dict[str, Any]] = {
    "model": {"lstm": LSTMConfig, "lstmattn": LSTMATTNConfig, "bert": BERTConfig},
    "data": {"simulated": SimulatedConfig, "csv": CsvFileConfig},
    "loss": {"bce": BCEWithLogitsConfig, "l1": L1Config},
    "optimizer": {"adam": AdamConfig, "adamw": AdamWConfig},
    "scheduler": {"plateau": ReduceLROnPlateauConfig, "cosine": CosineAnnealingConfig},
}
cs = ConfigStore.instance()
cs.store(name="base_config", node=Config)
cs.store(group="scheduler", name="none", node={"scheduler": None}, package="_global_")
for group, options in PARTS.items():
    for name, node in options.items():
        cs.store(group=group, name=name, node=node)
OmegaConf.register_new_resolver("mul", lambda a, b: a * b, replace=True)


# -- load
def check(cfg: DictConfig) -> None:
    """Refuse what the schema cannot express as a type."""
    OmegaConf.to_object(cfg)  # runs each __post_init__


# -- wire
def wire(cfg: DictConfig) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    settings: dict[str, Any] = instantiate(cfg, _convert_="all")
    return settings


# -- restore
def restore(cfg: DictConfig) -> DictConfig:
    """Give a config from .hydra/, which keeps values only, its schema back."""
    schema = OmegaConf.structured(Config)
    for group, options in PARTS.items():
        for node in options.values():
            if cfg[group] and cfg[group]._target_ == node._target_:
                schema[group] = node
    return OmegaConf.merge(schema, cfg)  # type: ignore[return-value]  # no list


# -- main
@hydra.main(
    version_base=None,
    config_path="../../configs/hydra_structured",
    config_name="config",
)
def main(cfg: DictConfig) -> None:
    """Check, wire, train; Hydra has composed and saved the settings before."""
    if OmegaConf.get_type(cfg) is not Config:
        cfg = restore(cfg)
    check(cfg)
    settings = wire(cfg)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
