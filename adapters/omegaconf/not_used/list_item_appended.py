"""Tags to which words can add: the keys of a mapping, of which oc.dict.keys makes the list."""

import sys
from dataclasses import dataclass, field

from omegaconf import SI, OmegaConf
from train import Config, wire

from shared_model import train


@dataclass
class Tagged(Config):  # type: ignore[misc]  # of the program
    """All settings, and the mapping."""

    tagged: dict[str, bool] = field(default_factory=dict)
    tags: list[str] = SI("${oc.dict.keys:tagged}")  # noqa: RUF009  a string


file, *words = sys.argv[1:]
cfg = OmegaConf.merge(
    OmegaConf.structured(Tagged), OmegaConf.load(file), OmegaConf.from_dotlist(words)
)
train(**wire(cfg))
