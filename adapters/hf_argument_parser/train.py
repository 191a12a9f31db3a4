"""Train Deep Knowledge Tracing, configured with HfArgumentParser.

Usage:
    python adapters/hf_argument_parser/train.py --model bert --scheduler cosine --lr 3e-4
    python adapters/hf_argument_parser/train.py outputs/run/config.json --n_epochs 5
"""

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from transformers import HfArgumentParser

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
class RunArguments:
    """Settings of the run."""

    n_epochs: int = field(default=3, metadata={"help": "passes over the training data"})
    batch_size: int = field(default=64, metadata={"help": "students in a batch"})
    clip_grad: float | None = field(
        default=10.0, metadata={"help": "largest norm of the gradient"}
    )
    precision: Precision | str = field(
        default="fp32", metadata={"help": "arithmetic of the forward pass"}
    )
    seed: int = field(default=42, metadata={"help": "seed of weights and batches"})
    tags: list[str] = field(
        default_factory=list, metadata={"help": "words to find the run by"}
    )
    run_name: str = field(default="baseline", metadata={"help": "name of the run"})
    run_dir: Path = field(
        default=Path("outputs/run"), metadata={"help": "folder of the run"}
    )


@dataclass
class ModelArguments:
    """The network and its arguments."""

    _argument_group_name = "model"

    model: Literal["lstm", "lstmattn", "bert"] = field(
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
        """Refuse what is out of bounds."""
        if not 0 <= self.dropout < 1:
            raise ValueError(f"--dropout {self.dropout} is not in 0 <= dropout < 1")


@dataclass
class DataArguments:
    """The source of answers and its arguments."""

    _argument_group_name = "data"

    data: Literal["simulated", "csv"] = field(
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
class LossArguments:
    """The loss and its arguments."""

    _argument_group_name = "loss"

    loss: Literal["bce", "l1"] = field(
        default="bce", metadata={"help": "loss function"}
    )
    weights: dict[str, float] | str | None = field(
        default_factory=lambda: {"right": 1.0, "wrong": 1.0},
        metadata={"help": "factors for right and wrong answers, as JSON"},
    )

    def __post_init__(self) -> None:
        """Read a dictionary from the command line, as TrainingArguments does."""
        if isinstance(self.weights, str):
            self.weights = json.loads(self.weights)


@dataclass
class OptimizerArguments:
    """The optimizer and its arguments."""

    _argument_group_name = "optimizer"

    optimizer: Literal["adam", "adamw"] = field(
        default="adam", metadata={"help": "optimizer"}
    )
    lr: float = field(default=1e-3, metadata={"help": "learning rate"})
    weight_decay: float = field(default=0.0, metadata={"help": "decay of the weights"})
    betas: list[float] = field(
        default_factory=lambda: [0.9, 0.999],
        metadata={"help": "decay of the running averages"},
    )

    def __post_init__(self) -> None:
        """Refuse what is out of bounds."""
        if not self.lr > 0:
            raise ValueError(f"--lr {self.lr} is not above 0")


@dataclass
class SchedulerArguments:
    """The schedule of the learning rate and its arguments."""

    _argument_group_name = "scheduler"

    scheduler: Literal["plateau", "cosine", "none"] = field(
        default="plateau", metadata={"help": "schedule of the learning rate"}
    )
    factor: float = field(default=0.5, metadata={"help": "reduction (plateau)"})
    patience: int = field(default=2, metadata={"help": "epochs to wait (plateau)"})
    t_max: int = field(default=10, metadata={"help": "epochs to the minimum (cosine)"})
    eta_min: float = field(
        default=0.0, metadata={"help": "least learning rate (cosine)"}
    )


def build_parser() -> HfArgumentParser:
    """Declare every setting, and flags for the values that a field cannot be given."""
    parser = HfArgumentParser(
        (  # type: ignore[arg-type]  # its annotation admits no dataclass of ours
            RunArguments,
            ModelArguments,
            DataArguments,
            LossArguments,
            OptimizerArguments,
            SchedulerArguments,
        ),
        description="Train Deep Knowledge Tracing. "
        "A JSON file named first, e.g. a saved run, holds other defaults.",
    )
    parser.add_argument(
        "--no_clip_grad",
        action="store_const",
        const=None,
        dest="clip_grad",
        help="do not clip the gradient",
    )
    parser.add_argument(
        "--no_head_dims",
        action="store_const",
        const=[],
        dest="head_dims",
        help="no layers behind the network",
    )
    parser.add_argument(
        "--no_tags", action="store_const", const=[], dest="tags", help="no words"
    )
    parser.add_argument(
        "--add_tags", action="extend", nargs="+", dest="tags", help="further words"
    )
    return parser


# -- load
def load() -> tuple[Any, ...]:
    """Return all settings: defaults, then the file, then the command line."""
    parser = build_parser()
    words = sys.argv[1:]
    if words and words[0].endswith(".json") and not words[0].startswith("-"):
        restore(parser, words.pop(0))
    return parser.parse_args_into_dataclasses(words)


# -- wire
def wire_model(args: ModelArguments) -> LSTM | LSTMATTN | BERT:
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


def wire_data(args: DataArguments) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if args.data == "csv":
        if args.data_dir is None:
            raise ValueError("--data_dir is required with --data csv")
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
    args: SchedulerArguments,
) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if args.scheduler == "plateau":
        return ReduceLROnPlateau(factor=args.factor, patience=args.patience)
    if args.scheduler == "cosine":
        return CosineAnnealing(t_max=args.t_max, eta_min=args.eta_min)
    return None


def wire(
    run: RunArguments,
    model: ModelArguments,
    data: DataArguments,
    loss: LossArguments,
    optimizer: OptimizerArguments,
    scheduler: SchedulerArguments,
) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss_class = {"bce": BCEWithLogits, "l1": L1}[loss.loss]
    optimizer_class = {"adam": Adam, "adamw": AdamW}[optimizer.optimizer]
    return {
        "model": wire_model(model),
        "data": wire_data(data),
        "loss": loss_class(
            weights=loss.weights  # type: ignore[arg-type]  # no text after __post_init__
        ),
        "optimizer": optimizer_class(
            lr=optimizer.lr,
            weight_decay=optimizer.weight_decay,
            betas=tuple(optimizer.betas),  # type: ignore[arg-type]  # any length
        ),
        "scheduler": wire_scheduler(scheduler),
        "n_epochs": run.n_epochs,
        "batch_size": run.batch_size,
        "clip_grad": run.clip_grad,
        "precision": Precision(run.precision),
        "seed": run.seed,
        "tags": run.tags,
        "run_name": run.run_name,
        "run_dir": run.run_dir,
    }


# -- save
def save(run: RunArguments, *others: Any) -> None:
    """Write all settings to config.json in the folder of the run."""
    settings = asdict(run)
    for args in others:
        settings.update(asdict(args))
    run.run_dir.mkdir(parents=True, exist_ok=True)
    text = json.dumps(settings, indent=2, default=str)
    (run.run_dir / "config.json").write_text(text + "\n", encoding="utf-8")


# -- restore
def restore(parser: HfArgumentParser, path: str) -> None:
    """Make the settings in a JSON file the defaults."""
    for args in parser.parse_json_file(path):
        parser.set_defaults(**asdict(args))


# -- main
def main() -> None:
    """Load, wire, save, train."""
    args = load()
    settings = wire(*args)
    save(*args)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
