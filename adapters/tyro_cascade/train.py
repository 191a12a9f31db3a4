"""Train Deep Knowledge Tracing, configured with tyro, whose flags may stand anywhere behind.

Usage:
    python adapters/tyro_cascade/train.py model:bert --model.n-heads 4 --optimizer.lr 3e-4
    python adapters/tyro_cascade/train.py outputs/run/config.yaml --optimizer.lr 3e-4
"""

import reprlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path, PurePath
from typing import Any, Literal

import dacite
import tyro
import yaml  # type: ignore[import-untyped]

import shared_model
from shared_model import Precision


# -- declare
@dataclass(kw_only=True)
class Network:
    """What all networks have."""

    hidden_dim: int = 64
    """width of the layers"""
    n_layers: int = 2
    """number of layers"""
    head_dims: list[int] = field(default_factory=lambda: [32])
    """widths of the layers behind the network"""


@dataclass(kw_only=True)
class Attention(Network):
    """What networks with attention have."""

    n_heads: int = 2
    """attention heads"""
    dropout: float = 0.2
    """share of values that are dropped"""

    def __post_init__(self) -> None:
        """Refuse what is out of bounds."""
        if not 0 <= self.dropout < 1:
            raise ValueError(f"dropout {self.dropout} is not in 0 <= dropout < 1")


@dataclass(kw_only=True)
class Lstm(Network):
    """A stacked LSTM."""

    name: tyro.conf.Suppress[Literal["lstm"]] = "lstm"


@dataclass(kw_only=True)
class Lstmattn(Attention):
    """The LSTM with one layer of attention behind it."""

    name: tyro.conf.Suppress[Literal["lstmattn"]] = "lstmattn"


@dataclass(kw_only=True)
class Bert(Attention):
    """A transformer encoder."""

    name: tyro.conf.Suppress[Literal["bert"]] = "bert"


@dataclass(kw_only=True)
class Answers:
    """What all sources of answers have."""

    max_seq_len: int = 20
    """answers that the network sees"""
    valid_fraction: float = 0.3
    """share of the students that validate"""
    shuffle: bool = True
    """new batches in each epoch"""


@dataclass(kw_only=True)
class Simulated(Answers):
    """Virtual students."""

    name: tyro.conf.Suppress[Literal["simulated"]] = "simulated"
    n_students: int = 600
    """number of students"""
    n_steps: int = 50
    """answers of a student"""


@dataclass(kw_only=True)
class Csv(Answers):
    """Recorded answers in a file."""

    name: tyro.conf.Suppress[Literal["csv"]] = "csv"
    data_dir: Path
    """folder of the file"""
    file_name: str = "train_data.csv"
    """name of the file"""


@dataclass(kw_only=True)
class Loss:
    """What all losses have."""

    weights: dict[str, float] = field(
        default_factory=lambda: {"right": 1.0, "wrong": 1.0}
    )
    """factors for the loss of right and of wrong answers"""


@dataclass(kw_only=True)
class Bce(Loss):
    """Binary cross-entropy."""

    name: tyro.conf.Suppress[Literal["bce"]] = "bce"


@dataclass(kw_only=True)
class L1(Loss):
    """Distance between probability and answer."""

    name: tyro.conf.Suppress[Literal["l1"]] = "l1"


@dataclass(kw_only=True)
class Optimizer:
    """What all optimizers have."""

    lr: float = 1e-3
    """learning rate"""
    weight_decay: float = 0.0
    """decay of the weights"""
    betas: tuple[float, float] = (0.9, 0.999)
    """decay of the running averages"""

    def __post_init__(self) -> None:
        """Refuse what is out of bounds."""
        if not self.lr > 0:
            raise ValueError(f"lr {self.lr} is not above 0")


@dataclass(kw_only=True)
class Adam(Optimizer):
    """Adam, with an L2 penalty."""

    name: tyro.conf.Suppress[Literal["adam"]] = "adam"


@dataclass(kw_only=True)
class Adamw(Optimizer):
    """Adam, with decoupled decay."""

    name: tyro.conf.Suppress[Literal["adamw"]] = "adamw"


@dataclass(kw_only=True)
class Plateau:
    """Reduce the rate when the AUC stays."""

    name: tyro.conf.Suppress[Literal["plateau"]] = "plateau"
    factor: float = 0.5
    """reduction of the rate"""
    patience: int = 2
    """epochs to wait"""


@dataclass(kw_only=True)
class Cosine:
    """Follow a cosine."""

    name: tyro.conf.Suppress[Literal["cosine"]] = "cosine"
    t_max: int = 10
    """epochs to the minimum"""
    eta_min: float = 0.0
    """least learning rate"""


@dataclass(kw_only=True)
class Config:
    """Train Deep Knowledge Tracing.

    YAML files named first, e.g. a saved run, hold other defaults; later ones count more.
    """

    model: Lstm | Lstmattn | Bert = field(default_factory=Lstm)
    """network"""
    data: Simulated | Csv = field(default_factory=Simulated)
    """source of answers"""
    loss: Bce | L1 = field(default_factory=Bce)
    """loss function"""
    optimizer: Adam | Adamw = field(default_factory=Adam)
    """optimizer"""
    scheduler: Plateau | Cosine | None = field(default_factory=Plateau)
    """schedule of the learning rate"""
    n_epochs: int = 3
    """passes over the training data"""
    batch_size: int = 64
    """students in a batch"""
    clip_grad: float | None = 10.0
    """largest norm of the gradient"""
    precision: Precision = Precision.FP32
    """arithmetic of the forward pass"""
    seed: int = 42
    """seed of weights and batches"""
    tags: list[str] = field(default_factory=list)
    """words to find the run by"""
    run_name: str = "baseline"
    """name of the run"""
    run_dir: Path = Path("outputs/run")
    """folder of the run"""


# -- load
def load(argv: Sequence[str] | None = None) -> Config:
    """Return all settings: defaults, then the files, then the command line."""
    words = [*(sys.argv[1:] if argv is None else argv)]
    settings: dict[str, Any] = {}
    config = Config()
    while words and words[0].endswith((".yaml", ".json")):
        config = restore(settings, words.pop(0))
    return tyro.cli(
        Config,
        default=config,
        args=words,
        config=(tyro.conf.CascadeSubcommandArgs, tyro.conf.FlagConversionOff),
    )


# -- wire
def wire_model(
    model: Lstm | Lstmattn | Bert,
) -> shared_model.LSTM | shared_model.LSTMATTN | shared_model.BERT:
    """Build the chosen network."""
    if isinstance(model, Lstm):
        return shared_model.LSTM(
            hidden_dim=model.hidden_dim,
            n_layers=model.n_layers,
            head_dims=model.head_dims,
        )
    networks: dict[str, type[shared_model.LSTMATTN | shared_model.BERT]]
    networks = {"lstmattn": shared_model.LSTMATTN, "bert": shared_model.BERT}
    return networks[model.name](
        hidden_dim=model.hidden_dim,
        n_layers=model.n_layers,
        head_dims=model.head_dims,
        n_heads=model.n_heads,
        dropout=model.dropout,
    )


def wire_data(data: Simulated | Csv) -> shared_model.Simulated | shared_model.CsvFile:
    """Build the chosen source of answers."""
    if isinstance(data, Csv):
        return shared_model.CsvFile(
            data_dir=data.data_dir,
            file_name=data.file_name,
            max_seq_len=data.max_seq_len,
            valid_fraction=data.valid_fraction,
            shuffle=data.shuffle,
        )
    return shared_model.Simulated(
        n_students=data.n_students,
        n_steps=data.n_steps,
        max_seq_len=data.max_seq_len,
        valid_fraction=data.valid_fraction,
        shuffle=data.shuffle,
    )


def wire_scheduler(
    scheduler: Plateau | Cosine | None,
) -> shared_model.ReduceLROnPlateau | shared_model.CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    match scheduler:
        case Plateau():
            return shared_model.ReduceLROnPlateau(
                factor=scheduler.factor, patience=scheduler.patience
            )
        case Cosine():
            return shared_model.CosineAnnealing(
                t_max=scheduler.t_max, eta_min=scheduler.eta_min
            )
        case None:
            return None


def wire(config: Config) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    losses = {"bce": shared_model.BCEWithLogits, "l1": shared_model.L1}
    optimizers = {"adam": shared_model.Adam, "adamw": shared_model.AdamW}
    return {
        "model": wire_model(config.model),
        "data": wire_data(config.data),
        "loss": losses[config.loss.name](weights=config.loss.weights),
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
yaml.SafeDumper.add_multi_representer(
    PurePath, lambda dumper, path: dumper.represent_str(str(path))
)
yaml.SafeDumper.add_multi_representer(
    Enum, lambda dumper, member: dumper.represent_str(member.name)
)


def save(config: Config) -> None:
    """Write all settings to config.yaml in the folder of the run."""
    config.run_dir.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(asdict(config), sort_keys=False)
    (config.run_dir / "config.yaml").write_text(text, encoding="utf-8")


# -- restore
def number(value: Any) -> Any:
    """Return the number that is meant by 1, or by 3e-4, which YAML 1.1 takes for text."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


#: How dacite makes of a file what tyro makes of words.
FROM_YAML = dacite.Config(
    type_hooks={
        float: number,
        Path: Path,
        Precision: Precision.__getitem__,
        tuple[float, float]: tuple,
    },
    strict=True,
)
#: What a file may be refused with; a name that no enum has is a KeyError.
ERRORS = (OSError, KeyError, TypeError, ValueError, yaml.YAMLError, dacite.DaciteError)


def update(settings: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """Take over the settings of a file, section by section."""
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(settings.get(key), dict):
            update(settings[key], value)
        else:
            settings[key] = value


def restore(settings: dict[str, Any], path: str) -> Config:
    """Return the config that a YAML file makes of the settings of those before it."""
    try:
        changes = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
        if not isinstance(changes, dict):
            raise TypeError(f"expected a mapping, not {type(changes).__name__}")
        update(settings, changes)
        return dacite.from_dict(Config, settings, FROM_YAML)
    except dacite.WrongTypeError as error:
        # dacite would spell out all of the value, and aliases of YAML stand for many.
        value = reprlib.repr(error.value)
        sys.exit(
            f"train.py: {path}: {error.field_path}: "
            f"{value} has not the type {error.field_type}"
        )
    except ERRORS as error:
        sys.exit(f"train.py: {path}: {error}")


# -- main
def main() -> None:
    """Load, wire, save, train."""
    config = load()
    settings = wire(config)
    save(config)
    try:
        result = shared_model.train(**settings)
    except shared_model.SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
