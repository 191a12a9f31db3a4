"""Train, configured with HfArgumentParser."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from fit import fit
from transformers import HfArgumentParser


@dataclass
class ModelArguments:
    model: Literal["lstm", "lstmattn", "bert"] = "lstm"
    hidden_dim: int = 64
    n_layers: int = 2
    head_dims: list[int] = field(default_factory=lambda: [32])
    dropout: float = 0.2


@dataclass
class DataArguments:
    data_dir: Path = Path("data")
    file_name: str = "train_data.csv"
    max_seq_len: int = 20
    shuffle: bool = True


@dataclass
class OptimizerArguments:
    optimizer: Literal["adam", "adamw"] = "adam"
    lr: float = 1e-3
    weight_decay: float = 0.0


@dataclass
class SchedulerArguments:
    scheduler: Literal["plateau", "cosine", "none"] = "plateau"
    patience: int = 2


@dataclass
class RunArguments:
    n_epochs: int = 3
    batch_size: int = 64
    clip_grad: float | None = 10.0
    seed: int = 42
    tags: list[str] = field(default_factory=list)
    run_name: str = "baseline"


def parse():
    parser = HfArgumentParser(
        (
            ModelArguments,
            DataArguments,
            OptimizerArguments,
            SchedulerArguments,
            RunArguments,
        ),
        description="Train.",
    )
    # A field that may be None cannot be given it: a flag of its own can.
    parser.add_argument(
        "--no_clip_grad", action="store_const", const=None, dest="clip_grad"
    )
    return parser.parse_args_into_dataclasses()


def main():
    model, data, optimizer, scheduler, run = map(asdict, parse())
    fit(
        model={"name": model.pop("model"), **model},
        data=data,
        optimizer={"name": optimizer.pop("optimizer"), **optimizer},
        scheduler={"name": scheduler.pop("scheduler"), **scheduler},
        **run,
    )


if __name__ == "__main__":
    main()
