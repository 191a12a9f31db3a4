"""Train some runs as whichever rank this is: started by the tests, alone and in several ranks.

``python -m tests.shared_model.three_ranks FOLDER RANKS`` has torchrun's own launcher start them:
forks of a process that has imported what each of them needs.  Each writes below ``FOLDER/RANK`` and
prints what was refused.
"""

import contextlib
import functools
import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import torch
from torch.distributed.launcher.api import LaunchConfig, elastic_launch

from benchmarks.nursery import TRAINING_MODULES
from shared_model import (
    BERT,
    L1,
    LSTM,
    Adam,
    BCEWithLogits,
    CosineAnnealing,
    Precision,
    ReduceLROnPlateau,
    SettingError,
    Simulated,
    fitting,
    train,
)

COMMON: dict[str, Any] = {
    "data": Simulated(
        n_students=41, n_steps=20, max_seq_len=8, valid_fraction=0.3, shuffle=True
    ),
    "n_epochs": 2,
    "precision": Precision.FP32,
    "seed": 3,
    "tags": [],
    "run_name": "ranks",
}

#: 87 sequences.  Batches of 43 are dealt out unequally, and the last of them has one sequence, so
#: that a rank is left without.  No dropout: it is each rank's own.
RUNS: dict[str, dict[str, Any]] = {
    "lstm": {
        "model": LSTM(hidden_dim=16, n_layers=1, head_dims=[8]),
        "loss": BCEWithLogits(weights={"right": 2.0, "wrong": 0.5}),
        "optimizer": Adam(lr=1e-2, weight_decay=0.0, betas=(0.9, 0.999)),
        "scheduler": ReduceLROnPlateau(factor=0.5, patience=0),
        "batch_size": 43,
        "clip_grad": 0.5,
    },
    "bert": {
        "model": BERT(hidden_dim=16, n_layers=1, head_dims=[], n_heads=2, dropout=0.0),
        "loss": L1(weights={"right": 1.0, "wrong": 1.0}),
        # The bias of attention's keys has no effect: its gradient is rounding noise, which Adam
        # would blow up to steps of full size.
        "optimizer": functools.partial(torch.optim.SGD, lr=0.1),
        "scheduler": CosineAnnealing(t_max=4, eta_min=0.0),
        "batch_size": 16,
        "clip_grad": None,
    },
}


#: With dropout: where a training goes on, each rank has its own again.
DROPOUT: dict[str, Any] = COMMON | {
    **RUNS["lstm"],
    "model": BERT(hidden_dim=16, n_layers=1, head_dims=[], n_heads=2, dropout=0.3),
    "n_epochs": 3,
}


class Stop(BaseException):
    """Ends a training from outside."""


def stop_and_resume(folder: Path) -> None:
    """Train in one go; then stop after an epoch, which leaves the other ranks, and go on."""
    train(**DROPOUT, run_dir=folder / "unbroken")
    fit = fitting.Training.fit

    def until(training: fitting.Training) -> None:
        if training.epoch == 1:
            raise Stop
        fit(training)

    with mock.patch.object(fitting.Training, "fit", until), contextlib.suppress(Stop):
        train(**DROPOUT, run_dir=folder / "stopped")
    fitting.resume(folder / "stopped" / "checkpoint.pt")


def main(folder: Path) -> None:
    """Train all runs one after the other; then one with a seed that is not the others'."""
    rank = int(os.environ.get("RANK", "0"))
    for name, settings in RUNS.items():
        train(**COMMON, **settings, run_dir=folder / str(rank) / name)
    stop_and_resume(folder)
    try:
        other = COMMON | {"seed": rank}
        train(**other, **RUNS["lstm"], run_dir=folder / str(rank) / "refused")
    except SettingError as error:
        print(error, flush=True)  # a fork does not flush as it ends


def launch(folder: Path, ranks: int) -> None:
    """Run :func:`main` in several ranks, as ``torchrun --standalone`` does.

    They are forks of a server that does nothing else: the launcher has threads, and once, in a
    whole run of the tests, forks of it waited for ever.
    """
    multiprocessing.set_forkserver_preload([*TRAINING_MODULES, __spec__.name])
    config = LaunchConfig(
        min_nodes=1,
        max_nodes=1,
        nproc_per_node=ranks,
        rdzv_backend="c10d",
        rdzv_endpoint="localhost:0",
        max_restarts=0,
        start_method="forkserver",
    )
    elastic_launch(config, main)(folder)


if __name__ == "__main__":
    launch(Path(sys.argv[1]), int(sys.argv[2]))
