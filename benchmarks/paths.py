"""Where things are in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADAPTERS = ROOT / "adapters"
CONTROL = ROOT / "benchmarks" / "control" / "train.py"
REFERENCE = ROOT / "benchmarks" / "reference.py"


def relative(path: Path) -> str:
    """Return a path as it is shown: from the root of the repository, where it lies below that."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
