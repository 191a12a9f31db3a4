"""Train Deep Knowledge Tracing, configured with draccus.

Usage:
    python adapters/draccus/train.py --model.type=bert --model.n_heads=4 --optimizer.lr=3e-4
    python adapters/draccus/train.py --config_path=outputs/run/config.yaml --n_epochs=5
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType
from typing import Any, ClassVar

import draccus

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
@dataclass
class ModelConfig(draccus.ChoiceRegistry):
    """The network."""

    hidden_dim: int = 64  # width of the layers
    n_layers: int = 2  # number of layers
    # widths of the layers behind the network
    head_dims: list[int] = draccus.field(default=[32], is_mutable=True)

    @classmethod
    def default_choice_name(cls) -> str:
        """Choose this if nothing is said."""
        return "lstm"


@ModelConfig.register_subclass("lstm")
@dataclass
class LstmConfig(ModelConfig):
    """A stacked LSTM."""

    part: ClassVar[type] = LSTM


@ModelConfig.register_subclass("lstmattn")
@dataclass
class LstmAttnConfig(ModelConfig):
    """The LSTM with one self-attention layer behind it."""

    part: ClassVar[type] = LSTMATTN

    n_heads: int = 2  # attention heads
    dropout: float = 0.2  # dropout

    def __post_init__(self) -> None:
        """Refuse what is out of bounds."""
        if not 0 <= self.dropout < 1:
            raise ValueError(
                f"model.dropout: {self.dropout} is not in 0 <= dropout < 1"
            )


@ModelConfig.register_subclass("bert")
@dataclass
class BertConfig(LstmAttnConfig):
    """A transformer encoder."""

    part: ClassVar[type] = BERT


@dataclass
class DataConfig(draccus.ChoiceRegistry):
    """The source of answers."""

    max_seq_len: int = 20  # answers the network sees
    valid_fraction: float = 0.3  # students kept to validate
    shuffle: bool = True  # new batches in each epoch

    @classmethod
    def default_choice_name(cls) -> str:
        """Choose this if nothing is said."""
        return "simulated"


@DataConfig.register_subclass("simulated")
@dataclass
class SimulatedConfig(DataConfig):
    """Virtual students."""

    part: ClassVar[type] = Simulated

    n_students: int = 600  # students to simulate
    n_steps: int = 50  # answers of a student


@DataConfig.register_subclass("csv")
@dataclass(kw_only=True)
class CsvConfig(DataConfig):
    """Recorded answers."""

    part: ClassVar[type] = CsvFile

    data_dir: Path  # folder of the file
    file_name: str = "train_data.csv"  # name of the file


@dataclass
class LossConfig(draccus.ChoiceRegistry):
    """The loss function."""

    # factors for the loss of right and of wrong answers
    weights: dict[str, float] = draccus.field(
        default={"right": 1.0, "wrong": 1.0}, is_mutable=True
    )

    @classmethod
    def default_choice_name(cls) -> str:
        """Choose this if nothing is said."""
        return "bce"


@LossConfig.register_subclass("bce")
@dataclass
class BceConfig(LossConfig):
    """Binary cross-entropy."""

    part: ClassVar[type] = BCEWithLogits


@LossConfig.register_subclass("l1")
@dataclass
class L1Config(LossConfig):
    """Distance between probability and answer."""

    part: ClassVar[type] = L1


@dataclass
class OptimizerConfig(draccus.ChoiceRegistry):
    """The optimizer."""

    lr: float = 1e-3  # learning rate
    weight_decay: float = 0.0  # decay of the weights
    betas: tuple[float, float] = (0.9, 0.999)  # decay of the running averages

    def __post_init__(self) -> None:
        """Refuse what is out of bounds."""
        if not self.lr > 0:
            raise ValueError(f"optimizer.lr: {self.lr} is not above 0")

    @classmethod
    def default_choice_name(cls) -> str:
        """Choose this if nothing is said."""
        return "adam"


@OptimizerConfig.register_subclass("adam")
@dataclass
class AdamConfig(OptimizerConfig):
    """Adam; the decay is an L2 penalty."""

    part: ClassVar[type] = Adam


@OptimizerConfig.register_subclass("adamw")
@dataclass
class AdamWConfig(OptimizerConfig):
    """AdamW; the decay is decoupled from the gradient."""

    part: ClassVar[type] = AdamW


@dataclass
class SchedulerConfig(draccus.ChoiceRegistry):
    """The schedule of the learning rate."""

    @classmethod
    def default_choice_name(cls) -> str:
        """Choose this if nothing is said."""
        return "plateau"


@SchedulerConfig.register_subclass("plateau")
@dataclass
class PlateauConfig(SchedulerConfig):
    """Reduce the rate where the score stands still."""

    part: ClassVar[type] = ReduceLROnPlateau

    factor: float = 0.5  # reduction of the rate
    patience: int = 2  # epochs to wait


@SchedulerConfig.register_subclass("cosine")
@dataclass
class CosineConfig(SchedulerConfig):
    """Follow a cosine."""

    part: ClassVar[type] = CosineAnnealing

    t_max: int = 10  # epochs to the minimum
    eta_min: float = 0.0  # least learning rate


@SchedulerConfig.register_subclass("none")
@dataclass
class ConstantConfig(SchedulerConfig):
    """Leave the rate as it is."""

    part: ClassVar[type] = NoneType


@dataclass
class Config:
    """Train Deep Knowledge Tracing."""

    model: ModelConfig = field(default_factory=LstmConfig)
    data: DataConfig = field(default_factory=SimulatedConfig)
    loss: LossConfig = field(default_factory=BceConfig)
    optimizer: OptimizerConfig = field(default_factory=AdamConfig)
    scheduler: SchedulerConfig = field(default_factory=PlateauConfig)
    n_epochs: int = 3  # passes over the training data
    batch_size: int = 64  # students in a batch
    clip_grad: float | None = 10.0  # largest norm of the gradient, or null
    precision: Precision = Precision.FP32  # arithmetic of the forward pass
    seed: int = 42  # seed of weights and batches
    tags: list[str] = field(default_factory=list)  # words to find the run by
    run_name: str = "baseline"  # name of the run
    run_dir: Path = Path("outputs/run")  # folder of the run


# -- wire
def wire(config: Config) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    parts = {
        slot: part.part(**vars(part))
        for slot, part in vars(config).items()
        if hasattr(part, "part")
    }
    return {**vars(config), **parts}


# -- save
def save(config: Config) -> None:
    """Write all settings to config.yaml in the folder of the run."""
    config.run_dir.mkdir(parents=True, exist_ok=True)
    with (config.run_dir / "config.yaml").open("w", encoding="utf-8") as file:
        draccus.dump(config, file, sort_keys=False)


# -- main
@draccus.wrap()
def main(config: Config) -> None:
    """Load, wire, save, train."""
    settings = wire(config)
    save(config)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
