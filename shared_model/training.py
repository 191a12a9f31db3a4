"""The training function: from settings to a trained model, the same bits for the same settings."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from shared_model import probe
from shared_model.parts import (
    Precision,
)

if TYPE_CHECKING:
    from torch import nn


class SettingError(ValueError):
    """A setting that training cannot work with; the message is one sentence naming it."""


class Result(NamedTuple):
    """What a training run yields.

    ``auc``, ``accuracy`` and ``loss`` belong to the last epoch and are taken on the last step of
    each validation student; ``weights_sha256`` is the hash of all weights; ``history`` has one
    dictionary an epoch with ``epoch``, ``train_loss``, ``loss``, ``auc``, ``accuracy``, ``lr``.
    """

    auc: float
    accuracy: float
    loss: float
    weights_sha256: str
    history: tuple[dict[str, float], ...]


#: Returned under the probe, where nothing is trained.
PROBED = Result(auc=0.5, accuracy=0.5, loss=0.0, weights_sha256="0" * 64, history=())


def train(
    *,
    model: Any,
    data: Any,
    loss: Any,
    optimizer: Any,
    scheduler: Any,
    n_epochs: int,
    batch_size: int,
    clip_grad: float | None,
    precision: Precision,
    seed: int,
    tags: list[str],
    run_name: str,
    run_dir: Path,
) -> Result:
    received = locals()
    instruction = os.environ.get(probe.VARIABLE)
    if instruction:
        probe.observe(instruction, received)
        return PROBED
    raise NotImplementedError
