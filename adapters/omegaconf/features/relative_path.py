"""A path in a file, relative to the parent of what the command line calls the config.

python relative_path.py config=relative_path/run.yaml
"""

from pathlib import Path

from omegaconf import OmegaConf


def parent(path: str) -> str:
    """Return the folder that something lies in."""
    return str(Path(path).parent)


OmegaConf.register_resolver("parent", parent)


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the file, read the answers, train."""
    words = OmegaConf.from_cli()
    cfg = OmegaConf.merge(OmegaConf.load(words.config), words)
    train(Path(cfg.answers).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
