"""Train Deep Knowledge Tracing, configured with EasyDict, recorded with Weights & Biases.

Usage:
    python adapters/easydict/with_wandb.py model.name=bert optimizer.lr=3e-4
"""

import wandb
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    cfg = load()
    settings = wire(cfg)
    save(cfg)
    with wandb.init(project="dkt", config=cfg) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    main()
