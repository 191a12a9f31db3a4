"""Train Deep Knowledge Tracing, configured with configparser.

Usage:
    python adapters/configparser/train.py model.name=bert optimizer.lr=3e-4
    python adapters/configparser/train.py --config outputs/run/config.ini train.n_epochs=5
"""

import argparse
import configparser
import csv
import sys
from collections.abc import Sequence
from io import StringIO
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
#: Every setting with its default.
DEFAULTS = Path(__file__).parents[2] / "configs" / "configparser" / "default.ini"

#: What the name in a section may be.
NAMES = {
    "model": ["lstm", "lstmattn", "bert"],
    "data": ["simulated", "csv"],
    "loss": ["bce", "l1"],
    "optimizer": ["adam", "adamw"],
    "scheduler": ["plateau", "cosine", "none"],
}


def optional_float(text: str) -> float | None:
    """Parse a number or the word none."""
    return None if text == "none" else float(text)


def strings(text: str) -> list[str]:
    """Parse words with commas or lines between them; quotes keep what is in a word."""
    lines = csv.reader(StringIO(text), skipinitialspace=True)
    return [word for line in lines for word in line]


def integers(text: str) -> list[int]:
    """Parse integers with commas between them."""
    return [int(item) for item in strings(text)]


def floats(text: str) -> list[float]:
    """Parse numbers with commas between them."""
    return [float(item) for item in strings(text)]


def build_config() -> configparser.ConfigParser:
    """Read the defaults, and declare the types that INI files do not know."""
    config = configparser.ConfigParser(
        interpolation=configparser.ExtendedInterpolation(),
        converters={
            "optional_float": optional_float,
            "strings": strings,
            "integers": integers,
            "floats": floats,
            "path": Path,
        },
    )
    with DEFAULTS.open(encoding="utf-8") as file:
        config.read_file(file)
    return config


def build_parser() -> argparse.ArgumentParser:
    """Declare the command line, which configparser does not have."""
    parser = argparse.ArgumentParser(
        description="Train Deep Knowledge Tracing.",
        epilog="All settings and their defaults: configs/configparser/default.ini",
    )
    parser.add_argument(
        "--config",
        type=Path,
        action="append",
        default=[],
        help="INI file over the defaults, e.g. a saved run; the last counts",
    )
    parser.add_argument(
        "settings",
        nargs="*",
        metavar="SECTION.KEY=VALUE",
        help="other values, e.g. optimizer.lr=3e-4",
    )
    return parser


# -- load
def load(argv: Sequence[str] | None = None) -> configparser.ConfigParser:
    """Return all settings: defaults, then the file, then the command line."""
    parser = build_parser()
    args = parser.parse_intermixed_args(argv)
    config = build_config()
    for path in args.config:
        restore(parser, config, path)
    for setting in args.settings:
        name, equals, value = setting.partition("=")
        section, _, key = name.rpartition(".")
        if not equals:
            parser.error(f"{setting!r}: expected SECTION.KEY=VALUE")
        if section != "loss.weights" and not config.has_option(section, key):
            parser.error(f"unknown key {name!r}")
        config.set(section, key, value)
    for section, names in NAMES.items():
        name = config.get(section, "name")
        if name not in names:
            parser.error(f"{section}.name: {name!r} is not one of {', '.join(names)}")
    dropout = config.getfloat("model", "dropout")
    if not 0 <= dropout < 1:
        parser.error(f"model.dropout: {dropout} is not in 0 <= dropout < 1")
    lr = config.getfloat("optimizer", "lr")
    if not lr > 0:
        parser.error(f"optimizer.lr: {lr} is not above 0")
    if config.get("data", "name") == "csv" and not config.get("data", "data_dir"):
        parser.error("data.data_dir is required with data.name=csv")
    return config


# -- wire
def wire_model(config: configparser.ConfigParser) -> LSTM | LSTMATTN | BERT:
    """Build the chosen model from its arguments."""
    name = config.get("model", "name")
    if name == "lstm":
        return LSTM(
            hidden_dim=config.getint("model", "hidden_dim"),
            n_layers=config.getint("model", "n_layers"),
            head_dims=config["model"].getintegers("head_dims"),
        )
    models: dict[str, type[LSTMATTN | BERT]]
    models = {"lstmattn": LSTMATTN, "bert": BERT}
    return models[name](
        hidden_dim=config.getint("model", "hidden_dim"),
        n_layers=config.getint("model", "n_layers"),
        head_dims=config["model"].getintegers("head_dims"),
        n_heads=config.getint("model", "n_heads"),
        dropout=config.getfloat("model", "dropout"),
    )


def wire_data(config: configparser.ConfigParser) -> Simulated | CsvFile:
    """Build the chosen source of answers."""
    if config.get("data", "name") == "csv":
        return CsvFile(
            data_dir=config["data"].getpath("data_dir"),
            file_name=config.get("data", "file_name"),
            max_seq_len=config.getint("data", "max_seq_len"),
            valid_fraction=config.getfloat("data", "valid_fraction"),
            shuffle=config.getboolean("data", "shuffle"),
        )
    return Simulated(
        n_students=config.getint("data", "n_students"),
        n_steps=config.getint("data", "n_steps"),
        max_seq_len=config.getint("data", "max_seq_len"),
        valid_fraction=config.getfloat("data", "valid_fraction"),
        shuffle=config.getboolean("data", "shuffle"),
    )


def wire_scheduler(
    config: configparser.ConfigParser,
) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    name = config.get("scheduler", "name")
    if name == "plateau":
        return ReduceLROnPlateau(
            factor=config.getfloat("scheduler", "factor"),
            patience=config.getint("scheduler", "patience"),
        )
    if name == "cosine":
        return CosineAnnealing(
            t_max=config.getint("scheduler", "t_max"),
            eta_min=config.getfloat("scheduler", "eta_min"),
        )
    return None


def wire(config: configparser.ConfigParser) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss = {"bce": BCEWithLogits, "l1": L1}[config.get("loss", "name")]
    optimizer = {"adam": Adam, "adamw": AdamW}[config.get("optimizer", "name")]
    return {
        "model": wire_model(config),
        "data": wire_data(config),
        "loss": loss(
            weights={
                name: config.getfloat("loss.weights", name)
                for name in config["loss.weights"]
            }
        ),
        "optimizer": optimizer(
            lr=config.getfloat("optimizer", "lr"),
            weight_decay=config.getfloat("optimizer", "weight_decay"),
            betas=tuple(config["optimizer"].getfloats("betas")),
        ),
        "scheduler": wire_scheduler(config),
        "n_epochs": config.getint("train", "n_epochs"),
        "batch_size": config.getint("train", "batch_size"),
        "clip_grad": config["train"].getoptional_float("clip_grad"),
        "precision": Precision[config.get("train", "precision")],
        "seed": config.getint("train", "seed"),
        "tags": config["train"].getstrings("tags"),
        "run_name": config.get("train", "run_name"),
        "run_dir": config["train"].getpath("run_dir"),
    }


# -- save
def save(config: configparser.ConfigParser) -> None:
    """Write all settings to config.ini in the folder of the run."""
    run_dir = config["train"].getpath("run_dir")
    run_dir.mkdir(parents=True, exist_ok=True)
    with (run_dir / "config.ini").open("w", encoding="utf-8") as file:
        config.write(file)


# -- restore
def restore(
    parser: argparse.ArgumentParser, config: configparser.ConfigParser, path: Path
) -> None:
    """Make the settings in an INI file the defaults."""
    known = {name: set(section) for name, section in config.items()}
    try:
        with path.open(encoding="utf-8") as file:
            config.read_file(file)
    except (OSError, ValueError, configparser.Error) as error:
        parser.error(f"argument --config: {path}: {error}")
    for name, section in config.items():
        for key in section:
            if name != "loss.weights" and key not in known.get(name, set()):
                parser.error(
                    f"argument --config: {path}: unknown key {key!r} in [{name}]"
                )


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
