"""Train the three networks with literal settings, and print how well they do.

Usage::

    python -m shared_model                   # the defaults of every config, simulated answers
    python -m shared_model FILE.csv[.gz]     # the DKT baseline's settings, recorded answers

``marginal`` is the AUC of knowing only how hard the last exercise is: a network that learns is
clearly above it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shared_model import (
    BERT,
    LSTM,
    LSTMATTN,
    Adam,
    BCEWithLogits,
    CsvFile,
    Precision,
    ReduceLROnPlateau,
    SettingError,
    Simulated,
    train,
)


def default_settings() -> dict[str, Any]:
    """Return the defaults that every config uses, without ``model`` and ``run_dir``."""
    return {
        "data": Simulated(
            n_students=600, n_steps=50, max_seq_len=20, valid_fraction=0.3, shuffle=True
        ),
        "loss": BCEWithLogits(weights={"right": 1.0, "wrong": 1.0}),
        "optimizer": Adam(lr=1e-3, weight_decay=0.0, betas=(0.9, 0.999)),
        "scheduler": ReduceLROnPlateau(factor=0.5, patience=2),
        "n_epochs": 3,
        "batch_size": 64,
        "clip_grad": 10.0,
        "precision": Precision.FP32,
        "seed": 42,
        "tags": [],
        "run_name": "baseline",
    }


def baseline_settings(path: Path) -> dict[str, Any]:
    """Return the flags of the DKT baseline, whose head has no hidden layer."""
    return {
        **default_settings(),
        "data": CsvFile(
            data_dir=path.parent,
            file_name=path.name,
            max_seq_len=20,
            valid_fraction=0.3,
            shuffle=True,
        ),
        "optimizer": Adam(lr=1e-4, weight_decay=0.01, betas=(0.9, 0.999)),
        "scheduler": ReduceLROnPlateau(factor=0.5, patience=10),
        "n_epochs": 20,
    }


def networks(head_dims: list[int]) -> list[LSTM | LSTMATTN | BERT]:
    """Return the three networks in the size of the defaults."""
    size: dict[str, Any] = {"hidden_dim": 64, "n_layers": 2, "head_dims": head_dims}
    attention: dict[str, Any] = {"n_heads": 2, "dropout": 0.2}
    return [LSTM(**size), LSTMATTN(**size, **attention), BERT(**size, **attention)]


def marginal_auc(part: Simulated | CsvFile) -> float:
    """Return the AUC of the item means on the last answers that validation predicts."""
    from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]  # noqa: PLC0415  has no types

    from shared_model import data  # noqa: PLC0415  --help does not wait for it

    source = data.describe(part)
    learn, valid = data.split(data.students(part), part.valid_fraction, source)
    answers = [student.answers[-1] for student in valid]
    return float(roc_auc_score(answers, data.item_means(learn, valid)))


def main(argv: Sequence[str] | None = None) -> int:
    """Train, print one line for each network, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m shared_model", description="Train the three networks."
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="recorded answers, .csv or .csv.gz (default: simulated ones)",
    )
    path = parser.parse_args(argv).file
    settings = baseline_settings(path) if path else default_settings()
    try:
        marginal = marginal_auc(settings["data"])
        print("model     AUC     marginal  accuracy  seconds  weights")
        for network in networks([] if path else [32]):
            with tempfile.TemporaryDirectory() as folder:
                began = time.monotonic()
                result = train(**settings, model=network, run_dir=Path(folder))
            seconds = time.monotonic() - began
            print(
                f"{type(network).__name__:9} {result.auc:.4f}  "
                f"{marginal:.4f}    {result.accuracy:.4f}    "
                f"{seconds:7.1f}  {result.weights_sha256[:12]}"
            )
    except SettingError as error:
        print(f"shared_model: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
