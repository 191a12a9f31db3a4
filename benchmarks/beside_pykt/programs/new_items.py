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
from benchmarks.beside_pykt.programs import our_side
from benchmarks.beside_pykt.scoring import auc
from benchmarks.beside_pykt.task import NEW_ITEMS, NEW_ITEMS_RATE
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


def main(
    n_students: int, n_epochs: int, hidden_dim: int, batch_size: int, *seeds: int
) -> None:
    """Train with and without hiding for each seed, and leave the facts."""
    torch.set_num_threads(1)
    dataset = answers(n_students)
    # Only whether it is shuffled is looked at: the answers are here.
    part = shared_model.Simulated(
        n_students=2, n_steps=50, max_seq_len=50, valid_fraction=0.3, shuffle=True
    )
    found = []
    for seed in seeds:
        settings = our_side.settings_of(
            part,
            hidden_dim=hidden_dim,
            learning_rate=NEW_ITEMS_RATE,
            n_epochs=n_epochs,
            batch_size=batch_size,
            seed=seed,
        )
        found += [
            trained(dataset, settings, hidden)._asdict()
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


def trained(dataset: data.Dataset, settings: dict[str, Any], hidden: float) -> Facts:
    """Train with a share of the items hidden, and score."""
    seed = settings["seed"]
    with mock.patch.object(data, "HIDDEN", hidden), fitting.reproducible(seed):
        training = fitting.Training(settings, dataset, data.every_answer, Ranks())
        for _ in range(settings["n_epochs"]):
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
