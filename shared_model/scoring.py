"""How good predictions are."""

import math
from collections.abc import Sequence

from sklearn.metrics import accuracy_score, roc_auc_score  # type: ignore[import-untyped]  # it has no types
from torch import Tensor, nn

from shared_model.errors import SettingError
from shared_model.result import Epoch, Scores


def score(
    logits: Tensor, answers: Tensor, last: Tensor, loss: nn.Module, epoch: int
) -> Scores:
    """Return loss, AUC and accuracy over all supervised steps, and the latter at the last steps.

    Parameters
    ----------
    logits, answers, last : Tensor
        One entry a supervised step, (S,); ``last`` is True where it is its student's last.
    loss : nn.Module
        Called as ``loss(logits, answers)``.
    epoch : int
        For the message of a loss that is no finite number.
    """
    value = loss(logits, answers)
    finite(value, epoch)
    # In double precision, large logits stay apart; in single they would tie at 1.
    probability = logits.double().sigmoid()
    right = probability >= 0.5  # noqa: PLR2004  even odds
    ends = answers[last]
    return {
        "loss": value.item(),
        "auc": float(roc_auc_score(answers, probability)),
        "accuracy": float(accuracy_score(answers, right)),
        "last_step_auc": float(roc_auc_score(ends, probability[last]))
        if ends.min() != ends.max()
        else None,
        "last_step_accuracy": float(accuracy_score(ends, right[last])),
    }


def best(history: Sequence[Epoch]) -> Epoch:
    """Return the epoch with the highest validation AUC, the first of several."""
    return max(history, key=lambda epoch: epoch["auc"])


def finite(loss: Tensor, epoch: int) -> None:
    """Refuse to go on with a loss that is infinite or not a number."""
    if not math.isfinite(loss.item()):
        raise SettingError(
            f"training diverged in epoch {epoch}, where the loss became {loss.item()}: "
            "a smaller optimizer.lr may help"
        )
