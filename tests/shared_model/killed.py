"""Trainings that are killed: started by the tests as ``python killed.py FOLDER``.

Every run is trained once for each of its kills, below ``FOLDER/RUN/KILL``, in a process of its own
that ends itself by SIGKILL: at an optimizer step, counted from 1, or where a file takes its place,
counted by name.
"""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torch.optim import optimizer

from shared_model import (
    BERT,
    LSTM,
    LSTMATTN,
    Adam,
    AdamW,
    BCEWithLogits,
    CosineAnnealing,
    Precision,
    ReduceLROnPlateau,
    Simulated,
    data,
    fitting,
)

#: 84 sequences of 28 students: 6 batches an epoch, 18 steps.  With dropout.
COMMON: dict[str, Any] = {
    "model": BERT(hidden_dim=12, n_layers=1, head_dims=[4], n_heads=2, dropout=0.1),
    "data": Simulated(
        n_students=40, n_steps=20, max_seq_len=8, valid_fraction=0.3, shuffle=True
    ),
    "loss": BCEWithLogits(weights={"right": 1.0, "wrong": 1.0}),
    "optimizer": Adam(lr=0.1, weight_decay=0.0, betas=(0.9, 0.999)),
    "scheduler": ReduceLROnPlateau(factor=0.5, patience=0),
    "n_epochs": 3,
    "batch_size": 16,
    "clip_grad": 10.0,
    "precision": Precision.FP32,
    "seed": 42,
    "tags": ["a"],
    "run_name": "killed",
}
IN_ORDER = Simulated(
    n_students=40, n_steps=20, max_seq_len=8, valid_fraction=0.3, shuffle=False
)
ATTENTION: dict[str, Any] = {"n_layers": 1, "head_dims": [], "n_heads": 2}
RUNS: dict[str, dict[str, Any]] = {
    "plateau": {},
    "cosine": {
        "scheduler": CosineAnnealing(t_max=2, eta_min=0.001),
        "optimizer": AdamW(lr=0.01, weight_decay=0.1, betas=(0.9, 0.99)),
        "model": LSTMATTN(hidden_dim=12, dropout=0.3, **ATTENTION),
    },
    "none": {
        "scheduler": None,
        "clip_grad": None,
        "model": LSTM(hidden_dim=12, n_layers=2, head_dims=[]),
    },
    "bf16": {"precision": Precision.BF16},
    "in order": {"data": IN_ORDER},
    "article": {},
}
RULES = {"article": data.article_rule}

#: Each run's kills: at a step, before a file is in its place (all of it written), or behind.
KILLS: dict[str, list[str]] = {
    "plateau": [
        "step 1",
        "step 7",
        "step 18",
        "before checkpoint.pt 2",  # of the first epoch
        "behind best.pt 1",
        "behind checkpoint.pt 3",
        "behind checkpoint.pt 4",  # the last
        "before metrics.json 1",
        "behind metrics.json 1",
    ],
    "cosine": ["step 9"],
    "none": ["step 14"],
    "bf16": ["step 14"],
    "in order": ["step 14"],
    "article": ["step 5"],  # of 6
}


def settings(run: str, folder: Path) -> dict[str, Any]:
    """Return all arguments of ``train``."""
    return {**COMMON, **RUNS[run], "run_dir": folder}


def kills() -> Iterator[tuple[str, str]]:
    """Yield each run with each of its kills."""
    for run, ways in KILLS.items():
        for way in ways:
            yield run, way


def arm(way: str) -> None:
    """Let this process end at an instant."""
    event, *name, number = way.split()
    left = int(number)

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    if event == "step":
        optimizer.register_optimizer_step_post_hook(count)
        return
    replace = Path.replace

    def counted(path: Path, target: Path) -> Path:
        concerned = target.name == name[0]
        if concerned and event == "before":
            count()
        found = replace(path, target)
        if concerned and event == "behind":
            count()
        return found

    Path.replace = counted  # type: ignore[assignment,method-assign]  # this process ends soon


def main(folder: Path) -> None:
    """Train all, each in a copy of this process: what it imported once is there for all."""
    with fitting.reproducible(0):
        pass  # which imports more
    for run, way in kills():
        child = os.fork()
        if not child:
            arm(way)
            fitting.run(
                settings(run, folder / run / way), RULES.get(run, data.every_answer)
            )
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit(f"{run} was not killed: {way}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
