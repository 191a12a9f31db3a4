"""Train Deep Knowledge Tracing, configured with Python Fire, recorded with Weights & Biases.

Usage:
    python adapters/fire/with_wandb.py --model=bert --lr=3e-4
"""

import functools
from typing import Any

import fire  # type: ignore[import-untyped]  # it has no types
import wandb
from train import declare, load, save, wire

from shared_model import train


@functools.wraps(declare)
def main(**given: Any) -> None:
    """Load, wire, save, record, train."""
    args = load(**given)
    settings = wire(args)
    save(args)
    with wandb.init(project="dkt", config=args) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    fire.Fire(main)
