"""Two commands, with cyclopts.

python two_commands.py train --x 2
"""

import cyclopts

app = cyclopts.App()


@app.command
def train(x: int = 1) -> None:
    """Train."""


@app.command
def other() -> None:
    """Do something else."""


if __name__ == "__main__":
    app()
