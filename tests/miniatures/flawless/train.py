"""A small adapter without any library and without a fault: ``path=literal`` words."""

import ast
import json
import sys
from pathlib import Path
from typing import Any

from shared_model import (
    BERT,
    LSTM,
    LSTMATTN,
    Adam,
    BCEWithLogits,
    Precision,
    ReduceLROnPlateau,
    Simulated,
    train,
)

# -- declare
MODELS: dict[str, Any] = {"lstm": LSTM, "lstmattn": LSTMATTN, "bert": BERT}
DEFAULTS: dict[str, Any] = {
    "model": "lstm",
    "model.hidden_dim": 64,
    "model.n_layers": 2,
    "model.head_dims": [32],
    "model.n_heads": 2,
    "model.dropout": 0.2,
    "data.n_students": 600,
    "data.n_steps": 50,
    "data.max_seq_len": 20,
    "data.valid_fraction": 0.3,
    "data.shuffle": True,
    "loss.weights": {"right": 1.0, "wrong": 1.0},
    "optimizer.lr": 1e-3,
    "optimizer.weight_decay": 0.0,
    "optimizer.betas": (0.9, 0.999),
    "scheduler.factor": 0.5,
    "scheduler.patience": 2,
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
        settings |= restore(Path(words[1]))
        words = words[2:]
    for word in words:
        path, _, text = word.partition("=")
        if path not in DEFAULTS:
            sys.exit(f"unknown setting {path!r}")
        settings[path] = ast.literal_eval(text)
    if not 0 <= settings["model.dropout"] < 1:
        sys.exit("model.dropout: expected 0 <= dropout < 1")
    if not settings["optimizer.lr"] > 0:
        sys.exit("optimizer.lr: expected a value above 0")
    return settings


# -- wire
def wire(settings: dict[str, Any]) -> dict[str, Any]:
    """Turn the settings into the arguments of train()."""

    def section(name: str) -> dict[str, Any]:
        start = name + "."
        return {
            path.removeprefix(start): value
            for path, value in settings.items()
            if path.startswith(start)
        }

    model = section("model")
    if settings["model"] == "lstm":
        del model["n_heads"], model["dropout"]
    plain = {path: value for path, value in settings.items() if "." not in path}
    return plain | {
        "model": MODELS[settings["model"]](**model),
        "data": Simulated(**section("data")),
        "loss": BCEWithLogits(**section("loss")),
        "optimizer": Adam(
            **section("optimizer") | {"betas": tuple(settings["optimizer.betas"])}
        ),
        "scheduler": ReduceLROnPlateau(**section("scheduler")),
        "precision": Precision[settings["precision"]],
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
    settings: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
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
    print(train(**arguments))


if __name__ == "__main__":
    main()
