"""Train the three networks with literal settings, go on with a training, or predict.

Usage::

    python -m shared_model                   # the defaults of every config, simulated answers
    python -m shared_model FILE.csv[.gz]     # the DKT baseline's settings, recorded answers
    python -m shared_model resume CHECKPOINT             # to the bits it would have ended with
    python -m shared_model predict CHECKPOINT ANSWERS.csv    # CSV: a probability for each row

``AUC`` is taken over all steps of the validation students, ``at the last`` over the last step of
each.  ``marginal`` is the AUC of knowing only how hard each exercise is: a network that learns is
clearly above it.
"""

import argparse
import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
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
    """Return the AUC of the item means over all answers that validation predicts."""
    from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]  # noqa: PLC0415  has no types

    from shared_model import data  # noqa: PLC0415  --help does not wait for it

    source = data.describe(part)
    learn, valid = data.split(data.students(part), part.valid_fraction, source)
    items = [item for student in valid for item in student.items]
    answers = [answer for student in valid for answer in student.answers]
    return float(roc_auc_score(answers, data.item_means(learn, items)))


def train_all(path: Path | None) -> None:
    """Train the three networks, and print a line for each."""
    settings = baseline_settings(path) if path else default_settings()
    marginal = marginal_auc(settings["data"])
    print("model     AUC     at the last  marginal  accuracy  seconds  weights")
    for network in networks([] if path else [32]):
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            result = train(**settings, model=network, run_dir=Path(folder))
        seconds = time.monotonic() - began
        print(
            f"{type(network).__name__:9} {result.auc:.4f}  {_short(result.last_step_auc)}       "
            f"{marginal:.4f}    {result.accuracy:.4f}    "
            f"{seconds:7.1f}  {result.weights_sha256[:12]}"
        )


def resume(checkpoint: Path) -> None:
    """Go on with a training, and print what it comes to: its last epoch, and its best."""
    from shared_model import fitting  # noqa: PLC0415  imports torch

    result = fitting.resume(checkpoint)
    print("epoch      AUC     at the last  accuracy  weights")
    last, best = result.history[-1], result.history[result.best_epoch - 1]
    for name, epoch in (("last", last), ("best", best)):
        print(
            f"{name} {epoch['epoch']:5} {epoch['auc']:.4f}  "
            f"{_short(epoch['last_step_auc'])}       {epoch['accuracy']:.4f}    "
            + (result.weights_sha256[:12] if epoch is last else "")
        )


def _short(auc: float | None) -> str:
    return "none  " if auc is None else f"{auc:.4f}"


def predict(checkpoint: Path, answers: Path) -> None:
    """Print a CSV of all rows of a file, in their order, with the probability of being right."""
    from shared_model import predicting  # noqa: PLC0415  imports torch

    found = predicting.predict(checkpoint, answers)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # As the files that are read are, whatever a terminal says it can show.
        sys.stdout.reconfigure(encoding="utf-8")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("line", "userID", "assessmentItemID", "answerCode", "probability"))
    for row, probability in found:
        code = -1 if row.answer is None else row.answer
        writer.writerow((row.line, row.student, row.item, code, f"{probability:.6f}"))


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words say, and return the exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    # A file may stand where a command does: what is called like one is written ./resume.
    command = words.pop(0) if words and words[0] in {"resume", "predict"} else "train"
    parser = argparse.ArgumentParser(
        prog="python -m shared_model" + (f" {command}" if command != "train" else ""),
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if command == "train":
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        action: Callable[..., None] = train_all
    elif command == "resume":
        parser.add_argument("checkpoint", type=Path, metavar="CHECKPOINT")
        action = resume
    else:
        parser.add_argument("checkpoint", type=Path, metavar="CHECKPOINT")
        parser.add_argument("answers", type=Path, metavar="ANSWERS.csv")
        action = predict
    try:
        action(*vars(parser.parse_args(words)).values())
        sys.stdout.flush()
    except SettingError as error:
        print(f"shared_model: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read has seen enough; nothing is to be flushed into its face at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
