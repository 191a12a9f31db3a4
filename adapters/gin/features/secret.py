"""A constant is any object, and where the config is printed, it stands by its name.

python secret.py --key=hunter2
"""

from collections.abc import Sequence
from typing import Any

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_KEY = flags.DEFINE_string("key", None, "Key of the service.", required=True)
_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(key: str, lr: float) -> None:
    """Stand for the training."""


@gin.configurable("train")  # type: ignore[untyped-decorator]
def wire(key: str = gin.REQUIRED, lr: float = 0.001) -> dict[str, Any]:
    """Return the arguments of train(), which Gin supplies."""
    return {"key": key, "lr": lr}


def main(_: Sequence[str]) -> None:
    """Bind what is given, print the config, train."""
    gin.constant("KEY", _KEY.value)
    gin.parse_config("train.key = %KEY")
    gin.parse_config(_GIN_PARAM.value)
    settings = wire()
    print(gin.operative_config_str())
    train(**settings)


if __name__ == "__main__":
    app.run(main)
