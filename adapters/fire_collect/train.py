"""Train Deep Knowledge Tracing, configured with a dictionary that Python Fire fills.

Usage:
    python adapters/fire_collect/train.py --model=bert --scheduler=cosine --lr=3e-4
    python adapters/fire_collect/train.py --config=outputs/run/config.json --n_epochs=5
"""

import functools
import inspect
import json
import sys
from pathlib import Path
from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types
from fire.core import FireError  # type: ignore[import-untyped]  # likewise

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
CHOICES: dict[str, dict[Any, Any]] = {
    "model": {"lstm": LSTM, "lstmattn": LSTMATTN, "bert": BERT},
    "data": {"simulated": Simulated, "csv": CsvFile},
    "loss": {"bce": BCEWithLogits, "l1": L1},
    "optimizer": {"adam": Adam, "adamw": AdamW},
    "scheduler": {"plateau": ReduceLROnPlateau, "cosine": CosineAnnealing, None: None},
}


def declare(  # noqa: PLR0913  one argument for each setting: they are the flags
    *,
    config: str | list[str] = [],  # noqa: B006  likewise
    n_epochs: int = 3,
    batch_size: int = 64,
    clip_grad: float | None = 10.0,
    precision: str = "FP32",
    seed: int = 42,
    tags: list[str] = [],  # noqa: B006  settings are never changed
    run_name: str = "baseline",
    run_dir: str = "outputs/run",
    model: str = "lstm",
    hidden_dim: int = 64,
    n_layers: int = 2,
    head_dims: list[int] = [32],  # noqa: B006  settings are never changed
    n_heads: int = 2,
    dropout: float = 0.2,
    data: str = "simulated",
    n_students: int = 600,
    n_steps: int = 50,
    data_dir: str | None = None,
    file_name: str = "train_data.csv",
    max_seq_len: int = 20,
    valid_fraction: float = 0.3,
    shuffle: bool = True,
    loss: str = "bce",
    weights: dict[str, float] = {"right": 1.0, "wrong": 1.0},  # noqa: B006  likewise
    optimizer: str = "adam",
    lr: float = 1e-3,
    weight_decay: float = 0.0,
    betas: tuple[float, float] = (0.9, 0.999),
    scheduler: str | None = "plateau",
    factor: float = 0.5,
    patience: int = 2,
    t_max: int = 10,
    eta_min: float = 0.0,
) -> dict[str, Any]:
    """Train Deep Knowledge Tracing.

    Args:
        config: JSON file with other defaults, e.g. a saved run, or a list of such
        n_epochs: passes over the training data
        batch_size: students in a batch
        clip_grad: largest norm of the gradient, or None
        precision: arithmetic of the forward pass, FP32 or BF16
        seed: seed of weights and batches
        tags: words to find the run by
        run_name: name of the run
        run_dir: folder of the run
        model: network, one of lstm, lstmattn, bert
        hidden_dim: width of the layers
        n_layers: number of layers
        head_dims: widths of the layers behind the network
        n_heads: attention heads (lstmattn, bert)
        dropout: dropout (lstmattn, bert)
        data: source, one of simulated, csv
        n_students: students (simulated)
        n_steps: answers of a student (simulated)
        data_dir: folder of the file (csv, required)
        file_name: name of the file (csv)
        max_seq_len: answers the network sees
        valid_fraction: students kept to validate
        shuffle: new batches in each epoch
        loss: loss function, one of bce, l1
        weights: factors for the loss of right and of wrong answers
        optimizer: optimizer, one of adam, adamw
        lr: learning rate
        weight_decay: decay of the weights
        betas: decay of the running averages
        scheduler: schedule of the learning rate, one of plateau, cosine, None
        factor: reduction (plateau)
        patience: epochs to wait (plateau)
        t_max: epochs to the minimum (cosine)
        eta_min: least learning rate (cosine)
    """
    return locals()


# -- load
@functools.wraps(declare)
def load(config: str | list[str] = [], **given: Any) -> dict[str, Any]:  # noqa: B006  likewise
    """Return all settings: defaults, then the files, then the command line."""
    changed: dict[str, Any] = {}
    for path in [config] if isinstance(config, str) else config:
        changed |= restore(path)
    args = declare(**changed | given)
    for name, choices in CHOICES.items():
        if args[name] not in choices:
            known = ", ".join(map(str, choices))
            raise FireError(f"--{name}={args[name]} is not one of {known}")
    if not 0 <= args["dropout"] < 1:
        raise FireError(f"--dropout={args['dropout']} is not in 0 <= dropout < 1")
    if not args["lr"] > 0:
        raise FireError(f"--lr={args['lr']} is not above 0")
    if args["data"] == "csv" and args["data_dir"] is None:
        raise FireError("--data_dir is required with --data=csv")
    return args


# -- wire
def wire_model(args: dict[str, Any]) -> LSTM | LSTMATTN | BERT:
    """Build the chosen model from its arguments."""
    if args["model"] == "lstm":
        return LSTM(
            hidden_dim=args["hidden_dim"],
            n_layers=args["n_layers"],
            head_dims=args["head_dims"],
        )
    model: type[LSTMATTN | BERT] = CHOICES["model"][args["model"]]
    return model(
        hidden_dim=args["hidden_dim"],
        n_layers=args["n_layers"],
        head_dims=args["head_dims"],
        n_heads=args["n_heads"],
        dropout=args["dropout"],
    )


def wire_data(args: dict[str, Any]) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if args["data"] == "csv":
        return CsvFile(
            data_dir=Path(args["data_dir"]),
            file_name=args["file_name"],
            max_seq_len=args["max_seq_len"],
            valid_fraction=args["valid_fraction"],
            shuffle=args["shuffle"],
        )
    return Simulated(
        n_students=args["n_students"],
        n_steps=args["n_steps"],
        max_seq_len=args["max_seq_len"],
        valid_fraction=args["valid_fraction"],
        shuffle=args["shuffle"],
    )


def wire_scheduler(args: dict[str, Any]) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if args["scheduler"] == "plateau":
        return ReduceLROnPlateau(factor=args["factor"], patience=args["patience"])
    if args["scheduler"] == "cosine":
        return CosineAnnealing(t_max=args["t_max"], eta_min=args["eta_min"])
    return None


def wire(args: dict[str, Any]) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss = CHOICES["loss"][args["loss"]]
    optimizer = CHOICES["optimizer"][args["optimizer"]]
    return {
        "model": wire_model(args),
        "data": wire_data(args),
        "loss": loss(weights=args["weights"]),
        "optimizer": optimizer(
            lr=args["lr"], weight_decay=args["weight_decay"], betas=tuple(args["betas"])
        ),
        "scheduler": wire_scheduler(args),
        "n_epochs": args["n_epochs"],
        "batch_size": args["batch_size"],
        "clip_grad": args["clip_grad"],
        "precision": Precision[args["precision"]],
        "seed": args["seed"],
        "tags": args["tags"],
        "run_name": args["run_name"],
        "run_dir": Path(args["run_dir"]),
    }


# -- save
def save(args: dict[str, Any]) -> None:
    """Write all settings to config.json in the folder of the run."""
    settings = {key: value for key, value in args.items() if key != "config"}
    folder = Path(args["run_dir"])
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(settings, indent=2)
    (folder / "config.json").write_text(text + "\n", encoding="utf-8")


# -- restore
def restore(path: str) -> dict[str, Any]:
    """Return the settings in a JSON file."""
    try:
        settings: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FireError(f"--config={path}: {error}") from error
    known = inspect.signature(declare).parameters.keys() - {"config"}
    for key in settings:
        if key not in known:
            raise FireError(f"--config={path}: unknown key {key!r}")
    return settings


# -- main
def main() -> None:
    """Load, wire, save, train."""
    args = fire.Fire(load, serialize=lambda r: r if isinstance(r, str) else None)
    if isinstance(args, str):
        return  # Fire has printed it: the script of -- --completion
    settings = wire(args)
    save(args)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
