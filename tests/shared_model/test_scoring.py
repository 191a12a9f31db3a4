"""Scores are over all steps and over the last ones, and the best epoch is the first best."""

import math
from typing import Any

import pytest
import torch
from torch import nn

from shared_model import SettingError, scoring

LOSS = nn.BCEWithLogitsLoss()


def test_scores_by_hand() -> None:
    """Two students of three and two steps; right answers 2.0, 1.0, -1.0, wrong ones 0.0, -2.0."""
    logits = torch.tensor([2.0, 0.0, -1.0, 1.0, -2.0])
    answers = torch.tensor([1.0, 0.0, 1.0, 1.0, 0.0])
    last = torch.tensor([False, False, True, False, True])
    found = scoring.score(logits, answers, last, LOSS, 1)
    assert found == {
        "loss": pytest.approx(LOSS(logits, answers).item()),
        "auc": pytest.approx(
            5 / 6
        ),  # of six pairs, only -1.0 and 0.0 are in the wrong order
        "accuracy": 3 / 5,  # 0.0 is a probability of one half: right is said
        "last_step_auc": 1.0,
        "last_step_accuracy": 1 / 2,
    }


def test_last_answers_that_are_all_alike() -> None:
    """Their AUC is undefined, and everything else is not."""
    logits = torch.tensor([2.0, -1.0, 1.0])
    answers = torch.tensor([1.0, 0.0, 1.0])
    last = torch.tensor([True, False, True])
    found = scoring.score(logits, answers, last, LOSS, 1)
    assert found["last_step_auc"] is None
    assert found["last_step_accuracy"] == 1.0
    assert found["auc"] == 1.0


def test_large_logits_do_not_tie() -> None:
    """As single probabilities, both would be 1."""
    logits, answers = torch.tensor([40.0, 20.0]), torch.tensor([1.0, 0.0])
    last = torch.tensor([True, True])
    assert logits.sigmoid().tolist() == [1.0, 1.0]
    assert scoring.score(logits, answers, last, LOSS, 1)["auc"] == 1.0


def test_the_first_of_the_best_epochs() -> None:
    """A later epoch has to be better, not as good."""
    history: list[Any] = [
        {"epoch": number, "auc": auc}
        for number, auc in enumerate([0.5, 0.7, 0.6, 0.7], start=1)
    ]
    assert scoring.best(history)["epoch"] == 2


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_loss_that_is_no_number(value: float) -> None:
    """The sentence says in which epoch, and what may help."""
    with pytest.raises(SettingError) as caught:
        scoring.finite(torch.tensor(value), 3)
    assert str(caught.value) == (
        f"training diverged in epoch 3, where the loss became {value}: "
        "a smaller optimizer.lr may help"
    )
