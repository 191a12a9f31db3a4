"""Train Deep Knowledge Tracing, with Python Fire, collecting, recorded with Weights & Biases.

Usage:
    python adapters/fire_collect/with_wandb.py --model=bert --lr=3e-4
"""

import fire  # type: ignore[import-untyped]  # it has no types
import wandb
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    args = fire.Fire(load, serialize=lambda _: None)
    settings = wire(args)
    save(args)
    with wandb.init(project="dkt", config=args) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    main()
