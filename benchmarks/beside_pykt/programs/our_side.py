"""Train our DKT as the task says: ``shared_model.train``, on answers that are already in memory.

All that is known here of the inside of ``shared_model`` is in the functions below :func:`main`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import torch
from torch import nn

import shared_model
from benchmarks.beside_pykt.programs import both
from benchmarks.beside_pykt.students import History, digest
from benchmarks.beside_pykt.task import ANSWERS, Answer, Task
from shared_model import batching, checkpoints, data, fitting
from shared_model.building import built
from shared_model.students import Student

RUN = Path("run")


def main() -> None:
    """Train, and leave the answer in the working folder."""
    imported = both.prepare()
    task = Task.read()
    part = shared_model.CsvFile(
        data_dir=Path(),
        file_name=ANSWERS,
        max_seq_len=task.length,
        valid_fraction=task.valid_fraction,
        shuffle=True,
    )
    settings = settings_of(
        part,
        hidden_dim=task.hidden_dim,
        learning_rate=task.learning_rate,
        n_epochs=task.n_epochs,
        batch_size=task.batch_size,
        seed=task.seed,
    )
    train, valid = students(part)
    dataset = data.load(part)
    # Reading is not on the clock, for pykt's is not: `train` finds it done.
    with mock.patch.object(data, "load", return_value=dataset):
        result, seconds = both.clocked(
            lambda: trained(settings, every_step=task.every_step)
        )
    peak = both.peak()
    probabilities = {}
    if task.predicts:
        for epoch, file in (("last", RUN / "checkpoint.pt"), ("best", RUN / "best.pt")):
            probabilities[epoch] = predicted(settings["model"], file, dataset)
    Answer(
        cpu=seconds.cpu,
        wall=seconds.wall,
        imported=imported,
        peak=peak,
        device="cpu",
        parameters=parameters(),
        epochs=len(result.history),
        best_epoch=result.best_epoch,
        train=digest(train),
        valid=digest(valid),
        probabilities=probabilities,
    ).write()


def trained(settings: Mapping[str, Any], *, every_step: bool) -> shared_model.Result:
    """Train on every step, or by the article's rule."""
    if every_step:
        return shared_model.train(**settings)
    return fitting.run(settings, data.article_rule)


def settings_of(
    part: shared_model.CsvFile | shared_model.Simulated,
    *,
    hidden_dim: int,
    learning_rate: float,
    n_epochs: int,
    batch_size: int,
    seed: int,
) -> dict[str, Any]:
    """Return the arguments of ``train``: one LSTM layer and one linear one, as pykt's DKT has."""
    return {
        "model": shared_model.LSTM(hidden_dim=hidden_dim, n_layers=1, head_dims=[]),
        "data": part,
        "loss": shared_model.BCEWithLogits(weights={"right": 1.0, "wrong": 1.0}),
        "optimizer": shared_model.Adam(
            lr=learning_rate, weight_decay=0.0, betas=(0.9, 0.999)
        ),
        "scheduler": None,
        "n_epochs": n_epochs,
        "batch_size": batch_size,
        "clip_grad": None,
        "precision": shared_model.Precision.FP32,
        "seed": seed,
        "tags": [],
        "run_name": "beside pykt",
        "run_dir": RUN,
    }


def students(part: shared_model.CsvFile) -> tuple[list[History], list[History]]:
    """Return the students that our reader finds, as they are split."""
    train, valid = data.split(data.students(part), part.valid_fraction, ANSWERS)
    return [_history(each) for each in train], [_history(each) for each in valid]


def _history(student: Student) -> History:
    return History(
        tuple(int(name.removeprefix("I")) for name in student.items),
        tuple(student.answers),
    )


def parameters() -> int:
    """Return how many numbers were learnt: all that a checkpoint's network holds."""
    state = checkpoints.read(RUN / "checkpoint.pt")
    return sum(each.numel() for each in state["state_dict"].values())


@torch.no_grad()
def predicted(model: Any, checkpoint: Path, dataset: data.Dataset) -> list[list[float]]:
    """Return the probabilities at the steps 2 to T of each validation student."""
    network = built("model", model, dataset.sizes, nn.Module)
    checkpoints.fill(network, checkpoints.read(checkpoint), checkpoint)
    network.eval()
    valid = batching.tensors(dataset.valid)
    logits = fitting.predict(network, valid)  # (V, L)
    return [
        own[real][1:].tolist()
        for own, real in zip(logits.double().sigmoid(), valid.mask, strict=True)
    ]


if __name__ == "__main__":
    main()
