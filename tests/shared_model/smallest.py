"""Settings small enough to train in a blink."""

from pathlib import Path
from typing import Any

from shared_model import (
    BERT,
    Adam,
    BCEWithLogits,
    Precision,
    ReduceLROnPlateau,
    Simulated,
)

Settings = dict[str, Any]


def smallest(run_dir: Path) -> Settings:
    """Return all arguments of ``train``: the model with every setting, the smallest data."""
    return {
        "model": BERT(hidden_dim=12, n_layers=1, head_dims=[4], n_heads=2, dropout=0.1),
        "data": Simulated(
            n_students=40, n_steps=20, max_seq_len=8, valid_fraction=0.3, shuffle=True
        ),
        "loss": BCEWithLogits(weights={"right": 1.0, "wrong": 1.0}),
        "optimizer": Adam(lr=0.01, weight_decay=0.0, betas=(0.9, 0.999)),
        "scheduler": ReduceLROnPlateau(factor=0.5, patience=2),
        "n_epochs": 2,
        "batch_size": 16,
        "clip_grad": 10.0,
        "precision": Precision.FP32,
        "seed": 42,
        "tags": [],
        "run_name": "baseline",
        "run_dir": run_dir,
    }


def changed(settings: Settings, name: str, value: object) -> Settings:
    """Return settings with one of them replaced; ``model.dropout`` is an argument of a part."""
    slot, _, argument = name.partition(".")
    if not argument:
        return {**settings, slot: value}
    part = settings[slot]
    return {**settings, slot: type(part)(**{**vars(part), argument: value})}
