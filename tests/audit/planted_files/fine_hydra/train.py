"""A tree of files below a schema."""

from dataclasses import dataclass, field

import hydra
from hydra.core.config_store import ConfigStore


@dataclass
class Optimizer:
    lr: float = 0.1


@dataclass
class Trainer:
    epochs: int = 3
    amp: bool = False


@dataclass
class Config:
    optimizer: Optimizer = field(default_factory=Optimizer)
    trainer: Trainer = field(default_factory=Trainer)


ConfigStore.instance().store(name="schema", node=Config)
ConfigStore.instance().store(group="optimizer", name="schema", node=Optimizer)


@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg):
    print("optimizer.lr =", repr(cfg.optimizer.lr))
    print("trainer.epochs =", repr(cfg.trainer.epochs))
    print("trainer.amp =", repr(cfg.trainer.amp))


if __name__ == "__main__":
    main()
