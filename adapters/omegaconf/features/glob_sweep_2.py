"""A pattern in a list of models, by the resolver that lists the keys of a mapping.

python glob_sweep_2.py 'run=${oc.dict.keys:models.lstm*}'
"""

from omegaconf import OmegaConf

CONFIG = {"models": {"bert": {}, "lstm": {}, "lstmattn": {}}, "run": ["bert"]}


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the config, train each model."""
    cfg = OmegaConf.merge(CONFIG, OmegaConf.from_cli())
    for model in cfg.run:
        train(model)


if __name__ == "__main__":
    main()
