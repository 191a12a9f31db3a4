"""Train Deep Knowledge Tracing, configured with argparse.

Usage:
    python adapters/argparse/train.py --model bert --scheduler cosine --lr 3e-4
    python adapters/argparse/train.py --config outputs/run/config.json --n-epochs 5
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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


def build_parser() -> argparse.ArgumentParser:
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
    parser.add_argument(
        "--n-epochs", type=int, default=3, help="passes over the training data"
    )
    parser.add_argument(
        "--batch-size", type=int, default=64, help="students in a batch"
    )
    parser.add_argument(
        "--clip-grad",
        type=optional_float,
        default=10.0,
        help="largest norm of the gradient, or none",
    )
    parser.add_argument(
        "--precision",
        choices=["FP32", "BF16"],
        default="FP32",
        help="arithmetic of the forward pass",
    )
    parser.add_argument(
        "--seed", type=int, default=42, help="seed of weights and batches"
    )
    parser.add_argument(
        "--tags", nargs="*", default=[], help="words to find the run by"
    )
    parser.add_argument(
        "--add-tags",
        dest="tags",
        nargs="+",
        action="extend",
        default=argparse.SUPPRESS,
        help="further words",
    )
    parser.add_argument("--run-name", default="baseline", help="name of the run")
    parser.add_argument(
        "--run-dir", type=Path, default=Path("outputs/run"), help="folder of the run"
    )

    model = parser.add_argument_group("model")
    model.add_argument(
        "--model", choices=["lstm", "lstmattn", "bert"], default="lstm", help="network"
    )
    model.add_argument("--hidden-dim", type=int, default=64, help="width of the layers")
    model.add_argument("--n-layers", type=int, default=2, help="number of layers")
    model.add_argument(
        "--head-dims",
        type=int,
        nargs="*",
        default=[32],
        help="widths of the layers behind the network",
    )
    model.add_argument(
        "--n-heads", type=int, default=2, help="attention heads (lstmattn, bert)"
    )
    model.add_argument(
        "--dropout", type=float, default=0.2, help="dropout (lstmattn, bert)"
    )

    data = parser.add_argument_group("data")
    data.add_argument(
        "--data", choices=["simulated", "csv"], default="simulated", help="source"
    )
    data.add_argument(
        "--n-students", type=int, default=600, help="students (simulated)"
    )
    data.add_argument(
        "--n-steps", type=int, default=50, help="answers of a student (simulated)"
    )
    data.add_argument(
        "--data-dir", type=Path, help="folder of the file (csv, required)"
    )
    data.add_argument(
        "--file-name", default="train_data.csv", help="name of the file (csv)"
    )
    data.add_argument(
        "--max-seq-len", type=int, default=20, help="answers the network sees"
    )
    data.add_argument(
        "--valid-fraction", type=float, default=0.3, help="students kept to validate"
    )
    data.add_argument(
        "--shuffle",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="new batches in each epoch",
    )

    loss = parser.add_argument_group("loss")
    loss.add_argument(
        "--loss", choices=["bce", "l1"], default="bce", help="loss function"
    )
    loss.add_argument(
        "--weights",
        type=weight,
        nargs="+",
        action=UpdateDict,
        default={"right": 1.0, "wrong": 1.0},
        metavar="KEY=NUMBER",
        help="factors for the loss of right and of wrong answers",
    )

    optimizer = parser.add_argument_group("optimizer")
    optimizer.add_argument(
        "--optimizer", choices=["adam", "adamw"], default="adam", help="optimizer"
    )
    optimizer.add_argument("--lr", type=float, default=1e-3, help="learning rate")
    optimizer.add_argument(
        "--weight-decay", type=float, default=0.0, help="decay of the weights"
    )
    optimizer.add_argument(
        "--betas",
        type=float,
        nargs=2,
        default=(0.9, 0.999),
        help="decay of the running averages",
    )

    scheduler = parser.add_argument_group("scheduler")
    scheduler.add_argument(
        "--scheduler",
        choices=["plateau", "cosine", "none"],
        default="plateau",
        help="schedule of the learning rate",
    )
    scheduler.add_argument(
        "--factor", type=float, default=0.5, help="reduction (plateau)"
    )
    scheduler.add_argument(
        "--patience", type=int, default=2, help="epochs to wait (plateau)"
    )
    scheduler.add_argument(
        "--t-max", type=int, default=10, help="epochs to the minimum (cosine)"
    )
    scheduler.add_argument(
        "--eta-min", type=float, default=0.0, help="least learning rate (cosine)"
    )
    return parser


# -- load
def load(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return all settings: defaults, then the file, then the command line."""
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.config:
        for path in args.config:
            restore(parser, path)
        args = parser.parse_args(argv)
    if not 0 <= args.dropout < 1:
        parser.error(f"argument --dropout: {args.dropout} is not in 0 <= dropout < 1")
    if not args.lr > 0:
        parser.error(f"argument --lr: {args.lr} is not above 0")
    if args.data == "csv" and args.data_dir is None:
        parser.error("argument --data-dir is required with --data csv")
    return args


# -- wire
def wire_model(args: argparse.Namespace) -> LSTM | LSTMATTN | BERT:
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


def wire_data(args: argparse.Namespace) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if args.data == "csv":
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


def wire_scheduler(
    args: argparse.Namespace,
) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if args.scheduler == "plateau":
        return ReduceLROnPlateau(factor=args.factor, patience=args.patience)
    if args.scheduler == "cosine":
        return CosineAnnealing(t_max=args.t_max, eta_min=args.eta_min)
    return None


def wire(args: argparse.Namespace) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss = {"bce": BCEWithLogits, "l1": L1}[args.loss]
    optimizer = {"adam": Adam, "adamw": AdamW}[args.optimizer]
    return {
        "model": wire_model(args),
        "data": wire_data(args),
        "loss": loss(weights=args.weights),
        "optimizer": optimizer(
            lr=args.lr, weight_decay=args.weight_decay, betas=tuple(args.betas)
        ),
        "scheduler": wire_scheduler(args),
        "n_epochs": args.n_epochs,
        "batch_size": args.batch_size,
        "clip_grad": args.clip_grad,
        "precision": Precision[args.precision],
        "seed": args.seed,
        "tags": args.tags,
        "run_name": args.run_name,
        "run_dir": args.run_dir,
    }


# -- save
def save(args: argparse.Namespace) -> None:
    """Write all settings to config.json in the folder of the run."""
    settings = {key: value for key, value in vars(args).items() if key != "config"}
    args.run_dir.mkdir(parents=True, exist_ok=True)
    text = json.dumps(settings, indent=2, default=str)
    (args.run_dir / "config.json").write_text(text + "\n", encoding="utf-8")


# -- restore
def restore(parser: argparse.ArgumentParser, path: Path) -> None:
    """Make the settings in a JSON file the defaults."""
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        parser.error(f"argument --config: {path}: {error}")
    known = vars(parser.parse_args([])).keys() - {"config"}
    for key in settings:
        if key not in known:
            parser.error(f"argument --config: {path}: unknown key {key!r}")
    parser.set_defaults(**settings)


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
