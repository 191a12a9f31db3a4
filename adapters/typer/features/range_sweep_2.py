"""Several seeds, said as a range.

python range_sweep_2.py --seed "range(1, 4)"
"""

from typing import Annotated

import typer


def train(seed: int) -> None:
    """Stand for the training."""


app = typer.Typer()


@app.command()
def main(seeds: Annotated[list[int], typer.Option("--seed")] = [0]) -> None:  # noqa: B006
    """Train a network with each seed."""
    for seed in seeds:
        train(seed)


if __name__ == "__main__":
    app()
