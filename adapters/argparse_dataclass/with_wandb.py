"""Train Deep Knowledge Tracing, configured with argparse-dataclass, recorded with Weights & Biases.

Usage:
    python adapters/argparse_dataclass/with_wandb.py --model bert --lr 3e-4
"""

from dataclasses import asdict

import wandb
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    options = load()
    settings = wire(options)
    save(options)
    with wandb.init(project="dkt", config=asdict(options)) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    main()
