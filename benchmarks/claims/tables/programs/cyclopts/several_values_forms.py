"""Five spellings of the same, with cyclopts.

python several_values_forms.py o a b
python several_values_forms.py o --inputs a --inputs b
python several_values_forms.py o --inputs a b
python several_values_forms.py --inputs a b --output o
python several_values_forms.py --inputs a b -- o
"""

from pathlib import Path
from typing import Annotated

import cyclopts

app = cyclopts.App()


@app.default
def train(
    output: Path,
    inputs: Annotated[list[Path], cyclopts.Parameter(consume_multiple=True)],
) -> None:
    """Train."""


if __name__ == "__main__":
    app()
