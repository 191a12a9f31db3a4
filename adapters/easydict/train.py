"""Train Deep Knowledge Tracing, configured with EasyDict and a YAML file.

Usage:
    python adapters/easydict/train.py model.name bert scheduler.name cosine optimizer.lr 3e-4
    python adapters/easydict/train.py --config outputs/run/config.yaml n_epochs 5
"""

import argparse
import reprlib
import sys
from ast import literal_eval
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from easydict import EasyDict  # type: ignore[import-untyped]  # nor does EasyDict

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
DEFAULTS = Path(__file__).parents[2] / "configs" / "easydict" / "default.yaml"

CHOICES = {
    "model": ["lstm", "lstmattn", "bert"],
    "data": ["simulated", "csv"],
    "loss": ["bce", "l1"],
    "optimizer": ["adam", "adamw"],
    "scheduler": ["plateau", "cosine", "none"],
}


def build_parser() -> argparse.ArgumentParser:
    """Declare the command line; the settings themselves are those of the file."""
    parser = argparse.ArgumentParser(
        description="Train Deep Knowledge Tracing.",
        epilog=f"The settings and their defaults are in {DEFAULTS}.",
    )
    parser.add_argument(
        "--config",
        type=Path,
        action="append",
        default=[],
        help="YAML file over the defaults, e.g. a saved run; the last counts",
    )
    parser.add_argument(
        "settings",
        nargs=argparse.REMAINDER,
        metavar="KEY VALUE",
        help="settings over the file, e.g. optimizer.lr 3e-4 tags \"['a', 'b']\"",
    )
    return parser


# -- load
def merge(new: EasyDict, cfg: EasyDict, path: str = "") -> None:
    """Put the settings of one config into another: no new keys, no other types."""
    for key, value in new.items():
        name = path + str(key)
        if path != "loss.weights." and key not in cfg:
            sys.exit(f"train.py: unknown key {name!r}")
        old = cfg.get(key, 0.0)  # a further weight is a float
        sections = isinstance(old, EasyDict) and isinstance(value, EasyDict)
        if sections and name != "loss.weights":
            merge(value, old, f"{name}.")
        elif type(value) is type(old) or None in (value, old):
            cfg[key] = value
        else:
            sys.exit(
                f"train.py: {name} is {reprlib.repr(value):.80} ({type(value).__name__}), "
                f"expected {type(old).__name__}"
            )


def override(words: Sequence[str], cfg: EasyDict) -> None:
    """Change settings by KEY VALUE pairs; what is no Python literal is a string."""
    if len(words) % 2:
        sys.exit(f"train.py: {words[-1]!r} has no value: settings are KEY VALUE pairs")
    for path, text in zip(words[::2], words[1::2], strict=True):
        try:
            value = literal_eval(text)
        except (ValueError, SyntaxError):
            value = text
        *sections, key = path.split(".")
        target = cfg
        for section in sections:
            target = target.get(section)
            if not isinstance(target, EasyDict):
                sys.exit(f"train.py: unknown key {path!r}")
        merge(EasyDict({key: value}), target, path.removesuffix(key))


def check(cfg: EasyDict) -> None:
    """Refuse what a file cannot express: choices, bounds, what is required."""
    for slot, names in CHOICES.items():
        if cfg[slot].name not in names:
            sys.exit(
                f"train.py: {slot}.name is {cfg[slot].name!r}, "
                f"expected {', '.join(names)}"
            )
    if not 0 <= cfg.model.dropout < 1:
        sys.exit(
            f"train.py: model.dropout={cfg.model.dropout} is not in 0 <= dropout < 1"
        )
    if not cfg.optimizer.lr > 0:
        sys.exit(f"train.py: optimizer.lr={cfg.optimizer.lr} is not above 0")
    if cfg.data.name == "csv" and not cfg.data.data_dir:
        sys.exit("train.py: data.data_dir is required with data.name csv")


def load(argv: Sequence[str] | None = None) -> EasyDict:
    """Return all settings: defaults, then the file, then the command line."""
    args = build_parser().parse_args(argv)
    cfg = restore(DEFAULTS)
    for path in args.config:
        merge(restore(path), cfg)
    override(args.settings, cfg)
    check(cfg)
    return cfg


# -- wire
def wire_model(model: EasyDict) -> LSTM | LSTMATTN | BERT:
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


def wire_data(data: EasyDict) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if data.name == "csv":
        return CsvFile(
            data_dir=Path(data.data_dir),
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


def wire_scheduler(scheduler: EasyDict) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if scheduler.name == "plateau":
        return ReduceLROnPlateau(factor=scheduler.factor, patience=scheduler.patience)
    if scheduler.name == "cosine":
        return CosineAnnealing(t_max=scheduler.t_max, eta_min=scheduler.eta_min)
    return None


def wire(cfg: EasyDict) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss = {"bce": BCEWithLogits, "l1": L1}[cfg.loss.name]
    optimizer = {"adam": Adam, "adamw": AdamW}[cfg.optimizer.name]
    return {
        "model": wire_model(cfg.model),
        "data": wire_data(cfg.data),
        "loss": loss(weights=cfg.loss.weights),
        "optimizer": optimizer(
            lr=cfg.optimizer.lr,
            weight_decay=cfg.optimizer.weight_decay,
            betas=tuple(cfg.optimizer.betas),
        ),
        "scheduler": wire_scheduler(cfg.scheduler),
        "n_epochs": cfg.n_epochs,
        "batch_size": cfg.batch_size,
        "clip_grad": cfg.clip_grad,
        "precision": Precision[cfg.precision],
        "seed": cfg.seed,
        "tags": cfg.tags,
        "run_name": cfg.run_name,
        "run_dir": Path(cfg.run_dir),
    }


# -- save
def to_dict(cfg: EasyDict) -> dict[str, Any]:
    """Make dictionaries of all sections again: safe_dump knows no EasyDict."""
    return {
        key: to_dict(value) if isinstance(value, EasyDict) else value
        for key, value in cfg.items()
    }


def save(cfg: EasyDict) -> None:
    """Write all settings to config.yaml in the folder of the run."""
    run_dir = Path(cfg.run_dir)
    run_dir.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(to_dict(cfg), sort_keys=False)
    (run_dir / "config.yaml").write_text(text, encoding="utf-8")


# -- restore
def restore(path: Path) -> EasyDict:
    """Read the settings in a YAML file."""
    return EasyDict(yaml.safe_load(path.read_text(encoding="utf-8")))


# -- main
def main() -> None:
    """Load, wire, save, train."""
    cfg = load()
    settings = wire(cfg)
    save(cfg)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    main()
