"""Items that training never met: scored by what hiding some has trained, or by a random vector."""

import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import torch
from torch.nn import functional

import shared_model
from benchmarks.beside_pykt.scoring import auc
from benchmarks.beside_pykt.task import NEW_ITEMS
from shared_model import data, fitting
from shared_model.ranks import Ranks
from shared_model.students import Student, simulate

#: One exercise of each simulated test.
NEW = frozenset(f"I{number:06}" for number in range(0, 50, 10))


class Facts(NamedTuple):
    """How good one training is: at answers to new items, and at all answers."""

    seed: int
    hidden: float
    new_auc: float
    new_log_loss: float
    auc: float


def main(n_students: int, n_epochs: int, hidden_dim: int, *seeds: int) -> None:
    """Train with and without hiding for each seed, and leave the facts."""
    torch.set_num_threads(1)
    dataset = answers(n_students)
    found = [
        trained(dataset, seed, n_epochs, hidden_dim, hidden)._asdict()
        for seed in seeds
        for hidden in (0.0, data.HIDDEN)
    ]
    Path(NEW_ITEMS).write_text(json.dumps(found), encoding="utf-8")


def answers(n_students: int) -> data.Dataset:
    """Return simulated answers, with tests and tags, of which training lacks the new items'."""
    train, valid = data.split(simulate(n_students, 50), 0.3, "Simulated")
    known = [_without(student, NEW) for student in train]
    vocabulary = data.Vocabulary.of(known)
    return data.Dataset(
        data.sequences(known, vocabulary, 50),
        data.sequences(valid, vocabulary, 50),
        vocabulary,
        vocabulary.sizes(50),
    )


def _without(student: Student, items: Collection[str]) -> Student:
    kept = [place for place, item in enumerate(student.items) if item not in items]
    columns: Sequence[Any] = [[column[place] for place in kept] for column in student]
    return Student(*columns)


def trained(
    dataset: data.Dataset, seed: int, n_epochs: int, hidden_dim: int, hidden: float
) -> Facts:
    """Train an LSTM with a share of its items hidden, and score it."""
    settings = {
        "model": shared_model.LSTM(hidden_dim=hidden_dim, n_layers=1, head_dims=[]),
        "data": shared_model.Simulated(
            n_students=2, n_steps=50, max_seq_len=50, valid_fraction=0.3, shuffle=True
        ),
        "loss": shared_model.BCEWithLogits(weights={"right": 1.0, "wrong": 1.0}),
        "optimizer": shared_model.Adam(lr=3e-3, weight_decay=0.0, betas=(0.9, 0.999)),
        "scheduler": None,
        "batch_size": 64,
        "clip_grad": None,
        "precision": shared_model.Precision.FP32,
        "seed": seed,
    }
    with mock.patch.object(data, "HIDDEN", hidden), fitting.reproducible(seed):
        training = fitting.Training(settings, dataset, data.every_answer, Ranks())
        for _ in range(n_epochs):
            training.fit()
        with torch.no_grad():
            logits = fitting.predict(training.network, training.valid)  # (V, L)
    real = training.valid.mask
    new = training.valid.items == dataset.vocabulary.items.unknown
    right = training.valid.answers
    return Facts(
        seed=seed,
        hidden=hidden,
        new_auc=auc(right[new].tolist(), logits[new].tolist()),
        new_log_loss=functional.binary_cross_entropy_with_logits(
            logits[new], right[new]
        ).item(),
        auc=auc(right[real].tolist(), logits[real].tolist()),
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
