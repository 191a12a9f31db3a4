"""Tags to which words can add: the keys of a mapping, of which oc.dict.keys makes the list."""

from dataclasses import dataclass, field

import hydra
from omegaconf import SI, DictConfig
from train import Config, cs, wire

from shared_model import train


@dataclass
class Tagged(Config):  # type: ignore[misc]  # of the program
    """All settings, and the mapping."""

    tagged: dict[str, bool] = field(default_factory=dict)
    tags: list[str] = SI("${oc.dict.keys:tagged}")  # noqa: RUF009  a string


cs.store(name="base_config", node=Tagged)


@hydra.main(
    version_base=None,
    config_path="../../../configs/hydra_structured",
    config_name="config",
)
def main(cfg: DictConfig) -> None:
    """Train with the list; the mapping itself is no setting."""
    settings = wire(cfg)
    del settings["tagged"]
    train(**settings)


if __name__ == "__main__":
    main()
