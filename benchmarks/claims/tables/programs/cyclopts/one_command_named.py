"""A single command by its name, with cyclopts.

python one_command_named.py train --x 2
"""

import cyclopts

app = cyclopts.App()


@app.command
def train(x: int = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
