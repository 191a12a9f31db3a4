"""A file holds a command of Fire; a path in it is made a path.

python relative_path_2.py --config=relative_path/run.txt
"""

from pathlib import Path

import fire  # type: ignore[import-untyped]  # it ships no types


def train(answers: str) -> None:
    """Stand for the training."""


@fire.decorators.SetParseFn(Path, "answers")  # type: ignore[untyped-decorator]
def run(*, answers: Path) -> None:
    """Open the file of answers, train."""
    train(answers.read_text(encoding="utf-8").strip())


def main(*, config: str) -> None:
    """Carry out what the file says."""
    fire.Fire(run, command=Path(config).read_text(encoding="utf-8"))


if __name__ == "__main__":
    fire.Fire(main)
