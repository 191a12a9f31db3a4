"""The parameters of a function, with OmegaConf.

python function.py x=2 rate=0.5
python function.py x=two
"""

from omegaconf import OmegaConf


def train(x: int = 1, rate: float = 0.1) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(train), OmegaConf.from_cli())
    train(**config)
