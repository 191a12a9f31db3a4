"""Train Deep Knowledge Tracing, configured with configparser, recorded with Weights & Biases.

Usage:
    python adapters/configparser/with_wandb.py model.name=bert optimizer.lr=3e-4
"""

import wandb
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    config = load()
    settings = wire(config)
    save(config)
    with wandb.init(
        project="dkt", config={name: dict(config[name]) for name in config.sections()}
    ) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    main()
