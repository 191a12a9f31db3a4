"""A parameter annotated str, with Fire.

python python_words.py 100
python python_words.py True
"""

import fire


def train(name: str = "World") -> None:
    """Train."""


if __name__ == "__main__":
    fire.Fire(train)
