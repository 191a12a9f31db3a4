"""Train pykt's DKT as the task says: its own loader, network and ``train_model``, as released.

Two things are put in its place from outside, where they are missing.  Its loader makes its tensors
by ``torch.cuda.LongTensor`` and ``FloatTensor``: without CUDA they become the CPU's.  Two of its
modules import ``turtle``, which nothing uses: without Tk an empty one stands in.
"""

import contextlib
import importlib.util
import os
import sys
import types
from pathlib import Path
from typing import Any

import torch

if not torch.cuda.is_available():
    torch.cuda.FloatTensor = torch.FloatTensor  # type: ignore[attr-defined]  # see above
    torch.cuda.LongTensor = torch.LongTensor  # type: ignore[attr-defined]  # see above
if importlib.util.find_spec("_tkinter") is None:
    sys.modules["turtle"] = types.ModuleType("turtle")
    sys.modules["turtle"].forward = None  # type: ignore[attr-defined]  # all that is asked of it

from pykt.datasets.data_loader import KTDataset
from pykt.models import init_model, train_model
from pykt.models.train_model import device
from pykt.utils import set_seed
from torch.utils.data import DataLoader

from benchmarks.beside_pykt.programs import both
from benchmarks.beside_pykt.students import (
    PADDING,
    TRAIN_FOLD,
    VALID_FOLD,
    History,
    digest,
)
from benchmarks.beside_pykt.task import ANSWERS, PYKT_DROPOUT, Answer, Task

#: Where ``train_model`` keeps its best epoch, and its name for the embedding of plain ids.
CHECKPOINTS, EMBEDDING = "checkpoints", "qid"


def main() -> None:
    """Train, and leave the answer in the working folder."""
    imported = both.prepare()
    task = Task.read()
    Path(CHECKPOINTS).mkdir()
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        train, valid = (dataset(fold) for fold in (TRAIN_FOLD, VALID_FOLD))
        # As pykt.datasets.init_dataset4train makes them: training sequences are not shuffled.
        loaders = [
            DataLoader(each, batch_size=task.batch_size) for each in (train, valid)
        ]
        set_seed(task.seed)
        network = init_model(
            "dkt",
            {"emb_size": task.hidden_dim, "dropout": PYKT_DROPOUT},
            {"num_c": task.n_items, "emb_path": ""},
            EMBEDDING,
        )
        optimizer = torch.optim.Adam(network.parameters(), task.learning_rate)
        epochs = Counted(loaders[0])
        (*_, best_epoch), seconds = both.clocked(
            lambda: train_model(
                network,
                epochs,
                loaders[1],
                task.n_epochs,
                optimizer,
                CHECKPOINTS,
                save_model=True,
            )
        )
    peak = both.peak()
    probabilities = {}
    if task.predicts:
        probabilities["last"] = predicted(network, loaders[1])
        best = torch.load(Path(CHECKPOINTS) / f"{EMBEDDING}_model.ckpt")
        network.load_state_dict(best)
        probabilities["best"] = predicted(network, loaders[1])
    Answer(
        cpu=seconds.cpu,
        wall=seconds.wall,
        imported=imported,
        peak=peak,
        device=str(device),
        parameters=sum(each.numel() for each in network.parameters()),
        epochs=epochs.count,
        best_epoch=best_epoch,
        train=digest(read(train)),
        valid=digest(read(valid)),
        probabilities=probabilities,
    ).write()


class Counted:
    """A loader that counts how often it is gone through: ``train_model`` may stop early."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.count = 0

    def __iter__(self) -> Any:
        self.count += 1
        return iter(self.loader)


def dataset(fold: int) -> Any:
    """Return pykt's data set of one fold."""
    return KTDataset(ANSWERS, ["concepts"], {fold})


def read(own: Any) -> list[History]:
    """Return the students that a data set of pykt's holds, by what it trains on."""
    found = []
    for items, answers in zip(own.dori["cseqs"], own.dori["rseqs"], strict=True):
        real = items != PADDING
        found.append(
            History(tuple(items[real].tolist()), tuple(answers[real].long().tolist()))
        )
    return found


@torch.no_grad()
def predicted(network: Any, loader: Any) -> list[list[float]]:
    """Return the probabilities at the steps 2 to T, as ``pykt.models.evaluate`` computes them."""
    network.eval()
    found: list[list[float]] = []
    for batch in loader:
        items, answers, following, real = (
            batch[name].to(device)
            for name in ("cseqs", "rseqs", "shft_cseqs", "smasks")
        )
        all_items = network(items.long(), answers.long())  # (B, L - 1, items)
        values = all_items.gather(-1, following.long().unsqueeze(-1)).squeeze(-1)
        found += [
            own[mask].tolist()
            for own, mask in zip(values.cpu(), real.cpu(), strict=True)
        ]
    return found


if __name__ == "__main__":
    main()
