"""``python -m tests.attacks.leaks``: what moves the logits of trained networks, and must not.

The three networks are trained with the defaults.  Then answers are flipped, padding is filled with
garbage, and three answers are padded to other lengths.  The greatest move of a logit is printed;
the exit code is 1 if one is more than is allowed.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from shared_model import Simulated, batching, checkpoints, data, fitting, train
from shared_model.__main__ import default_settings, networks
from shared_model.batching import Batch
from shared_model.building import built

#: Steps of the longest padding.
LONGEST = 200
#: How far a logit may move if there is more or less padding.
CLOSE = 1e-6


def main() -> int:
    """Print a line for each network."""
    torch.set_num_threads(1)
    settings = default_settings()
    settings["data"] = Simulated(
        **{**vars(settings["data"]), "max_seq_len": LONGEST, "n_students": 300}
    )
    dataset = data.load(settings["data"])
    print("network   own answer  later answers  padding  3 to 20   3 to 200")
    fine = True
    for model in networks([32]):
        network = trained(settings | {"model": model}, dataset)
        batch = batching.tensors(dataset.valid).take(torch.arange(30))
        exact = [own_answer(network, batch), later_answers(network, batch)]
        exact.append(garbage(network, batch))
        close = [padded(network, batch, length) for length in (20, LONGEST)]
        fine &= max(exact) == 0 and max(close) <= CLOSE
        print(
            f"{type(model).__name__:9} {exact[0]:<11g} {exact[1]:<14g} {exact[2]:<8g} "
            f"{close[0]:<9.1g} {close[1]:.1g}"
        )
    return not fine


def trained(settings: dict[str, Any], dataset: data.Dataset) -> nn.Module:
    """Return the network after training."""
    with tempfile.TemporaryDirectory() as folder:
        train(**settings, run_dir=Path(folder))
        held = checkpoints.read(Path(folder) / "checkpoint.pt")
    network = built("model", settings["model"], dataset.sizes, nn.Module)
    network.load_state_dict(held["state_dict"])
    return network.eval()


@torch.no_grad()
def logits(network: nn.Module, batch: Batch) -> Tensor:
    """Return the logits of a batch, (b, l)."""
    return fitting.predict(network, batch)


def flipped(batch: Batch, step: int) -> Batch:
    """Return a batch with the answers to a step, and what is seen of them, the other way round."""
    answers, seen = batch.answers.clone(), batch.interactions.clone()
    answers[:, step] = 1 - answers[:, step]
    if step + 1 < seen.shape[1]:
        seen[:, step + 1] = 3 - seen[:, step + 1]
    return batch._replace(answers=answers, interactions=seen)


def own_answer(network: nn.Module, batch: Batch) -> float:
    """Return how far the logit of a step moves if its own answer is flipped: each step in turn."""
    before = logits(network, batch)
    return max(
        float((logits(network, flipped(batch, step)) - before)[:, step].abs().max())
        for step in range(batch.mask.shape[1])
    )


def later_answers(network: nn.Module, batch: Batch) -> float:
    """Return how far the logits before a step move if all answers from it on are flipped."""
    before = logits(network, batch)
    other, moves = batch, [0.0]
    for step in reversed(range(1, batch.mask.shape[1])):
        other = flipped(other, step)
        moves.append(float((logits(network, other) - before)[:, :step].abs().max()))
    return max(moves)


def garbage(network: nn.Module, batch: Batch) -> float:
    """Return how far real logits move if anything stands in padding."""
    real = short(batch, 20)
    draws = torch.Generator().manual_seed(0)
    filled = {
        name: torch.where(
            real.mask, column, torch.randint(0, 3, column.shape, generator=draws)
        )
        for name, column in zip(Batch._fields[:4], real.inputs, strict=False)
    }
    moved = logits(network, real._replace(**filled)) - logits(network, real)
    return float(moved.abs().max())


def padded(network: nn.Module, batch: Batch, length: int) -> float:
    """Return how far the logits of three answers move if they are padded."""
    alone = logits(network, short(batch, 3))
    return float((logits(network, short(batch, length))[:, :3] - alone).abs().max())


def short(batch: Batch, length: int) -> Batch:
    """Return the first three answers of each sequence, padded to a length."""
    return Batch(
        *(nn.functional.pad(column[:, :3], (0, length - 3)) for column in batch)
    )


if __name__ == "__main__":
    sys.exit(main())
