"""A validator sets the decoder's width, which is no argument of the decoder.

python linked.py
python linked.py --encoder.width 32 --decoder.depth 3
python linked.py --decoder.width 16
"""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass
from pydantic_settings import BaseSettings, CliApp


class Encoder(BaseModel):
    """The encoder."""

    width: int = 64


@dataclass(config=ConfigDict(extra="forbid"))
class Decoder:
    """The decoder; its width follows."""

    width: int = Field(init=False)
    depth: int = 2


class Settings(BaseSettings):
    """All settings of a run."""

    encoder: Encoder = Encoder()
    decoder: Decoder = Field(default_factory=Decoder)

    @model_validator(mode="after")
    def link(self) -> Self:
        """Let the decoder be as wide as the encoder."""
        self.decoder.width = self.encoder.width
        return self


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = CliApp.run(Settings)
    train(settings.encoder.width, settings.decoder.width, settings.decoder.depth)
