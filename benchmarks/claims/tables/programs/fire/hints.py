"""A parameter annotated str, with Fire.

python hints.py foo
python hints.py 100
python hints.py true
python hints.py True
"""

import fire


def train(name: str = "World") -> None:
    """Train."""


if __name__ == "__main__":
    fire.Fire(train)
