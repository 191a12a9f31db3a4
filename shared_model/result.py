"""What a training run yields."""

from typing import NamedTuple, TypedDict


class Scores(TypedDict):
    """How good predictions are, over all supervised steps and at the last step of each student."""

    loss: float
    auc: float
    accuracy: float
    #: None where all last answers are alike.
    last_step_auc: float | None
    last_step_accuracy: float


class Epoch(Scores):
    """What is known of one epoch: its number, losses and scores, and the learning rate in it."""

    epoch: int
    train_loss: float
    lr: float


class Result(NamedTuple):
    """What a training run yields.

    ``auc``, ``accuracy`` and ``loss`` belong to the last epoch and are taken over all steps of the
    validation students, ``last_step_auc`` (None where all last answers are alike) and
    ``last_step_accuracy`` over the last step of each.  ``weights_sha256`` is the hash of all
    weights after the last epoch.  ``best_epoch`` is the one with the highest AUC, whose weights
    ``best.pt`` holds; ``history`` has one entry an epoch.
    """

    auc: float
    accuracy: float
    last_step_auc: float | None
    last_step_accuracy: float
    loss: float
    weights_sha256: str
    best_epoch: int
    history: tuple[Epoch, ...]
