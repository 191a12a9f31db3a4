"""Train Deep Knowledge Tracing, configured with ML Collections and a config file in Python.

Usage:
    python adapters/ml_collections/train.py --config.model.name=bert --config.optimizer.lr=3e-4
    python adapters/ml_collections/train.py --restore=outputs/run/config.json --config.n_epochs=5
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from absl import app, flags
from ml_collections import config_dict, config_flags  # type: ignore[import-untyped]

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
CONFIGS = Path(__file__).parents[2] / "configs" / "ml_collections"
# A config file imports the one that it builds on: from here, or from where the program runs.
sys.path += [str(CONFIGS), "."]

CHOICES = {
    "model": ["lstm", "lstmattn", "bert"],
    "data": ["simulated", "csv"],
    "loss": ["bce", "l1"],
    "optimizer": ["adam", "adamw"],
    "scheduler": ["plateau", "cosine", "none"],
}

_CONFIG = config_flags.DEFINE_config_file(
    "config",
    default=str(CONFIGS / "default.py"),
    help_string="Python file with get_config(); --config.KEY=VALUE changes a setting.",
)
_RESTORE = flags.DEFINE_string(
    "restore", None, "config.json of a saved run, for what --config.KEY does not set."
)


# -- load
def check(config: config_dict.ConfigDict) -> None:
    """Refuse what a type cannot express: choices, bounds, what is required."""
    for slot, names in CHOICES.items():
        if config[slot].name not in names:
            sys.exit(
                f"train.py: config.{slot}.name is {config[slot].name!r}, "
                f"expected {', '.join(names)}"
            )
    if not 0 <= config.model.dropout < 1:
        sys.exit(
            f"train.py: config.model.dropout={config.model.dropout} "
            "is not in 0 <= dropout < 1"
        )
    if not config.optimizer.lr > 0:
        sys.exit(f"train.py: config.optimizer.lr={config.optimizer.lr} is not above 0")
    if config.data.name == "csv" and config.data.data_dir is None:
        sys.exit("train.py: config.data.data_dir is required with csv")


def load() -> config_dict.ConfigDict:
    """Return all settings: the file, then a saved run, then the command line."""
    config = _CONFIG.value
    if _RESTORE.value:
        saved = restore(Path(_RESTORE.value))
        # Whole: update() merges mappings, and an entry that the run had not would come back.
        config.loss.weights = saved.loss.weights
        config.update(saved)
        config.update_from_flattened_dict(
            config_flags.get_override_values(flags.FLAGS["config"])
        )
    check(config)
    return config


# -- wire
def wire_model(model: config_dict.ConfigDict) -> LSTM | LSTMATTN | BERT:
    """Build the chosen model from its arguments."""
    if model.name == "lstm":
        return LSTM(
            hidden_dim=model.hidden_dim,
            n_layers=model.n_layers,
            head_dims=list(model.head_dims),
        )
    models: dict[str, type[LSTMATTN | BERT]]
    models = {"lstmattn": LSTMATTN, "bert": BERT}
    return models[model.name](
        hidden_dim=model.hidden_dim,
        n_layers=model.n_layers,
        head_dims=list(model.head_dims),
        n_heads=model.n_heads,
        dropout=model.dropout,
    )


def wire_data(data: config_dict.ConfigDict) -> Simulated | CsvFile:
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


def wire_scheduler(
    scheduler: config_dict.ConfigDict,
) -> ReduceLROnPlateau | CosineAnnealing | None:
    """Build the chosen schedule of the learning rate."""
    if scheduler.name == "plateau":
        return ReduceLROnPlateau(factor=scheduler.factor, patience=scheduler.patience)
    if scheduler.name == "cosine":
        return CosineAnnealing(t_max=scheduler.t_max, eta_min=scheduler.eta_min)
    return None


def wire(config: config_dict.ConfigDict) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    loss = {"bce": BCEWithLogits, "l1": L1}[config.loss.name]
    optimizer = {"adam": Adam, "adamw": AdamW}[config.optimizer.name]
    return {
        "model": wire_model(config.model),
        "data": wire_data(config.data),
        "loss": loss(weights=config.loss.weights.to_dict()),
        "optimizer": optimizer(
            lr=config.optimizer.lr,
            weight_decay=config.optimizer.weight_decay,
            betas=config.optimizer.betas,
        ),
        "scheduler": wire_scheduler(config.scheduler),
        "n_epochs": config.n_epochs,
        "batch_size": config.batch_size,
        "clip_grad": None if config.clip_grad is None else float(config.clip_grad),
        "precision": config.precision,
        "seed": config.seed,
        "tags": list(config.tags),
        "run_name": config.run_name,
        "run_dir": Path(config.run_dir),
    }


# -- save
class Encoder(config_dict.CustomJSONEncoder):  # type: ignore[misc]  # untyped
    """JSON, in which a member of an enum goes by its name."""

    def default(self, obj: object) -> Any:
        """Write what JSON does not know."""
        return obj.name if isinstance(obj, Precision) else super().default(obj)


def save(config: config_dict.ConfigDict) -> None:
    """Write all settings to config.json in the folder of the run."""
    run_dir = Path(config.run_dir)
    run_dir.mkdir(parents=True, exist_ok=True)
    text = config.to_json(Encoder, indent=2)
    (run_dir / "config.json").write_text(text, encoding="utf-8")


# -- restore
def restore(path: Path) -> config_dict.ConfigDict:
    """Read the settings in a JSON file."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    saved["precision"] = Precision[saved["precision"]]
    return config_dict.ConfigDict(saved)


# -- main
def main(argv: Sequence[str]) -> None:
    """Load, wire, save, train."""
    if len(argv) > 1:
        raise app.UsageError(f"Too many command-line arguments: {argv[1:]}")
    config = load()
    settings = wire(config)
    save(config)
    try:
        result = train(**settings)
    except SettingError as error:
        sys.exit(f"train.py: {error}")
    print(result)


if __name__ == "__main__":
    app.run(main)
