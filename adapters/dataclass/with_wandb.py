"""Train Deep Knowledge Tracing, configured with dataclasses, recorded with Weights & Biases.

Usage:
    python adapters/dataclass/with_wandb.py --model.name bert --optimizer.lr 3e-4
"""

from dataclasses import asdict

import wandb
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    config = load()
    settings = wire(config)
    save(config)
    with wandb.init(project="dkt", config=asdict(config)) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    main()
