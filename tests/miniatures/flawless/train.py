"""A small adapter without any library and without a fault: ``path=literal`` words."""

import ast
import inspect
import json
import sys
from pathlib import Path
from typing import Any

import shared_model as core

# -- declare
CHOICES: dict[str, dict[str, Any]] = {
    "model": {"lstm": core.LSTM, "lstmattn": core.LSTMATTN, "bert": core.BERT},
    "data": {"simulated": core.Simulated, "csv": core.CsvFile},
    "loss": {"bce": core.BCEWithLogits, "l1": core.L1},
    "optimizer": {"adam": core.Adam, "adamw": core.AdamW},
    "scheduler": {
        "plateau": core.ReduceLROnPlateau,
        "cosine": core.CosineAnnealing,
        "none": None,
    },
}
DEFAULTS: dict[str, Any] = {
    "model": "lstm",
    "model.hidden_dim": 64,
    "model.n_layers": 2,
    "model.head_dims": [32],
    "model.n_heads": 2,
    "model.dropout": 0.2,
    "data": "simulated",
    "data.n_students": 600,
    "data.n_steps": 50,
    "data.data_dir": "",
    "data.file_name": "train_data.csv",
    "data.max_seq_len": 20,
    "data.valid_fraction": 0.3,
    "data.shuffle": True,
    "loss": "bce",
    "loss.weights": {"right": 1.0, "wrong": 1.0},
    "optimizer": "adam",
    "optimizer.lr": 1e-3,
    "optimizer.weight_decay": 0.0,
    "optimizer.betas": (0.9, 0.999),
    "scheduler": "plateau",
    "scheduler.factor": 0.5,
    "scheduler.patience": 2,
    "scheduler.t_max": 10,
    "scheduler.eta_min": 0.0,
    "n_epochs": 3,
    "batch_size": 64,
    "clip_grad": 10.0,
    "precision": "FP32",
    "seed": 42,
    "tags": [],
    "run_name": "baseline",
    "run_dir": "outputs/run",
}


# -- load
def load(words: list[str]) -> dict[str, Any]:
    """Return the defaults, changed by a saved run and by the words behind it."""
    settings = dict(DEFAULTS)
    if words[:1] == ["--config"]:
        update(settings, restore(Path(words[1])))
        words = words[2:]
    given = dict(word.partition("=")[::2] for word in words)
    for path, text in given.items():
        update(settings, {path: ast.literal_eval(text)})
    for slot, parts in CHOICES.items():
        if settings[slot] not in parts:
            sys.exit(f"{slot}: {settings[slot]!r} is none of {', '.join(parts)}")
        for path in given:
            if path.startswith(f"{slot}.") and path not in taken(slot, settings[slot]):
                sys.exit(f"{path} does not go with {slot}={settings[slot]!r}")
    if not 0 <= settings["model.dropout"] < 1:
        sys.exit("model.dropout: expected 0 <= dropout < 1")
    if not settings["optimizer.lr"] > 0:
        sys.exit("optimizer.lr: expected a value above 0")
    if settings["data"] == "csv" and not settings["data.data_dir"]:
        sys.exit("data.data_dir is required with data='csv'")
    return settings


def taken(slot: str, choice: str) -> list[str]:
    """Return the paths of the settings that a choice takes."""
    part = CHOICES[slot][choice]
    names = inspect.signature(part).parameters if part else {}
    return [f"{slot}.{name}" for name in names]


def update(settings: dict[str, Any], changes: dict[str, Any]) -> None:
    """Take over changes; a number keeps the type of the default."""
    for path, value in changes.items():
        if path not in DEFAULTS:
            sys.exit(f"unknown setting {path!r}")
        kind = type(DEFAULTS[path])
        settings[path] = float(value) if kind is float and type(value) is int else value
        fits = {kind, type(None)} if path == "clip_grad" else {kind}
        if kind in {int, float, bool} and type(settings[path]) not in fits:
            sys.exit(f"{path}: {value!r} is no {kind.__name__}")
        if kind is tuple and len(value) != len(DEFAULTS[path]):
            sys.exit(f"{path}: {value!r} has not {len(DEFAULTS[path])} items")


# -- wire
def wire(settings: dict[str, Any]) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""
    typed = settings | {
        "optimizer.betas": tuple(settings["optimizer.betas"]),
        "data.data_dir": Path(settings["data.data_dir"]),
    }
    arguments = {path: value for path, value in typed.items() if "." not in path}
    for slot, parts in CHOICES.items():
        part = parts[settings[slot]]
        paths = taken(slot, settings[slot])
        given = {path.partition(".")[2]: typed[path] for path in paths}
        arguments[slot] = part(**given) if part else None
    return arguments | {
        "precision": core.Precision[settings["precision"]],
        "run_dir": Path(settings["run_dir"]),
    }


# -- save
def save(settings: dict[str, Any]) -> None:
    """Write the settings into the folder of the run."""
    folder = Path(settings["run_dir"])
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(settings, indent=2)
    (folder / "config.json").write_text(text, encoding="utf-8")


# -- restore
def restore(path: Path) -> dict[str, Any]:
    """Read the settings of a saved run."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        settings = dict(pairs)
        if len(settings) < len(pairs):
            sys.exit(f"{path}: a setting stands there twice")
        return settings

    text = path.read_text(encoding="utf-8")
    settings: dict[str, Any] = json.loads(text, object_pairs_hook=once)
    return settings


# -- main
def main() -> None:
    """Load, wire, save, train."""
    words = sys.argv[1:]
    if words == ["--help"]:
        print("path=literal words; --config FILE first starts from a saved run")
        return
    settings = load(words)
    arguments = wire(settings)
    save(settings)
    print(core.train(**arguments))


if __name__ == "__main__":
    main()
