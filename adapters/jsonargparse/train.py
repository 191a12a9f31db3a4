"""Train Deep Knowledge Tracing, configured with jsonargparse.

Usage:
    python adapters/jsonargparse/train.py --model bert --scheduler cosine --optimizer.lr 3e-4
    python adapters/jsonargparse/train.py --config outputs/run/config.yaml --n_epochs 5
"""
# ruff: noqa: B006, B008, PLR0913  signatures are read, and their defaults made anew

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from docstring_parser import DocstringStyle
from jsonargparse import ArgumentParser, Namespace, set_parsing_settings
from jsonargparse.typing import (
    PositiveFloat,
    class_from_function,
    restricted_number_type,
)

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

set_parsing_settings(
    docstring_parse_style=DocstringStyle.NUMPYDOC, add_print_completion_argument=True
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


def settings(
    *,
    model: LSTM | LSTMATTN | BERT = lstm(),
    data: Simulated | CsvFile = simulated(),
    loss: BCEWithLogits | L1 = bce(),
    optimizer: Adam | AdamW = adam(),
    scheduler: ReduceLROnPlateau | CosineAnnealing | None = plateau(),
    n_epochs: int = 3,
    batch_size: int = 64,
    clip_grad: float | None = 10.0,
    precision: Precision = Precision.FP32,
    seed: int = 42,
    tags: list[str] = [],
    run_name: str = "baseline",
    run_dir: Path = Path("outputs/run"),
) -> dict[str, Any]:
    """Settings of the run.

    Parameters
    ----------
    model
        network
    data
        source of answers
    loss
        loss function
    optimizer
        optimizer
    scheduler
        schedule of the learning rate, or null
    n_epochs
        passes over the training data
    batch_size
        students in a batch
    clip_grad
        largest norm of the gradient, or null
    precision
        arithmetic of the forward pass
    seed
        seed of weights and batches
    tags
        words to find the run by
    run_name
        name of the run
    run_dir
        folder of the run
    """
    return locals()


# -- load
def build_parser() -> ArgumentParser:
    """Declare every setting, and a file of settings."""
    parser = ArgumentParser(description="Train Deep Knowledge Tracing.")
    parser.add_argument("--config", action="config", help="a YAML file, e.g. of a run")
    parser.add_function_arguments(settings)
    return parser


# -- wire
def wire(parser: ArgumentParser, cfg: Namespace) -> dict[str, Any]:
    """Make objects of the chosen parts; return the arguments of train()."""
    arguments = parser.instantiate(cfg)
    arguments.pop("config")
    return settings(**arguments)


# -- save
def save(parser: ArgumentParser, cfg: Namespace) -> None:
    """Write all settings to config.yaml in the folder of the run."""
    cfg.run_dir.mkdir(parents=True, exist_ok=True)
    path = cfg.run_dir / "config.yaml"
    parser.save(cfg, path, skip_unset=False, overwrite=True)  # with what is null


# -- main
def main() -> None:
    """Load, wire, save, train."""
    parser = build_parser()
    cfg = parser.parse_args()
    arguments = wire(parser, cfg)
    save(parser, cfg)
    try:
        result = train(**arguments)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
