"""Train Deep Knowledge Tracing, configured with dataclasses.

Usage:
    python adapters/dataclass/train.py --model.name bert --optimizer.lr 3e-4
    python adapters/dataclass/train.py --config outputs/run/config.json --n_epochs 5
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

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
class Model:
    """The network; lstmattn and bert take all settings, lstm the first three."""

    name: Literal["lstm", "lstmattn", "bert"] = field(
        default="lstm", metadata={"help": "network"}
    )
    hidden_dim: int = field(default=64, metadata={"help": "width of the layers"})
    n_layers: int = field(default=2, metadata={"help": "number of layers"})
    head_dims: list[int] = field(
        default_factory=lambda: [32],
        metadata={"help": "widths of the layers behind the network"},
    )
    n_heads: int = field(
        default=2, metadata={"help": "attention heads (lstmattn, bert)"}
    )
    dropout: float = field(default=0.2, metadata={"help": "dropout (lstmattn, bert)"})

    def __post_init__(self) -> None:
        """Refuse a value out of bounds."""
        if not 0 <= self.dropout < 1:
            raise ValueError(
                f"model.dropout: {self.dropout} is not in 0 <= dropout < 1"
            )


@dataclass
class Data:
    """The source of answers."""

    name: Literal["simulated", "csv"] = field(
        default="simulated", metadata={"help": "source"}
    )
    n_students: int = field(default=600, metadata={"help": "students (simulated)"})
    n_steps: int = field(
        default=50, metadata={"help": "answers of a student (simulated)"}
    )
    data_dir: Path | None = field(
        default=None, metadata={"help": "folder of the file (csv, required)"}
    )
    file_name: str = field(
        default="train_data.csv", metadata={"help": "name of the file (csv)"}
    )
    max_seq_len: int = field(default=20, metadata={"help": "answers the network sees"})
    valid_fraction: float = field(
        default=0.3, metadata={"help": "students kept to validate"}
    )
    shuffle: bool = field(default=True, metadata={"help": "new batches in each epoch"})


@dataclass
class Loss:
    """The loss function."""

    name: Literal["bce", "l1"] = field(
        default="bce", metadata={"help": "loss function"}
    )
    weights: dict[str, float] = field(
        default_factory=lambda: {"right": 1.0, "wrong": 1.0},
        metadata={"help": "factors for the loss of right and of wrong answers"},
    )


@dataclass
class Optimizer:
    """The optimizer."""

    name: Literal["adam", "adamw"] = field(
        default="adam", metadata={"help": "optimizer"}
    )
    lr: float = field(default=1e-3, metadata={"help": "learning rate"})
    weight_decay: float = field(default=0.0, metadata={"help": "decay of the weights"})
    betas: tuple[float, float] = field(
        default=(0.9, 0.999), metadata={"help": "decay of the running averages"}
    )

    def __post_init__(self) -> None:
        """Refuse a value out of bounds."""
        if not self.lr > 0:
            raise ValueError(f"optimizer.lr: {self.lr} is not above 0")


@dataclass
class Scheduler:
    """The schedule of the learning rate."""

    name: Literal["plateau", "cosine", "none"] = field(
        default="plateau", metadata={"help": "schedule of the learning rate"}
    )
    factor: float = field(default=0.5, metadata={"help": "reduction (plateau)"})
    patience: int = field(default=2, metadata={"help": "epochs to wait (plateau)"})
    t_max: int = field(default=10, metadata={"help": "epochs to the minimum (cosine)"})
    eta_min: float = field(
        default=0.0, metadata={"help": "least learning rate (cosine)"}
    )


@dataclass
class Config:
    """All settings of a run."""

    model: Model = field(default_factory=Model)
    data: Data = field(default_factory=Data)
    loss: Loss = field(default_factory=Loss)
    optimizer: Optimizer = field(default_factory=Optimizer)
    scheduler: Scheduler = field(default_factory=Scheduler)
    n_epochs: int = field(default=3, metadata={"help": "passes over the training data"})
    batch_size: int = field(default=64, metadata={"help": "students in a batch"})
    clip_grad: float | None = field(
        default=10.0, metadata={"help": "largest norm of the gradient, or none"}
    )
    precision: Literal["FP32", "BF16"] = field(
        default="FP32", metadata={"help": "arithmetic of the forward pass"}
    )
    seed: int = field(default=42, metadata={"help": "seed of weights and batches"})
    tags: list[str] = field(
        default_factory=list, metadata={"help": "words to find the run by"}
    )
    run_name: str = field(default="baseline", metadata={"help": "name of the run"})
    run_dir: Path = field(
        default=Path("outputs/run"), metadata={"help": "folder of the run"}
    )


def optional_float(text: str) -> float | None:
    """Parse a number or the word none."""
    return None if text == "none" else float(text)


def weight(text: str) -> tuple[str, float]:
    """Parse KEY=NUMBER."""
    key, _, number = text.partition("=")
    return key, float(number)


class UpdateDict(argparse.Action):
    """Update the default dictionary with the pairs that were given."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Store a new dictionary, so that the default stays as it is."""
        setattr(namespace, self.dest, getattr(namespace, self.dest) | dict(values))


#: How argparse takes a field of each type.
FLAGS: dict[Any, dict[str, Any]] = {
    int: {"type": int},
    float: {"type": float},
    float | None: {"type": optional_float},
    bool: {"action": argparse.BooleanOptionalAction},
    str: {"type": str},
    Path: {"type": Path},
    Path | None: {"type": Path},
    list[int]: {"type": int, "nargs": "*"},
    list[str]: {"type": str, "nargs": "*"},
    tuple[float, float]: {"type": float, "nargs": 2},
    dict[str, float]: {
        "type": weight,
        "nargs": "+",
        "action": UpdateDict,
        "metavar": "KEY=NUMBER",
    },
}


def add_flags(parser: argparse.ArgumentParser, config: Any, prefix: str = "") -> None:
    """Declare a flag for each field, with its type, default and help."""
    for each in fields(config):
        name = prefix + each.name
        default = getattr(config, each.name)
        if is_dataclass(default):
            add_flags(parser, default, prefix=f"{name}.")
            continue
        if get_origin(each.type) is Literal:
            kind: dict[str, Any] = {"choices": get_args(each.type)}
        else:
            kind = FLAGS[each.type]
        parser.add_argument(
            f"--{name}", **kind, default=default, help=each.metadata["help"]
        )
        if get_origin(each.type) is list:
            parser.add_argument(
                f"--{name}+",
                **kind,
                dest=name,
                action="extend",
                default=argparse.SUPPRESS,
                help="further ones",
            )


def build_parser(config: Config) -> argparse.ArgumentParser:
    """Declare every setting with its type, default and help."""
    parser = argparse.ArgumentParser(
        description="Train Deep Knowledge Tracing.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument(
        "--config",
        type=Path,
        action="append",
        default=[],
        help="JSON file with other defaults, e.g. a saved run; later files count more",
    )
    add_flags(parser, config)
    return parser


# -- load
def update(config: Any, settings: dict[str, Any]) -> Any:
    """Return a dataclass with other values; it refuses the keys that it does not have."""
    changes = dict(settings)
    for key, value in changes.items():
        if is_dataclass(getattr(config, key, None)):
            changes[key] = update(getattr(config, key), value)
    return replace(config, **changes)


def load(argv: Sequence[str] | None = None) -> Config:
    """Return all settings: defaults, then the file, then the command line."""
    config: Config = Config()
    parser = build_parser(config)
    args = parser.parse_args(argv)
    if args.config:
        for path in args.config:
            config = restore(parser, config, path)
        parser = build_parser(config)
        args = parser.parse_args(argv)
    settings: dict[str, Any] = {}
    for name, value in vars(args).items():
        slot, _, key = name.rpartition(".")
        (settings.setdefault(slot, {}) if slot else settings)[key] = value
    del settings["config"]
    try:
        config = update(config, settings)
    except ValueError as error:
        parser.error(str(error))
    return config


# -- wire
def wire_model(model: Model) -> LSTM | LSTMATTN | BERT:
    """Build the chosen model from its arguments."""
    if model.name == "lstm":
        return LSTM(
            hidden_dim=model.hidden_dim,
            n_layers=model.n_layers,
            head_dims=model.head_dims,
        )
    models: dict[str, type[LSTMATTN | BERT]]
    models = {"lstmattn": LSTMATTN, "bert": BERT}
    return models[model.name](
        hidden_dim=model.hidden_dim,
        n_layers=model.n_layers,
        head_dims=model.head_dims,
        n_heads=model.n_heads,
        dropout=model.dropout,
    )


def wire_data(data: Data) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if data.name == "csv":
        if data.data_dir is None:
            sys.exit("train.py: --data.data_dir is required with --data.name csv")
        return CsvFile(
            data_dir=data.data_dir,
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


def wire_scheduler(scheduler: Scheduler) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if scheduler.name == "plateau":
        return ReduceLROnPlateau(factor=scheduler.factor, patience=scheduler.patience)
    if scheduler.name == "cosine":
        return CosineAnnealing(t_max=scheduler.t_max, eta_min=scheduler.eta_min)
    return None


def wire(config: Config) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss = {"bce": BCEWithLogits, "l1": L1}[config.loss.name]
    optimizer = {"adam": Adam, "adamw": AdamW}[config.optimizer.name]
    beta1, beta2 = config.optimizer.betas
    return {
        "model": wire_model(config.model),
        "data": wire_data(config.data),
        "loss": loss(weights=config.loss.weights),
        "optimizer": optimizer(
            lr=config.optimizer.lr,
            weight_decay=config.optimizer.weight_decay,
            betas=(beta1, beta2),
        ),
        "scheduler": wire_scheduler(config.scheduler),
        "n_epochs": config.n_epochs,
        "batch_size": config.batch_size,
        "clip_grad": config.clip_grad,
        "precision": Precision[config.precision],
        "seed": config.seed,
        "tags": config.tags,
        "run_name": config.run_name,
        "run_dir": config.run_dir,
    }


# -- save
def save(config: Config) -> None:
    """Write all settings to config.json in the folder of the run."""
    config.run_dir.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(config), indent=2, default=str)
    (config.run_dir / "config.json").write_text(text + "\n", encoding="utf-8")


# -- restore
def restore(parser: argparse.ArgumentParser, config: Config, path: Path) -> Config:
    """Return a config with the settings of a JSON file."""
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
        restored: Config = update(config, settings)
    except (OSError, TypeError, ValueError) as error:
        parser.error(f"argument --config: {path}: {error}")
    return restored


# -- main
def main() -> None:
    """Load, wire, save, train."""
    config = load()
    settings = wire(config)
    save(config)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
