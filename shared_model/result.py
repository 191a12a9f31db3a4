"""What a training run yields."""

from typing import NamedTuple


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
