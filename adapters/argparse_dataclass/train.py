"""Train Deep Knowledge Tracing, configured with argparse_dataclass.

Usage:
    python adapters/argparse_dataclass/train.py --model bert --lr 3e-4
    python adapters/argparse_dataclass/train.py --config outputs/run/config.json --n-epochs 5
"""

import json
import sys
from argparse import ArgumentDefaultsHelpFormatter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types

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
def optional_float(text: str) -> float | None:
    """Parse a number or the word none."""
    return None if text == "none" else float(text)


def weight(text: str) -> tuple[str, float]:
    """Parse KEY=NUMBER."""
    key, _, number = text.partition("=")
    return key, float(number)


@dataclass
class Options:
    """All settings of a run."""

    config: list[Path] = field(
        default_factory=list,
        metadata={
            "nargs": "+",
            "help": "JSON files with other defaults, e.g. a saved run",
        },
    )
    n_epochs: int = field(default=3, metadata={"help": "passes over the training data"})
    batch_size: int = field(default=64, metadata={"help": "students in a batch"})
    clip_grad: float | None = field(
        default=10.0,
        metadata={
            "type": optional_float,
            "help": "largest norm of the gradient, or none",
        },
    )
    precision: Literal["FP32", "BF16"] = field(
        default="FP32", metadata={"help": "arithmetic of the forward pass"}
    )
    seed: int = field(default=42, metadata={"help": "seed of weights and batches"})
    tags: list[str] = field(
        default_factory=list,
        metadata={"nargs": "*", "help": "words to find the run by"},
    )
    run_name: str = field(default="baseline", metadata={"help": "name of the run"})
    run_dir: Path = field(
        default=Path("outputs/run"), metadata={"help": "folder of the run"}
    )

    model: Literal["lstm", "lstmattn", "bert"] = field(
        default="lstm", metadata={"help": "network"}
    )
    hidden_dim: int = field(default=64, metadata={"help": "width of the layers"})
    n_layers: int = field(default=2, metadata={"help": "number of layers"})
    head_dims: list[int] = field(
        default_factory=lambda: [32],
        metadata={"nargs": "*", "help": "widths of the layers behind the network"},
    )
    n_heads: int = field(
        default=2, metadata={"help": "attention heads (lstmattn, bert)"}
    )
    dropout: float = field(default=0.2, metadata={"help": "dropout (lstmattn, bert)"})

    data: Literal["simulated", "csv"] = field(
        default="simulated", metadata={"help": "source"}
    )
    n_students: int = field(default=600, metadata={"help": "students (simulated)"})
    n_steps: int = field(
        default=50, metadata={"help": "answers of a student (simulated)"}
    )
    data_dir: Path | None = field(
        default=None,
        metadata={"type": Path, "help": "folder of the file (csv, required)"},
    )
    file_name: str = field(
        default="train_data.csv", metadata={"help": "name of the file (csv)"}
    )
    max_seq_len: int = field(default=20, metadata={"help": "answers the network sees"})
    valid_fraction: float = field(
        default=0.3, metadata={"help": "students kept to validate"}
    )
    shuffle: bool = field(
        default=True, metadata={"help": "the same batches in each epoch"}
    )

    loss: Literal["bce", "l1"] = field(
        default="bce", metadata={"help": "loss function"}
    )
    weights: dict[str, float] = field(
        default_factory=lambda: {"right": 1.0, "wrong": 1.0},
        metadata={
            "type": weight,
            "nargs": "+",
            "metavar": "KEY=NUMBER",
            "help": "factors for the loss of right and of wrong answers",
        },
    )

    optimizer: Literal["adam", "adamw"] = field(
        default="adam", metadata={"help": "optimizer"}
    )
    lr: float = field(default=1e-3, metadata={"help": "learning rate"})
    weight_decay: float = field(default=0.0, metadata={"help": "decay of the weights"})
    betas: tuple[float, float] = field(
        default=(0.9, 0.999),
        metadata={"nargs": 2, "help": "decay of the running averages"},
    )

    scheduler: Literal["plateau", "cosine", "none"] = field(
        default="plateau", metadata={"help": "schedule of the learning rate"}
    )
    factor: float = field(default=0.5, metadata={"help": "reduction (plateau)"})
    patience: int = field(default=2, metadata={"help": "epochs to wait (plateau)"})
    t_max: int = field(default=10, metadata={"help": "epochs to the minimum (cosine)"})
    eta_min: float = field(
        default=0.0, metadata={"help": "least learning rate (cosine)"}
    )

    def __post_init__(self) -> None:
        """Make a dictionary of pairs; refuse a value out of bounds."""
        self.weights = dict(self.weights)
        if not 0 <= self.dropout < 1:
            raise ValueError(f"dropout: {self.dropout} is not in 0 <= dropout < 1")
        if not self.lr > 0:
            raise ValueError(f"lr: {self.lr} is not above 0")


def build_parser() -> ArgumentParser[Options]:
    """Make the parser, with its defaults in help and flags that a field does not give."""
    parser = ArgumentParser(
        Options,
        description="Train Deep Knowledge Tracing.",
        formatter_class=ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument(
        "--shuffle", action="store_true", help="new batches in each epoch"
    )
    parser.add_argument(
        "--add-tags", dest="tags", nargs="+", action="extend", help="further words"
    )
    parser.set_defaults(**vars(Options()))
    return parser


# -- load
def load(argv: Sequence[str] | None = None) -> Options:
    """Return all settings: defaults, then the file, then the command line."""
    parser = build_parser()
    try:
        options: Options = parser.parse_args(argv)
        if options.config:
            for path in options.config:
                restore(parser, path)
            options = parser.parse_args(argv)
    except ValueError as error:
        parser.error(str(error))
    return options


# -- wire
def wire_model(options: Options) -> LSTM | LSTMATTN | BERT:
    """Build the chosen model from its arguments."""
    if options.model == "lstm":
        return LSTM(
            hidden_dim=options.hidden_dim,
            n_layers=options.n_layers,
            head_dims=options.head_dims,
        )
    models: dict[str, type[LSTMATTN | BERT]]
    models = {"lstmattn": LSTMATTN, "bert": BERT}
    return models[options.model](
        hidden_dim=options.hidden_dim,
        n_layers=options.n_layers,
        head_dims=options.head_dims,
        n_heads=options.n_heads,
        dropout=options.dropout,
    )


def wire_data(options: Options) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if options.data == "csv":
        if options.data_dir is None:
            sys.exit("train.py: --data-dir is required with --data csv")
        return CsvFile(
            data_dir=options.data_dir,
            file_name=options.file_name,
            max_seq_len=options.max_seq_len,
            valid_fraction=options.valid_fraction,
            shuffle=options.shuffle,
        )
    return Simulated(
        n_students=options.n_students,
        n_steps=options.n_steps,
        max_seq_len=options.max_seq_len,
        valid_fraction=options.valid_fraction,
        shuffle=options.shuffle,
    )


def wire_scheduler(options: Options) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if options.scheduler == "plateau":
        return ReduceLROnPlateau(factor=options.factor, patience=options.patience)
    if options.scheduler == "cosine":
        return CosineAnnealing(t_max=options.t_max, eta_min=options.eta_min)
    return None


def wire(options: Options) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss = {"bce": BCEWithLogits, "l1": L1}[options.loss]
    optimizer = {"adam": Adam, "adamw": AdamW}[options.optimizer]
    beta1, beta2 = options.betas
    return {
        "model": wire_model(options),
        "data": wire_data(options),
        "loss": loss(weights=options.weights),
        "optimizer": optimizer(
            lr=options.lr, weight_decay=options.weight_decay, betas=(beta1, beta2)
        ),
        "scheduler": wire_scheduler(options),
        "n_epochs": options.n_epochs,
        "batch_size": options.batch_size,
        "clip_grad": options.clip_grad,
        "precision": Precision[options.precision],
        "seed": options.seed,
        "tags": options.tags,
        "run_name": options.run_name,
        "run_dir": options.run_dir,
    }


# -- save
def save(options: Options) -> None:
    """Write all settings to config.json in the folder of the run."""
    settings = asdict(options)
    del settings["config"]
    options.run_dir.mkdir(parents=True, exist_ok=True)
    text = json.dumps(settings, indent=2, default=str)
    (options.run_dir / "config.json").write_text(text + "\n", encoding="utf-8")


# -- restore
def restore(parser: ArgumentParser[Options], path: Path) -> None:
    """Make the settings in a JSON file the defaults."""
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
        Options(**settings)
    except (OSError, TypeError, ValueError) as error:
        parser.error(f"argument --config: {path}: {error}")
    parser.set_defaults(**settings)


# -- main
def main() -> None:
    """Load, wire, save, train."""
    options = load()
    settings = wire(options)
    save(options)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
