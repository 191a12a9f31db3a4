"""A validator sets the decoder's width, which is no argument of the decoder.

python linked.py
python linked.py encoder.width=32 decoder.depth=3
python linked.py decoder.width=16
"""

import sys
from typing import Any, Self

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass


class Encoder(BaseModel):
    """The encoder."""

    width: int = 64


@dataclass(config=ConfigDict(extra="forbid"))
class Decoder:
    """The decoder; its width follows."""

    width: int = Field(init=False)
    depth: int = 2


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    encoder: Encoder = Encoder()
    decoder: Decoder = Field(default_factory=Decoder)

    @model_validator(mode="after")
    def link(self) -> Self:
        """Let the decoder be as wide as the encoder."""
        self.decoder.width = self.encoder.width
        return self


def read(words: list[str]) -> dict[str, Any]:
    """Read SECTION.KEY=VALUE, the values in YAML."""
    settings: dict[str, Any] = {}
    for word in words:
        path, _, text = word.partition("=")
        *sections, key = path.split(".")
        target = settings
        for section in sections:
            target = target.setdefault(section, {})
        target[key] = yaml.safe_load(text)
    return settings


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = Config.model_validate(read(sys.argv[1:]))
    train(config.encoder.width, config.decoder.width, config.decoder.depth)
