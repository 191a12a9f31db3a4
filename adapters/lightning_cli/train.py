"""Train Deep Knowledge Tracing, configured with LightningCLI.

Usage:
    python adapters/lightning_cli/train.py --model bert --scheduler cosine --optimizer.lr 3e-4
    python adapters/lightning_cli/train.py --config outputs/run/config.yaml --n_epochs 5
"""
# ruff: noqa: B006  what signatures have as defaults is copied

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from jsonargparse.typing import (
    PositiveFloat,
    class_from_function,
    restricted_number_type,
)
from lightning.pytorch.cli import ArgsType, LightningArgumentParser, LightningCLI

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
Dropout = restricted_number_type("Dropout", float, [(">=", 0), ("<", 1)])
Part = TypeVar("Part", bound=Callable[..., object])


def part(function: Part) -> Part:
    """Let a function be chosen by its name, wherever a type is what it returns."""
    return class_from_function(function, name=function.__name__)  # type: ignore[return-value]  # a class is callable


def layers(
    *, hidden_dim: int = 64, n_layers: int = 2, head_dims: list[int] = [32]
) -> dict[str, Any]:
    """Collect what all networks take.

    Parameters
    ----------
    hidden_dim
        width of the layers
    n_layers
        number of layers
    head_dims
        widths of the layers behind the network
    """
    return {"hidden_dim": hidden_dim, "n_layers": n_layers, "head_dims": head_dims}


def attention(
    *,
    n_heads: int = 2,
    dropout: Dropout = 0.2,  # type: ignore[valid-type]  # made at run time
    **others: Any,
) -> dict[str, Any]:
    """Collect what networks with attention take.

    Parameters
    ----------
    n_heads
        attention heads
    dropout
        share of what is dropped
    """
    return {"n_heads": n_heads, "dropout": float(dropout), **layers(**others)}


@part
def lstm(**arguments: Any) -> LSTM:
    """A stacked LSTM."""
    return LSTM(**layers(**arguments))


@part
def lstmattn(**arguments: Any) -> LSTMATTN:
    """The LSTM with a self-attention layer behind it."""
    return LSTMATTN(**attention(**arguments))


@part
def bert(**arguments: Any) -> BERT:
    """A transformer encoder with learnt positions."""
    return BERT(**attention(**arguments))


def sequences(
    *, max_seq_len: int = 20, valid_fraction: float = 0.3, shuffle: bool = True
) -> dict[str, Any]:
    """Collect what all sources of answers take.

    Parameters
    ----------
    max_seq_len
        answers the network sees
    valid_fraction
        share of students kept to validate
    shuffle
        whether each epoch has new batches
    """
    return {
        "max_seq_len": max_seq_len,
        "valid_fraction": valid_fraction,
        "shuffle": shuffle,
    }


@part
def simulated(*, n_students: int = 600, n_steps: int = 50, **others: Any) -> Simulated:
    """Virtual students.

    Parameters
    ----------
    n_students
        students to simulate
    n_steps
        answers of a student
    """
    return Simulated(n_students=n_students, n_steps=n_steps, **sequences(**others))


@part
def csv(*, data_dir: Path, file_name: str = "train_data.csv", **others: Any) -> CsvFile:
    """Recorded answers.

    Parameters
    ----------
    data_dir
        folder of the file
    file_name
        name of the file
    """
    return CsvFile(data_dir=data_dir, file_name=file_name, **sequences(**others))


def weighting(
    *, weights: dict[str, float] = {"right": 1.0, "wrong": 1.0}
) -> dict[str, Any]:
    """Collect what all losses take.

    Parameters
    ----------
    weights
        factors for right and wrong answers
    """
    return {"weights": weights}


@part
def bce(**arguments: Any) -> BCEWithLogits:
    """Binary cross-entropy."""
    return BCEWithLogits(**weighting(**arguments))


@part
def l1(**arguments: Any) -> L1:
    """Distance between probability and answer."""
    return L1(**weighting(**arguments))


def moments(
    *,
    lr: PositiveFloat = 1e-3,
    weight_decay: float = 0.0,
    betas: tuple[float, float] = (0.9, 0.999),
) -> dict[str, Any]:
    """Collect what all optimizers take.

    Parameters
    ----------
    lr
        learning rate
    weight_decay
        decay of the weights
    betas
        decay of the running averages
    """
    return {"lr": float(lr), "weight_decay": weight_decay, "betas": betas}


@part
def adam(**arguments: Any) -> Adam:
    """Adam with an L2 penalty."""
    return Adam(**moments(**arguments))


@part
def adamw(**arguments: Any) -> AdamW:
    """Adam with decoupled weight decay."""
    return AdamW(**moments(**arguments))


@part
def plateau(*, factor: float = 0.5, patience: int = 2) -> ReduceLROnPlateau:
    """Reduce after epochs without a better AUC.

    Parameters
    ----------
    factor
        what the rate is multiplied by
    patience
        epochs to wait
    """
    return ReduceLROnPlateau(factor=factor, patience=patience)


@part
def cosine(*, t_max: int = 10, eta_min: float = 0.0) -> CosineAnnealing:
    """Follow a cosine.

    Parameters
    ----------
    t_max
        epochs to the minimum
    eta_min
        least learning rate
    """
    return CosineAnnealing(t_max=t_max, eta_min=eta_min)


class CoreCLI(LightningCLI):
    """LightningCLI with what train() takes in the place of Trainer, module and data."""

    def add_core_arguments_to_parser(self, parser: LightningArgumentParser) -> None:
        """Declare the parts, each with a choice of classes."""
        parser.add_subclass_arguments(
            (LSTM, LSTMATTN, BERT), "model", required=True, help="network"
        )
        parser.add_subclass_arguments(
            (Simulated, CsvFile), "data", required=True, help="source of answers"
        )
        parser.add_subclass_arguments(
            (BCEWithLogits, L1), "loss", required=True, help="loss function"
        )
        parser.add_subclass_arguments(
            (Adam, AdamW), "optimizer", required=True, help="optimizer"
        )
        parser.add_subclass_arguments(
            (ReduceLROnPlateau, CosineAnnealing),
            "scheduler",
            help="schedule of the learning rate, or null",
        )
        parser.set_defaults(
            {
                "model": {"class_path": "lstm"},
                "data": {"class_path": "simulated"},
                "loss": {"class_path": "bce"},
                "optimizer": {"class_path": "adam"},
                "scheduler": {"class_path": "plateau"},
            }
        )

    def add_arguments_to_parser(self, parser: LightningArgumentParser) -> None:
        """Declare the settings of the run."""
        parser.add_argument(
            "--n_epochs", type=int, default=3, help="passes over the training data"
        )
        parser.add_argument(
            "--batch_size", type=int, default=64, help="students in a batch"
        )
        parser.add_argument(
            "--clip_grad",
            type=float | None,
            default=10.0,
            help="largest norm of the gradient, or null",
        )
        parser.add_argument(
            "--precision",
            type=Precision,
            default=Precision.FP32,
            help="arithmetic of the forward pass",
        )
        parser.add_argument(
            "--seed", type=int, default=42, help="seed of weights and batches"
        )
        parser.add_argument(
            "--tags", type=list[str], default=[], help="words to find the run by"
        )
        parser.add_argument(
            "--run_name", type=str, default="baseline", help="name of the run"
        )
        parser.add_argument(
            "--run_dir",
            type=Path,
            default=Path("outputs/run"),
            help="folder of the run",
        )

    def instantiate_classes(self) -> None:
        """Make objects of the chosen parts, and no Trainer."""
        self.config_init = self.parser.instantiate(self.config)


# -- load
def load(args: ArgsType = None) -> CoreCLI:
    """Parse the command line, or what is given; make the objects."""
    return CoreCLI(
        parser_kwargs={"description": "Train Deep Knowledge Tracing."},
        seed_everything_default=False,  # the core has a seed of its own
        args=args,
        run=False,
        auto_configure_optimizers=False,
        load_from_checkpoint_support=False,
    )


# -- wire
def wire(cli: CoreCLI) -> dict[str, Any]:
    """Return the arguments of train()."""
    arguments: dict[str, Any] = vars(cli.config_init)
    del arguments["config"], arguments["seed_everything"]
    return arguments


# -- save
def save(cli: CoreCLI) -> None:
    """Write all settings to config.yaml in the folder of the run, as SaveConfigCallback does."""
    cli.config.run_dir.mkdir(parents=True, exist_ok=True)
    path = cli.config.run_dir / "config.yaml"
    cli.parser.save(cli.config, path, skip_unset=False, overwrite=True)


# -- main
def main() -> None:
    """Load, wire, save, train."""
    cli = load()
    arguments = wire(cli)
    save(cli)
    try:
        result = train(**arguments)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
