"""Train Deep Knowledge Tracing, configured with argparse, recorded with Weights & Biases.

Usage:
    python adapters/argparse/with_wandb.py --model bert --lr 3e-4
"""

import wandb
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    args = load()
    settings = wire(args)
    save(args)
    with wandb.init(project="dkt", config=vars(args)) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    main()
