"""The folder of the file is the context in which its paths are validated.

python relative_path.py --config relative_path/run.yaml
"""

import argparse
from pathlib import Path
from typing import Annotated

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import AfterValidator, BaseModel, ValidationInfo


def beside(path: Path, info: ValidationInfo[Path]) -> Path:
    """Read a path as relative to the folder of its file."""
    return info.context / path


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    answers: Annotated[Path, AfterValidator(beside)]


def train(answers: str) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path, required=True)
    file = parser.parse_args().config
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    config = Config.model_validate(settings, context=file.parent)
    train(config.answers.read_text(encoding="utf-8").strip())
