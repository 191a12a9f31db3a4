"""Trainings that end from outside, as by an interruption."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from shared_model import fitting, train


class Stop(BaseException):
    """What ends them."""


def stopped(settings: Mapping[str, Any], epochs: int) -> Path:
    """Train for some of the epochs, and return the checkpoint."""
    fit = fitting.Training.fit

    def until(training: fitting.Training) -> None:
        if training.epoch == epochs:
            raise Stop
        fit(training)

    with mock.patch.object(fitting.Training, "fit", until):
        try:
            train(**settings)
        except Stop:
            path: Path = settings["run_dir"] / "checkpoint.pt"
            return path
    raise AssertionError("the training was not stopped")
