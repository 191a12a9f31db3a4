"""What the training core makes of OmegaConf's containers, by name of a fact."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf  # type: ignore[import-not-found]  # in the row's environment

from shared_model import SettingError, fitting, train
from tests.on_rows import serve
from tests.shared_model.smallest import Settings, changed, smallest
from tests.shared_model.stopping import stopped

CONTAINERS = {
    "optimizer.betas": [0.9, 0.999],
    "model.head_dims": [4],
    "loss.weights": {"wrong": 1, "right": 1},
    "tags": ["a", 1],
}


def given(*names: str) -> Settings:
    """Return the smallest settings with some of them as OmegaConf has them."""
    settings = smallest(Path(tempfile.mkdtemp(dir=FOLDER)))
    for name in names:
        settings = changed(settings, name, OmegaConf.create(CONTAINERS[name]))
    return settings


def weights() -> Any:
    """Return the hash of the weights, as they are and with each container."""
    return {
        name: train(**given(*([name] if name else []))).weights_sha256
        for name in ("", *CONTAINERS)
    }


def resumed() -> Any:
    """Return what an unbroken training gives, and one that was gone on with."""
    settings = given(*CONTAINERS)
    return [repr(fitting.resume(stopped(settings, 1))), repr(train(**settings))]


def refused() -> Any:
    """Return the sentence about a container in the place of a part."""
    settings = changed(given(), "model", OmegaConf.create({"n_layers": 2}))
    try:
        train(**settings)
    except SettingError as error:
        return str(error)
    return None


FACTS: dict[str, Callable[[], Any]] = {
    each.__name__: each for each in (weights, resumed, refused)
}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as FOLDER:
        serve(lambda name: FACTS[name]())
