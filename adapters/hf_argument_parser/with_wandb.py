"""Train Deep Knowledge Tracing, configured with HfArgumentParser, recorded with Weights & Biases.

Usage:
    python adapters/hf_argument_parser/with_wandb.py --model bert --lr 3e-4
"""

from dataclasses import asdict

import wandb
from train import load, save, wire

from shared_model import train


def main() -> None:
    """Load, wire, save, record, train."""
    args = load()
    settings = wire(*args)
    save(*args)
    config = {key: value for each in args for key, value in asdict(each).items()}
    with wandb.init(project="dkt", config=config) as run:
        result = train(**settings)
        run.log({"auc": result.auc})
    print(result)


if __name__ == "__main__":
    main()
