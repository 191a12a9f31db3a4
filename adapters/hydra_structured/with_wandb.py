"""Train Deep Knowledge Tracing, with Hydra and structured configs, recorded with Weights & Biases.

Usage:
    python adapters/hydra_structured/with_wandb.py model=bert optimizer.lr=3e-4
"""

import hydra
import wandb
from omegaconf import DictConfig, OmegaConf
from train import check, wire

from shared_model import train


@hydra.main(
    version_base=None,
    config_path="../../configs/hydra_structured",
    config_name="config",
)
def main(cfg: DictConfig) -> None:
    """Check, wire, record, train; Hydra has composed and saved the settings before."""
    check(cfg)
    settings = wire(cfg)
    with wandb.init(
        project="dkt", config=OmegaConf.to_container(cfg, resolve=True)
    ) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    main()
