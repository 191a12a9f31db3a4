"""Train Deep Knowledge Tracing, configured with OmegaConf, recorded with Weights & Biases.

Usage:
    python adapters/omegaconf/with_wandb.py model.name=bert optimizer.lr=3e-4
"""

import wandb
from omegaconf import OmegaConf
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    cfg = load()
    settings = wire(cfg)
    save(cfg)
    with wandb.init(
        project="dkt", config=OmegaConf.to_container(cfg, resolve=True)
    ) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    main()
