"""Train Deep Knowledge Tracing, configured with Tap.

Usage:
    python adapters/tap/train.py --model bert --scheduler cosine --lr 3e-4
    python adapters/tap/train.py --load_from outputs/run/config.json --n_epochs 5
"""

# ruff: noqa: RUF012  a default belongs to the class, and the comment behind it to the help

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from tap import Tap

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


class Files(Tap):
    """Where settings come from."""

    load_from: Path | None = None  # config.json of a saved run
    config_files: list[Path] = []  # files of arguments; later ones count more


class Args(Files):
    """Train Deep Knowledge Tracing."""

    n_epochs: int = 3  # passes over the training data
    batch_size: int = 64  # students in a batch
    clip_grad: float | None = 10.0  # largest norm of the gradient, or none
    precision: Precision = Precision.FP32  # arithmetic of the forward pass
    seed: int = 42  # seed of weights and batches
    tags: list[str] = []  # words to find the run by
    run_name: str = "baseline"  # name of the run
    run_dir: Path = Path("outputs/run")  # folder of the run

    model: Literal["lstm", "lstmattn", "bert"] = "lstm"  # network
    hidden_dim: int = 64  # width of the layers
    n_layers: int = 2  # number of layers
    head_dims: list[int] = [32]  # widths of the layers behind the network
    n_heads: int = 2  # attention heads (lstmattn, bert)
    dropout: float = 0.2  # dropout (lstmattn, bert)

    data: Literal["simulated", "csv"] = "simulated"  # source
    n_students: int = 600  # students (simulated)
    n_steps: int = 50  # answers of a student (simulated)
    data_dir: Path | None = None  # folder of the file (csv, required)
    file_name: str = "train_data.csv"  # name of the file (csv)
    max_seq_len: int = 20  # answers the network sees
    valid_fraction: float = 0.3  # students kept to validate
    shuffle: bool = True  # new batches in each epoch

    loss: Literal["bce", "l1"] = "bce"  # loss function
    weights: dict[str, float] = {"right": 1.0, "wrong": 1.0}
    """factors for the loss of right and of wrong answers, as JSON"""

    optimizer: Literal["adam", "adamw"] = "adam"  # optimizer
    lr: float = 1e-3  # learning rate
    weight_decay: float = 0.0  # decay of the weights
    betas: tuple[float, float] = (0.9, 0.999)  # decay of the running averages

    scheduler: Literal["plateau", "cosine", "none"] = "plateau"
    """schedule of the learning rate"""
    factor: float = 0.5  # reduction (plateau)
    patience: int = 2  # epochs to wait (plateau)
    t_max: int = 10  # epochs to the minimum (cosine)
    eta_min: float = 0.0  # least learning rate (cosine)

    def configure(self) -> None:
        """Say what no annotation says."""
        self.add_argument("--clip_grad", type=optional_float)
        self.add_argument("--weights", type=json.loads)
        self.add_argument(
            "--add_tags",
            dest="tags",
            action="extend",
            nargs="+",
            default=[],
            help="further words",
        )

    def process_args(self) -> None:
        """Refuse what is out of bounds, or missing."""
        if not 0 <= self.dropout < 1:
            self.error(f"argument --dropout: {self.dropout} is not in 0 <= dropout < 1")
        if not self.lr > 0:
            self.error(f"argument --lr: {self.lr} is not above 0")
        if self.data == "csv" and self.data_dir is None:
            self.error("argument --data_dir is required with --data csv")


# -- load
def load(words: Sequence[str] | None = None) -> Args:
    """Return all settings: defaults, a saved run, files, then the command line."""
    files = Files(add_help=False, allow_abbrev=False)
    files.parse_args(words, known_only=True)
    args = Args(explicit_bool=True, config_files=files.config_files)
    if files.load_from:
        restore(args, files.load_from)
    return args.parse_args(words)


# -- wire
def wire_model(args: Args) -> LSTM | LSTMATTN | BERT:
    """Build the chosen model from its arguments."""
    if args.model == "lstm":
        return LSTM(
            hidden_dim=args.hidden_dim, n_layers=args.n_layers, head_dims=args.head_dims
        )
    models: dict[str, type[LSTMATTN | BERT]]
    models = {"lstmattn": LSTMATTN, "bert": BERT}
    return models[args.model](
        hidden_dim=args.hidden_dim,
        n_layers=args.n_layers,
        head_dims=args.head_dims,
        n_heads=args.n_heads,
        dropout=args.dropout,
    )


def wire_data(args: Args) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if args.data_dir is not None and args.data == "csv":
        return CsvFile(
            data_dir=args.data_dir,
            file_name=args.file_name,
            max_seq_len=args.max_seq_len,
            valid_fraction=args.valid_fraction,
            shuffle=args.shuffle,
        )
    return Simulated(
        n_students=args.n_students,
        n_steps=args.n_steps,
        max_seq_len=args.max_seq_len,
        valid_fraction=args.valid_fraction,
        shuffle=args.shuffle,
    )


def wire_scheduler(args: Args) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if args.scheduler == "plateau":
        return ReduceLROnPlateau(factor=args.factor, patience=args.patience)
    if args.scheduler == "cosine":
        return CosineAnnealing(t_max=args.t_max, eta_min=args.eta_min)
    return None


def wire(args: Args) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss = {"bce": BCEWithLogits, "l1": L1}[args.loss]
    optimizer = {"adam": Adam, "adamw": AdamW}[args.optimizer]
    return {
        "model": wire_model(args),
        "data": wire_data(args),
        "loss": loss(weights=args.weights),
        "optimizer": optimizer(
            lr=args.lr, weight_decay=args.weight_decay, betas=args.betas
        ),
        "scheduler": wire_scheduler(args),
        "n_epochs": args.n_epochs,
        "batch_size": args.batch_size,
        "clip_grad": args.clip_grad,
        "precision": args.precision,
        "seed": args.seed,
        "tags": args.tags,
        "run_name": args.run_name,
        "run_dir": args.run_dir,
    }


# -- save
def save(args: Args) -> None:
    """Write all settings to config.json in the folder of the run."""
    args.run_dir.mkdir(parents=True, exist_ok=True)
    args.save(args.run_dir / "config.json")


# -- restore
def restore(args: Args, path: Path) -> None:
    """Make the settings of a saved run the defaults."""
    saved: dict[str, Any] = Args().load(path).as_dict()
    for key in saved:
        if key not in args.class_variables:
            args.error(f"argument --load_from: {path}: unknown key {key!r}")
    args.set_defaults(**saved)


# -- main
def main() -> None:
    """Load, wire, save, train."""
    args = load()
    settings = wire(args)
    save(args)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
