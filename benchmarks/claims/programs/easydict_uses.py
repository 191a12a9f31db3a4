"""What everyday functions do with an EasyDict: a line of JSON."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from easydict import EasyDict  # type: ignore[import-not-found]  # it is in the row's environment

PLAIN = {"optimizer": {"lr": 1e-3, "betas": (0.9, 0.999)}, "sizes": [64, 32]}


def outcome(use: Callable[[Any], Any], config: Any) -> list[str]:
    """Return how a use ends: the type that came back and whether it is equal, or the error."""
    try:
        back = use(config)
    except Exception as error:  # noqa: BLE001  whatever it is, it is shown
        return [type(error).__name__]
    return [type(back).__name__, "equal" if back == config else "not equal"]


if __name__ == "__main__":
    config = EasyDict(PLAIN)
    print(
        json.dumps(
            {
                "dots": config.optimizer.lr == PLAIN["optimizer"]["lr"],  # type: ignore[index]
                "inside dict(cfg)": type(dict(config)["optimizer"]).__name__,
                "tuple": type(config.optimizer.betas).__name__,
                "EasyDict(dict)": EasyDict(PLAIN) == config,
                "yaml.safe_dump": outcome(
                    lambda c: yaml.safe_load(yaml.safe_dump(c)), config
                ),
                "json.dumps": outcome(lambda c: json.loads(json.dumps(c)), config),
                "pickle": outcome(lambda c: pickle.loads(pickle.dumps(c)), config),  # noqa: S301  our own bytes
                "copy.deepcopy": outcome(copy.deepcopy, config),
                "== dict": config == PLAIN,
            }
        )
    )
